"""Tickets: what a connection leaves behind for whoever shows its token, as data."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from malmadang.ports import ClientId

if TYPE_CHECKING:
    from malmadang.servercore.channel import Channel
    from malmadang.servercore.user import User

NICK_MS = 120_000
"""How long the nick and the rooms of a lost connection wait for its token."""
ROOM_MS = 24 * 3_600_000
"""How long the rooms wait that it has opened and that nobody owns."""
MOST = 10_000
"""Lost connections that are waited for; those that have waited longest make room."""
MOST_ROOMS = 10
"""Rooms of one of them that wait the long time."""
MOST_LATE = 500
"""Lost connections whose rooms wait the long time; those that have waited longest make room."""


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where somebody was.

    Attributes:
        founder: whose the room was.
        opened: whether it was who had opened the room, which nobody owned.
    """

    channel: Channel
    rank: int
    founder: str
    opened: bool


class Ticket:
    """What a token stands for.

    Attributes:
        key: digest of the token; the token itself is with the client only.
        client_id: the connection it was given to.
        account, password: what it was logged in to when it was lost, and what was kept of the password.
        places: the rooms it was in when it was lost.
        is_waiting: the connection is lost, its user has left, nick and rooms are kept for it.
        is_late: only the rooms it has opened are.
    """

    __slots__ = ("account", "client_id", "is_late", "is_waiting", "key", "password", "places", "user")

    def __init__(self, key: str, user: User, client_id: ClientId) -> None:
        self.key = key
        self.user = user
        self.client_id = client_id
        self.account = ""
        self.password = ""
        self.places: tuple[Place, ...] = ()
        self.is_waiting = False
        self.is_late = False


class Tickets:
    """All tickets, by token and by connection."""

    __slots__ = ("_late", "_lost", "_of", "_tickets", "reserved")

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}
        self._of: dict[ClientId, Ticket] = {}
        self._lost: dict[Ticket, None] = {}
        self._late: dict[Ticket, None] = {}
        self.reserved: dict[User, Ticket] = {}
        """Who has left but may come back under its nick, oldest first."""

    def add(self, token: str, user: User, client_id: ClientId) -> None:
        """Note which token a connection has been given, in place of the one it had."""
        known = self._of.pop(client_id, None)
        if known is not None:
            self.end(known)
        ticket = Ticket(key_of(token), user, client_id)
        self._tickets[ticket.key] = self._of[client_id] = ticket

    def find(self, token: str) -> Ticket | None:
        """Return what a token stands for."""
        return self._tickets.get(key_of(token))

    def by_key(self, key: str) -> Ticket | None:
        """Return the ticket whose token has that digest."""
        return self._tickets.get(key)

    def of(self, client_id: ClientId) -> Ticket | None:
        """Return the ticket of a connection."""
        return self._of.get(client_id)

    def is_valid(self, ticket: Ticket) -> bool:
        """Whether it has not been used, replaced or forgotten."""
        return self._tickets.get(ticket.key) is ticket

    def end(self, ticket: Ticket) -> None:
        """Forget a ticket; its token is worth nothing from now on."""
        self._tickets.pop(ticket.key, None)
        self._of.pop(ticket.client_id, None)
        self._lost.pop(ticket, None)
        self._late.pop(ticket, None)
        if self.reserved.get(ticket.user) is ticket:
            del self.reserved[ticket.user]

    def lose(self, client_id: ClientId) -> Ticket | None:
        """Note that a connection has ended; return its ticket, which is waited for now."""
        ticket = self._of.pop(client_id, None)
        if ticket is not None:
            self._lost[ticket] = None
        return ticket

    def let_wait(self, ticket: Ticket) -> Ticket | None:
        """Wait for a ticket's rooms alone from now on; return the one that makes room for it, if one must."""
        ticket.is_late = True
        self.reserved.pop(ticket.user, None)
        self._late[ticket] = None
        return next(iter(self._late)) if len(self._late) > MOST_LATE else None

    def overdue(self) -> Ticket | None:
        """Return the ticket that has waited longest where there are too many."""
        return next(iter(self._lost)) if len(self._lost) > MOST else None


def key_of(token: str) -> str:
    """Return the name of a ticket that its token cannot be found from."""
    return hashlib.sha256(token.encode()).hexdigest()
