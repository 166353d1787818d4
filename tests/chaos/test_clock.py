"""The machine's clock is set while people talk: a room's time never goes back, and nobody is put out."""

from pathlib import Path
from random import Random

from malmadang.adapters.clock_system import SystemClock
from malmadang.adapters.sqlite.storage import FILE, SqliteStorage
from malmadang.ports import Moment, TimeMs
from malmadang.servercore.events import Woke
from malmadang.wire.message import FROM_SERVER, parse_line
from tests.adapters.sqlite.disk import silent, unexpected
from tests.kit import folk
from tests.kit.served import Caller, run, served
from tests.kit.waiting import soon

HOUR_MS = 3_600_000
JUMPS_MS = (HOUR_MS, -HOUR_MS, 365 * 24 * HOUR_MS, -365 * 24 * HOUR_MS, 1_000, -1_000, -2 * HOUR_MS)
ROUNDS = 3


class LeapingClock(SystemClock):
    """A wall clock that somebody sets; the steady clock goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.shift_ms = 0

    def now(self) -> Moment:
        now = super().now()
        return Moment(TimeMs(now.utc_ms + self.shift_ms), now.steady_ms)


async def say(caller: Caller, text: str) -> tuple[str, str]:
    """Say something to the room; return (time, msgid) of its echo."""
    caller.say(f"PRIVMSG #방 :{text}")
    line = (await caller.until(f" PRIVMSG #방 :{text}$"))[-1]
    tags = parse_line(line.encode(), limits=FROM_SERVER).tags or {}
    return tags["time"], tags["msgid"]


def test_the_clock_is_set_again_and_again(tmp_path: Path, seed: int) -> None:
    """RELIABILITY 4f: clock jumps of an hour and a year, both ways."""

    async def scenario() -> None:
        clock, random = LeapingClock(), Random(seed)
        storage = SqliteStorage(tmp_path / FILE, report=silent, died=unexpected)
        storage.load()
        limits = "[limits]\nthrottle = false\nping_s = 20\ndrop_s = 40\nregister_s = 20\n"
        async with served(limits, storage=storage, clock=clock) as server:
            callers = []
            for nick in ("철수", "영희", "민수"):
                caller = await server.dial()
                caller.say(
                    "CAP REQ :message-tags server-time echo-message batch draft/chathistory",
                    f"NICK {nick}",
                    "USER u 0 * :r",
                    "CAP END",
                    "JOIN #방",
                )
                await caller.until(" 366 ")
                callers.append(caller)
            waiting = await server.dial()
            waiting.say("NICK 기다림")
            said = []
            for number in range(ROUNDS * len(JUMPS_MS)):
                clock.shift_ms += random.choice(JUMPS_MS)
                said.append(await say(callers[number % 3], f"글 {number}"))
                # Whoever has been silent for too long would be found out now.
                server.server.runtime.submit(Woke("sweep"))
            times = [time for time, _ in said]
            assert times == sorted(times), (seed, said)
            for caller in callers:
                # What each of them reads has the same order.
                await caller.pong()
            callers[0].say("CHATHISTORY LATEST #방 * 100")
            lines = await callers[0].until(" BATCH -")
            msgids = [
                (parse_line(line.encode(), limits=FROM_SERVER).tags or {})["msgid"]
                for line in lines
                if " PRIVMSG " in line
            ]
            assert msgids == [msgid for _, msgid in said]
            waiting.say("USER u 0 * :r")
            await waiting.until(" 001 ")
            await soon(lambda: len(server.server.runtime.links) == 4, "somebody was put out")

    run(scenario)
    assert len(folk.history(tmp_path / FILE)["#방"]) == ROUNDS * len(JUMPS_MS)
