"""Real sockets, plain TCP: framing, slow readers, floods, closing."""

import asyncio
import select
import socket

import pytest

from malmadang.ports import Moment
from malmadang.server import tcp
from malmadang.server.goodbyes import TOO_LONG
from malmadang.server.turn import Turn
from malmadang.servercore.effects import Effect
from malmadang.servercore.events import Event, Received
from tests.kit.clock import HandClock
from tests.kit.served import FREE, Caller, Served, run, served

LOOPS = ("uvloop", "asyncio")


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("use_epoll", [True, False])
def test_people_talk(loop: str, use_epoll: bool) -> None:
    async def scenario() -> None:
        async with served(use_epoll=use_epoll) as server:
            a, b = await server.pair()
            a.say("PRIVMSG #방 :안녕", "PRIVMSG #방 :잘 지내?", "PING 1")
            assert [line.partition(" ")[2] for line in await b.until("지내")] == [
                "PRIVMSG #방 :안녕",
                "PRIVMSG #방 :잘 지내?",
            ]
            assert await a.until("PONG") == [":malmadang.local PONG malmadang.local :1"]
            b.say("QUIT :또 봐요")
            assert (await b.rest()).startswith(b"ERROR :")
            await a.until("영희.* QUIT")

    run(scenario, loop=loop)


class Deaf:
    """Something in the hub that never reads."""

    def on_event(self, flags: int) -> None:
        """Leave it where it is."""


def test_the_hub_tells_whether_anybody_waits_to_be_read() -> None:
    hub = tcp.Hub(HandClock(), Turn(), 10)
    near, far = socket.socketpair()
    with near, far:
        hub.add(near.fileno(), Deaf(), select.EPOLLIN)
        assert hub.is_quiet()
        far.sendall(b"PING 1\r\n")
        assert not hub.is_quiet()
        assert not hub.is_quiet()
    hub.close()


def test_lines_come_in_any_pieces() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            a = await server.enter("철수")
            b = await server.enter("영희")
            for octet in "PRIVMSG 영희 :한글\r\n".encode():
                a.write(bytes([octet]))
                await asyncio.sleep(0)
            a.write("PRIVMSG 영희 :둘\nPRIVMSG 영희 :셋\r\r\nPRIVMSG 영희 :ㄴ".encode())
            a.write("ㅔㅅ\r\n".encode())
            lines = await b.until("ㄴㅔㅅ")
            assert [line.rpartition(":")[2] for line in lines] == ["한글", "둘", "셋", "ㄴㅔㅅ"]

    run(scenario)


@pytest.mark.parametrize("use_epoll", [True, False])
def test_a_stream_without_line_ends_is_closed_and_nobody_else_minds(use_epoll: bool) -> None:
    async def scenario() -> None:
        async with served(FREE, use_epoll=use_epoll) as server:
            a = await server.enter("철수")
            for _ in range(2):
                b = await server.enter("영희")
                b.write(b"x" * 20_000)
                assert (await b.rest()).startswith(b"ERROR :")
            c = await server.dial()
            c.write(b"x" * 20_000)
            assert await c.rest() == TOO_LONG.encode()
            await a.pong()

    run(scenario)


def test_bad_lines_cost_their_sender_an_answer_and_nothing_more() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            a, b = await server.pair()
            b.write(b"PRIVMSG #\xeb\xb0\xa9 :\xff\xfe\r\n")
            b.write(b"PRIVMSG #\xeb\xb0\xa9 :" + b"x" * 600 + b"\r\n")
            b.write(b"PRIVMSG #\xeb\xb0\xa9 :a\0b\r\n\r\n\r\n")
            lines = await b.pong()
            assert [line.split()[1] for line in lines] == ["FAIL", "417", "FAIL"]
            assert await a.pong() == []

    run(scenario)


def test_a_browser_is_answered_as_a_browser() -> None:
    async def scenario() -> None:
        async with served() as server:
            a = await server.dial()
            a.write(b"POST / HTTP/1.1\r\nHost: x\r\n\r\nNICK evil\r\nUSER a 0 * :a\r\n")
            answer = await a.rest()
            assert answer.startswith(b"HTTP/1.1 400 ")
            assert b"001" not in answer

    run(scenario)


def test_whoever_closes_one_side_is_heard_to_the_end_and_is_gone() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            a, b = await server.pair()
            b.say("PRIVMSG #방 :마지막")
            b.writer.write_eof()
            lines = await a.until("QUIT")
            assert lines[0].endswith(":마지막")
            assert await b.rest() == b"ERROR :Connection closed\r\n"

    run(scenario)


def test_a_reset_line_leaves_no_ghost() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            a, b = await server.pair()
            linger = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
            b.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            await b.hang_up()
            assert "QUIT" in (await a.until("QUIT"))[-1]
            await server.enter("영희")
            pass

    run(scenario)


async def flood(talker: Caller, count: int) -> None:
    for number in range(count):
        talker.say(f"PRIVMSG #방 :{number} {'x' * 300}")
        if number % 50 == 0:
            await talker.pong()


@pytest.mark.parametrize("tls", [False])
def test_a_reader_that_never_reads_is_cut_off_and_delays_nobody(tls: bool) -> None:
    config = FREE + "sendq_bytes = 65536\n"

    async def scenario() -> None:
        async with served(config) as server:
            a, b = await server.pair()
            slow = await server.dial(receive_buffer=4_096)
            slow.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a real transport has it
            slow.say("NICK 느림", "USER u 0 * :r", "JOIN #방")
            await a.until("느림.* JOIN")
            flooding = asyncio.ensure_future(flood(a, 30_000))
            assert (await b.until("느림.* QUIT"))[-1].endswith("SendQ exceeded")
            flooding.cancel()
            slow.writer.transport.resume_reading()  # type: ignore[attr-defined]  # as above
            stream = await slow.rest()
            assert stream.endswith(b"\r\nERROR :SendQ exceeded\r\n")
            numbers = [int(line.split(b" ")[3][1:]) for line in stream.splitlines() if b" PRIVMSG " in line]
            assert numbers == list(range(len(numbers)))
            await slow.hang_up()
            await b.pong()

    run(scenario)


def test_a_slow_reader_within_its_limit_loses_nothing() -> None:
    config = FREE + "sendq_bytes = 16000000\n"

    async def scenario() -> None:
        async with served(config) as server:
            a = await server.join("철수", "#방")
            slow = await server.dial(receive_buffer=4_096)
            slow.say("NICK 느림", "USER u 0 * :r", "JOIN #방")
            await slow.until(" 366 ")
            slow.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a real transport has it
            await a.until("느림")
            await flood(a, 12_000)
            assert server.server.runtime.outboxes.size > 0
            slow.writer.transport.resume_reading()  # type: ignore[attr-defined]  # as above
            lines = await slow.until(":11999 ")
            assert [int(line.split(" ")[3][1:]) for line in lines] == list(range(12_000))
            assert server.server.runtime.outboxes.size == 0
            await slow.hang_up()

    run(scenario)


def test_a_flood_is_slowed_not_cut_and_stays_in_order() -> None:
    config = "[limits]\nburst = 5\nrate_per_s = 400.0\nroom_rate_per_s = 100000.0\n"

    async def scenario() -> None:
        async with served(config) as server:
            a, b = await server.pair()
            a.say(*(f"PRIVMSG #방 :{number}" for number in range(100)))
            lines = await b.until(":99$")
            assert [int(line.rpartition(":")[2]) for line in lines] == list(range(100))
            assert all("QUIT" not in line for line in await a.pong())

    run(scenario)


def test_what_was_left_in_a_full_turn_comes_first_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malmadang.server.app.MAX_TURN_RECORDS", 1)

    async def scenario() -> None:
        async with served(FREE) as server:
            reader = await server.join("reader", "#방")
            talkers = [await server.join(f"t{number}", "#방") for number in range(8)]
            for number, talker in enumerate(talkers):
                talker.say(*(f"PRIVMSG #방 :{number}/{count}" for count in range(20)))
            seen: list[str] = []
            while len(seen) < 160:
                line = await reader.line()
                if " PRIVMSG " in line:
                    seen.append(line.rpartition(":")[2])
            for number in range(8):
                assert [word for word in seen if word.startswith(f"{number}/")] == [
                    f"{number}/{count}" for count in range(20)
                ]
            for talker in talkers:
                await talker.hang_up()

    run(scenario)


def test_what_was_left_of_a_connection_is_not_the_next_ones() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            a, b = await server.pair()
            hub = server.server._hub
            assert hub is not None
            old = max(fd for fd in hub._talkers)
            hub._ready = [(old, select.EPOLLHUP), (-1, select.EPOLLIN)]
            b.reset()
            await a.until("QUIT")
            assert all(fd != old for fd, _ in hub._ready)
            c = await server.enter("민수")
            assert old in hub._talkers
            await c.pong()

    run(scenario)


def test_a_large_room_hears_everything_in_order() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            people = [await server.enter(f"p{number}") for number in range(150)]
            for person in people:
                person.say("JOIN #방")
            for person in people:
                await person.pong()
            for number in range(60):
                people[number % 3].say(f"PRIVMSG #방 :{number % 3}/{number}")
                await asyncio.sleep(0)
            for person in people[::20]:
                said: list[str] = []
                while len(said) < (40 if person is people[0] else 60):
                    line = await person.line()
                    if " PRIVMSG " in line:
                        said.append(line.rpartition(":")[2])
                for speaker in range(3):
                    mine = [int(word.partition("/")[2]) for word in said if word.startswith(f"{speaker}/")]
                    assert mine == sorted(mine)
            assert not server.server.runtime.fanout.jobs
            for person in people:
                await person.hang_up()

    run(scenario)


def test_closed_clients_that_stay_are_shut_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "LINGER_MS", 50)

    async def scenario() -> None:
        async with served(FREE) as server:
            a = await server.enter("철수")
            a.say("QUIT")
            await a.until("ERROR")
            await server.server._doors.empty.wait()

    run(scenario)


def test_faults_cost_one_client(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            a, b = await server.pair()
            break_version(server)
            b.say("VERSION")
            assert await b.rest() == b"ERROR :Internal error\r\n"
            assert "QUIT" in (await a.until("영희"))[-1]
            await a.pong()

    run(scenario)
    assert "event_failed" in caplog.text
    assert "verb='VERSION'" in caplog.text


def break_version(server: Served) -> None:
    runtime = server.server.runtime
    step = runtime._core_step

    def broken(event: Event, now: Moment) -> list[Effect]:
        if isinstance(event, Received) and event.message.verb == "VERSION":
            raise RuntimeError("a fault")
        return step(event, now)

    runtime._core_step = broken
