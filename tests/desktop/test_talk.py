"""The core on Tk's thread: the pump, the order of things, and whose thread it is."""

import threading

import pytest

from malmadang.client.reports import Received
from malmadang.clientcore import commands as c
from malmadang.desktop import talk
from tests.desktop.chat import Chat


@pytest.fixture
def left(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much was still to be heard at the end of each turn."""
    seen: list[int] = []
    settle = chat.talk._settle

    def count() -> None:
        seen.append(chat.wire.waiting)
        settle()

    monkeypatch.setattr(chat.talk, "_settle", count)
    return seen


def test_a_flood_is_taken_in_by_batches_that_leave_the_window_alive(
    chat: Chat, left: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talk, "BATCH_S", 10.0)
    for n in range(talk.BATCH + 50):
        chat.wire.hear(f":하늘!u@h PRIVMSG #말마당 :{n}")
    chat.driver.until(lambda: not chat.wire.waiting)
    assert 50 in left
    assert chat.room("#말마당").rows[-1].text == f"{talk.BATCH + 49}"  # type: ignore[union-attr]  # a message


def test_a_slow_batch_ends_before_its_bound(
    chat: Chat, left: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talk, "BATCH_S", -1.0)
    for n in range(3):
        chat.wire.hear(f":하늘!u@h PRIVMSG #말마당 :{n}")
    chat.driver.until(lambda: not chat.wire.waiting)
    assert {2, 1, 0} <= set(left)


def test_it_looks_often_after_something_came_and_rarely_otherwise(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []
    real = chat.root.after

    def after(ms: int, *rest: object) -> str:
        waits.append(ms)
        return real(ms, *rest)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(chat.root, "after", after)
    chat.hear(":하늘!u@h PRIVMSG #말마당 :하나")
    chat.driver.until(lambda: talk.BUSY_MS in waits)
    monkeypatch.setattr(talk, "BUSY_S", -1.0)
    chat.hear(":하늘!u@h PRIVMSG #말마당 :둘")
    chat.driver.until(lambda: waits[-1] == talk.IDLE_MS)


def test_it_looks_for_the_answer_to_what_was_said_at_once(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat.talk, "_busy_until", 0.0)
    waits: list[int] = []
    real = chat.root.after

    def after(ms: int, *rest: object) -> str:
        waits.append(ms)
        return real(ms, *rest)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(chat.root, "after", after)
    chat.talk.do(c.Join("#새방"))
    assert waits[0] == talk.BUSY_MS
    chat.driver.until(lambda: chat.in_room("#새방"))


def test_syllables_cut_by_the_network_arrive_whole(chat: Chat) -> None:
    line = ":하늘!u@h PRIVMSG #말마당 :안녕하세요\r\n".encode()
    for at in range(0, len(line), 5):
        chat.wire.report(Received(line[at : at + 5]))
    chat.driver.until(lambda: "안녕하세요" in chat.messages())


def test_nobody_else_may_touch_the_core(chat: Chat) -> None:
    failures: list[AssertionError] = []

    def touch() -> None:
        try:
            chat.talk.do(c.Help())
        except AssertionError as error:
            failures.append(error)

    other = threading.Thread(target=touch)
    other.start()
    other.join()
    assert failures


def test_what_is_said_goes_out_before_the_line_is_closed(chat: Chat) -> None:
    seen: list[int] = []
    real = chat.wire.close
    chat.wire.close = lambda: (seen.append(len(chat.wire.lines("QUIT"))), real())[1]  # type: ignore[func-returns-value,method-assign]
    chat.talk.do(c.Quit("안녕히"))
    chat.driver.until(lambda: chat.client.is_over)
    assert all(seen)
    assert chat.wire.lines("QUIT") == ["QUIT :안녕히"]


def test_a_failure_in_the_middle_does_not_stop_the_pump(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    real = chat.talk.core.receive
    calls: list[int] = []

    def receive(*given: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise ZeroDivisionError
        return real(*given)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(chat.talk.core, "receive", receive)
    chat.root.report_callback_exception = lambda *_failure: None
    chat.wire.hear(":하늘!u@h PRIVMSG #말마당 :하나")
    chat.wire.hear(":하늘!u@h PRIVMSG #말마당 :둘")
    chat.driver.until(lambda: "둘" in chat.messages())
