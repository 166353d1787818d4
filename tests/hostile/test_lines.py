"""Lines that break the grammar: the sender is told, the room hears nothing of it and talks on."""

import asyncio
from collections.abc import Iterable, Sequence

import pytest

from malmadang.server.tcp import RECV_BYTES
from malmadang.server.turnlog import CLOSED
from tests.kit.bystanders import EXEMPT, LIMITS, ROOM, gather
from tests.kit.certified import Certified
from tests.kit.clock import HandClock
from tests.kit.served import Caller, run, served
from tests.kit.waiting import soon

TO_ROOM = f"PRIVMSG {ROOM} :".encode()
TOO_LONG = " 417 "
NOT_UTF8 = " INVALID_UTF8 :"
NOT_A_LETTER = " INVALID_CHARACTER :"


def padded(head: bytes, size: int) -> bytes:
    """A line of exactly so many bytes, without its end."""
    return head + b"x" * (size - len(head))


def tagged(tags_bytes: int, body: bytes) -> bytes:
    """A line whose tags, from the @ to the space, are so many bytes."""
    return padded(b"@+a=", tags_bytes - 1) + b" " + body


async def answers(rogue: Caller) -> list[str]:
    """All that the sender is told, without what others say in the room."""
    return [line for line in await rogue.pong() if f" PRIVMSG {ROOM} :말" not in line]


def refused(lines: Iterable[tuple[bytes, str]]) -> None:
    """Bad lines from somebody in the room: what each is answered with, and that nobody else hears of it."""

    async def scenario() -> None:
        async with served(f"[limits]\nquiet_burst = 10000\n{EXEMPT}") as server:
            people = await gather(server)
            rogue = await server.join("악당", ROOM)
            await people.talk()
            people.heard.clear()
            for line, expected in lines:
                rogue.write(line[: len(line) // 2])
                await people.talk()
                rogue.write(line[len(line) // 2 :] + b"\r\n" + line + b"\n")
                told = await answers(rogue)
                assert [expected in answer for answer in told] == [True, True], (line, told)
            await people.talk()
            assert people.heard == []
            # Nothing of a bad line stands before the next one.
            rogue.write(TO_ROOM + "괜찮아요\r\n".encode())
            await rogue.pong()
            await people.talk()
            assert [heard.partition(" ")[2] for heard in people.heard] == [f"PRIVMSG {ROOM} :괜찮아요"]

    run(scenario)


LONG = (
    padded(TO_ROOM, 511),
    padded(TO_ROOM, 512),
    padded(TO_ROOM, 4_096),
    padded(TO_ROOM, 16_000),
    # 511 bytes whose last letter would have to be cut in its middle.
    TO_ROOM + "가".encode() * ((511 - len(TO_ROOM)) // 3) + b"x" * ((511 - len(TO_ROOM)) % 3),
    tagged(4_097, TO_ROOM + b"a"),
    tagged(4_097, padded(TO_ROOM, 510)),
    tagged(4_096, padded(TO_ROOM, 511)),
    tagged(8_191, TO_ROOM + b"a"),
    b"x" * 511,
    b"@" * 600,
    b" " * 600,
    b":" * 600,
)


def test_lines_that_are_too_long() -> None:
    refused((line, TOO_LONG) for line in LONG)


def test_the_longest_line_that_is_allowed_arrives_whole() -> None:
    async def scenario() -> None:
        async with served(LIMITS) as server:
            people = await gather(server)
            rogue = await server.enter("악당")
            people.other.say("CAP REQ :message-tags")
            await people.other.until(" ACK ")
            rogue.say("CAP REQ :message-tags", f"JOIN {ROOM}")
            await rogue.until(" 366 ")
            text = padded(b"", 400)
            rogue.write(tagged(4_096, TO_ROOM + text) + b"\r\n")
            heard = (await people.other.until(" PRIVMSG "))[-1]
            assert heard.endswith(f":{text.decode()}")
            assert f"+a={'x' * 4_091}" in heard

    run(scenario)


FIELDS = (
    TO_ROOM + b"%s",
    b"PRIVMSG %s :a",
    b"NOTICE \xeb\x8b\x98 :%s",
    b"NICK a%s",
    b"USER u%s 0 * :r",
    b"USER u 0 * :%s",
    b"JOIN #%s",
    f"TOPIC {ROOM} :".encode() + b"%s",
    f"KICK {ROOM} 영희 :".encode() + b"%s",
    b"AWAY :%s",
    b"@+a=%s " + TO_ROOM + b"a",
    b"@+%s=b " + TO_ROOM + b"a",
    b":%s " + TO_ROOM + b"a",
    b"PRIV%s",
    b"QUIT :%s",
    b"PING %s",
    f"MODE {ROOM} +k ".encode() + b"%s",
    b"PASS %s",
)


NO_LETTERS = (
    (b"\xff", NOT_UTF8),
    (b"\xea\xb0", NOT_UTF8),  # a syllable that stops short
    (b"\xed\xa0\x80", NOT_UTF8),  # a surrogate
    (b"\xc0\x8a", NOT_UTF8),  # a line feed written too long
    (b"\xf4\x90\x80\x80", NOT_UTF8),  # past the last letter there is
    (b"a\0b", NOT_A_LETTER),
    (b"a\rb", NOT_A_LETTER),
    (b"\xff\0\r\xff", NOT_UTF8),
)


@pytest.mark.parametrize(("octets", "expected"), NO_LETTERS)
def test_octets_that_are_no_letters(octets: bytes, expected: str) -> None:
    refused((field % octets, expected) for field in FIELDS)


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("before", [b"", b"PING ok\r\n", b"NICK a\r\nUSER a 0 * :a\r\n"])
def test_no_end_of_line_for_ever(certified: Certified, before: bytes, tls: bool) -> None:
    async def scenario() -> None:
        async with served(LIMITS + certified.config) as server:
            people = await gather(server)
            async with people.talking():
                for filling in (b"x", b"\r", b"\0", b"\xff", b" ", b"@"):
                    rogue = await server.dial(tls=certified.client if tls else None)
                    # In one piece with what comes before it, and then nothing more to push it over.
                    rogue.write(before + filling * 17_000)
                    assert (await rogue.rest()).splitlines()[-1].startswith(b"ERROR :")
                    await rogue.hang_up()
            assert people.heard == []

    run(scenario)


def test_what_came_before_an_endless_line_is_done() -> None:
    async def scenario() -> None:
        async with served(LIMITS) as server:
            people = await gather(server)
            rogue = await server.join("악당", ROOM)
            rogue.write(TO_ROOM + b"whole\r\n" + TO_ROOM + b"x" * 17_000)
            assert (await people.other.until("QUIT"))[-2].endswith(":whole")
            assert (await rogue.rest()).splitlines()[-1].startswith(b"ERROR :")
            await rogue.hang_up()

    run(scenario)


def test_a_line_that_comes_byte_by_byte() -> None:
    async def scenario() -> None:
        async with served(LIMITS) as server:
            people = await gather(server)
            rogue = await server.dial()
            async with people.talking():
                for (
                    octet
                ) in f"NICK 악당\r\nUSER u 0 * :r\r\nJOIN {ROOM}\r\nPRIVMSG {ROOM} :한 글자씩\r\n".encode():
                    rogue.write(bytes([octet]))
                    await rogue.writer.drain()
                    await asyncio.sleep(0)
                await rogue.until(" 366 ")
                await rogue.pong()
            assert [line.split(" ", 2)[1] for line in people.heard] == ["JOIN", "PRIVMSG"]
            assert people.heard[1].endswith(":한 글자씩")

    run(scenario)


@pytest.mark.parametrize("end", [b"\n", b"\r\r\n", b"\r\n\r\n"])
def test_other_ends_of_lines(end: bytes) -> None:
    async def scenario() -> None:
        async with served(LIMITS) as server:
            people = await gather(server)
            rogue = await server.dial()
            rogue.write(
                end.join([b"NICK rogue", b"USER u 0 * :r", b"JOIN " + ROOM.encode(), TO_ROOM + b"a", b""])
            )
            await rogue.until(" 366 ")
            await rogue.pong()
            await people.talk()
            assert people.heard[-1].endswith(":a")

    run(scenario)


def test_a_cr_alone_ends_no_line() -> None:
    async def scenario() -> None:
        async with served(LIMITS) as server:
            people = await gather(server)
            rogue = await server.join("악당", ROOM)
            rogue.write(TO_ROOM + b"a\r" + TO_ROOM + b"b\r:server NOTICE * :c")
            await people.talk()
            rogue.write(b"\r\n")
            assert [NOT_A_LETTER in line for line in await answers(rogue)] == [True]
            await people.talk()
            assert [line.split(" ", 2)[1] for line in people.heard] == ["JOIN"]

    run(scenario)


FLOODS: Sequence[tuple[bytes, int]] = (
    (b"\n", 20_000),
    (b"\r\n", 20_000),
    (b" \r\n", 10_000),
    (b"\xff\n", 10_000),
    (b"\0\n", 10_000),
    (b":\n", 10_000),
    (b"@a \n", 10_000),
    (b"x" * 511 + b"\n", 300),
    (b"PING a\n", 5_000),
    (b"NOSUCH\n", 5_000),
    (b"PRIVMSG\n", 5_000),
)


@pytest.mark.parametrize(("line", "count"), FLOODS, ids=lambda value: repr(value)[:12])
def test_a_flood_of_nothing_is_slowed(certified: Certified, line: bytes, count: int) -> None:
    """Whatever a line is, it costs its sender the same; past the burst the socket is not read."""
    limits = f"[limits]\nquiet_burst = 50\n{EXEMPT}" + certified.config
    clock = HandClock()

    async def scenario() -> None:
        async with served(limits, clock=clock) as server:
            people = await gather(server)
            links = server.server.runtime.links

            def is_gone() -> bool:
                # Over TLS an end is seen when the client is read again.
                clock.move(100)
                return len(links) == 2

            for nick, tls in (("", False), ("악당", False), ("", True), ("나쁜이", True)):
                rogue = await server.dial(tls=certified.client if tls else None)
                if nick:
                    rogue.say(f"NICK {nick}", "USER u 0 * :r")
                    await rogue.until(" 422 ")
                async with people.talking():
                    rogue.write(line * count)
                    await soon(lambda: any(link.holds for link in links.values()), "nobody is held")
                    await people.go_on()
                    held = next(link for link in links.values() if link.holds)
                    assert not held.odd & CLOSED, "held, not cut"
                    assert len(held.backlog) <= RECV_BYTES
                rogue.reset()
                # Nothing it said was answered beyond what it may say.
                assert (await rogue.rest()).count(b"\n") <= 51
                await soon(is_gone, "it is still there")

    run(scenario)
