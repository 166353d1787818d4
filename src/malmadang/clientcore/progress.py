"""What is under way: registration, log-in, labels, batches. State only; the rules are elsewhere."""

import msgspec

from malmadang.clientcore.commands import Search
from malmadang.clientcore.events import AnswerChallenge
from malmadang.clientcore.rows import RowId
from malmadang.ports import SteadyMs, TimeMs
from malmadang.wire.message import Message
from malmadang.wire.names import Folded
from malmadang.wire.sasl import ChunkDecoder, ClientExchange


class Registration:
    """How far the registration is.

    Attributes:
        introduced: PASS, NICK and USER are sent.
        listed: the server's whole list of capabilities is here.
        requested: asked for, not answered.
        ended: CAP END is sent, or not needed.
        asking_nick: the person has to choose another nick.
        tries: nicks refused so far.
    """

    __slots__ = ("asking_nick", "ended", "introduced", "listed", "requested", "tries")

    def __init__(self) -> None:
        self.introduced = False
        self.listed = False
        self.requested: set[str] = set()
        self.ended = False
        self.asking_nick = False
        self.tries = 0


class LoginProgress:
    """A log-in under way.

    Attributes:
        mechanisms: still to be tried, the one in use first.
        exchange: the one in use.
        challenged: the server has gone into it: a refusal now is a wrong password.
        answering: a challenge is being worked on outside.
    """

    __slots__ = ("answering", "challenged", "decoder", "exchange", "mechanisms")

    def __init__(self, mechanisms: list[str]) -> None:
        self.mechanisms = mechanisms
        self.exchange: ClientExchange | None = None
        self.challenged = False
        self.answering: AnswerChallenge | None = None
        self.decoder = ChunkDecoder()


class Wanted(msgspec.Struct, frozen=True, gc=False):
    """A channel we mean to be in, and so enter again after a cut.

    Attributes:
        show: the person asked for it: put it in front once we are in.
    """

    name: str
    password: str = ""
    show: bool = False


class Label(msgspec.Struct, frozen=True, gc=False):
    """What we sent with a label.

    Attributes:
        origin: room in which the person asked; answers appear there.
        row: own message it carries, 0 for none.
        quiet: asked by ourselves; answers change the View but make no rows.
    """

    origin: Folded
    row: RowId = RowId(0)
    quiet: bool = False


class Asked(msgspec.Struct, frozen=True, gc=False):
    """A search under way.

    Attributes:
        origin: room in which the person asked.
        label: of its line, "" for none.
    """

    command: Search
    origin: Folded
    label: str


class Incoming(msgspec.Struct, frozen=True):
    """What stands around the line being handled.

    Attributes:
        label: what it answers, None where unknown.
        stamped: `utc_ms` is the server's own time.
    """

    utc_ms: TimeMs
    msgid: str = ""
    label: Label | None = None
    stamped: bool = False
    tags: dict[str, str] = {}


class Batch(msgspec.Struct):
    """A batch that has not ended.

    Attributes:
        label: what it answers, from its own opening line or the batch around it.
        kind: its type, as on the wire.
        target: first parameter behind the type, "" for none.
        tags: of its opening line; `source` is that line's, too.
        gathers: its lines cannot be handled one by one: they wait for the end.
        is_outermost: no batch around it gathers.
        lines: what is gathered; shared with the batch around it, but for messages of several lines.
        around: the batch it stands in.
    """

    label: Label | None
    kind: str
    target: str = ""
    tags: dict[str, str] = {}
    gathers: bool = False
    is_outermost: bool = True
    lines: list[Message] = []
    source: str | None = None
    around: "Batch | None" = None


class Typist(msgspec.Struct):
    """Somebody who is writing, until when at most."""

    nick: str
    until_ms: SteadyMs


class OwnTyping(msgspec.Struct):
    """What a room was told last of the person's typing, and when she last touched the text."""

    state: str
    told_ms: SteadyMs
    touched_ms: SteadyMs


class Identity(msgspec.Struct):
    """As whom the server knew us on the last line.

    Attributes:
        token: takes that line's place, "" for none.
        resumed: on this line it has.
        kept_as: names what is remembered of it for a next start, "" for nothing.
        account: ours on the last line, "" for a guest.
        password: of an account that is being made, "" for none.
        is_leaving: we have asked for the end of our account.
        trial: account and password tried out; the settings' stay as they are until that is through.
        devices_until_ms: the steward's words may tell of devices until then.
    """

    token: str = ""
    resumed: bool = False
    kept_as: str = ""
    account: str = ""
    password: str = ""
    is_leaving: bool = False
    trial: tuple[str, str] | None = None
    devices_until_ms: SteadyMs = SteadyMs(0)
