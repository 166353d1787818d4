"""Clients that never read, in a busy room: each pays for itself, and the others get every line."""

import asyncio
import re
import socket

import pytest

from malmadang.server.link import Link
from malmadang.server.outbox import Holder, Outboxes
from malmadang.server.streams import StreamLink
from malmadang.server.tcp import TcpLink
from tests.kit.bystanders import ROOM, gather
from tests.kit.certified import Certified
from tests.kit.clock import HandClock
from tests.kit.served import Caller, Served, run, served
from tests.kit.waiting import soon

SENDQ = 65_536
FREE = f"[limits]\nthrottle = false\nsendq_bytes = {SENDQ}\n"
CUT = "ERROR :SendQ exceeded"


class Watched(Outboxes):
    """Outboxes that note what they come to.

    Attributes:
        most: the most that all have held once a push was over.
        cut: per reader that was cut, what it held before the last push, and with it.
    """

    def __init__(self, watched: Outboxes) -> None:
        super().__init__(watched.each_bytes, watched.total_bytes)
        self.most = 0
        self.cut: dict[Holder, tuple[int, int]] = {}

    def push(self, holder: Holder, data: bytes, taken: int) -> None:
        held = holder.outbox.size
        super().push(holder, data, taken)
        if holder not in self._holders:
            self.cut[holder] = (held, held + len(data) - taken)
        self.most = max(self.most, self.size)


def watch(server: Served) -> Watched:
    """Look on while outboxes fill."""
    runtime = server.server.runtime
    runtime.outboxes = Watched(runtime.outboxes)
    return runtime.outboxes


async def deaf(server: Served, nick: str, tls: bool, certified: Certified) -> Caller:
    """Somebody in the room who does not read."""
    caller = await server.dial(tls=certified.client if tls else None, receive_buffer=4_096)
    caller.say(f"NICK {nick}", "USER u 0 * :r", f"JOIN {ROOM}")
    await caller.until(" 366 ")
    caller.deafen()
    # The kernel would hold megabytes before the server's own queue has to.
    link = list(server.server.runtime.links.values())[-1]
    sock = link._sock if isinstance(link, TcpLink) else None
    if isinstance(link, StreamLink):
        assert link._transport is not None
        sock = link._transport.get_extra_info("socket")
    assert sock is not None
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)
    return caller


class Talk:
    """One who talks and one who counts."""

    def __init__(self, talker: Caller, listener: Caller) -> None:
        self.talker = talker
        self.listener = listener
        self.said = 0
        self.quits: list[str] = []

    async def go_on(self, lines: int = 20) -> None:
        """Say so many lines more; every one arrives, in order."""
        first, self.said = self.said, self.said + lines
        self.talker.say(*(f"PRIVMSG {ROOM} :{number} {'가' * 100}" for number in range(first, self.said)))
        for number in range(first, self.said):
            while " PRIVMSG " not in (line := await self.listener.line()):
                assert line, "the listener was cut"
                self.quits.append(line)
            assert line.split(" ")[3] == f":{number}"
        await self.talker.pong()


def check_stream(stream: bytes) -> None:
    """What a cut reader gets: lines from the first on, each whole, none left out, then why."""
    *lines, last = stream.decode().removesuffix("\r\n").split("\r\n")
    assert last == CUT
    numbers = [int(line.split(" ")[3][1:]) for line in lines if " PRIVMSG " in line]
    assert numbers == list(range(len(numbers)))


@pytest.mark.parametrize("tls", [False, True])
def test_each_is_cut_exactly_at_its_limit(
    certified: Certified, tls: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with served(FREE + certified.config) as server:
            people = await gather(server)
            outboxes = watch(server)
            slow = [await deaf(server, f"느림{number}", tls, certified) for number in range(20)]
            links = dict(server.server.runtime.links)
            talk = Talk(people.one, people.other)
            await people.one.pong()
            while len(outboxes.cut) < len(slow):
                await talk.go_on()
            for before, after in outboxes.cut.values():
                assert before <= SENDQ < after
            # The others hear that they have gone, and their nicks are free.
            await talk.go_on(1)
            assert sorted(
                re.findall(r":(느림\d+)!\S+ QUIT :SendQ exceeded$", "\n".join(talk.quits), re.M)
            ) == sorted(f"느림{number}" for number in range(20))
            for number in range(20):
                await (await server.enter(f"느림{number}")).hang_up()
            for caller in slow:
                caller.listen()
                check_stream(await caller.rest())
                await caller.hang_up()
            assert outboxes.size == 0
            await soon(lambda: all(link.outbox.size == 0 for link in links.values()), "bytes are left")

    run(scenario)
    assert caplog.text.count("sendq_exceeded") == 20


def test_a_large_room_minds_them_as_little(certified: Certified) -> None:
    """Past 64 members a room is written to in slices, with other turns between them."""

    async def scenario() -> None:
        async with served(FREE) as server:
            people = await gather(server)
            outboxes = watch(server)
            crowd = [await server.join(f"p{number}", ROOM) for number in range(70)]
            for number in range(10):
                await deaf(server, f"느림{number}", False, certified)
            talk = Talk(people.one, people.other)
            while len(outboxes.cut) < 10:
                await talk.go_on()
                people.one.say(f"PRIVMSG p{talk.said % 70} :귓속말")
            await talk.go_on(1)
            assert len([line for line in talk.quits if line.endswith("QUIT :SendQ exceeded")]) == 10
            for member in crowd:
                lines = await member.until(f" :{talk.said - 1} ")
                numbers = [int(found) for found in re.findall(rf"PRIVMSG {ROOM} :(\d+) ", "\n".join(lines))]
                assert numbers == list(range(talk.said))

    run(scenario)


@pytest.mark.parametrize("tls", [False, True])
def test_whoever_never_takes_the_reason_is_shut_all_the_same(certified: Certified, tls: bool) -> None:
    """No descriptor is held by somebody who was cut and still does not read."""
    clock = HandClock()

    async def scenario() -> None:
        async with served(FREE + certified.config, clock=clock) as server:
            people = await gather(server)
            outboxes = watch(server)
            for number in range(3):
                await deaf(server, f"느림{number}", tls, certified)
            await people.one.pong()
            talk = Talk(people.one, people.other)
            while len(outboxes.cut) < 3:
                await talk.go_on()
            clock.move(6_000)
            await soon(lambda: server.server._admission.open == 2, "they are still there")
            await talk.go_on()

    run(scenario)


@pytest.mark.parametrize("tls", [False, True])
def test_all_queues_together_are_bounded_and_the_largest_goes_first(certified: Certified, tls: bool) -> None:
    total = 1_048_576
    config = f"[limits]\nthrottle = false\nsendq_total_bytes = {total}\n" + certified.config

    async def scenario() -> None:
        async with served(config) as server:
            people = await gather(server)
            outboxes = watch(server)
            cut: list[tuple[int, int]] = []
            overflow = Link.overflow

            def overflowing(link: Link) -> None:
                rest = max((other.outbox.size for other in outboxes._holders), default=0)
                cut.append((link.outbox.size, rest))
                overflow(link)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Link, "overflow", overflowing)
                slow = [await deaf(server, f"느림{number}", tls, certified) for number in range(6)]
                await people.one.pong()
                talk = Talk(people.one, people.other)
                while len(cut) < 4:
                    await talk.go_on()
            assert outboxes.most <= total
            assert all(size >= rest for size, rest in cut), cut
            assert all(size <= outboxes.each_bytes for size, _ in cut[:4]), "none was over its own limit"
            for caller in slow:
                caller.listen()
            await talk.go_on()
            endings = [caller for caller in slow if not await ends_in_talk(caller, talk)]
            assert len(endings) >= 4

    run(scenario)


async def ends_in_talk(caller: Caller, talk: Talk) -> bool:
    """Read on to the last line said, or to the end of the stream; say which it was."""
    last = f" :{talk.said - 1} "
    expected = 0
    while line := await caller.line():
        if " PRIVMSG " in line:
            assert line.split(" ")[3] == f":{expected}"
            expected += 1
            if last in line:
                return True
        elif line.startswith("ERROR"):
            assert line == CUT
    return False


def test_answers_that_nobody_reads_are_bounded_too() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            people = await gather(server)
            outboxes = watch(server)
            rogue = await server.dial(receive_buffer=4_096)
            rogue.say("NICK 악당", "USER u 0 * :r")
            await rogue.until(" 422 ")
            rogue.deafen()
            async with people.talking():
                for _ in range(2_000):
                    if outboxes.cut:
                        break
                    rogue.say(*["HELP", "VERSION", "WHOIS 악당", "LUSERS", "NOSUCH"] * 20)
                    await asyncio.sleep(0)
                    await people.go_on()
                ((before, after),) = outboxes.cut.values()
                assert before <= SENDQ < after
                rogue.listen()
                assert (await rogue.rest()).decode().endswith(f"\r\n{CUT}\r\n")
                await rogue.hang_up()
            assert outboxes.size == 0

    run(scenario)
