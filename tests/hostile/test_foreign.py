"""Peers that speak something else: half a TLS handshake, HTTP, other protocols, noise."""

import asyncio
import random
import ssl
from pathlib import Path

import pytest

from malmadang.server.goodbyes import STOPPING
from tests.kit.bystanders import LIMITS, Bystanders, gather
from tests.kit.certified import Certified
from tests.kit.served import Served, run, served
from tests.kit.waiting import soon

QUICK = f"{LIMITS}register_s = 1\n"
EVIL = b"NICK evil\r\nUSER a 0 * :a\r\nJOIN #\xeb\xb0\xa9\r\nPRIVMSG #\xeb\xb0\xa9 :evil\r\n"


def client_hello() -> bytes:
    """The first bytes of a real TLS client."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.create_default_context()
    with pytest.raises(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing, server_hostname="localhost").do_handshake()
    return outgoing.read()


HELLO = client_hello()


async def alone(server: Served, people: Bystanders) -> None:
    """The two are all that is left, and have heard of nobody."""
    await soon(lambda: server.server._admission.open == 2, "somebody is still counted")
    assert server.server._admission._waiting == {}
    assert people.heard == []


HALVES = (
    HELLO[:1],
    HELLO[:5],
    HELLO[: len(HELLO) // 2],
    HELLO,
    b"\x16\x03\x01",
    b"\x16\x03\x01\xff\xff" + b"\x01" * 100,
)


@pytest.mark.parametrize("end", ["wait", "close", "reset", "half-close"])
@pytest.mark.parametrize("use_epoll", [True, False])
def test_half_a_handshake(certified: Certified, end: str, use_epoll: bool) -> None:
    async def scenario() -> None:
        async with served(QUICK + certified.config, use_epoll=use_epoll) as server:
            people = await gather(server)
            rogues = [await server.dial() for _ in HALVES]
            async with people.talking():
                for rogue, octets in zip(rogues, HALVES, strict=True):
                    rogue.write(octets)
                await people.go_on()
                for rogue in rogues:
                    match end:
                        case "close":
                            await rogue.hang_up()
                        case "reset":
                            rogue.reset()
                        case "half-close":
                            rogue.writer.write_eof()
                        case _:
                            # Left alone, they are cut when the time to register is over.
                            await rogue.rest()
                await alone(server, people)

    run(scenario)


LIES = (
    b"\x16nothing of the kind\r\n",
    HELLO[:40] + b"\xff" * (len(HELLO) - 40),
    b"\x16\x03\x01\x00\x05hello" + EVIL,
    b"\x16" * 17_000,
    HELLO + b"\x15\x03\x01\x00\x02\x02\x28",
)


def test_a_hello_that_is_none_is_closed_at_once(certified: Certified) -> None:
    async def scenario() -> None:
        async with served(LIMITS + certified.config) as server:
            people = await gather(server)
            for octets in LIES:
                rogue = await server.dial()
                async with people.talking():
                    rogue.write(octets)
                    assert b"ERROR" not in await rogue.rest()
                    await rogue.hang_up()
                    await alone(server, people)

    run(scenario)


def test_a_hello_to_a_door_without_tls_is_a_bad_line() -> None:
    text = '[[listen]]\naddress = "127.0.0.1:0"\nkind = "irc"\n' + LIMITS

    async def scenario() -> None:
        async with served(text) as server:
            people = await gather(server)
            rogue = await server.dial()
            async with people.talking():
                rogue.write(HELLO + b"\r\n")
                await rogue.until(" FAIL .* INVALID_|^ERROR ")
            assert people.heard == []

    run(scenario)


def test_a_certificate_that_cannot_be_made_costs_one_handshake_each(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The folder is no folder: whoever comes with TLS is closed, whoever comes without it is served."""
    file = tmp_path / "data"
    file.write_text("")

    async def scenario() -> None:
        async with served(LIMITS, folder=file / "below") as server:
            people = await gather(server)
            for _ in range(2):
                rogue = await server.dial()
                async with people.talking():
                    rogue.write(HELLO)
                    assert await rogue.rest() == b""
            await alone(server, people)

    run(scenario)
    assert "certificate_failed" in caplog.text
    assert str(file) in caplog.text
    caplog.clear()


@pytest.mark.parametrize("octets", [b"", HELLO[:20]], ids=["silent", "half"])
@pytest.mark.parametrize("use_epoll", [True, False])
def test_the_end_of_the_server_waits_for_no_handshake(
    certified: Certified, octets: bytes, use_epoll: bool
) -> None:
    async def scenario() -> None:
        async with served(LIMITS + certified.config, use_epoll=use_epoll) as server:
            people = await gather(server)
            rogue = await server.dial()
            rogue.write(octets)
            await people.talk()
            doors = server.server._doors
            await soon(lambda: bool(doors._tasks) or len(doors.silent) == 1, "nobody is at the door")
            await people.one.hang_up()
            await people.other.hang_up()
            closing = asyncio.ensure_future(server.server.close())
            assert await rogue.rest() in (b"", STOPPING.encode())
            await rogue.hang_up()
            await closing

    run(scenario)


REQUESTS = (
    b"GET / HTTP/1.1",
    b"POST / HTTP/1.1",
    b"PUT /a HTTP/1.0",
    b"OPTIONS * HTTP/1.1",
    b"CONNECT 127.0.0.1:80 HTTP/1.1",
    b"HEAD / HTTP/1.1",
    b"PRI * HTTP/2.0",
    b"PROPFIND / HTTP/1.1",
)


@pytest.mark.parametrize("tls", [False, True])
def test_http_is_told_what_this_is_and_nothing_of_it_is_read(certified: Certified, tls: bool) -> None:
    async def scenario() -> None:
        async with served(LIMITS + certified.config) as server:
            people = await gather(server)
            for line in REQUESTS:
                rogue = await server.dial(tls=certified.client if tls else None)
                async with people.talking():
                    rogue.write(line[:4])
                    await people.go_on()
                    rogue.write(line[4:] + b"\r\nHost: x\r\nContent-Length: 999\r\n\r\n" + EVIL)
                    answer = await rogue.rest()
                    assert answer.startswith(b"HTTP/1.1 400 ")
                    head, _, body = answer.partition(b"\r\n\r\n")
                    assert f"Content-Length: {len(body)}\r\n".encode() in head + b"\r\n"
                    assert b"IRC" in body
                    await rogue.hang_up()
                    await alone(server, people)

    run(scenario)


OTHERS = {
    "SSH": b"SSH-2.0-OpenSSH_9.6\r\n",
    "SMTP": b"EHLO example.org\r\nMAIL FROM:<a@b>\r\n",
    "SOCKS4": b"\x04\x01\x00\x50\x7f\x00\x00\x01\x00",
    "SOCKS5": b"\x05\x01\x00",
    "RDP": b"\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x03\x00\x00\x00",
    "SMB": b"\x00\x00\x00\x85\xffSMBr" + b"\0" * 120,
    "PROXY": b"PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n",
    "Redis": b"*1\r\n$4\r\nPING\r\n",
    "JSON": b'{"jsonrpc":"2.0","method":"login","id":1}\n',
    "HTTP/0.9": b"GET /\r\n",
    "server": b"PASS x 0210 ngircd|\r\nSERVER evil.example 1 :I am a server\r\n",
}


def test_other_protocols_come_to_nothing() -> None:
    async def scenario() -> None:
        async with served(QUICK) as server:
            people = await gather(server)
            rogues = [await server.dial() for _ in OTHERS]
            async with people.talking():
                for rogue, octets in zip(rogues, OTHERS.values(), strict=True):
                    rogue.write(octets)
                for rogue, protocol in zip(rogues, OTHERS, strict=True):
                    *_, last = (await rogue.rest()).splitlines()
                    assert last.startswith(b"ERROR :"), protocol
                    await rogue.hang_up()
                await alone(server, people)

    run(scenario)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("registered", [False, True])
def test_noise(seed: int, registered: bool) -> None:
    dice = random.Random(seed)

    async def scenario() -> None:
        async with served("[limits]\nthrottle = false\n") as server:
            people = await gather(server)
            for number in range(6):
                rogue = await (server.enter(f"noise{number}") if registered else server.dial())
                noise = bytearray(dice.randbytes(60_000))
                # Lines of some length, and a first byte that is no TLS hello.
                noise[0] = 0x41
                for place in range(dice.randrange(40), len(noise), dice.randrange(20, 2_000)):
                    noise[place] = 0x0A
                async with people.talking():
                    rogue.write(bytes(noise))
                    await people.go_on()
                    rogue.reset()
                    await alone(server, people)

    run(scenario)
