"""One who floods is slowed: nothing is lost, nothing reordered, nobody is cut, and the others are quick."""

import pytest

from malmadang.server.turnlog import CLOSED
from tests.kit.bystanders import EXEMPT, ROOM, gather
from tests.kit.certified import Certified
from tests.kit.clock import HandClock
from tests.kit.served import run, served
from tests.kit.waiting import soon

FLOOD = 1_000
LIMITS = f"[limits]\nburst = 10\nrate_per_s = 2.0\nroom_rate_per_s = 1000.0\n{EXEMPT}"


@pytest.mark.parametrize("tls", [False, True])
def test_a_flood_of_messages(certified: Certified, tls: bool) -> None:
    clock = HandClock()

    async def scenario() -> None:
        async with served(LIMITS + certified.config, clock=clock) as server:
            people = await gather(server)
            rogue = await server.join("악당", ROOM, tls=certified.client if tls else None)
            clock.move(10_000)
            await people.talk()
            people.heard.clear()
            rogue.say(*(f"PRIVMSG {ROOM} :{number} {'가' * 60}" for number in range(FLOOD)), "PING done")
            links = server.server.runtime.links
            link = list(links.values())[-1]
            await soon(lambda: bool(link.holds), "it is not slowed")
            # While time stands still it has said what it may, and the others talk on.
            await people.talk(5)
            assert len(people.heard) == 10
            for _ in range(2):
                clock.move(501)
                await people.talk()
            assert len(people.heard) == 12
            seconds = 1
            while len(people.heard) < FLOOD:
                seconds += 10
                for _ in range(20):
                    clock.move(500)
                await people.talk()
                # Never quicker than the rate, and never stuck.
                assert len(people.heard) <= 10 + 2 * seconds
                assert seconds < FLOOD
                assert not link.odd & CLOSED
            assert [int(line.split(" ")[3][1:]) for line in people.heard] == list(range(FLOOD))
            clock.move(1_000)
            await rogue.until(" PONG malmadang.local :done$")
            assert list(links.values())[-1] is link

    run(scenario)


def test_lines_of_all_kinds_keep_their_order() -> None:
    """Loud and quiet lines wait in one queue: nothing overtakes, the answers come as the lines went."""
    clock = HandClock()

    async def scenario() -> None:
        async with served(LIMITS, clock=clock) as server:
            people = await gather(server)
            rogue = await server.join("악당", ROOM)
            people.one.say(f"MODE {ROOM} +o 악당")
            await people.talk()
            people.heard.clear()
            for number in range(60):
                rogue.say(
                    f"PRIVMSG {ROOM} :{number}",
                    f"PING {number}",
                    f"TOPIC {ROOM} :{number}",
                    f"NOTICE {ROOM} :{number}",
                )
                rogue.write(b"\xff\r\n\r\n")
            rogue.say("PING done")
            await people.talk()
            while len(people.heard) < 180:
                for _ in range(4):
                    clock.move(500)
                await people.talk()
            clock.move(10_000)
            answers = [
                "FAIL" if " FAIL " in line else line.rpartition(":")[2]
                for line in await rogue.until(" PONG .*:done$")
                if " PONG " in line or " FAIL " in line
            ]
            assert answers == [*(word for number in range(60) for word in (str(number), "FAIL")), "done"]
            assert [line.split(" ")[1] + line.rpartition(":")[2] for line in people.heard] == [
                verb + str(number) for number in range(60) for verb in ("PRIVMSG", "TOPIC", "NOTICE")
            ]

    run(scenario)
