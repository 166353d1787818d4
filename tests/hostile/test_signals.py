"""Signals in the middle of it all: a clean end for everybody, new settings taken whole or not at all."""

import asyncio
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hostile.test_foreign import HELLO
from tests.kit.bystanders import ROOM, gather
from tests.kit.certified import Certified
from tests.kit.realserver import RealServer
from tests.kit.served import Caller, Guests, run
from tests.kit.waiting import soon

FREE = "[limits]\nthrottle = false\n"


@contextmanager
def serving(folder: Path, config: str) -> Iterator[RealServer]:
    """A real server whose log has no fault at the end."""
    server = RealServer(folder, config=config)
    with server:
        yield server
    assert "Traceback" not in server.log()
    assert " ERROR " not in server.log()


async def say_on(talker: Caller, name: str) -> None:
    """Number one line after the other until the stream ends."""
    number = 0
    while not talker.reader.at_eof():
        talker.say(*(f"PRIVMSG {ROOM} :{name}/{number + step}" for step in range(8)), f"PING {number}")
        number += 8
        while (line := await talker.line()) and "PONG" not in line:
            pass


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_end_in_the_middle_of_talk(tmp_path: Path, certified: Certified, number: signal.Signals) -> None:
    """Every reader gets the same lines, whole, then a goodbye; whoever does not read holds nothing up."""

    async def scenario(real: RealServer) -> None:
        server = Guests(real.port)
        readers = [await server.join(f"듣는이{count}", ROOM) for count in range(3)]
        secure = await server.join("듣는이", ROOM, tls=certified.client)
        deaf = await server.join("귀먹은이", ROOM)
        deaf.deafen()
        talkers = [await server.join(f"t{count}", ROOM) for count in range(6)]
        silent, half = await server.dial(), await server.dial()
        half.write(HELLO[:30])
        for reader in (*readers, secure):
            await reader.until("t5.* JOIN")
        talking = [asyncio.ensure_future(say_on(talker, f"t{at}")) for at, talker in enumerate(talkers)]
        for reader in (*readers, secure):
            await reader.until(":t0/80$")
        real.process.send_signal(number)
        said = []
        for reader in (*readers, secure):
            rest = (await reader.rest()).decode()
            assert rest.endswith("\r\n"), "cut in a line"
            *lines, last = rest.splitlines()
            assert last.startswith("ERROR :서버를 끄고 있어요")
            said.append([line.partition(" PRIVMSG ")[2] for line in lines if " PRIVMSG " in line][-200:])
        # No matter when each looked, what was said last is the same for all, in the same order.
        shortest = min(len(lines) for lines in said)
        assert len({tuple(lines[-shortest:]) for lines in said}) == 1
        for at in range(6):
            numbers = [int(text) for text in re.findall(rf":t{at}/(\d+)", "\n".join(said[0]))]
            assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
        assert (await silent.rest()).startswith(b"ERROR :")
        assert await half.rest() == b""
        await asyncio.gather(*talking, return_exceptions=True)
        for caller in server.callers:
            await caller.hang_up()

    with serving(tmp_path, FREE + certified.config) as real:
        run(lambda: scenario(real))
        assert real.process.wait(6) == 0


BROKEN = {
    "no TOML": ("[limits\n", "not valid TOML"),
    "unknown key": ("[limits]\ntopic_byte = 1\n", "did you mean 'topic_bytes'?"),
    "out of range": ("[limits]\ntopic_bytes = 0\n", "limits.topic_bytes"),
    "empty certificate": ('[tls]\ncertificate = "a.pem"\n', "needs certificate and key"),
    "no certificate": ('[tls]\ncertificate = "/nowhere/a.pem"\nkey = "/nowhere/b.pem"\n', "/nowhere/a.pem"),
    "nested": ("a = " + "[" * 50_000, "nested too deeply"),
}


def test_new_settings_with_a_fault_change_nothing(tmp_path: Path, certified: Certified) -> None:
    (tmp_path / "other").mkdir()
    other = Certified(tmp_path / "other")
    good = "[limits]\ntopic_bytes = 100\nthrottle = false\n"
    misfit = f'[tls]\ncertificate = "{other.certificate}"\nkey = "{certified.key}"\n'
    faults = {**BROKEN, "misfit": (misfit, "KEY_VALUES_MISMATCH")}

    async def scenario(real: RealServer) -> None:
        server = Guests(real.port)
        people = await gather(server)
        file = tmp_path / "server.toml"

        async def told(text: str) -> list[str]:
            before = len(real.log())
            file.write_text(text)
            os.kill(real.process.pid, signal.SIGHUP)
            await soon(lambda: re.search(" settings_.*\n", real.log()[before:]) is not None, "no word of it")
            return real.log()[before:].splitlines()

        async def topic_bytes(nick: str, certified: Certified) -> str:
            # Over TLS: the certificate in use is as it was, too.
            caller = await server.dial(tls=certified.client)
            caller.say(f"NICK {nick}", "USER u 0 * :r")
            greeting = "\n".join(await caller.until(" 422 "))
            caller.say("QUIT")
            await caller.rest()
            await caller.hang_up()
            return greeting.partition(" TOPICLEN=")[2].partition(" ")[0]

        async with people.talking():
            for name, (text, reason) in faults.items():
                (line,) = await told(text)
                assert "settings_refused" in line, name
                assert reason in line, name
                assert str(file) in line or "pem" in line, name
                assert await topic_bytes("손님", certified) == "100", name
                await people.go_on()
            assert any(
                "settings_read" in line for line in await told(good.replace("100", "50") + other.config)
            )
            assert await topic_bytes("손님", other) == "50"
        for caller in server.callers:
            await caller.hang_up()

    with serving(tmp_path, good + certified.config) as real:
        run(lambda: scenario(real))


def test_a_signal_without_a_file_is_answered_too(tmp_path: Path) -> None:
    async def scenario(real: RealServer) -> None:
        os.kill(real.process.pid, signal.SIGHUP)
        await soon(lambda: "settings_refused" in real.log(), "no word of it")
        await (await Guests(real.port).enter("손님")).hang_up()

    with serving(tmp_path, "") as real:
        run(lambda: scenario(real))


def test_a_killed_server_starts_again_on_its_folder_and_its_port(tmp_path: Path) -> None:
    """Nothing of the dead one is in the way: no lock, no port, no file half written."""

    async def scenario(real: RealServer) -> None:
        for _ in range(2):
            people = await gather(Guests(real.port))
            await people.talk()
            assert real.stop(signal.SIGKILL) == -signal.SIGKILL
            for caller in (people.one, people.other):
                assert await caller.rest() == b""
                await caller.hang_up()
            real.start()
        people = await gather(Guests(real.port))
        await people.talk()
        for caller in (people.one, people.other):
            await caller.hang_up()

    with serving(tmp_path, FREE) as real:
        run(lambda: scenario(real))
