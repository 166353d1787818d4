"""Thousands that never register, with all limits on: nobody else is kept out, all are gone in time."""

import asyncio
import os
from asyncio.subprocess import Process

import msgspec
import pytest

from malmadang.server.goodbyes import TIMED_OUT, address_full
from tests.kit import crowd
from tests.kit.bystanders import LIMITS, ROOM, gather
from tests.kit.clock import HandClock
from tests.kit.served import Caller, Served, run, served
from tests.kit.waiting import soon

PRIVATE = 256
"""How many of one private address may be there without having registered."""


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


async def guests(server: Served) -> None:
    """Somebody else comes in and talks, and so does somebody of an address with many."""
    for nick, source in (("손님", "127.0.0.1"), ("이웃", crowd.address(0))):
        guest = await server.join(nick, ROOM, source=source)
        guest.say(f"PRIVMSG {ROOM} :{nick}이에요")
        await guest.pong()
        guest.say("QUIT")
        await guest.rest()
        await guest.hang_up()


async def neighbours(server: Served) -> list[Caller]:
    """Fill an address to its limit; whoever comes after that is told so."""
    admission = server.server._admission
    before = admission.open
    callers = [await server.dial(source=crowd.address(0)) for _ in range(PRIVATE - crowd.PER_ADDRESS)]
    await soon(lambda: admission.open == before + len(callers), "not all are in")
    for _ in range(3):
        refused = await server.dial(source=crowd.address(0))
        assert (await refused.rest()).decode() == address_full(PRIVATE)
        await refused.hang_up()
    return callers


async def all_cut(server: Served, callers: list[Caller], process: Process) -> dict[str, int]:
    """Wait until everybody but two is gone; return the crowd's last lines and how many read each."""
    assert process.stdout is not None
    *_, ended = await asyncio.gather(*(caller.rest() for caller in callers), process.stdout.readline())
    assert await process.wait() == 0
    for caller in callers:
        await caller.hang_up()
    await soon(lambda: server.server._admission.open == 2, "some are still counted")
    return msgspec.json.decode(ended, type=dict[str, int])


def nothing_is_left(server: Served) -> None:
    """Two are there, and nobody else is remembered."""
    runtime, doors = server.server.runtime, server.server._doors
    assert server.server._admission._waiting == {}
    assert len(doors.silent) == len(doors.lingering) == 0
    assert len(runtime.links) == len(doors._links) == 2
    assert server.server._core.state.unregistered == 0  # type: ignore[attr-defined]  # a Core, here


def test_ten_thousand_that_never_register(caplog: pytest.LogCaptureFixture) -> None:
    count = crowd.size(10_000)
    clock = HandClock()

    async def scenario() -> None:
        async with served(LIMITS + "register_s = 20\n", clock=clock) as server:
            people = await gather(server)
            admission = server.server._admission
            await people.talk()
            people.heard.clear()
            before = open_files()
            async with people.talking():
                process = await crowd.start(server.port, count)
                assert process.stdout is not None
                mine = open_files()
                assert await process.stdout.readline() == b"open\n"
                await soon(lambda: admission.open == count + 2, "not all are in")
                assert open_files() == mine + count
                await guests(server)
                callers = await neighbours(server)
                await people.go_on()
                assert admission.open == count + 2 + len(callers), "nobody is cut before the time"
                clock.move(25_000)
                ended = await all_cut(server, callers, process)
            # Those who had said something are told in the server's language.
            assert ended == {
                TIMED_OUT.strip(): count - count // 2,
                "ERROR :시간 안에 별명을 알려 주지 않았어요": count // 2,
            }
            said = [line.rpartition(":")[2] for line in people.heard if " PRIVMSG " in line]
            assert said == ["손님이에요", "이웃이에요"]
            await soon(lambda: open_files() <= before, "descriptors are left over")
            nothing_is_left(server)

    run(scenario)
    assert caplog.text.count("address_full") == 1, "whoever knocks fills no log"
