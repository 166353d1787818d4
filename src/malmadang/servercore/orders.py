"""What the owner of a server can ask of it from outside, and what is answered: records that go as JSON."""

import msgspec

from malmadang.ports import EventRecord, RedactionRecord, TimeMs


class _Sent(msgspec.Struct, frozen=True, tag=True):
    """Something that crosses the control socket."""


# -- asked of the core -------------------------------------------------------------------------------


class AddAccount(_Sent, frozen=True):
    """Make an account, by the rules of REGISTER; whether people may make their own does not matter."""

    account: str
    password: str


class ChangePassword(_Sent, frozen=True):
    """Give an account another password."""

    account: str
    password: str


class DeleteAccount(_Sent, frozen=True):
    """Delete an account; whoever is logged in stays as a guest."""

    account: str


class ListAccounts(_Sent, frozen=True):
    """Which accounts there are. Answer: AccountList."""


class ListRooms(_Sent, frozen=True):
    """Which rooms there are and have been. Answer: RoomList."""


CoreOrder = AddAccount | ChangePassword | DeleteAccount | ListAccounts | ListRooms
"""What the core carries out."""


# -- asked of the shell ------------------------------------------------------------------------------


class ReadRoom(_Sent, frozen=True):
    """The lines of a room, oldest first. Answer: RoomPage; an empty one at the end.

    Attributes:
        after: msgid of the last line already had, "" from the beginning.
    """

    room: str
    after: str = ""
    limit: int = 500


class LookUp(_Sent, frozen=True):
    """How the server is. Answer: Status, once everything said so far is in the file."""


Order = CoreOrder | ReadRoom | LookUp


# -- answered ----------------------------------------------------------------------------------------


class Done(_Sent, frozen=True):
    """It is done, and kept.

    Attributes:
        name: what it was done to, as it is written.
    """

    name: str


class Denied(_Sent, frozen=True):
    """It is not done: why, as a code of standard replies, in Korean and in English."""

    code: str
    korean: str
    english: str


class AccountLine(msgspec.Struct, frozen=True):
    """One account: its name, when it was made, and how many connections are logged in to it now."""

    account: str
    created_ms: TimeMs
    clients: int
    email: str = ""


class AccountList(_Sent, frozen=True):
    """All accounts, by name."""

    accounts: tuple[AccountLine, ...]


class RoomLine(msgspec.Struct, frozen=True):
    """One room.

    Attributes:
        people: who are in it now.
        last_ms: when its newest line was said; 0 where nothing was.
        owner: the account it belongs to, "" for nobody's.
        is_open: False for one that has ended and of which only what was said is left.
    """

    room: str
    people: int
    last_ms: TimeMs
    topic: str = ""
    owner: str = ""
    is_open: bool = True


class RoomList(_Sent, frozen=True):
    """All rooms, by name."""

    rooms: tuple[RoomLine, ...]


class RoomPage(_Sent, frozen=True):
    """Lines of a room, oldest first; one that was taken back has no text, and a redaction."""

    events: tuple[EventRecord, ...]
    redactions: tuple[RedactionRecord, ...] = ()


class Listening(msgspec.Struct, frozen=True):
    """One address the server listens on."""

    host: str
    port: int
    tls: bool


class Status(_Sent, frozen=True):
    """How a server is.

    Attributes:
        version: of the program.
        config: its settings file, "" without one; store: the file everything is kept in.
        certificate: the file of the certificate that is shown, "" while there is none.
        people: who are in.
        words: folder of the rooms' own word lists, "" from a server that does not say.
    """

    version: str
    pid: int
    config: str
    store: str
    certificate: str
    people: int
    listening: tuple[Listening, ...]
    words: str = ""


Told = Done | Denied | AccountList | RoomList | RoomPage | Status
"""Each order has exactly one answer."""
