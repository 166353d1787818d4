"""Connections on the loop's transports: slow readers, pauses, ends."""

import asyncio

import pytest

from tests.kit.certified import Certified
from tests.kit.served import FREE, run, served


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return Certified(tmp_path_factory.mktemp("tls"))


def test_a_slow_reader_over_tls_is_cut_off_too(certified: Certified) -> None:
    async def scenario() -> None:
        async with served(certified.config + FREE + "sendq_bytes = 65536\n") as server:
            a, b = await server.pair()
            slow = await server.join("느림", "#방", tls=certified.client)
            await b.until("느림")
            slow.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a real transport has it

            async def flood() -> None:
                while True:
                    a.say(*(f"PRIVMSG #방 :{'x' * 300}" for _ in range(50)))
                    await a.pong()

            flooding = asyncio.ensure_future(flood())
            assert (await b.until("느림.* QUIT"))[-1].endswith("SendQ exceeded")
            flooding.cancel()

    run(scenario)


def test_a_slow_reader_over_tls_loses_nothing(certified: Certified) -> None:
    async def scenario() -> None:
        async with served(certified.config + FREE + "sendq_bytes = 16000000\n") as server:
            a, b = await server.pair()
            slow = await server.join("느림", "#방", tls=certified.client)
            await a.until("느림")
            slow.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a real transport has it
            for number in range(9_000):
                a.say(f"PRIVMSG #방 :{number} {'x' * 300}")
                if number % 100 == 0:
                    await a.pong()
            await b.until(":8999 ")
            slow.writer.transport.resume_reading()  # type: ignore[attr-defined]  # as above
            lines = await slow.until(":8999 ")
            assert [int(line.split(" ")[3][1:]) for line in lines] == list(range(9_000))

    run(scenario)


@pytest.mark.parametrize("use_tls", [True, False])
def test_lines_that_came_while_it_was_on_hold_are_read_afterwards(
    certified: Certified, use_tls: bool
) -> None:
    limits = "[limits]\nburst = 5\nrate_per_s = 300.0\nroom_rate_per_s = 100000.0\n"

    async def scenario() -> None:
        async with served(certified.config + limits, use_epoll=False) as server:
            b = await server.join("영희", "#방")
            a = await server.join("철수", "#방", tls=certified.client if use_tls else None)
            a.say(*(f"PRIVMSG #방 :{number}" for number in range(60)))
            a.say(*(f"PRIVMSG #방 :{number}" for number in range(60, 80)))
            lines = [line for line in await b.until(":79$") if "PRIVMSG" in line]
            assert [int(line.rpartition(":")[2]) for line in lines] == list(range(80))

    run(scenario)


@pytest.mark.parametrize("use_tls", [True, False])
def test_the_end_of_a_stream_is_the_end_of_the_client(certified: Certified, use_tls: bool) -> None:
    async def scenario() -> None:
        async with served(certified.config + FREE, use_epoll=False) as server:
            b = await server.join("영희", "#방")
            a = await server.join("철수", "#방", tls=certified.client if use_tls else None)
            await b.until("철수")
            a.say("PRIVMSG #방 :마지막")
            await a.pong()
            await a.hang_up()
            assert "마지막" in (await b.until("QUIT"))[0]
            c = await server.join("민수", "#방", tls=certified.client if use_tls else None)
            await b.until("민수")
            c.writer.transport.abort()
            await b.until("민수.* QUIT")

    run(scenario)
