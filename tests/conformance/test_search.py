"""SEARCH: in the rooms one is in and in one's own talks, and nowhere else."""

from __future__ import annotations

import pytest

from malmadang.ports import Unanswered
from malmadang.wire.message import FROM_SERVER, parse_line
from malmadang.wire.stamps import format_time
from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.script import play_on
from tests.kit.world import World

CAPS = ("batch", "message-tags", "server-time", "soju.im/search", "labeled-response")


def rooms(config: str = "") -> World:
    """철수 is in #방, 영희 in #방 and #뜰, 민수 nowhere."""
    world = World(config, accounts=PASSWORDS)
    arrive(world, "철수", caps=CAPS, rooms=["#방"])
    arrive(world, "영희", caps=CAPS, rooms=["#방", "#뜰"])
    arrive(world, "민수", caps=CAPS)
    for line in ("PRIVMSG #방 :점심 뭐 먹죠", "PRIVMSG #뜰 :점심은 국수", "PRIVMSG 철수 :점심 같이 해요"):
        world.advance(1_000)
        world.send("영희", line)
    for peer in world.peers.values():
        peer.read()
    return world


def found(world: World, name: str, request: str) -> list[str]:
    """Return the texts of what the batch that answers has, in order."""
    world.send(name, f"SEARCH {request}")
    opening, *inside, closing = world.peers[name].read()
    assert opening.endswith(" soju.im/search"), opening
    assert " BATCH -" in closing
    return [parse_line(line.encode(), limits=FROM_SERVER).params[1] for line in inside]


def test_one_finds_what_one_may_read() -> None:
    """DESIGN 6; RELIABILITY 2: membership, and one's own talks."""
    world = rooms()
    assert found(world, "철수", "text=점심") == ["점심 뭐 먹죠", "점심 같이 해요"]
    assert found(world, "영희", "text=점심") == ["점심 뭐 먹죠", "점심은 국수", "점심 같이 해요"]
    assert found(world, "민수", "text=점심") == []
    assert found(world, "철수", "text=점심;in=#방") == ["점심 뭐 먹죠"]
    assert found(world, "철수", "text=점심;in=영희") == ["점심 같이 해요"]
    assert found(world, "영희", "in=철수") == ["점심 같이 해요"]
    assert found(world, "민수", "in=영희;text=점심") == []
    world.send("영희", "PART #뜰")
    world.peers["영희"].read()
    assert found(world, "영희", "text=국수") == []


def test_its_lines_are_those_of_history() -> None:
    """soju search, "Returned message notes": msgid and time as sent; batch soju.im/search."""
    world = rooms()
    first, _, third = world.kept[-3:]
    times = [format_time(kept.utc_ms) for kept in (first, third)]
    play_on(world, f"""
    철수 > @label=x SEARCH text=점심
    철수 < @label=x BATCH +* soju.im/search
    철수 < @batch=*;msgid={first.msgid};time={times[0]} :영희!*@* PRIVMSG #방 :점심 뭐 먹죠
    철수 < @batch=*;msgid={third.msgid};time={times[1]} :영희!*@* PRIVMSG 철수 :점심 같이 해요
    철수 < BATCH -*
    """)  # fmt: skip


def test_by_whom_when_and_how_many() -> None:
    """soju search, "Standard search attributes": ends included; from `after` on, else back from `before`."""
    world = rooms()
    times = [format_time(kept.utc_ms) for kept in world.kept[-3:]]
    assert found(world, "영희", f"after={times[1]}") == ["점심은 국수", "점심 같이 해요"]
    assert found(world, "영희", f"after={times[0]};limit=2") == ["점심 뭐 먹죠", "점심은 국수"]
    assert found(world, "영희", f"before={times[1]}") == ["점심 뭐 먹죠", "점심은 국수"]
    assert found(world, "영희", f"before={times[1]};limit=1") == ["점심은 국수"]
    assert found(world, "영희", "limit=1") == ["점심 같이 해요"]
    assert found(world, "철수", "from=영희;in=#방") == ["점심 뭐 먹죠"]
    assert found(world, "철수", "from=철수") == []
    assert found(world, "철수", "text=먹죠\\s점심") == ["점심 뭐 먹죠"]


@pytest.mark.parametrize(
    ("request_", "context"),
    [
        ("in=#뜰;text=국수", "in"),
        ("in=#없음;text=국수", "in"),
        ("in=", "in"),
        ("text=", "text"),
        ("text=\\s", "text"),
        (f"text={'가' * 101}", "text"),
        ("limit=0", "limit"),
        ("limit=x", "limit"),
        ("after=어제", "after"),
        ("before=내일", "before"),
        ("where=#방", "where"),
    ],
)
def test_what_cannot_be_looked_for(request_: str, context: str) -> None:
    """soju search, "Errors and Warnings"; what one may not read is not there."""
    world = rooms()
    world.send("철수", f"SEARCH {request_}")
    (line,) = world.peers["철수"].read()
    assert f" FAIL SEARCH INVALID_PARAMS {context} :" in line


def test_a_guest_finds_what_was_said_in_its_rooms() -> None:
    """DESIGN 6: nothing of a guest's talks is kept, so none is found."""
    world = rooms()
    world.arrive("손님", caps=CAPS, rooms=["#방"])
    assert found(world, "손님", "text=점심") == ["점심 뭐 먹죠"]
    world.send("손님", "SEARCH in=영희;text=점심")
    assert "INVALID_PARAMS in" in world.peers["손님"].read()[0]


def test_what_was_taken_back_or_said_behind_a_key_is_not_found() -> None:
    """DESIGN 10: search is no way around."""
    world = World()
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    world.send("철수", "PRIVMSG #방 :열린 말")
    world.send("철수", "PRIVMSG #방 :거둔 말")
    world.send("철수", f"REDACT #방 {world.kept[-1].msgid}")
    world.send("철수", "MODE #방 +k 열쇠")
    for _ in range(3):
        world.send("철수", "PRIVMSG #방 :닫힌 말")
    world.peers["철수"].read()
    assert found(world, "철수", "text=말") == ["열린 말", *["닫힌 말"] * 3]
    world.send("철수", "QUIT")
    world.advance(1_000)
    world.arrive("영희", caps=CAPS, rooms=["#방"])
    assert found(world, "영희", "text=말;limit=1") == ["열린 말"]


def test_who_is_put_out_meanwhile_finds_nothing() -> None:
    """DESIGN 6: membership counts at the answer."""
    world = World(answers_at_once=False)
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", caps=CAPS, rooms=["#방"])
    world.send("철수", "PRIVMSG #방 :비밀")
    world.send("영희", "SEARCH text=비밀")
    world.send("철수", "KICK #방 영희")
    world.peers["영희"].read()
    world.answer()
    assert len(world.peers["영희"].read()) == 2
    world.send("영희", "SEARCH text=비밀")
    world.answer(Unanswered.TOO_SLOW)
    assert " FAIL SEARCH INTERNAL_ERROR :" in world.peers["영희"].read()[0]


def test_nobody_can_ask_for_more_than_the_settings_say() -> None:
    """DESIGN 9."""
    world = rooms("[limits]\nchathistory = 2\nthrottle = false")
    assert found(world, "영희", "text=점심;limit=100") == ["점심은 국수", "점심 같이 해요"]
