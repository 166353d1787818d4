"""What has changed, and what the core needs from outside. Frozen; the core's methods return lists of them.

`ViewEvent`s are for whoever draws: the View has changed already. `WorldEvent`s are orders to whoever holds
the socket and the files (package `client`).
"""

from enum import Enum, Flag, auto

import msgspec

from malmadang.clientcore.faults import Fault
from malmadang.clientcore.rows import Row, RowId
from malmadang.clientcore.view import ConnectionState
from malmadang.ports import TimeMs
from malmadang.wire.names import Folded
from malmadang.wire.sasl import ClientExchange


class RoomPart(Flag):
    """What of a room is different."""

    MEMBERS = auto()
    """Who is in it, ranks, away marks, nicks."""
    TOPIC = auto()
    MODES = auto()
    COUNTS = auto()
    """unread, mentions, divider, read_ms."""
    HISTORY = auto()
    """older."""
    TYPING = auto()
    """typing."""
    GAME = auto()
    """game."""
    STANDING = auto()
    """joined, fault, listed."""
    NAME = auto()
    """How it is written; the key stays."""


class StateChanged(msgspec.Struct, frozen=True, gc=False):
    """The line: see `View.connection`."""

    state: ConnectionState


class SelfChanged(msgspec.Struct, frozen=True, gc=False):
    """Our nick, account or away mark, or the network's name or features."""


class RoomAdded(msgspec.Struct, frozen=True, gc=False):
    """A room has been opened."""

    key: Folded


class RoomRemoved(msgspec.Struct, frozen=True, gc=False):
    """A room has been closed."""

    key: Folded


class RoomRenamed(msgspec.Struct, frozen=True, gc=False):
    """A room's name and key are different: the other side of a private talk has a new nick, or a channel
    another name. The key may be the same."""

    key: Folded
    old_key: Folded


class RoomChanged(msgspec.Struct, frozen=True, gc=False):
    """Something about a room is different."""

    key: Folded
    parts: RoomPart


class ShowRoom(msgspec.Struct, frozen=True, gc=False):
    """The person asked for this room: put it in front, then call `ClientCore.show`."""

    key: Folded


class RowAdded(msgspec.Struct, frozen=True, gc=False):
    """A row is new, at `index` of the room's rows (the end unless it came late).

    Indices are right for whoever applies the row events one after another; the View may be ahead of them.

    Attributes:
        restored: came from `ClientCore.restore`: a store has it already.
    """

    key: Folded
    row: Row
    index: int
    restored: bool = False


class RowChanged(msgspec.Struct, frozen=True, gc=False):
    """A row has another state, time or place; its id is the same. It stood at `old_index`, now at `index`."""

    key: Folded
    row: Row
    index: int
    old_index: int


class RowRemoved(msgspec.Struct, frozen=True, gc=False):
    """A row is gone.

    Attributes:
        trimmed: it was the oldest of too many: a store keeps it. Else it is no more: a message thrown away
            before it was sent, or a GAP that has been filled.
    """

    key: Folded
    row_id: RowId
    index: int
    trimmed: bool = False


class RowsCleared(msgspec.Struct, frozen=True, gc=False):
    """The room's rows are all gone."""

    key: Folded


class HistoryLoaded(msgspec.Struct, frozen=True, gc=False):
    """What `LoadOlder`, `LoadGap` or `LoadAround` asked for is here; its rows were told before.

    Attributes:
        row: of `LoadAround` the row asked for, 0 where it cannot be found («원래 글을 찾을 수 없어요»).
        msgid: of `LoadAround`, "" for the others.
    """

    key: Folded
    row: RowId = RowId(0)
    msgid: str = ""


class CaughtUp(msgspec.Struct, frozen=True, gc=False):
    """After a lost line all rooms are up to date again, as far as is loaded by itself.

    Attributes:
        count: messages of others that came meanwhile («놓친 메시지 23개를 받아 왔어요»).
    """

    count: int


class Redacted(msgspec.Struct, frozen=True, gc=False):
    """A message that is not loaded was taken back; a loaded one is a `RowChanged`. For stores."""

    key: Folded
    msgid: str
    by: str
    reason: str


class Reacted(msgspec.Struct, frozen=True, gc=False):
    """A message that is not loaded has a reaction more or less; of a loaded one it is `RowChanged`."""

    key: Folded
    msgid: str
    emoji: str
    nick: str
    given: bool


class SearchChanged(msgspec.Struct, frozen=True, gc=False):
    """`View.search` is another."""


class DirectoryChanged(msgspec.Struct, frozen=True, gc=False):
    """`View.directory` has grown; `complete` once the server is through."""

    complete: bool


class AlertKind(Enum):
    """Why the person should know now."""

    PRIVATE = "private"
    MENTION = "mention"
    INVITE = "invite"


class Alert(msgspec.Struct, frozen=True, gc=False):
    """Somebody wants the person; never for own, replayed or ignored messages."""

    kind: AlertKind
    key: Folded
    row: Row


class TextRefused(msgspec.Struct, frozen=True, gc=False):
    """What was typed cannot be done; nothing was sent, the text stays in the composer."""

    text: str
    fault: Fault


class NickRefused(msgspec.Struct, frozen=True, gc=False):
    """The server does not let us have the nick. Answer: `SetNick`, before or after the line has gone.

    Attributes:
        fault: NICK_TAKEN or NICK_REFUSED.
        proposal: a nick that may be free.
    """

    nick: str
    fault: Fault
    proposal: str


class LoginRefused(msgspec.Struct, frozen=True, gc=False):
    """Account or password are wrong. Answer: `Login`."""

    account: str
    fault: Fault


class LoggedIn(msgspec.Struct, frozen=True, gc=False):
    """The account is ours and the password given last is right: it is in `ClientCore.settings`, keep it."""

    account: str


class AccountRefused(msgspec.Struct, frozen=True, gc=False):
    """The server does not do what was asked about an account; the room has the sentence, too.

    Attributes:
        verb: REGISTER, VERIFY, or PASSWD for a new password.
    """

    verb: str
    fault: Fault


class DevicesChanged(msgspec.Struct, frozen=True, gc=False):
    """`View.devices` has one more."""


class CertificateUnknown(msgspec.Struct, frozen=True, gc=False):
    """Nothing vouches for the server's certificate; not one line was sent.

    Answer: `TrustCertificate` or `Quit`.

    Attributes:
        fingerprint: sha256 of the certificate, 64 hexadecimal digits.
        known: the fingerprint we trusted before ("" for none): then the certificate has changed.
        why: what the check said.
    """

    server: str
    fingerprint: str
    known: str
    why: str


class QueueStale(msgspec.Struct, frozen=True, gc=False):
    """Messages written long ago wait. Answer: `Resend()` or `Discard()`."""

    count: int
    oldest_ms: TimeMs


class Ended(msgspec.Struct, frozen=True, gc=False):
    """The person has left and the line is closed: the program may end."""


class OpenLine(msgspec.Struct, frozen=True, gc=False):
    """Connect; report to `connected`, `disconnected` or `certificate_unknown`.

    Attributes:
        pins: sha256 fingerprints that are as good as a valid certificate (TLS only).
    """

    host: str
    port: int
    tls: bool
    pins: frozenset[str] = frozenset()


class CloseLine(msgspec.Struct, frozen=True, gc=False):
    """Write what is left, then close; report to `disconnected`."""


class AnswerChallenge(msgspec.Struct, frozen=True):
    """Call `exchange.respond(challenge)` on a thread; report to `challenge_answered`.

    SCRAM derives a key in it, which takes 50-150 ms by intent. The core leaves the exchange alone meanwhile.
    """

    exchange: ClientExchange
    challenge: bytes


class SaveMemory(msgspec.Struct, frozen=True, gc=False):
    """Write `ClientCore.memory` (STS policies, trusted certificates, ignored people) to the state folder."""


ViewEvent = (
    StateChanged
    | SelfChanged
    | RoomAdded
    | RoomRemoved
    | RoomRenamed
    | RoomChanged
    | ShowRoom
    | RowAdded
    | RowChanged
    | RowRemoved
    | RowsCleared
    | HistoryLoaded
    | CaughtUp
    | Redacted
    | Reacted
    | SearchChanged
    | DirectoryChanged
    | Alert
    | TextRefused
    | NickRefused
    | LoginRefused
    | LoggedIn
    | AccountRefused
    | DevicesChanged
    | CertificateUnknown
    | QueueStale
    | Ended
)
WorldEvent = OpenLine | CloseLine | AnswerChallenge | SaveMemory
ClientEvent = ViewEvent | WorldEvent
