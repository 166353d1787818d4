from malmadang.server.deadlines import Deadlines
from tests.kit.clock import HandClock


def test_each_entry_has_its_time_and_one_timer_serves_all() -> None:
    clock = HandClock()
    due: list[str] = []
    deadlines: Deadlines[str] = Deadlines(clock, 10_000, due.append)
    deadlines.add("a")
    clock.move(1_000)
    deadlines.add("b")
    deadlines.add("c")
    assert len(clock.timers) == 1
    deadlines.remove("b")
    deadlines.remove("nobody")
    clock.move(9_000)
    assert due == []
    clock.move(250)
    assert due == ["a"]
    clock.move(1_250)
    assert due == ["a", "c"]
    assert not clock.timers
    assert not len(deadlines)


def test_clearing_takes_the_timer_along() -> None:
    clock = HandClock()
    deadlines: Deadlines[str] = Deadlines(clock, 10, print)
    deadlines.add("a")
    deadlines.clear()
    assert not clock.timers


def test_what_expires_may_add_another() -> None:
    clock = HandClock()
    due: list[str] = []

    def expired(entry: str) -> None:
        due.append(entry)
        if len(due) < 3:
            deadlines.add(entry + "!")

    deadlines: Deadlines[str] = Deadlines(clock, 1_000, expired)
    deadlines.add("a")
    clock.move(5_000)
    assert due == ["a", "a!", "a!!"]


def test_what_has_been_here_longer_is_due_earlier() -> None:
    clock = HandClock()
    due: list[str] = []
    deadlines: Deadlines[str] = Deadlines(clock, 1_000, due.append)
    clock.move(5_000)
    began_ms = clock.now().steady_ms
    clock.move(500)
    deadlines.add("young")
    clock.move(100)
    deadlines.add("old", began_ms)
    deadlines.add("youngest", clock.now().steady_ms)
    clock.move(600)
    assert due == ["old"]
    clock.move(1_000)
    assert due == ["old", "young", "youngest"]
    deadlines.add("late", began_ms)
    clock.move(1)
    assert due[-1] == "late"
    assert not clock.timers
