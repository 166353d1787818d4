from collections.abc import Callable, Sequence

import pytest

from malmadang.adapters.sqlite import writebehind
from malmadang.adapters.sqlite.writebehind import WriteBehind
from malmadang.ports import EventRecord, Outcome, Record, Verdict
from tests.kit.stores import Log


class Timer:
    """A timer that rings by hand."""

    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback = callback
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class Timers:
    """Timers that ring by hand."""

    def __init__(self) -> None:
        self.timers: list[Timer] = []

    def set(self, seconds: float, callback: Callable[[], None]) -> Timer:
        assert seconds == writebehind.CUT_S
        self.timers.append(Timer(callback))
        return self.timers[-1]

    def ring(self) -> None:
        """Let the time of all timers come."""
        timers, self.timers = self.timers, []
        for timer in timers:
            if not timer.is_cancelled:
                timer.callback()


class Desk:
    """A store thread worked by hand behind a WriteBehind."""

    def __init__(self) -> None:
        self.clock = Timers()
        self.groups: list[list[str]] = []
        self.pending: list[Callable[[Verdict], None]] = []
        self.is_refusing = False
        self.told: list[dict[str, object]] = []
        self.said: list[Verdict] = []
        self.log = Log()
        self.behind = WriteBehind(
            self.clock.set,
            self.keep,
            is_refusing=lambda: self.is_refusing,
            report=lambda _, **fields: self.told.append(fields),
        )

    def keep(self, records: Sequence[Record], done: Callable[[Verdict], None]) -> None:
        self.groups.append([record.text for record in records if isinstance(record, EventRecord)])
        self.pending.append(done)

    def say(self, *texts: str) -> None:
        self.behind.commit([self.log.say(text) for text in texts], self.said.append)

    def write(self, verdict: Verdict = Outcome.KEPT) -> None:
        self.pending.pop(0)(verdict)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(writebehind, "CUT_RECORDS", 4)
    monkeypatch.setattr(writebehind, "MAX_RECORDS", 8)
    return Desk()


def test_it_is_said_at_once_and_written_soon(desk: Desk) -> None:
    desk.say("a")
    desk.say("b", "c")
    assert desk.said == [Outcome.KEPT, Outcome.KEPT]
    assert not desk.groups
    assert len(desk.clock.timers) == 1
    desk.clock.ring()
    assert desk.groups == [["a", "b", "c"]]


def test_one_group_is_written_at_a_time(desk: Desk) -> None:
    desk.say("a")
    desk.clock.ring()
    desk.say("b")
    desk.clock.ring()
    assert desk.groups == [["a"]]
    desk.write()
    assert desk.groups == [["a"], ["b"]]
    desk.write()
    desk.say("c")
    assert desk.groups[2:] == []


def test_much_is_written_without_waiting(desk: Desk) -> None:
    desk.say("a", "b", "c", "d")
    assert desk.groups == [["a", "b", "c", "d"]]
    assert not desk.clock.timers


def test_who_runs_away_from_the_disk_has_to_wait_for_it(desk: Desk) -> None:
    desk.say("a", "b", "c", "d")
    desk.say("e", "f", "g", "h")
    assert len(desk.said) == 2
    desk.say("i", "j", "k", "l")
    assert len(desk.said) == 2, "what waits is bounded"
    desk.write()
    assert len(desk.said) == 3
    assert desk.groups == [list("abcd"), list("efghijkl")]


def test_a_disk_that_takes_nothing_is_not_lied_about(desk: Desk) -> None:
    desk.say("a")
    desk.is_refusing = True
    desk.say("b")
    assert desk.groups == [["a"], ["b"]]
    assert desk.said == [Outcome.KEPT]
    desk.write(Outcome.DISK_FULL)
    assert desk.told == [{"records": 1}], "what was said to be kept and is not, is told to the owner"
    desk.write(Outcome.DISK_FULL)
    assert desk.said == [Outcome.KEPT, Outcome.DISK_FULL]


def test_what_was_read_is_found(desk: Desk) -> None:
    asked: list[str] = []
    desk.behind.after(lambda: asked.append("nothing said"))
    desk.say("a")
    desk.behind.after(lambda: asked.append("a"))
    assert desk.groups == [["a"]]
    desk.say("b")
    desk.behind.after(lambda: asked.append("b"))
    assert asked == ["nothing said"]
    desk.write()
    assert asked == ["nothing said", "a"]
    desk.behind.after(lambda: asked.append("still b"))
    desk.write()
    assert asked == ["nothing said", "a", "b", "still b"]


def test_all_is_handed_over_at_the_end(desk: Desk) -> None:
    desk.say("a")
    desk.behind.cut()
    desk.behind.cut()
    assert desk.groups == [["a"]]
    desk.clock.ring()
    assert desk.groups == [["a"]]
