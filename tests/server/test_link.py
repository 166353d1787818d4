"""A link without a transport."""

import pytest

from malmadang.ports import ClientId
from malmadang.server.link import HTTP_ANSWER, Link
from malmadang.server.outbox import Outboxes
from malmadang.server.turnlog import BLOCKED, CLOSED, HOLD_CORE, HOLD_ROOM, HOLD_STORE
from malmadang.wire.errors import WireError, WireErrorKind


class Desk:
    """What a link tells its host."""

    def __init__(self) -> None:
        self.outboxes = Outboxes(100, 1000)
        self.told: list[str] = []

    def begin(self) -> None: ...

    def soon(self) -> None: ...

    def connect(self, link: Link) -> None:
        self.told.append("connect")

    def receive(self, link: Link, lines: list[bytes]) -> None:
        self.told += [line.decode() for line in lines]

    def garble(self, link: Link, error: WireError) -> None:
        self.told.append(error.kind.name)

    def lose(self, link: Link, reason: str) -> None:
        self.told.append(f"lost: {reason}")

    def leave(self, link: Link) -> None:
        self.told.append("leave")

    def gone(self, link: Link) -> None:
        self.told.append("gone")

    def resume(self, link: Link) -> None:
        self.told.append("resume")


class Wire(Link):
    """Takes `room` octets and notes what it is told to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ClientId(1), "127.0.0.1", secure=False, recvq_bytes=1_024)
        self.send = self._take
        self.room = 1_000
        self.out = b""
        self.done: list[str] = []

    def _take(self, data: bytes) -> int:
        if not self.room:
            raise BlockingIOError
        taken = min(len(data), self.room)
        self.room -= taken
        self.out += data[:taken]
        return taken

    def reading(self, *, on: bool) -> None:
        self.done.append(f"reading {on}")

    def writing(self, *, on: bool) -> None:
        self.done.append(f"writing {on}")

    def close(self) -> None:
        self.done.append("close")

    def shut(self) -> None:
        self.done.append("shut")


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def wire(desk: Desk) -> Wire:
    return Wire(desk)


def test_the_core_hears_of_it_with_the_first_whole_line(desk: Desk, wire: Wire) -> None:
    wire.take(b"NI")
    assert desk.told == []
    wire.take(b"CK a\r\nUSER")
    assert desk.told == ["connect", "NICK a"]


def test_http_is_answered_and_never_reaches_the_core(desk: Desk, wire: Wire) -> None:
    wire.take(b"OPTIONS / HTTP/1.1\r\nNICK a\r\n")
    assert desk.told == []
    assert wire.out == HTTP_ANSWER
    assert wire.done == ["reading False", "close"]
    assert b"\r\nContent-Length: %d\r\n" % len(HTTP_ANSWER.partition(b"\r\n\r\n")[2]) in HTTP_ANSWER


def test_lines_that_look_like_http_later_on_are_lines(desk: Desk, wire: Wire) -> None:
    wire.take(b"NICK a\r\nGET / HTTP/1.1\r\n")
    assert desk.told == ["connect", "NICK a", "GET / HTTP/1.1"]


def test_a_line_without_end_is_told_once_it_is_too_long(desk: Desk, wire: Wire) -> None:
    wire.take(b"NICK a\r\n" + b"x" * 2_000)
    assert desk.told == ["connect", "NICK a"]
    wire.take(b"x")
    assert desk.told[-1] == WireErrorKind.OVERFLOW.name


def test_with_several_reasons_to_wait_it_waits_for_all(desk: Desk, wire: Wire) -> None:
    wire.hold(HOLD_CORE)
    wire.hold(HOLD_STORE)
    wire.let(HOLD_CORE)
    wire.let(HOLD_ROOM)
    assert wire.done == ["reading False"]
    wire.let(HOLD_STORE)
    assert wire.done == ["reading False", "reading True"]
    wire.let(HOLD_STORE)
    assert len(wire.done) == 2


def test_lines_that_wait_go_before_the_socket(desk: Desk, wire: Wire) -> None:
    wire.take(b"NICK a\r\n")
    wire.hold(HOLD_CORE)
    wire.take(b"one\r\ntwo\r\n")
    assert wire.backlog == [b"one", b"two"]
    wire.let(HOLD_CORE)
    assert desk.told[-1] == "resume"
    assert wire.done == ["reading False"]


def test_what_is_not_taken_waits_in_order(desk: Desk, wire: Wire) -> None:
    wire.room = 3
    wire.write(b"hello")
    wire.write(b"again")
    assert (wire.out, wire.outbox.size) == (b"hel", 7)
    assert wire.done == ["writing True"]
    assert wire.odd & BLOCKED
    assert desk.outboxes.size == 7


def test_too_much_waiting_cuts_it_off(desk: Desk, wire: Wire) -> None:
    wire.room = 0
    wire.write(b"x" * 90)
    wire.write(b"y" * 20)
    assert desk.told == ["lost: SendQ exceeded"]
    assert desk.outboxes.size == 0
    assert wire.outbox.pop() == b"ERROR :SendQ exceeded\r\n"
    assert wire.odd & CLOSED
    wire.write(b"more")
    assert wire.outbox.size == 0


def test_a_broken_transport_is_told(desk: Desk, wire: Wire) -> None:
    def broken(data: bytes) -> int:
        raise ConnectionResetError(104, "Connection reset by peer")

    wire.send = broken
    wire.write(b"x")
    assert desk.told == ["lost: Connection reset by peer"]
    assert wire.done == ["shut"]


def test_finishing_waits_for_the_outbox(desk: Desk, wire: Wire) -> None:
    wire.room = 1
    wire.write(b"hello")
    wire.finish()
    wire.finish()
    assert wire.done == ["writing True", "reading False"]
