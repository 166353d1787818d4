"""The same bytes to many readers, in Python and, where it was compiled, in C."""

import socket
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack

import pytest

from malmadang.ports import ClientId
from malmadang.server import spread as spreading
from malmadang.server.turnlog import BLOCKED, PRIVATE, ROOMS, Reader
from tests.kit.readers import FakeReader

Spread = Callable[[Collection[Reader], bytes, int, int | None], list[Reader] | None]

WAYS = [pytest.param(spreading.spread_slowly, id="python"), pytest.param(spreading.spread, id="as installed")]


class Plugged(FakeReader):
    """A reader with a real socket; what the socket does not take is noted."""

    __slots__ = ("far", "kept", "near")

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.near, self.far = socket.socketpair()
        self.near.setblocking(False)
        self.far.setblocking(False)
        self.send = self.near.send
        self.fd = self.near.fileno()
        self.kept: list[tuple[bytes, int]] = []

    def keep(self, data: bytes, taken: int) -> None:
        self.kept.append((data, taken))

    def got(self) -> bytes:
        try:
            return self.far.recv(1 << 20)
        except BlockingIOError:
            return b""

    def unplug(self) -> None:
        self.near.close()
        self.far.close()


@pytest.fixture
def plugged() -> Iterator[Callable[[int], list[Plugged]]]:
    with ExitStack() as stack:

        def plug(count: int) -> list[Plugged]:
            readers = [Plugged(number) for number in range(1, count + 1)]
            for reader in readers:
                stack.callback(reader.unplug)
            return readers

        yield plug


Plug = Callable[[int], list[Plugged]]


@pytest.mark.parametrize("spread", WAYS)
@pytest.mark.parametrize("count", [0, 1, 64, 65, 130])
def test_everybody_gets_them_once(spread: Spread, plugged: Plug, count: int) -> None:
    readers = plugged(count)
    assert not spread(dict.fromkeys(readers), b"a line\r\n", ROOMS, None)
    assert not spread(list(readers), b"another\r\n", ROOMS, 7)
    assert [reader.got() for reader in readers] == [b"a line\r\nanother\r\n"] * count
    assert [reader.given for reader in readers] == [7] * count


@pytest.mark.parametrize("spread", WAYS)
def test_the_odd_get_nothing_and_are_told_of(spread: Spread, plugged: Plug) -> None:
    a, b, c, d = plugged(4)
    b.odd = PRIVATE | ROOMS
    c.odd = ROOMS
    assert spread({a: None, b: None, c: None, d: None}, b"x", PRIVATE, 3) == [b]
    assert [reader.got() for reader in (a, b, c, d)] == [b"x", b"", b"x", b"x"]
    assert [reader.given for reader in (a, b, c, d)] == [3, 0, 3, 3]


@pytest.mark.parametrize("spread", WAYS)
def test_what_a_socket_does_not_take_is_kept(spread: Spread, plugged: Plug) -> None:
    full, free = plugged(2)
    full.near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    data = b"x" * 1_000_000
    assert not spread([full, free], data, BLOCKED, None)
    ((kept, taken),) = full.kept
    assert kept is data
    assert 0 < taken < len(data)
    assert not spread([full], b"more", BLOCKED, None)
    assert full.kept[1:] == [(b"more", 0)]
    assert not full.losses


@pytest.mark.parametrize("spread", WAYS)
def test_a_broken_socket_costs_nobody_else_anything(spread: Spread, plugged: Plug) -> None:
    a, broken, c = plugged(3)
    broken.far.close()
    assert not spread([a, broken, c], b"x", BLOCKED, None)
    ((error),) = broken.losses
    assert isinstance(error, BrokenPipeError)
    assert not broken.kept
    assert (a.got(), c.got()) == (b"x", b"x")


@pytest.mark.parametrize("spread", WAYS)
def test_a_transport_that_is_no_socket_is_asked(spread: Spread) -> None:
    a, b = FakeReader(1), FakeReader(2)
    b.room = 1
    assert not spread([a, b], b"xy", BLOCKED, None)
    assert (a.writes, b.writes) == ([b"xy"], [b"xy"])
    assert (a.stream, b.stream) == (b"xy", b"xy")
    assert b.odd & BLOCKED


@pytest.mark.parametrize("spread", WAYS)
def test_a_fault_in_a_reader_comes_out(spread: Spread, plugged: Plug) -> None:
    class Faulty(Plugged):
        __slots__ = ()

        def keep(self, data: bytes, taken: int) -> None:
            raise ZeroDivisionError

    (a,) = plugged(1)
    faulty = Faulty(9)
    try:
        faulty.near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        with pytest.raises(ZeroDivisionError):
            spread([faulty, a], b"x" * 1_000_000, BLOCKED, None)
    finally:
        faulty.unplug()


def test_no_reader_is_left_with_a_reference_too_many(plugged: Plug) -> None:
    (reader,) = plugged(1)
    data = b"y" * 100
    before = sys.getrefcount(reader), sys.getrefcount(data)
    for _ in range(100):
        spreading.spread({reader: None}, data, BLOCKED, 1_000_000)
        reader.got()
    assert (sys.getrefcount(reader), sys.getrefcount(data)) == before
    assert reader.client_id == ClientId(1)
