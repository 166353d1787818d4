"""Lines made of every verb and every kind of wrong word: no fault, and nothing broken reaches anybody."""

import asyncio
import random

import irctokens
import pytest

from malmadang.servercore.commands import COMMANDS
from tests.kit.bystanders import ROOM, gather
from tests.kit.served import Caller, run, served

LINES = 1_500
FREE = '[limits]\nthrottle = false\n[[operator]]\nname = "운영자"\npassword = "비밀"\n'
VERBS = [verb for verb in COMMANDS if verb not in ("QUIT", "KILL")]
CAPS = (
    "message-tags server-time echo-message labeled-response batch account-notify away-notify extended-join "
    "multi-prefix invite-notify chghost setname standard-replies userhost-in-names extended-monitor"
)
WORDS = (
    *(
        "",
        " ",
        ":",
        "::",
        ",",
        "*",
        "*,*",
        "#",
        "##",
        "#방",
        "#방,#방",
        "#방2",
        "#" + "가" * 40,
        "@#방",
        "@+#방",
    ),
    *(
        "철수",
        "영희",
        "악당0",
        "악당1",
        "nobody",
        "-",
        "+",
        "+b",
        "-o",
        "+ovbeIklimnstC",
        "+kk",
        "b",
        "m:*",
        "1",
    ),
    *(
        "0",
        "-1",
        "99999999999999999999",
        "1e9",
        "٣",
        "²",
        "%tcuihsnfdlar,999",
        "+ =",
        "302",
        "LS",
        "REQ",
        "END",
    ),
    *(
        "message-tags",
        "-message-tags",
        "*!*@*",
        "!@",
        "a!b@c",
        "a" * 400,
        "가" * 130,
        "\x01ACTION x\x01",
        "\x01",
    ),
    *(
        "\x02\x03",
        "\u202e",
        "\u200b",
        "ㅤ",
        "\ufeff",
        "👩‍👩‍👧‍👦",
        "é",
        "e\u0301",
        "\u1100\u1161",
        "$*",
        "$(id)",
        "%s%n",
    ),
    *(
        "../..",
        "말지기",
        "운영자",
        "비밀",
        "malmadang.local",
        "t",
        "C>0",
        "T<9",
        "M",
        "o",
        "L",
        "C",
        "S",
        "+ 철수",
    ),
)
TAGS = (
    "",
    "@label=x ",
    "@+typing=active ",
    "@+a=\\:\\s\\r\\n\\\\ ",
    "@;;=;+b ",
    "@" + "+c=" + "d" * 3_000 + " ",
    "@+=;+/x=1 ",
)


def line(dice: random.Random) -> bytes:
    """One line that may be right."""
    words = [dice.choice(WORDS) for _ in range(dice.choice((0, 1, 1, 2, 2, 2, 3, 3, 4, 20)))]
    if words and dice.random() < 0.5:
        words[-1] = ":" + words[-1]
    verb = dice.choice(VERBS) if dice.random() < 0.97 else dice.choice(WORDS)
    source = ":x!y@z " if dice.random() < 0.02 else ""
    data = f"{dice.choice(TAGS) if dice.random() < 0.2 else ''}{source}{' '.join([verb, *words])}".encode()
    if dice.random() < 0.05:
        place = dice.randrange(len(data) + 1)
        data = data[:place] + dice.choice((b"\0", b"\r", b"\xff", b"\xea\xb0", b"\n", b" ")) + data[place:]
    return data


def check(stream: bytes) -> None:
    """Every line is whole, clean, short enough, and an independent parser reads it."""
    for each in stream.split(b"\r\n"):
        assert not set(each) & set(b"\0\r\n"), each
        each.decode()
        tags, body = each.split(b" ", 1) if each.startswith(b"@") else (b"", each)
        assert len(tags) < 8_191, each
        assert len(body) <= 510, each
        if each:
            irctokens.line.tokenise(each.decode())


async def finish(caller: Caller) -> bytes:
    """Read everything to the answer to a last PING, or to the end."""
    stream = b""
    caller.say("PING the-very-last")
    while (data := await caller.reader.readline()) and b":the-very-last" not in data:
        stream += data
    return stream


@pytest.mark.parametrize("seed", range(2))
def test_every_verb_with_every_kind_of_word(seed: int) -> None:
    dice = random.Random(seed)

    async def scenario() -> None:
        async with served(FREE) as server:
            people = await gather(server)
            rogues = [await server.enter(f"악당{number}") for number in range(3)]
            for rogue in rogues[:2]:
                rogue.say(f"CAP REQ :{CAPS}", f"JOIN {ROOM},#방2", "PING in")
                await rogue.until(":in$")
            readers = [await server.enter(f"읽는이{number}") for number in range(2)]
            readers[0].say(f"CAP REQ :{CAPS}")
            for reader in readers:
                reader.say(f"JOIN {ROOM},#방2", "PING in")
                await reader.until(":in$")
            async with people.talking():
                for number in range(LINES):
                    for rogue in rogues:
                        rogue.write(line(dice) + b"\r\n")
                    if number % 50 == 0:
                        # Whoever has left or was thrown out comes in again, to a room it may do much in.
                        rogues[number % 3].say(f"JOIN {ROOM},#방2,#x{number}")
                        await asyncio.sleep(0)
                streams = await asyncio.gather(*(finish(caller) for caller in (*readers, *rogues)))
            for stream in streams:
                check(stream)
            server.server._core.state.invariants()  # type: ignore[attr-defined]  # a Core, here

    run(scenario)
