"""What a server can ask for. Imperative, frozen; `Core.step` returns them in the order to be done.

The order of the list, and of the lists, is the order every reader sees: a `Send` never overtakes a `Post`
that came before it and that the same client reads.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from malmadang.ports import (
    ChannelId,
    ChannelRenamed,
    ClientId,
    EventRecord,
    Query,
    Record,
    ScramKeys,
    SteadyMs,
)
from malmadang.servercore.render import Line, Run
from malmadang.wordchain.graph import Graph
from malmadang.wordchain.match import Match
from malmadang.wordchain.modes import Law
from malmadang.wordchain.wordlist import ListFault, Refused


class Post(msgspec.Struct, frozen=True, gc=False):
    """Put a line into a channel's turn log: everybody subscribed to it at this moment reads it.

    Attributes:
        silent: clients that do not get this line (the speaker without echo-message, someone who has had it
            through another channel).
        record: what the store has to keep before anybody sees the line; None where there is nothing to keep.
        speaker: who is told when the store refuses the record; 0 where nobody is.
        label: label of the speaker's line, "" where there was none.
    """

    channel_id: ChannelId
    line: Line
    silent: tuple[ClientId, ...] = ()
    record: EventRecord | None = None
    speaker: ClientId = ClientId(0)
    label: str = ""


class PostRun(msgspec.Struct, frozen=True, gc=False):
    """What several `Post` of one speaker to one channel would do, each with a record and no label.

    Attributes:
        run: the lines; records: one for each.
        silent, speaker: as for `Post`.
    """

    channel_id: ChannelId
    run: Run
    records: list[EventRecord]
    silent: tuple[ClientId, ...]
    speaker: ClientId

    def singly(self) -> list[Post]:
        """Return the posts that this one stands for."""
        pairs = zip(self.run.singly(), self.records, strict=True)
        return [Post(self.channel_id, line, self.silent, record, self.speaker) for line, record in pairs]


class Keep(msgspec.Struct, frozen=True, gc=False):
    """Keep something that nobody reads in a channel's log; all that is kept with it, is or is not as well.

    Attributes:
        speaker: who is told when the store refuses the record; 0 where nobody is.
        verb, target: what the speaker is told about: the verb of its line, and whom it concerned.
        label: label of the speaker's line, "" where there was none.
    """

    record: Record
    speaker: ClientId = ClientId(0)
    verb: str = ""
    target: str = ""
    label: str = ""


class Send(msgspec.Struct, frozen=True, gc=False):
    """Give one client a line.

    Attributes:
        line: rendered for the client's class, or bytes as they go out (CRLF included).
        records: what it tells of, kept by effects of the same turn before it; dropped when the store refuses
            all of them.
    """

    client_id: ClientId
    line: Line | bytes
    records: tuple[Record, ...] = ()


class Subscribe(msgspec.Struct, frozen=True, gc=False):
    """From here on the client reads the channel's log."""

    channel_id: ChannelId
    client_id: ClientId


class Unsubscribe(msgspec.Struct, frozen=True, gc=False):
    """The client reads the log no further than here."""

    channel_id: ChannelId
    client_id: ClientId


class Classify(msgspec.Struct, frozen=True, gc=False):
    """The client's lines are rendered for this capability class from here on (`render` has the bits)."""

    client_id: ClientId
    mask: int


class Admit(msgspec.Struct, frozen=True, gc=False):
    """The client has registered: it no longer counts against its address."""

    client_id: ClientId


class Allow(msgspec.Struct, frozen=True, gc=False):
    """The client has asked for an answer so long that it may not fit what may wait for a reader.

    Its queue may hold that much more, and nothing more is read from it until it has taken the answer: so
    nobody is cut off for having asked, and nobody asks again meanwhile.
    """

    client_id: ClientId
    answer_bytes: int


class Pause(msgspec.Struct, frozen=True, gc=False):
    """Stop reading the client's socket: it is over its rate, or waits for an answer."""

    client_id: ClientId


class Resume(msgspec.Struct, frozen=True, gc=False):
    """Read the client's socket again."""

    client_id: ClientId


class Wake(msgspec.Struct, frozen=True, gc=False):
    """Come back with `Woke(key)` at that time; a second Wake with the same key replaces the first."""

    key: str
    at_ms: SteadyMs


class Close(msgspec.Struct, frozen=True, gc=False):
    """Write what the client has coming, end with `line` (bytes with CRLF, may be empty), then close.

    The core has let go of the client already: it reads no channel's log any further (no Unsubscribe
    follows), and a `Gone` for it is ignored.
    """

    client_id: ClientId
    line: bytes = b""


class VerifyPassword(msgspec.Struct, frozen=True, gc=False):
    """Does the password match? `expected` is an argon2 hash, or the plain text.

    Answer: bool, or None when too many wait already.
    """

    expected: str
    password: str


class HashPassword(msgspec.Struct, frozen=True, gc=False):
    """Make of a password what is kept of it. Answer: Hashed, or None when too many wait already.

    Attributes:
        is_cheap: little work, for test suites.
    """

    password: str
    is_cheap: bool = False


class Hashed(msgspec.Struct, frozen=True, gc=False):
    """What is kept of a password: the argon2 hash, and keys where SCRAM can check it."""

    password: str
    scram: ScramKeys | None


class ReloadConfig(msgspec.Struct, frozen=True, gc=False):
    """Read the config file and the certificates again. Answer: Config, or str (why not)."""


class KeepFirst(msgspec.Struct, frozen=True, gc=False):
    """Keep something before it is done. Answer: Outcome.

    It is kept behind all that was put down before, and nothing is put down until the answer is there: the
    core stands still for it.
    """

    record: ChannelRenamed


Request = VerifyPassword | HashPassword | ReloadConfig | KeepFirst | Query
"""A query of the store is answered by what `malmadang.ports` says of it."""


class Ask(msgspec.Struct, frozen=True, gc=False):
    """Something the core cannot know by itself; `Answered(client_id, ...)` comes back. The client is held."""

    client_id: ClientId
    request: Request


class PrepareGame(msgspec.Struct, frozen=True, gc=False):
    """Load word lists and count through them. Answer: Prepared, or NoWords.

    Attributes:
        lists: names of lists; "" is the server's own dictionary.
        rounds: how many keys to draw; seed: of the dice that draw them.
    """

    lists: tuple[str, ...]
    mode: str
    law: Law
    rounds: int
    seed: int


class Prepared(msgspec.Struct, frozen=True, gc=False):
    """Words to play with.

    Attributes:
        openings: what each round begins with.
        reports: what the lists hold, the server's own aside.
    """

    graph: Graph
    openings: tuple[str, ...]
    reports: tuple[ListReport, ...] = ()


class ListReport(msgspec.Struct, frozen=True, gc=False):
    """What a list of the host's holds.

    Attributes:
        words: how many were taken.
        refused: how many lines were not, why, and the numbers of the first of them.
    """

    name: str
    words: int
    refused: tuple[Refused, ...] = ()


class NoWords(msgspec.Struct, frozen=True, gc=False):
    """There are no words to play with.

    Attributes:
        name: of the list at fault; fault: what is wrong with it, None where something else is.
        known: names of the lists that there are.
    """

    name: str = ""
    fault: ListFault | None = None
    known: tuple[str, ...] = ()


class InspectList(msgspec.Struct, frozen=True, gc=False):
    """Read a list of the host's. Answer: ListReport, or NoWords; for "" always NoWords, with those known."""

    name: str


class ThinkMove(msgspec.Struct, frozen=True, gc=False):
    """Choose a word for the bot in turn. Answer: Choice."""

    graph: Graph
    match: Match
    seed: int


GameRequest = PrepareGame | InspectList | ThinkMove


class Consult(msgspec.Struct, frozen=True, gc=False):
    """Something for a thread of the game's; `Consulted(number, ...)` comes back. Nobody is held."""

    number: int
    request: GameRequest


class Configure(msgspec.Struct, frozen=True):
    """The limits that the shell itself keeps have changed."""

    sendq_bytes: int
    recvq_bytes: int


Effect = (
    Post
    | PostRun
    | Keep
    | Send
    | Subscribe
    | Unsubscribe
    | Classify
    | Admit
    | Allow
    | Pause
    | Resume
    | Wake
    | Close
    | Ask
    | Consult
    | Configure
)


def awaited(effects: Sequence[Effect], label: str) -> tuple[Record, ...]:
    """Return the records of a labelled line: when the store refuses them all, FAIL is its answer."""
    return tuple(
        effect.record
        for effect in effects
        if isinstance(effect, Post | Keep) and effect.record is not None and effect.label == label
    )


def newest_record(effects: Sequence[Effect]) -> tuple[Record, ...]:
    """Return the record that was put down to be kept last; nothing where there is none."""
    for effect in reversed(effects):
        if isinstance(effect, Post | Keep) and effect.record is not None:
            return (effect.record,)
    return ()
