"""A room of ten thousand: its list of names is longer than the queue, and nobody is cut off for that."""

import socket

import pytest

from malmadang.ports import ClientId
from malmadang.server.streams import StreamLink
from malmadang.server.tcp import TcpLink
from malmadang.servercore.events import Connected, Received
from malmadang.wire.message import parse_line
from tests.kit.certified import Certified
from tests.kit.clock import HandClock
from tests.kit.served import Caller, Served, run, served
from tests.kit.waiting import soon

MEMBERS = 9_998
ROOM = "#큰방"
SENDQ = 524_288
FREE = "[limits]\nthrottle = false\n"


def crowd(server: Served) -> None:
    """Seat people who are nowhere but in the core: they read nothing, but their names are long."""
    submit = server.server.runtime.submit
    for number in range(MEMBERS):
        client_id = ClientId(1_000_000 + number)
        submit(Connected(client_id, f"10.0.{number >> 8}.{number & 255}", False))
        nick = f"가나다라마바사아자차카{number}"
        for line in (
            "CAP REQ no-implicit-names",
            f"NICK {nick}",
            "USER useruser 0 * :r",
            "CAP END",
            f"JOIN {ROOM}",
        ):
            submit(Received(client_id, parse_line(line.encode())))


async def slow(server: Served, nick: str, certified: Certified | None = None) -> Caller:
    """Come in as somebody whose connection takes little at once; read nothing for now."""
    caller = await server.dial(tls=certified.client if certified else None, receive_buffer=4_096)
    caller.say("CAP REQ :userhost-in-names", f"NICK {nick}", "USER u 0 * :r", "CAP END")
    await caller.until(" 422 ")
    link = list(server.server.runtime.links.values())[-1]
    sock = link._sock if isinstance(link, TcpLink) else None
    if isinstance(link, StreamLink):
        assert link._transport is not None
        sock = link._transport.get_extra_info("socket")
    assert sock is not None
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)
    caller.deafen()
    return caller


def names(lines: list[str]) -> set[str]:
    return {name for line in lines if " 353 " in line for name in line.rpartition(" :")[2].split()}


@pytest.mark.parametrize("tls", [False, True])
def test_a_list_longer_than_the_queue(certified: Certified, tls: bool) -> None:
    async def scenario() -> None:
        async with served(FREE + certified.config, clock=HandClock()) as server:
            crowd(server)
            other = await server.enter("철수")
            caller = await slow(server, "영희", certified if tls else None)
            runtime = server.server.runtime
            caller.say(f"JOIN {ROOM}", f"NAMES {ROOM}", f"NAMES {ROOM}", "PING 끝")
            link = list(runtime.links.values())[-1]
            await soon(lambda: link.outbox.size > SENDQ, "the list is not that long")
            once = link.outbox.size
            # Others do not wait, and what was asked after the list waits for it.
            for _ in range(10):
                await other.pong()
            assert link.outbox.size <= once
            caller.listen()
            lines = await caller.until(" PONG ")
            assert [line.split()[1] for line in lines].count("366") == 3
            found = names(lines)
            assert len(found) == MEMBERS + 1
            assert all("@" in name and "!" in name for name in found)
            assert runtime.outboxes.size == 0
            assert not runtime._answered
            assert not runtime.outboxes._allowed

    run(scenario)


def test_with_the_list_read_the_usual_limit_binds_again(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            crowd(server)
            caller = await slow(server, "영희")
            caller.say(f"JOIN {ROOM}")
            caller.listen()
            await caller.until(" 366 ")
            await caller.pong()
            caller.deafen()
            other = await server.enter("철수")
            for _ in range(40):
                other.say(*(f"PRIVMSG 영희 :{'가' * 130}" for _ in range(100)))
                await other.pong()
            await soon(lambda: "sendq_exceeded" in caplog.text, "nobody was cut")
            await other.pong()

    run(scenario)


def test_whoever_never_reads_it_is_let_go_in_time() -> None:
    async def scenario() -> None:
        clock = HandClock()
        async with served(FREE, clock=clock) as server:
            crowd(server)
            caller = await slow(server, "영희")
            runtime = server.server.runtime
            caller.say(f"JOIN {ROOM}")
            await soon(lambda: runtime.outboxes.size > SENDQ, "the list is not that long")
            clock.move(150_000)
            await soon(lambda: not runtime.links, "still there")
            clock.move(10_000)
            await soon(lambda: runtime.outboxes.size == 0, "its bytes are still there")

    run(scenario)
