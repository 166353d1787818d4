from collections.abc import Sequence

import pytest

from malmadang.server.outbox import MAX_BUFFERS, Outbox, Outboxes


class Pipe:
    """Takes a number of bytes, then none."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.got = b""
        self.calls: list[int] = []

    def sendmsg(self, buffers: Sequence[bytes | memoryview]) -> int:
        self.calls.append(len(buffers))
        if not self.room:
            raise BlockingIOError
        data = b"".join(buffers)[: self.room]
        self.room -= len(data)
        self.got += data
        return len(data)


def test_what_was_not_taken_is_kept_by_reference() -> None:
    outbox = Outbox()
    shared = b"hello\r\n"
    assert outbox.push(shared, 2) == 5
    assert outbox.push(shared, 0) == 7
    rest = outbox.pop()
    assert isinstance(rest, memoryview)
    assert rest.obj is shared
    assert outbox.pop() is shared
    assert outbox.size == 0


@pytest.mark.parametrize("room", [1, 3, 7, 8, 13, 100])
def test_bytes_leave_in_order_however_they_are_taken(room: int) -> None:
    outbox = Outbox()
    for part in (b"one\r\n", b"two\r\n", b"three\r\n"):
        outbox.push(part, 0)
    got = b""
    while outbox.size:
        pipe = Pipe(room)
        assert outbox.flush(pipe.sendmsg) == len(pipe.got)
        got += pipe.got
    assert got == b"one\r\ntwo\r\nthree\r\n"
    assert outbox.flush(Pipe(1).sendmsg) == 0


def test_not_more_buffers_at_once_than_the_kernel_takes() -> None:
    outbox = Outbox()
    for _ in range(3 * MAX_BUFFERS):
        outbox.push(b"x", 0)
    pipe = Pipe(1000)
    outbox.flush(pipe.sendmsg)
    assert pipe.calls == [MAX_BUFFERS]
    assert outbox.size == 2 * MAX_BUFFERS


def test_the_last_word_never_stands_inside_another_line() -> None:
    outbox = Outbox()
    outbox.push(b"one\r\ntwo\r\nthree\r\n", 7)
    outbox.push(b"four\r\n", 0)
    outbox.replace(b"ERROR\r\n")
    pipe = Pipe(100)
    outbox.flush(pipe.sendmsg)
    assert pipe.got == b"o\r\nERROR\r\n"
    for taken in (0, 5):
        outbox.push(b"one\r\ntwo\r\n", taken)
        outbox.replace(b"ERROR\r\n")
        assert outbox.size == len(b"ERROR\r\n")
        outbox.clear()


class Slow:
    def __init__(self) -> None:
        self.outbox = Outbox()
        self.cut = 0

    def overflow(self) -> None:
        self.cut += 1
        self.outbox.clear()


def test_a_reader_over_its_limit_is_cut_off() -> None:
    boxes = Outboxes(10, 1000)
    slow = Slow()
    boxes.push(slow, b"12345", 0)
    boxes.push(slow, b"12345", 0)
    assert slow.cut == 0
    boxes.push(slow, b"x", 0)
    assert (slow.cut, boxes.size) == (1, 0)


def test_when_all_together_are_too_much_the_largest_goes() -> None:
    boxes = Outboxes(1000, 100)
    small, large = Slow(), Slow()
    boxes.push(large, b"x" * 60, 0)
    boxes.push(small, b"x" * 40, 0)
    assert not large.cut
    boxes.push(small, b"x", 0)
    assert (small.cut, large.cut, boxes.size) == (0, 1, 41)
    pipe = Pipe(100)
    boxes.sent(small, small.outbox.flush(pipe.sendmsg))
    assert boxes.size == 0
    boxes.sent(small, 5)
    boxes.drop(small)
    assert boxes.size == 0


def test_who_has_asked_for_much_may_hold_more_until_it_is_taken() -> None:
    boxes = Outboxes(100, 1_000)
    holder = Slow()
    boxes.allow(holder, 300)
    boxes.push(holder, b"x" * 400, 0)
    assert not holder.cut
    assert not boxes.has_taken(holder)
    holder.outbox.clear()
    boxes.sent(holder, 400)
    assert boxes.has_taken(holder)
    boxes.push(holder, b"x" * 101, 0)
    assert holder.cut, "the limit for all binds it again"
