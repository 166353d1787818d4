"""User: a nick on the network; account, memberships, modes, away; 0 to 10 clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malmadang.ports import ClientId, SteadyMs, TimeMs
from malmadang.wire.names import Folded, casefold

if TYPE_CHECKING:
    from malmadang.servercore.channel import Channel
    from malmadang.servercore.client import Client


class User:
    """A nick on the network. Memberships belong to users, capabilities to clients.

    Attributes:
        account: "" for a guest.
        guest: what its messages' nonces belong to while it has no account: the nick it came with, so that
            somebody who comes back after a crash of the server is known by it.
        away: the away text, None when here.
        said_away: what it said of its absence; `away` is what others read, for want of a client too.
        metadata: what a guest says of itself; an account's is with the account.
        modes: user mode letters: i invisible, w wallops, o server operator, B bot.
        privileges: what an operator may do, empty for everybody else.
        channels: index of the memberships; only Channel.add and Channel.remove touch it.
        invitations: index of Channel.invited; only Channel.invite and Channel.uninvite touch it.
        mask: `nick!username@host`, kept up by `rename`.
        spoke_ms: when a client that is gone now last said something.
        source: the mask with its leading colon and trailing space, ready for a line.
    """

    __slots__ = (
        "account",
        "address",
        "away",
        "channels",
        "clients",
        "folded",
        "guest",
        "host",
        "invitations",
        "knocked_ms",
        "mask",
        "metadata",
        "modes",
        "nick",
        "privileges",
        "realname",
        "said_away",
        "signon_steady_ms",
        "signon_utc_ms",
        "source",
        "spoke_ms",
        "username",
    )

    def __init__(self, nick: str, username: str, host: str, realname: str, *, address: str) -> None:
        self.username = username
        self.host = host
        self.realname = realname
        self.address = address
        self.account = ""
        self.away: str | None = None
        self.said_away: str | None = None
        self.metadata: dict[str, str] = {}
        # Most people have neither, and all who have none share one.
        self.modes: frozenset[str] = frozenset()
        self.privileges: frozenset[str] = frozenset()
        self.channels: dict[Folded, Channel] = {}
        self.invitations: frozenset[Channel] = frozenset()
        self.clients: dict[ClientId, Client] = {}
        self.signon_utc_ms = TimeMs(0)
        self.signon_steady_ms = SteadyMs(0)
        self.spoke_ms = SteadyMs(0)
        self.knocked_ms: SteadyMs | None = None
        self.rename(nick)
        self.guest = f"~{self.folded}"

    def rename(self, nick: str) -> None:
        """Take a nick; the nick index is the state's matter."""
        self.nick = nick
        self.folded = casefold(nick)
        self.mask = f"{nick}!{self.username}@{self.host}"
        self.source = f":{self.mask} "

    def shares_channel_with(self, other: User) -> bool:
        """Whether both are members of one channel."""
        return not self.channels.keys().isdisjoint(other.channels)

    def idle_ms(self, now_ms: SteadyMs) -> int:
        """Say for how long no client of the user has said anything."""
        return now_ms - max((client.spoke_ms for client in self.clients.values()), default=self.spoke_ms)

    @property
    def is_secure(self) -> bool:
        """Whether nobody on the way can read what any of its clients is given."""
        return bool(self.clients) and all(client.secure for client in self.clients.values())

    @property
    def owner(self) -> str:
        """Whose the nonces are: the account's or the guest's. No account has a ~ in its name."""
        return casefold(self.account) or self.guest

    @property
    def is_operator(self) -> bool:
        """Whether this is an operator of the server."""
        return "o" in self.modes

    @property
    def tags(self) -> str:
        """Tags that every message of this user carries: `bot` for one with mode B."""
        return "bot" if "B" in self.modes else ""
