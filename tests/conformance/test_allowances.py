"""How much a client may say, and what happens when the store cannot keep it."""

import pytest

from malmadang.ports import Outcome
from tests.kit.script import play
from tests.kit.world import World

SLOW = """
[limits]
throttle = true
burst = 3
rate_per_s = 1
quiet_burst = 5
quiet_rate_per_s = 2
ping_s = 900
drop_s = 1800
"""


def test_a_flood_is_slowed_and_nothing_of_it_is_lost() -> None:
    """DESIGN 9: burst, then so many a second; in order."""
    world = World(SLOW)
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    world.advance(10_000)
    for number in range(8):
        world.send("철수", f"PRIVMSG #방 :{number}")
    assert len(world.peers["영희"].read()) == 3
    world.advance(2_100)
    assert len(world.peers["영희"].read()) == 2
    world.advance(60_000)
    assert [line[-1] for line in world.peers["영희"].read()] == ["5", "6", "7"]


def test_questions_count_against_the_larger_allowance() -> None:
    """A client asks for the modes and topics of every room it has joined; nobody else reads that."""
    world = World(SLOW.replace("quiet_burst = 5", "quiet_burst = 50"))
    world.arrive("철수", rooms=["#방"])
    world.advance(60_000)
    for line in (
        "MODE #방",
        "MODE #방 b",
        "MODE #방 +eI",
        "TOPIC #방",
        "INVITE",
        "MODE 철수 +i",
        "MODE 철수",
    ):
        world.send("철수", line)
    assert not world.peers["철수"].is_paused
    for _ in range(4):
        world.send("철수", "TOPIC #방 :자꾸 바꾸기")
    assert world.peers["철수"].is_paused


def test_the_exempt_are_not_slowed() -> None:
    """DESIGN 7: [limits] exempt."""
    world = World(SLOW + '\nexempt = ["127.0.0.0/8"]')
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    for number in range(50):
        world.send("철수", f"PRIVMSG #방 :{number}")
    assert len(world.peers["영희"].read()) == 50


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome.DISK_FULL, "DISK_FULL"),
        (Outcome.SLOW, "STORAGE_SLOW"),
        (Outcome.FAILED, "STORAGE_FAILED"),
    ],
)
def test_what_the_store_refuses_nobody_reads(outcome: Outcome, code: str) -> None:
    """DESIGN 5: FAIL, no echo; the rest goes on."""
    world = play("철수 arrives in #방 with echo-message\n영희 arrives in #방")
    world.outcome = outcome
    play(
        f"""
        철수 > PRIVMSG #방 :글
        철수 < FAIL PRIVMSG {code} #방 :*
        영희 < -
        철수 > PRIVMSG 영희 :둘이서
        철수 < PRIVMSG 영희 :둘이서
        영희 < PRIVMSG 영희 :둘이서
        철수 > TOPIC #방 :주제
        철수 < TOPIC #방 :주제
        영희 < TOPIC #방 :주제
        """,
        world=world,
    )
    world.outcome = Outcome.KEPT
    play("철수 > PRIVMSG #방 :글\n철수 < PRIVMSG #방 :글\n영희 < PRIVMSG #방 :글", world=world)
