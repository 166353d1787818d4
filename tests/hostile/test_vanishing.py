"""Lines that end badly: one side closed, reset in the middle of a word, dead without a sign. No ghosts."""

import asyncio

import pytest

from malmadang.servercore.client import Client
from tests.kit.bystanders import EXEMPT, LIMITS, ROOM, Bystanders, gather
from tests.kit.certified import Certified
from tests.kit.clock import HandClock
from tests.kit.served import Caller, Served, run, served
from tests.kit.waiting import soon

SILENCE = f"{LIMITS}ping_s = 60\ndrop_s = 120\n"


async def no_ghost(server: Served, people: Bystanders, nick: str, reason: str) -> None:
    """The others see QUIT, once and for that reason; the nick is free and nothing is left over."""
    lines = await people.other.until(f":{nick}!.* QUIT ")
    assert lines[-1].endswith(f" QUIT :{reason}")
    again = await server.join(nick, ROOM)
    await people.talk()
    await again.hang_up()
    await soon(lambda: server.server._admission.open == 2, "somebody is still counted")
    core = server.server._core.state  # type: ignore[attr-defined]  # a Core, here
    assert len(core.clients) == len(core.users) == len(server.server.runtime.links) == 2
    core.invariants()


@pytest.mark.parametrize("use_epoll", [True, False])
def test_one_side_is_closed_after_input(use_epoll: bool) -> None:
    """Whoever only stops talking reads the answers to what it said, and why it is let go."""

    async def scenario() -> None:
        async with served(LIMITS, use_epoll=use_epoll) as server:
            people = await gather(server)
            rogue = await server.dial()
            async with people.talking():
                rogue.say(
                    "NICK 악당", "USER u 0 * :r", f"JOIN {ROOM}", f"PRIVMSG {ROOM} :끝까지", "PING last"
                )
                rogue.write(f"PRIVMSG {ROOM} :반쪽".encode())
                rogue.writer.write_eof()
                rest = (await rogue.rest()).decode().splitlines()
                assert any(line.endswith(" PONG malmadang.local :last") for line in rest)
                assert rest[-1] == "ERROR :Connection closed"
                await rogue.hang_up()
            assert [line.split(" ", 2)[1] for line in people.heard] == ["JOIN", "PRIVMSG", "QUIT"]
            assert people.heard[1].endswith(":끝까지")

    run(scenario)


@pytest.mark.parametrize("use_epoll", [True, False])
def test_one_side_is_closed_before_anything(use_epoll: bool) -> None:
    async def scenario() -> None:
        async with served(LIMITS, use_epoll=use_epoll) as server:
            people = await gather(server)
            for octets in (b"", b"NICK hal", b"\r", b"GET / HTTP/1.1\r\n", b"NICK half\r\n"):
                rogue = await server.dial()
                async with people.talking():
                    rogue.write(octets)
                    rogue.writer.write_eof()
                    await rogue.rest()
                    await rogue.hang_up()
            await soon(lambda: server.server._admission.open == 2, "somebody is still counted")

    run(scenario)


def test_one_side_is_closed_while_lines_wait_their_turn() -> None:
    """What was said too quickly and then closed is still said, slowly, before the QUIT."""
    clock = HandClock()

    async def scenario() -> None:
        async with served(f"[limits]\nburst = 5\nrate_per_s = 2\n{EXEMPT}", clock=clock) as server:
            people = await gather(server)
            rogue = await server.join("악당", ROOM)
            rogue.say(*(f"PRIVMSG {ROOM} :{number}" for number in range(30)))
            rogue.writer.write_eof()
            await people.talk()
            while not any(" QUIT " in line for line in people.heard):
                clock.move(500)
                await people.talk()
            said = [line.rpartition(":")[2] for line in people.heard if " PRIVMSG " in line]
            assert said == [str(number) for number in range(30)]

    run(scenario)


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize(
    "last", [b"", b"PRIV", "PRIVMSG #방 :말하는 중".encode(), "PRIVMSG #방 :가".encode()[:-1]]
)
def test_a_reset_in_the_middle_of_a_line(certified: Certified, last: bytes, tls: bool) -> None:
    async def scenario() -> None:
        async with served(LIMITS + certified.config) as server:
            people = await gather(server)
            rogue = await server.join("악당", ROOM, tls=certified.client if tls else None)
            await people.talk()
            rogue.write(last)
            await people.talk()
            rogue.reset()
            await no_ghost(server, people, "악당", "Connection reset by peer")
            assert all(" PRIVMSG " not in line for line in people.heard)

    run(scenario)


def test_many_resets_in_the_middle_of_what_is_written_to_them() -> None:
    """A room of 40 breaks off while two talk: every QUIT is seen once, and the room is as it was."""

    async def scenario() -> None:
        async with served("[limits]\nthrottle = false\n") as server:
            people = await gather(server)
            crowd = [await server.join(f"p{number}", ROOM) for number in range(40)]
            async with people.talking():
                for member in crowd:
                    member.say(*(f"PRIVMSG {ROOM} :x" for _ in range(20)))
                    await asyncio.sleep(0)
                    member.reset()
                await soon(lambda: server.server._admission.open == 2, "somebody is still counted")
            quits = [line.partition("!")[0] for line in people.heard if " QUIT " in line]
            assert sorted(quits) == sorted(f":p{number}" for number in range(40))
            people.one.say(f"NAMES {ROOM}")
            names = next(line for line in await people.one.until(" 366 ") if " 353 " in line)
            assert {name.lstrip("@+") for name in names.rpartition(":")[2].split()} == {"철수", "영희"}

    run(scenario)


def clients(server: Served) -> list[Client]:
    """The connections, as the core knows them."""
    return list(server.server._core.state.clients.values())  # type: ignore[attr-defined]  # a Core, here


async def at_rest(people: Bystanders, rogue: Caller) -> None:
    """Everybody has said something lately."""
    await people.talk()
    await rogue.pong()


@pytest.mark.parametrize("tls", [False, True])
def test_a_dead_line(certified: Certified, tls: bool) -> None:
    """No FIN, no reset: PING after a while, an end after twice that; a cable that was pulled."""
    clock = HandClock()

    async def scenario() -> None:
        async with served(SILENCE + certified.config, clock=clock) as server:
            people = await gather(server)
            rogue = await server.join("악당", ROOM, tls=certified.client if tls else None)
            patient = await server.join("참을이", ROOM, tls=certified.client if tls else None)
            await at_rest(people, rogue)
            for _ in range(4):
                clock.move(15_000)
                await people.talk()
                await asyncio.gather(patient.pong())
            # It would read the question, but it is dead.
            await rogue.until("^PING ")
            rogue.deafen()
            people.heard.clear()
            while not any(" QUIT " in line for line in people.heard):
                clock.move(15_000)
                await patient.pong()
                await people.talk()
                assert clock.now_ms < 200_000
            (line,) = [line for line in people.heard if " QUIT " in line]
            assert line.startswith(":악당!")
            assert " QUIT :Ping timeout: 1" in line
            again = await server.join("악당", ROOM)
            await people.talk()
            # Its socket is closed too, though it takes nothing.
            clock.move(6_000)
            await soon(lambda: server.server._admission.open == 4, "the dead are still counted")
            await again.hang_up()

    run(scenario)


def test_a_living_line_stays() -> None:
    """PONG is sign enough."""
    clock = HandClock()

    async def scenario() -> None:
        async with served(SILENCE, clock=clock) as server:
            people = await gather(server)
            quiet = await server.join("조용이", ROOM)
            await people.talk()
            for _ in range(5):
                clock.move(75_000)
                await people.talk()
                (ping,) = [line for line in await quiet.until("^PING ") if line.startswith("PING ")]
                quiet.say(f"PONG {ping[5:]}")
                await soon(lambda: all(not each.pinged for each in clients(server)), "the PONG did not come")
            assert all(" QUIT " not in line for line in people.heard)

    run(scenario)


def test_a_dead_line_that_lines_wait_for() -> None:
    """Dead and spoken to: the room is not held up by it, and its queue goes with it."""
    clock = HandClock()

    async def scenario() -> None:
        async with served(SILENCE, clock=clock) as server:
            people = await gather(server)
            rogue = await server.dial(receive_buffer=4_096)
            rogue.say("NICK 악당", "USER u 0 * :r", f"JOIN {ROOM}")
            await rogue.until(" 366 ")
            rogue.deafen()
            outboxes = server.server.runtime.outboxes
            while not outboxes.size:
                people.one.say(*(f"PRIVMSG {ROOM} :{'가' * 100}" for _ in range(200)))
                await people.one.pong()
            for _ in range(10):
                clock.move(15_000)
                await people.talk()
            assert any(" QUIT :Ping timeout" in line for line in people.heard)
            await soon(lambda: server.server._admission.open == 2, "the dead are still counted")
            assert outboxes.size == 0

    run(scenario)
