"""Listeners: TLS told from IRC, limits per address, silence, ports, descriptors."""

import asyncio
import errno
import socket
import ssl
from pathlib import Path

import pytest

from malmadang.server import listener
from malmadang.server.goodbyes import FULL, TIMED_OUT, address_full
from tests.kit.certified import Certified
from tests.kit.clock import HandClock
from tests.kit.served import FREE, run, served


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return Certified(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("loop", ["uvloop", "asyncio"])
@pytest.mark.parametrize("use_epoll", [True, False])
def test_one_door_for_both(certified: Certified, loop: str, use_epoll: bool) -> None:
    async def scenario() -> None:
        async with served(certified.config + FREE, use_epoll=use_epoll) as server:
            secure = await server.join("철수", "#방", tls=certified.client)
            plain = await server.join("영희", "#방")
            await secure.until("영희")
            secure.say("PRIVMSG #방 :안녕", "WHOIS 철수")
            assert "안녕" in (await plain.until("PRIVMSG"))[-1]
            assert any(" 671 " in line for line in await secure.until(" 318 "))
            secure.say("QUIT")
            assert (await secure.rest()).startswith(b"ERROR")

    run(scenario, loop=loop)


def test_a_door_for_irc_only_and_one_for_tls_only(certified: Certified) -> None:
    text = (
        '[[listen]]\naddress = "127.0.0.1:0"\nkind = "irc"\n'
        '[[listen]]\naddress = "127.0.0.1:0"\nkind = "irc"\ntls = true\n'
    )

    async def scenario() -> None:
        async with served(text + certified.config + FREE) as server:
            await server.enter("철수")
            server.port = server.server._doors.bound[1].port
            await server.enter("영희", tls=certified.client)
            plain = await server.dial()
            plain.say("NICK a")
            assert await plain.rest() in (
                b"",
                b"\x15\x03\x01\x00\x02\x02\x46",
                b"\x15\x03\x03\x00\x02\x02\x46",
            )

    run(scenario)


def test_a_self_made_certificate_is_made_when_it_is_first_needed(tmp_path: Path) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE

    async def scenario() -> None:
        async with served(FREE, folder=tmp_path / "data") as server:
            await server.enter("철수")
            assert not (tmp_path / "data").exists()
            await asyncio.gather(server.enter("영희", tls=trusting), server.enter("민수", tls=trusting))
            assert (tmp_path / "data" / "certificate.pem").exists()

    run(scenario)


def test_a_hello_that_is_none(certified: Certified) -> None:
    async def scenario() -> None:
        async with served(certified.config) as server:
            liar = await server.dial()
            liar.write(b"\x16nothing of the kind\r\n")
            await liar.rest()
            await server.enter("철수")
            await until_open(server.server._admission, 1)

    run(scenario)


async def until_open(admission: object, count: int) -> None:
    while getattr(admission, "open") != count:  # noqa: B009, ASYNC110 - a number that nobody tells of
        await asyncio.sleep(0)


@pytest.mark.parametrize("use_epoll", [True, False])
def test_an_address_with_too_many_is_told_so_and_others_come_in(use_epoll: bool) -> None:
    limits = "[limits]\nclients_per_private_address = 3\n"

    async def scenario() -> None:
        async with served(limits, use_epoll=use_epoll) as server:
            quiet = [await server.dial() for _ in range(3)]
            await until_open(server.server._admission, 3)
            assert (await (await server.dial()).rest()).decode() == address_full(3)
            other = await server.dial(source="127.0.0.2")
            other.say("NICK 철수", "USER u 0 * :r")
            await other.until(" 422 ")
            # Whoever registers or leaves makes room for another.
            quiet[0].say("NICK 영희", "USER u 0 * :r")
            await quiet[0].until(" 422 ")
            await quiet[1].hang_up()
            await until_open(server.server._admission, 3)
            await server.enter("민수")
            await server.enter("민지")

    run(scenario)


@pytest.mark.parametrize("use_epoll", [True, False])
def test_silence_before_the_first_line_ends(use_epoll: bool) -> None:
    async def scenario() -> None:
        async with served("[limits]\nregister_s = 1\n", use_epoll=use_epoll) as server:
            silent, half = await server.dial(), await server.dial()
            half.write(b"NICK unfinished")
            for caller in (silent, half):
                assert (await caller.rest()).decode() == TIMED_OUT
                await caller.hang_up()
            await until_open(server.server._admission, 0)

    run(scenario)


@pytest.mark.parametrize("use_epoll", [True, False])
def test_the_time_to_register_counts_from_the_connection(use_epoll: bool) -> None:
    async def scenario() -> None:
        clock = HandClock()
        async with served("[limits]\nregister_s = 20\n", use_epoll=use_epoll, clock=clock) as server:
            caller = await server.dial()
            await until_open(server.server._admission, 1)
            clock.move(15_000)
            caller.say("NICK 철수")
            await caller.pong()
            clock.move(8_000)
            assert b"ERROR" in await caller.rest()
            await caller.hang_up()
            await until_open(server.server._admission, 0)

    run(scenario)


def test_so_it_does_over_tls(certified: Certified) -> None:
    async def scenario() -> None:
        clock = HandClock()
        text = "[limits]\nregister_s = 20\n" + certified.config
        async with served(text, clock=clock) as server:
            plain = await server.dial()
            await until_open(server.server._admission, 1)
            clock.move(15_000)
            later = await server.dial(tls=certified.client)
            await until_open(server.server._admission, 2)
            clock.move(6_000)
            assert (await plain.rest()).decode() == TIMED_OUT
            later.say("NICK 철수")
            await later.pong()
            clock.move(10_000)
            await later.pong()
            clock.move(9_000)
            assert b"ERROR" in await later.rest()

    run(scenario)


def test_thousands_that_never_register_keep_nobody_out() -> None:
    async def scenario() -> None:
        async with served() as server:
            loop = asyncio.get_running_loop()
            socks = []
            for number in range(600):
                sock = socket.socket()
                sock.setblocking(False)
                sock.bind((f"127.0.{number // 200 + 1}.1", 0))
                await loop.sock_connect(sock, ("127.0.0.1", server.port))
                socks.append(sock)
            await server.enter("철수")
            assert server.server._admission.open == 601
            for sock in socks:
                sock.close()
            await until_open(server.server._admission, 1)

    run(scenario)


@pytest.mark.parametrize("use_epoll", [True, False])
def test_a_full_server_says_so(monkeypatch: pytest.MonkeyPatch, use_epoll: bool) -> None:
    async def scenario() -> None:
        async with served(FREE, use_epoll=use_epoll) as server:
            server.server._admission.max_connections = 1
            a = await server.enter("철수")
            assert (await (await server.dial()).rest()).decode() == FULL
            await a.hang_up()
            await until_open(server.server._admission, 0)
            await server.enter("영희")

    run(scenario)


class Exhausted:
    """A listening socket that has run out of descriptors."""

    def __init__(self, sock: socket.socket, failures: int) -> None:
        self.sock = sock
        self.failures = failures
        self.calls = 0

    def accept(self) -> tuple[socket.socket, object]:
        self.calls += 1
        if self.failures:
            self.failures -= 1
            raise OSError(errno.EMFILE, "Too many open files")
        return self.sock.accept()

    def fileno(self) -> int:
        return self.sock.fileno()

    def close(self) -> None:
        self.sock.close()


@pytest.mark.parametrize("use_epoll", [True, False])
def test_without_descriptors_it_waits_and_does_not_spin(
    monkeypatch: pytest.MonkeyPatch, use_epoll: bool
) -> None:
    monkeypatch.setattr(listener, "PAUSE_MS", 60)

    async def scenario() -> None:
        async with served(FREE, use_epoll=use_epoll) as server:
            door = server.server._doors._doors[0]
            exhausted = Exhausted(door._sock, failures=2)
            door._sock = exhausted  # type: ignore[assignment]  # what a door needs of a socket
            await server.enter("철수")
            assert exhausted.failures == 0
            assert exhausted.calls <= 6

    run(scenario)


def test_localhost_is_both_families_on_one_port() -> None:
    async def scenario() -> None:
        async with served('[[listen]]\naddress = "localhost:0"\n') as server:
            bound = server.server._doors.bound
            assert bound[0].host == "127.0.0.1"
            assert len({each.port for each in bound}) == 1
            await server.enter("철수")

    run(scenario)
