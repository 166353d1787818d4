from malmadang.servercore.waiting import MOST_FOR_ONE, Waiting
from malmadang.wire.names import Folded

ME, YOU = Folded("철수"), Folded("영희")


def test_one_sender_may_leave_so_many() -> None:
    waiting = Waiting()
    assert [waiting.take(ME, YOU, 2) for _ in range(3)] == [True, True, False]
    assert waiting.take(Folded("민수"), YOU, 2), "it is counted by sender"
    assert waiting.take(ME, Folded("민수"), 2), "and by who is away"
    assert not waiting.take(ME, Folded("지수"), 0)


def test_nobody_is_buried_by_many_senders() -> None:
    waiting = Waiting()
    taken = [waiting.take(Folded(f"손님{number}"), YOU, 10) for number in range(MOST_FOR_ONE + 5)]
    assert taken.count(True) == MOST_FOR_ONE


def test_whoever_returns_can_be_written_to_again() -> None:
    waiting = Waiting()
    assert waiting.take(ME, YOU, 1)
    waiting.returned(YOU)
    waiting.returned(Folded("민수"))
    assert waiting.take(ME, YOU, 1)
