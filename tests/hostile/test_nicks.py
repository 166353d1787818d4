"""Many want one nick at once: one has it, the others are told and go on."""

import asyncio
import random
import unicodedata

import pytest

from tests.kit.bystanders import LIMITS, gather
from tests.kit.served import Caller, Served, run, served

RIVALS = 8
ROUNDS = 50
FREE = "[limits]\nthrottle = false\n"


async def verdict(caller: Caller) -> str:
    """The numeric that decides: 001 or a refusal."""
    line = (await caller.until(" (001|43[0-9]) "))[-1]
    return line.split(" ")[1]


async def settle(server: Served, callers: list[Caller], number: int) -> None:
    """One has the nick; the others take another one and are welcome with it."""
    verdicts = await asyncio.gather(*(verdict(caller) for caller in callers))
    assert sorted(verdicts) == ["001"] + ["433"] * (len(callers) - 1)
    losers = [caller for caller, told in zip(callers, verdicts, strict=True) if told == "433"]
    for at, loser in enumerate(losers):
        loser.say(f"NICK 진이{number}x{at}")
    assert await asyncio.gather(*(verdict(loser) for loser in losers)) == ["001"] * len(losers)
    server.server._core.state.invariants()  # type: ignore[attr-defined]  # a Core, here
    for caller in callers:
        caller.say("QUIT")
        assert (await caller.rest()).splitlines()[-1].startswith(b"ERROR :")
        await caller.hang_up()


@pytest.mark.parametrize("order", ["NICK first", "USER first", "in pieces", "CAP"])
def test_a_race_for_one_nick(order: str) -> None:
    dice = random.Random(order)

    async def scenario() -> None:
        async with served(FREE) as server:
            people = await gather(server)
            async with people.talking():
                for number in range(ROUNDS if order == "in pieces" else ROUNDS // 5):
                    callers = [await server.dial() for _ in range(RIVALS)]
                    nick, user = "NICK 하나뿐", "USER u 0 * :r"
                    match order:
                        case "NICK first":
                            steps = [[nick, user]]
                        case "USER first":
                            steps = [[user, nick]]
                        case "CAP":
                            steps = [["CAP LS 302", nick, user], ["CAP END"]]
                        case _:
                            steps = [[nick], [user]]
                    for step in steps:
                        dice.shuffle(callers)
                        for caller in callers:
                            caller.say(*step)
                            if dice.random() < 0.2:
                                await asyncio.sleep(0)
                    if order == "CAP":
                        # Whoever had its NICK refused waits for another one, welcome or not.
                        for caller in callers:
                            await caller.until(" CAP ")
                    await settle(server, callers, number)
            assert people.heard == []

    run(scenario)


def test_a_race_of_those_who_have_a_nick_already() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            people = await gather(server)
            callers = [await server.join(f"p{at}", "#방") for at in range(RIVALS)]
            await people.talk()
            async with people.talking():
                for number in range(ROUNDS):
                    for caller in callers:
                        caller.say(f"NICK 새별명{number}")
                    told = [
                        (await caller.until(rf":p\d+!\S+ NICK :새별명{number}$|새별명\d+!\S+ NICK |433"))[-1]
                        for caller in callers
                    ]
                    # Each hears of the winner, and who lost is told so besides.
                    lost = [
                        line + "".join(await caller.pong())
                        for line, caller in zip(told, callers, strict=True)
                    ]
                    assert sum(" 433 " in line for line in lost) == RIVALS - 1
                    server.server._core.state.invariants()  # type: ignore[attr-defined]  # a Core, here
            assert len([line for line in people.heard if " NICK :새별명" in line]) == ROUNDS

    run(scenario)


LOOK_ALIKES = (
    ("admin", "ADMIN"),
    ("admin", "ａｄｍｉｎ"),  # full width
    ("admin", "adm1n"),
    ("Ilse", "llse"),
    ("o0o", "ㅇㅇㅇ"),
    ("ㅇㅇ", "OO"),
    ("ㅋㅋ", "ヲヲ"),
    ("ㅁㅁ", "口口"),
    ("ㅡㅡ", "一一"),
    ("力士", "カ土"),
    ("민수", unicodedata.normalize("NFD", "민수")),
)
NO_NICKS = (
    "аdmin",  # Cyrillic
    "ᄏᄏ",  # conjoining jamo
    "철\u3164수",  # a filler
    "철\u200b수",
    "철\u202e수",
    "ad\u00admin",
    "1admin",
    "철:수",
    "#방",
    "@admin",
    "가" * 17,
    "*",
)
SERVICES = ("말지기", "끝말이", "NickServ", "nickserv", "ＮｉｃｋＳｅｒｖ", "N1ckServ")
SPELLINGS = ("Illo", "lllo", "illo", "|ll0", "ＩＬＬＯ", "ㅣㅣㅣㅇ", "|||0", "iLlO")


def test_what_looks_like_a_taken_nick_is_taken() -> None:
    async def scenario() -> None:
        async with served(LIMITS) as server:
            people = await gather(server)
            async with people.talking():
                for taken, wanted in LOOK_ALIKES:
                    holder = await server.enter(taken)
                    rival = await server.dial()
                    rival.say(f"NICK {wanted}", "USER u 0 * :r")
                    assert await verdict(rival) == "433", (taken, wanted)
                    rival.say("NICK 다른이")
                    assert await verdict(rival) == "001"
                    rival.say(f"NICK {wanted}")
                    assert await verdict(rival) == "433", (taken, wanted)
                    for caller in (holder, rival):
                        caller.say("QUIT")
                        await caller.rest()
                        await caller.hang_up()

    run(scenario)


def test_what_is_no_nick_and_what_nobody_may_take() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            people = await gather(server)
            rogue = await server.dial()
            async with people.talking():
                for names, numeric in ((NO_NICKS, "432"), (SERVICES, "433")):
                    for name in names:
                        rogue.say(f"NICK {name}")
                        assert await verdict(rogue) == numeric, name
                rogue.say("USER u 0 * :r", "NICK 괜찮은이")
                assert await verdict(rogue) == "001"

    run(scenario)


def test_look_alikes_race_too() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            people = await gather(server)
            async with people.talking():
                for number in range(10):
                    callers = [await server.dial() for _ in SPELLINGS]
                    for caller, spelling in zip(callers, SPELLINGS, strict=True):
                        caller.say("USER u 0 * :r", f"NICK {spelling}")
                    await settle(server, callers, number)

    run(scenario)
