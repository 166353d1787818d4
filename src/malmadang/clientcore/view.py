"""What the person sees: rooms, members, rows, the line. Only ClientCore changes it; the shells read."""

from collections.abc import Iterator
from enum import Enum

import msgspec

from malmadang.clientcore.faults import Fault
from malmadang.clientcore.gameview import GameView
from malmadang.clientcore.rows import MessageRow, Row, RowId
from malmadang.ports import SteadyMs, TimeMs
from malmadang.wire.names import Folded

SERVER_KEY = Folded("*")
"""Key of the server's own room; no nick or channel folds to it."""


class RoomKind(Enum):
    """What a room is."""

    CHANNEL = "channel"
    PRIVATE = "private"
    SERVER = "server"


class Phase(Enum):
    """How far the line is."""

    IDLE = "idle"
    CONNECTING = "connecting"
    REGISTERING = "registering"
    ONLINE = "online"
    WAITING = "waiting"
    """The line is down; the next attempt comes by itself at `retry_at_ms`."""
    HALTED = "halted"
    """Nothing happens before the person has answered: see `ConnectionState.fault`."""
    ENDED = "ended"
    """The person has left."""


class ConnectionState(msgspec.Struct, frozen=True, gc=False):
    """The line to the server.

    Attributes:
        server: host, with the port where it is not the scheme's own.
        secure: the line is TLS.
        attempt: tries since the line was last good; 0 at the first connection and while it holds.
        retry_at_ms: on the steady clock; 0 unless WAITING.
        fault: why the line is down or halted, None where nothing is wrong.
        returned: the line was lost before and is back (ONLINE only).
    """

    phase: Phase = Phase.IDLE
    server: str = ""
    secure: bool = False
    attempt: int = 0
    retry_at_ms: SteadyMs = SteadyMs(0)
    fault: Fault | None = None
    returned: bool = False


class Person(msgspec.Struct, eq=False):
    """Somebody on the network, kept once however many rooms are shared.

    Attributes:
        nick: as the server writes it.
        user: "" while unknown; so is host.
        account: "" for a guest, or while unknown.
        away: absent, as far as known.
        display: what she is called beside the nick, "" for none.
        online: for people of private talks; None where the server cannot tell.
    """

    nick: str
    user: str = ""
    host: str = ""
    account: str = ""
    realname: str = ""
    away: bool = False
    away_text: str = ""
    bot: bool = False
    display: str = ""
    online: bool | None = None

    @property
    def mask(self) -> str:
        """`nick!user@host`, or the nick alone while the rest is unknown."""
        return f"{self.nick}!{self.user}@{self.host}" if self.host else self.nick


class Member(msgspec.Struct, eq=False):
    """A person in a channel.

    Attributes:
        prefixes: rank signs from the highest down, such as "@+"; "" for none.
        rank: 0 is the highest of this server's ranks; people without a sign come last.
    """

    person: Person
    prefixes: str = ""
    rank: int = 99

    @property
    def nick(self) -> str:
        """The person's nick."""
        return self.person.nick

    @property
    def away(self) -> bool:
        """Is the person absent?"""
        return self.person.away

    @property
    def account(self) -> str:
        """The person's account, "" for none."""
        return self.person.account

    @property
    def bot(self) -> bool:
        """Is it a program?"""
        return self.person.bot


class Older(Enum):
    """What lies before a room's first row."""

    UNKNOWN = "unknown"
    """Nobody has asked yet, or the server keeps no history: `Features.history` tells which."""
    MORE = "more"
    LOADING = "loading"
    """`LoadOlder` is under way."""
    NONE = "none"
    """The first row is where the talk begins."""


class Room(msgspec.Struct, eq=False):
    """A channel, a private talk, or the server's own room.

    Attributes:
        key: folded name; changes when a private talk's other side changes its nick, and with RENAME
            (`RoomRenamed`).
        name: as people write it (`#말마당`, `하늘`, the network's name).
        topic: "" for none; `topic_by`, `topic_ms` where the server has told them.
        members: by folded nick, ourselves included; empty unless a joined channel.
        modes: letter -> parameter ("" for none); lists are not in it.
        joined: we are in it (channels); always True for the others.
        listed: the list of members is complete (it is not between JOIN and the end of NAMES).
        fault: why we are not in it: kicked, banned, full ...; None otherwise.
        rows: the talk, in order of time; each row keeps its id when it changes.
        unread: messages by others after `read_ms`, as far as they are loaded; `mentions` of them name me.
        divider: the first row that was unread when the room was shown, 0 for none.
        last_ms: time of the newest message, 0 for none.
        read_ms: how far we have read, on whichever device, in server's time.
        older: whether scrolling up has something to load (`LoadOlder`).
        game: the room's word game, None where it has none (see `gameview`).
        typing: nicks of who is writing just now, in the order they began; never ours.
    """

    key: Folded
    name: str
    kind: RoomKind
    topic: str = ""
    topic_by: str = ""
    topic_ms: TimeMs = TimeMs(0)
    members: dict[Folded, Member] = {}
    modes: dict[str, str] = {}
    joined: bool = False
    listed: bool = False
    fault: Fault | None = None
    rows: list[Row] = []
    unread: int = 0
    mentions: int = 0
    divider: RowId = RowId(0)
    last_ms: TimeMs = TimeMs(0)
    read_ms: TimeMs = TimeMs(0)
    older: Older = Older.UNKNOWN
    typing: tuple[str, ...] = ()
    game: GameView | None = None

    def ranked(self) -> list[Member]:
        """Return the members by rank, then by name."""
        return sorted(self.members.values(), key=lambda member: (member.rank, member.nick.casefold()))


class Features(msgspec.Struct, frozen=True):
    """What the server offers, as far as a shell shows or hides things by it.

    Attributes:
        enabled: IRCv3 capabilities in use.
        prefixes: rank signs from the highest down, such as "~&@%+".
        channel_types: signs that begin a channel's name.
        nick_length: longest nick as the server counts, 0 where it has not said.
        topic_length: longest topic in bytes, 0 where it has not said.
        default_rooms: rooms to join where the address names none.
        monitor: presence of people in private talks is known.
        confirms: sent messages are confirmed by the server (so SENDING lasts until then).
        history: the server can be asked for what was said before (`LoadOlder`, `LoadGap`, `LoadAround`).
        markers: read marks are the same on all our devices.
        replies: a message can say which one it answers; without, a reply is addressed by nick.
        reactions: `React` works.
        redaction: `Redact` works.
        typing: `ClientCore.typed` has an effect, and others may be seen typing.
        lines: lines that one message may have, 0 for any number; 1 where each line is a message.
        search: `Search` asks the server; without, it looks through what is loaded.
        display_names: `SetDisplayName` works, and `Person.display` is kept.
        registration: `Register` makes an account by the server itself; `login`: it takes log-ins (SASL).
    """

    enabled: frozenset[str] = frozenset()
    prefixes: str = "@+"
    channel_types: str = "#"
    nick_length: int = 0
    topic_length: int = 0
    default_rooms: tuple[str, ...] = ()
    monitor: bool = False
    confirms: bool = False
    history: bool = False
    markers: bool = False
    replies: bool = False
    reactions: bool = False
    redaction: bool = False
    typing: bool = False
    lines: int = 1
    search: bool = False
    display_names: bool = False
    registration: bool = False
    login: bool = False


class ListedRoom(msgspec.Struct, frozen=True, gc=False):
    """One line of the server's list of rooms."""

    name: str
    people: int
    topic: str


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A message that was looked for.

    Attributes:
        room: its name; it need not be open.
        row: of no room's rows; `LoadAround` with its msgid leads there.
    """

    room: str
    row: MessageRow


class Finding(msgspec.Struct, frozen=True):
    """What a search has brought.

    Attributes:
        room: "" for everywhere.
        hits: oldest first; of a next page, those of the pages before it too.
        is_running: the server has not answered yet.
        is_local: the server cannot search: only what is loaded was looked through.
        has_more: there may be older ones: `Search` with `before_ms` of the first hit.
        fault: why there is no answer.
    """

    text: str
    room: str
    hits: tuple[Hit, ...] = ()
    is_running: bool = False
    is_local: bool = False
    has_more: bool = False
    fault: Fault | None = None


class Device(msgspec.Struct, frozen=True, gc=False):
    """A connection of our account.

    Attributes:
        number: names it in `CloseDevice`.
        what: nick, address and since when, in the server's words.
        is_this: it is the one we are talking over.
    """

    number: str
    what: str
    is_this: bool


class View(msgspec.Struct, eq=False):
    """Everything the person sees of one server.

    Attributes:
        nick: ours now; before the welcome, the one we ask for.
        account: ours, "" for a guest.
        away: we are marked as absent.
        network: the network's name, the host until it is known.
        rooms: the server's own room first, then in the order they were opened.
        people: everybody we share a room or a private talk with, by folded nick.
        shown: key of the room in front of the person, None for none.
        directory: the answer to the last /방목록.
        search: the last search, None for none.
        devices: the answer to the last `ListDevices`.
        waiting: messages written while the line was down, not sent yet.
    """

    nick: str = ""
    account: str = ""
    away: bool = False
    network: str = ""
    connection: ConnectionState = ConnectionState()
    features: Features = Features()
    rooms: list[Room] = []
    people: dict[Folded, Person] = {}
    shown: Folded | None = None
    directory: list[ListedRoom] = []
    search: Finding | None = None
    devices: list[Device] = []
    waiting: int = 0

    def room(self, key: Folded) -> Room | None:
        """Return the room with that key, if it is open."""
        return next((room for room in self.rooms if room.key == key), None)

    @property
    def server(self) -> Room:
        """The server's own room."""
        return self.rooms[0]

    def channels(self) -> Iterator[Room]:
        """Yield the channels, joined or not."""
        return (room for room in self.rooms if room.kind is RoomKind.CHANNEL)
