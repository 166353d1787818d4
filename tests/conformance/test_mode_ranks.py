"""MODE of channels: ranks q a o h v."""

import pytest

from malmadang.servercore.channel import ADMIN, HALF_OPERATOR, OPERATOR, OWNER, VOICE
from tests.kit.script import play
from tests.kit.world import World

RANKS = {"member": 0, "v": VOICE, "h": HALF_OPERATOR, "o": OPERATOR, "a": ADMIN, "q": OWNER}
NEEDED = {"v": HALF_OPERATOR, "h": OPERATOR, "o": OPERATOR, "a": OWNER, "q": OWNER}


def seated(mine: int, theirs: int) -> World:
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    channel = world.core.state.channel("#방")
    assert channel is not None
    for user, membership in channel.members.items():
        membership.rank = mine if user.nick == "철수" else theirs
    return world


def test_everybody_reads_who_was_raised() -> None:
    """Modern IRC, MODE: nicks as they are spelled."""
    play("""
    철수 arrives in #방
    Younghi arrives in #방
    철수 > MODE #방 +vo YOUNGHI younghi
    철수 < :철수!*@* MODE #방 +vo Younghi Younghi
    Younghi < MODE #방 +vo Younghi Younghi
    철수 > MODE #방 +o Younghi
    철수 < -
    철수 > MODE #방 -o+h Younghi Younghi
    철수 < MODE #방 -o+h Younghi Younghi
    Younghi <<
    """)


def test_unknown_and_absent_people() -> None:
    """Modern IRC, MODE: 401 unknown nick, 441 not in the channel, one each."""
    play("""
    철수 arrives in #방
    민수 arrives
    철수 > MODE #방 +vv-v 없는이 민수 민수
    철수 < 401 철수 없는이 :*
    철수 < 441 철수 민수 #방 :*
    """)


@pytest.mark.parametrize("letter", list(NEEDED))
@pytest.mark.parametrize("mine", list(RANKS))
def test_who_may_give(mine: str, letter: str) -> None:
    """Modern IRC, membership prefixes: half-operators give voice, operators up to theirs, owners all."""
    world = seated(RANKS[mine], 0)
    world.send("철수", f"MODE #방 +{letter} 영희")
    (line,) = world.peers["철수"].read()
    assert (" MODE #방 " in line) == (RANKS[mine] >= NEEDED[letter])
    assert (" 482 " in line) != (RANKS[mine] >= NEEDED[letter])


@pytest.mark.parametrize("theirs", ["h", "o", "a", "q"])
@pytest.mark.parametrize("mine", ["h", "o", "a", "q"])
def test_nobody_is_brought_down_from_below(mine: str, theirs: str) -> None:
    """Modern IRC, protected prefix: not by other protected users either."""
    world = seated(RANKS[mine], RANKS[theirs])
    world.send("철수", f"MODE #방 -{theirs} 영희")
    may = RANKS[mine] >= NEEDED[theirs] and RANKS[mine] >= RANKS[theirs]
    (line,) = world.peers["철수"].read()
    assert (" MODE #방 " in line) == may


@pytest.mark.parametrize("mine", ["v", "h", "o", "a", "q"])
def test_everybody_may_step_down(mine: str) -> None:
    """RFC 2812 3.2.3: `-o` of oneself is always allowed."""
    world = seated(RANKS[mine], 0)
    world.send("철수", f"MODE #방 -{mine} 철수")
    assert f" MODE #방 -{mine} 철수" in world.peers["철수"].read()[0]


def test_stepping_down_from_a_room_one_is_not_in_is_442() -> None:
    """Modern IRC, ERR_NOTONCHANNEL."""
    play("""
    철수 arrives in #방
    민수 > MODE #방 -v 민수
    민수 < 442 민수 #방 :*
    """)


def test_a_lower_rank_of_somebody_higher_stays_too() -> None:
    """Modern IRC, membership prefixes: a half-operator does not take an operator's voice."""
    world = seated(HALF_OPERATOR, OPERATOR | VOICE)
    world.send("철수", "MODE #방 -v 영희")
    assert " 482 " in world.peers["철수"].read()[0]
