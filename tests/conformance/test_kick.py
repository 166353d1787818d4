"""KICK."""

import pytest

from malmadang.servercore.channel import ADMIN, HALF_OPERATOR, OPERATOR, OWNER, VOICE
from tests.kit.script import play
from tests.kit.world import World


def test_everybody_reads_it_the_one_put_out_too() -> None:
    """RFC 2812 3.2.8."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives in #방
    철수 > KICK #방 영희 :떠들지 마세요
    철수 < :철수!*@* KICK #방 영희 :떠들지 마세요
    영희 < :철수!*@* KICK #방 영희 :떠들지 마세요
    민수 < :철수!*@* KICK #방 영희 :떠들지 마세요
    철수 > PRIVMSG #방 :이제 조용하네
    민수 <<
    영희 < -
    """)


def test_without_a_comment_it_carries_the_kickers_nick() -> None:
    """Modern IRC, KICK: a default message."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > KICK #방 영희
    철수 < KICK #방 영희 :철수
    영희 < KICK #방 영희 :철수
    """)


@pytest.mark.parametrize("command", ["KICK #방 영희,민수 :둘 다", "KICK #방,#방 영희,민수 :둘 다"])
def test_several_become_single_lines(command: str) -> None:
    """Modern IRC, KICK: one user a message, the comment on each."""
    play(f"""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives in #방
    철수 > {command}
    철수 < KICK #방 영희 :둘 다
    철수 < KICK #방 민수 :둘 다
    영희 < KICK #방 영희 :둘 다
    민수 < KICK #방 영희 :둘 다
    민수 < KICK #방 민수 :둘 다
    """)


def test_a_refusal_does_not_stop_the_rest() -> None:
    """Modern IRC, KICK: 441, 403, 442."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives in #뜰
    철수 > KICK #방 민수,없는이,영희 :밖으로
    철수 < 441 철수 민수 #방 :*
    철수 < 441 철수 없는이 #방 :*
    철수 < KICK #방 영희 :밖으로
    영희 <<
    철수 > KICK #없는방 영희
    철수 < 403 철수 #없는방 :*
    철수 > KICK #뜰 민수
    철수 < 442 철수 #뜰 :*
    """)


def test_ordinary_members_may_not() -> None:
    """Modern IRC, ERR_CHANOPRIVSNEEDED."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    영희 > KICK #방 철수
    영희 < 482 영희 #방 :*
    철수 < -
    """)


RANKS = [0, VOICE, HALF_OPERATOR, OPERATOR, ADMIN, OWNER]


@pytest.mark.parametrize("mine", RANKS)
@pytest.mark.parametrize("theirs", RANKS)
def test_ranks(mine: int, theirs: int) -> None:
    """Modern IRC, membership prefixes: equals may, but only owners put out the protected."""
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    channel = world.core.state.channel("#방")
    assert channel is not None
    for user, membership in channel.members.items():
        membership.rank = mine if user.nick == "철수" else theirs
    may = mine >= HALF_OPERATOR and mine >= (OWNER if theirs == ADMIN else theirs if theirs != VOICE else 0)
    world.send("철수", "KICK #방 영희")
    (line,) = world.peers["철수"].read()
    assert (" KICK " in line) == may
    assert (" 482 " in line) != may


@pytest.mark.parametrize("line", ["KICK #방", "KICK #방 :", "KICK #방,#뜰 영희", "KICK #방 ,"])
def test_numbers_of_rooms_and_people_must_fit(line: str) -> None:
    """RFC 2812 3.2.8: one channel and several users, or as many channels as users."""
    play(f"""
    철수 arrives in #방,#뜰
    철수 > {line}
    철수 < 461 철수 KICK :*
    """)


def test_a_long_comment_is_cut_between_syllables() -> None:
    """005 KICKLEN."""
    play(
        """
        철수 arrives in #방
        철수 > KICK #방 철수 :가나다
        철수 < KICK #방 철수 :가나
        """,
        config="[limits]\nkick_bytes = 7",
    )
