"""Channel: one room; memberships, topic, modes, lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

import msgspec

from malmadang.ports import ChannelId, EventRecord, SteadyMs, TimeMs
from malmadang.servercore.throttle import Bucket
from malmadang.wire.modes import ModeKinds
from malmadang.wire.names import Folded, casefold

if TYPE_CHECKING:
    from malmadang.servercore.client import Client
    from malmadang.servercore.flooding import Flood
    from malmadang.servercore.gameseats import Game
    from malmadang.servercore.tickets import Ticket
    from malmadang.servercore.user import User

VOICE = 1
HALF_OPERATOR = 2
OPERATOR = 4
ADMIN = 8
OWNER = 16
"""Membership prefixes as bits; a greater number ranks higher."""

PREFIXES = (
    (OWNER, "q", "~"),
    (ADMIN, "a", "&"),
    (OPERATOR, "o", "@"),
    (HALF_OPERATOR, "h", "%"),
    (VOICE, "v", "+"),
)
"""(bit, mode letter, sign), highest first."""

MODE_KINDS = ModeKinds(lists="Ibe", always="k", on_set="Hfl", flags="CMimnst", members="qaohv")
"""C no CTCP but ACTION, H how much of the history stays, M words from accounts only, f how much one person
says, i invited people only, m moderated, n no words from outside, s secret, t protected topic."""
MODE_ARGUMENTS = 8
"""Modes with a parameter that one MODE may carry; those after them are dropped (005 MODES)."""
KEY_BYTES = 32
AHEAD_MS = 1_000
"""How far a channel's time may be ahead of the clock."""

SEALED = "malmadang/sealed"
"""Tag of a kept line that was said while its channel kept strangers out or hid from them. Never sent."""

_SIGNS = tuple("".join(sign for bit, _, sign in PREFIXES if rank & bit) for rank in range(2 * PREFIXES[0][0]))
"""Signs by rank, highest first."""

BIT_OF_LETTER = {letter: bit for bit, letter, _ in PREFIXES}
BIT_OF_SIGN = {sign: bit for bit, _, sign in PREFIXES}


class Topic(msgspec.Struct, frozen=True, gc=False):
    """A channel's topic: text, the mask of who set it, and when."""

    text: str
    setter: str
    utc_ms: TimeMs


class ListEntry(msgspec.Struct, frozen=True, gc=False):
    """One mask on a list (b, e, I): the mask, who set it, and when."""

    mask: str
    setter: str
    utc_ms: TimeMs


class Membership:
    """One user in one channel.

    Attributes:
        rank: bits of the prefixes held.
        said: what it may still say where +f is set.
        muted: cached answer of the ban list; `checked` says for which list version and mask it holds.
    """

    __slots__ = ("checked", "joined_ms", "muted", "rank", "said")

    def __init__(self, rank: int, joined_ms: TimeMs) -> None:
        self.rank = rank
        self.joined_ms = joined_ms
        self.muted = False
        self.said: Bucket | None = None
        self.checked: tuple[int, str] = (-1, "")

    def signs(self, *, every: bool) -> str:
        """Return the prefix signs: all of them highest first, or only the highest."""
        return _SIGNS[self.rank] if every else _SIGNS[self.rank][:1]


class NameList:
    """The members of a channel as NAMES shows them to a member, in bodies of one line each.

    It grows as people come: where thousands enter one after the other, each costs what its own name does.

    Attributes:
        bodies: what stands behind the colon of each 353.
    """

    __slots__ = ("_every", "_masks", "_room_bytes", "_used", "bodies")

    def __init__(self, room_bytes: int, *, every: bool, masks: bool) -> None:
        self.bodies: list[str] = []
        self._room_bytes = room_bytes
        self._used = room_bytes
        self._every = every
        self._masks = masks

    def add(self, member: User, membership: Membership) -> None:
        """Show one member more."""
        name = member.mask if self._masks else member.nick
        item = membership.signs(every=self._every) + name if membership.rank else name
        size = (len(item) if item.isascii() else len(item.encode())) + 1
        if self._used + size > self._room_bytes:
            self.bodies.append(item)
            self._used = size
        else:
            self.bodies[-1] += f" {item}"
            self._used += size


class Channel:
    """One room.

    Attributes:
        id: names the channel's turn log.
        modes: letters without parameter that are set.
        key: "" when none; limit: 0 when none; history: parameter of +H, "" when none.
        flood: parameter of +f; said: what people outside may still say then.
        metadata: what the room says of itself, by key.
        founder: account of the owner as written, "" for a room that nobody owns.
        opener: who opened the room; it is the one who may come to own it.
        stayers: members that stay without a connection, and their accounts; the room is kept for them.
        awaited: tickets of lost connections that may come back, and whether that one had opened the room.
        ranks: prefix bits by account, in an owned room; whoever is there by an account has just these.
        lists: masks by list letter, keyed by the casefolded mask.
        invited: users who may join once, whatever +i, +l and +b say.
        game: played or set up in it; `Games` keeps it.
        seq: place of the newest kept line; events: how many of those places are no speech.
        last_ms: stamp of the newest kept line; the channel's time never goes back.
        is_moderated: +m or +M is set; is_shut: +i or +s is. `set_flag` keeps them up.
        list_version: counts changes of the lists and of +m (caches hang on it).
        names: lists for NAMES by (multi-prefix, userhost-in-names), as far as somebody has asked; cleared
            where somebody goes or changes.
        recalled: the newest words, and `spoken` when they were looked up; None when they are not known.
    """

    __slots__ = (
        "awaited",
        "budget",
        "created_ms",
        "events",
        "flood",
        "folded",
        "founder",
        "game",
        "history",
        "id",
        "invited",
        "is_moderated",
        "is_shut",
        "key",
        "knocked_ms",
        "last_ms",
        "limit",
        "list_version",
        "lists",
        "members",
        "metadata",
        "modes",
        "name",
        "names",
        "opener",
        "ranks",
        "recalled",
        "renamed_ms",
        "said",
        "seq",
        "stayers",
        "topic",
    )

    def __init__(self, channel_id: ChannelId, name: str, created_ms: TimeMs, budget: Bucket) -> None:
        self.id = channel_id
        self.name = name
        self.folded = casefold(name)
        self.created_ms = created_ms
        self.budget = budget
        self.topic: Topic | None = None
        self.members: dict[User, Membership] = {}
        self.modes: set[str] = {"n", "t"}
        self.is_moderated = False
        self.is_shut = False
        self.key = ""
        self.limit = 0
        self.history = ""
        self.flood: Flood | None = None
        self.metadata: dict[str, str] = {}
        self.said: Bucket | None = None
        self.founder = ""
        self.opener: User | None = None
        self.stayers: dict[User, str] = {}
        self.awaited: dict[Ticket, bool] = {}
        self.ranks: dict[Folded, int] = {}
        self.lists: dict[str, dict[Folded, ListEntry]] = {"b": {}, "e": {}, "I": {}}
        self.invited: set[User] = set()
        self.knocked_ms: SteadyMs | None = None
        self.renamed_ms: SteadyMs | None = None
        self.game: Game | None = None
        self.seq = 0
        self.events = 0
        self.last_ms = created_ms
        self.list_version = 0
        self.recalled: tuple[int, tuple[EventRecord, ...]] | None = None
        self.names: dict[tuple[bool, bool], NameList] = {}

    def add(self, user: User, rank: int, now_ms: TimeMs) -> Membership:
        """Make the user a member; the caller has checked that it may."""
        membership = self.members[user] = Membership(rank, now_ms)
        user.channels[self.folded] = self
        self.uninvite(user)
        for names in self.names.values():
            names.add(user, membership)
        return membership

    def remove(self, user: User) -> None:
        """End the membership.

        Raises:
            KeyError: the user is no member.
        """
        del self.members[user]
        del user.channels[self.folded]
        if self.opener is user:
            self.opener = None
        self.names.clear()

    def rename(self, name: str) -> None:
        """Give the channel another name; `ServerState.rename_channel` moves it in the indexes."""
        for member in self.members:
            del member.channels[self.folded]
        self.name = name
        self.folded = casefold(name)
        for member in self.members:
            member.channels[self.folded] = self
        # Made for the old name: lines that are full, words under it.
        self.names.clear()
        self.recalled = None

    def set_flag(self, letter: str, *, on: bool) -> None:
        """Set or clear a mode without a parameter."""
        (self.modes.add if on else self.modes.discard)(letter)
        self.is_moderated = not self.modes.isdisjoint("mM")
        self.is_shut = not self.modes.isdisjoint("is")
        self.list_version += 1

    def invite(self, user: User) -> None:
        """Let the user join once, whatever +i, +l and +b say."""
        self.invited.add(user)
        user.invitations |= {self}

    def uninvite(self, user: User) -> None:
        """End an invitation; nothing happens when there is none."""
        if user in self.invited:
            self.invited.discard(user)
            user.invitations -= {self}

    def stamp(self, now_ms: TimeMs) -> TimeMs:
        """Give the next line its place and time: `seq` moves on, the time never goes back.

        No line has the time of another, so that history can be paged by time; but a crowded second must not
        carry the channel's time far off, so past that they share it, and their place tells them apart.
        """
        self.seq += 1
        if now_ms > self.last_ms:
            self.last_ms = now_ms
        elif self.last_ms - now_ms < AHEAD_MS:
            self.last_ms = TimeMs(self.last_ms + 1)
        return self.last_ms

    def stamp_run(self, now_ms: TimeMs, lines: int) -> Sequence[TimeMs]:
        """Give several lines their places and times, as `stamp` would one by one; return the times."""
        last = self.last_ms
        self.seq += lines
        if last - now_ms >= AHEAD_MS:
            return [last] * lines
        first = now_ms if now_ms > last else last + 1
        end, most = first + lines - 1, now_ms + AHEAD_MS
        self.last_ms = TimeMs(end if end < most else most)
        times = range(first, end + 1) if end <= most else [*range(first, most), *[most] * (end - most + 1)]
        return cast("Sequence[TimeMs]", times)

    def stamp_event(self, now_ms: TimeMs) -> TimeMs:
        """Give a line that is no speech (JOIN, TOPIC, ...) its place and time."""
        self.events += 1
        return self.stamp(now_ms)

    @property
    def spoken(self) -> int:
        """A number that grows with what is said, and when it is taken back; 0 where nothing was said."""
        return self.seq - self.events

    def rank(self, user: User) -> int:
        """Return the user's prefix bits, 0 for an ordinary member or an outsider."""
        membership = self.members.get(user)
        return membership.rank if membership is not None else 0

    def rank_of_account(self, account: str) -> int:
        """Return the prefix bits that an account has here whether it is in or not; a guest has none."""
        return self.ranks.get(casefold(account), 0) if account else 0

    def is_owner(self, user: User) -> bool:
        """Whether the room is this user's own, by its account."""
        return bool(self.founder) and casefold(user.account) == casefold(self.founder)

    @property
    def is_kept(self) -> bool:
        """Whether the room survives when it is empty and when the server ends."""
        return bool(self.founder or self.stayers)

    def clients(self) -> Iterator[Client]:
        """Yield every connection of every member."""
        for member in self.members:
            yield from member.clients.values()

    def seal(self, tags: str) -> str:
        """Return the tags that a line said now is kept with.

        A channel that keeps strangers out or hides from them is closed: what is said in it is for those who
        are in.
        """
        if not (self.is_shut or self.key):
            return tags
        return f"{tags};{SEALED}" if tags else SEALED

    @property
    def is_secret(self) -> bool:
        """Whether outsiders may not know that the channel is there."""
        return "s" in self.modes
