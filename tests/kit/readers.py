"""Readers without sockets, a store worked by hand, and the fan-out's effects made short."""

from collections.abc import Callable, Collection, Iterable, Sequence

from malmadang.ports import (
    Answer,
    ChannelId,
    ClientId,
    EventRecord,
    Outcome,
    PartlyKept,
    Query,
    Record,
    Snapshot,
    TimeMs,
    Verdict,
)
from malmadang.server.turnlog import BLOCKED, CLOSED, Reader
from malmadang.servercore.effects import Post
from malmadang.servercore.render import Line


class FakeReader(Reader):
    """Takes what it is given, or a part of it, or nothing.

    Attributes:
        writes: every bytes object that came in one piece, as is.
        room: octets the transport still takes; None for any number.
    """

    __slots__ = ("_kept", "finished", "holds", "losses", "room", "taken", "writes")

    def __init__(self, client_id: int) -> None:
        super().__init__(ClientId(client_id))
        self.send = self._take
        self.writes: list[bytes] = []
        self.taken = bytearray()
        self.room: int | None = None
        self.holds = 0
        self.finished = 0
        self.losses: list[OSError] = []
        self._kept: list[bytes] = []

    def _take(self, data: bytes) -> int:
        assert not self.odd & (BLOCKED | CLOSED)
        assert data, "an empty write"
        if self.room == 0:
            raise BlockingIOError
        size = len(data) if self.room is None else min(self.room, len(data))
        if self.room is not None:
            self.room -= size
        self.writes.append(data)
        self.taken += data[:size]
        return size

    def keep(self, data: bytes, taken: int) -> None:
        self._kept.append(data[taken:])
        self.odd |= BLOCKED

    def lost(self, error: OSError) -> None:
        self.losses.append(error)
        self.odd |= CLOSED

    def finish(self) -> None:
        self.finished += 1

    def hold(self, why: int) -> None:
        self.holds |= why

    def let(self, why: int) -> None:
        self.holds &= ~why

    def unblock(self) -> None:
        """Take everything that waits, and anything that comes."""
        self.taken += b"".join(self._kept)
        self._kept.clear()
        self.room = None
        self.odd &= ~BLOCKED

    @property
    def stream(self) -> bytes:
        """All that has been written to it, taken or not."""
        return bytes(self.taken) + b"".join(self._kept)

    @property
    def text(self) -> str:
        """The same, without line ends, as words."""
        return " ".join(self.stream.decode().split("\r\n")).strip()


class HandStore:
    """Answers when it is told to."""

    def __init__(self, *, at_once: Outcome | None = None) -> None:
        self.at_once = at_once
        self.groups: list[list[Record]] = []
        self.kept: list[EventRecord] = []
        self.refused: list[EventRecord] = []
        self.asked: list[tuple[Query, Callable[[Answer], None]]] = []
        self._done: Callable[[Verdict], None] | None = None

    def load(self) -> Snapshot:
        return Snapshot()

    def ask(self, query: Query, done: Callable[[Answer], None]) -> None:
        self.asked.append((query, done))

    def commit(self, records: Sequence[Record], done: Callable[[Verdict], None]) -> None:
        assert self._done is None, "two groups at once"
        assert records
        self.groups.append(list(records))
        self._done = done
        if self.at_once is not None:
            self.answer(self.at_once)

    @property
    def is_asked(self) -> bool:
        """Whether a group waits for an answer."""
        return self._done is not None

    def answer(self, verdict: Verdict) -> None:
        """Say what became of the group."""
        done = self._done
        assert done is not None
        self._done = None
        group = self.groups[-1]
        bad: Collection[int] = () if verdict is Outcome.KEPT else range(len(group))
        if isinstance(verdict, PartlyKept):
            bad = verdict.refused
        self.kept += events(each for place, each in enumerate(group) if place not in bad)
        self.refused += events(each for place, each in enumerate(group) if place in bad)
        done(verdict)

    def retry(self) -> None:
        """Nothing was given up."""

    def close(self) -> None:
        """Nothing to let go of."""


def events(records: Iterable[Record]) -> list[EventRecord]:
    """Return the lines of logs among the records."""
    return [record for record in records if isinstance(record, EventRecord)]


def record(msgid: str, text: str = "") -> EventRecord:
    """Return a record of a PRIVMSG with this msgid."""
    return EventRecord("#방", 1, msgid, TimeMs(1), "PRIVMSG", "a!a@a", "", "", text)


def post(
    channel: int,
    text: str,
    *,
    silent: tuple[int, ...] = (),
    kept: bool = False,
    speaker: int = 0,
    label: str = "",
    need: int = 0,
) -> Post:
    """Return a Post whose line is just its text, which is also its msgid."""
    return Post(
        ChannelId(channel),
        Line(f"{text}\r\n".encode(), msgid=text, need=need),
        tuple(ClientId(client) for client in silent),
        record(text) if kept else None,
        ClientId(speaker),
        label,
    )
