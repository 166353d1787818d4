"""The proxy breaks lines as its seed says, and lets them alone where it is calm."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

import pytest

from tests.kit.faultproxy import Fault, FaultProxy, Plan

LINE = "PRIVMSG #방 :안녕하세요\r\n".encode() * 20


class Always(FaultProxy):
    """Has one plan for everybody."""

    plan = Plan(Fault.CUT, upstream=False, after_bytes=100, more_bytes=20)

    def draw(self) -> Plan:
        return Plan(self.plan.fault, self.plan.upstream, self.plan.after_bytes, self.plan.more_bytes)


def through(proxy_of: Callable[[int], FaultProxy], scene: Callable[[FaultProxy], Awaitable[None]]) -> None:
    """Run a scene before a server that sends back what it reads."""

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(4_096):
                writer.write(data)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def whole() -> None:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        async with server, proxy_of(server.sockets[0].getsockname()[1]) as proxy:
            await scene(proxy)

    asyncio.run(whole())


async def exchange(proxy: FaultProxy) -> bytes:
    """Send a page, and read until the line ends or the page is whole."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    found = b""
    try:
        writer.write(LINE)
        while len(found) < len(LINE) and (data := await reader.read(4_096)):
            found += data
    except ConnectionError:
        pass
    writer.close()
    return found


def test_calm_it_changes_nothing() -> None:
    async def scene(proxy: FaultProxy) -> None:
        assert await exchange(proxy) == LINE
        assert proxy.cuts == 0

    through(lambda port: FaultProxy(port, Random(1)), scene)


@pytest.mark.parametrize("upstream", [False, True])
@pytest.mark.parametrize("fault", list(Fault))
def test_each_fault_ends_a_line_in_the_middle(fault: Fault, upstream: bool) -> None:
    async def scene(proxy: FaultProxy) -> None:
        Always.plan = Plan(fault, upstream=upstream, after_bytes=100, more_bytes=20)
        proxy.storm()
        found = await exchange(proxy)
        assert LINE.startswith(found)
        most = 120 if fault in (Fault.DELAY, Fault.DRIBBLE) else 100
        assert len(found) <= most
        assert not found.endswith(b"\r\n")
        assert proxy.broken == {fault: 1}

    through(lambda port: Always(port, Random(1)), scene)


def test_a_seed_draws_the_same_again() -> None:
    one, other = (FaultProxy(0, Random(5)) for _ in range(2))
    plans = [one.draw() for _ in range(200)]
    assert plans == [other.draw() for _ in range(200)]
    assert {plan.fault for plan in plans} == set(Fault)


def test_a_server_that_is_not_there() -> None:
    async def scene(proxy: FaultProxy) -> None:
        proxy.target = 1
        assert await exchange(proxy) == b""

    through(lambda port: FaultProxy(port, Random(1)), scene)
