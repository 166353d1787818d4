"""+f (DESIGN 6): how much one person may say in a room."""

import pytest

from tests.conformance.test_owned_rooms import comes, world
from tests.kit.script import play, play_on


def test_what_is_too_much_is_refused_and_passes_again_later() -> None:
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives in #방
    철수 <<
    영희 <<
    철수 > MODE #방 +f 2:10
    철수 < MODE #방 +f 2:10
    영희 < MODE #방 +f 2:10
    민수 <<
    영희 > PRIVMSG #방 :하나
    영희 > NOTICE #방 :둘
    철수 < PRIVMSG #방 :하나
    철수 < NOTICE #방 :둘
    민수 <<
    영희 > PRIVMSG #방 :셋
    영희 < FAIL PRIVMSG RATE_LIMITED #방 :이 방에서는 *
    철수 < -
    # Others are not bound by what one has said.
    민수 > PRIVMSG #방 :나는
    철수 < PRIVMSG #방 :나는
    영희 < PRIVMSG #방 :나는
    5 s later
    영희 > PRIVMSG #방 :넷
    철수 < PRIVMSG #방 :넷
    민수 < PRIVMSG #방 :넷
    철수 > PRIVMSG #방 :가
    철수 > PRIVMSG #방 :나
    철수 > PRIVMSG #방 :다
    영희 <<
    민수 <<
    철수 > MODE #방 +v 영희
    철수 <<
    영희 <<
    민수 <<
    영희 > PRIVMSG #방 :다섯
    영희 > PRIVMSG #방 :여섯
    영희 > PRIVMSG #방 :일곱
    철수 <<
    민수 <<
    철수 > MODE #방 -f
    철수 < MODE #방 -f
    영희 <<
    민수 <<
    """)  # fmt: skip


def test_people_outside_share_one_measure() -> None:
    play("""
    철수 arrives in #방
    영희 arrives
    민수 arrives
    철수 > MODE #방 -n+f 1:60
    철수 <<
    영희 > PRIVMSG #방 :밖에서
    철수 < PRIVMSG #방 :밖에서
    민수 > PRIVMSG #방 :나도
    민수 < FAIL PRIVMSG RATE_LIMITED #방 :*
    """)  # fmt: skip


@pytest.mark.parametrize("typed", ["5", "0:5", "5:0", "x:y", "5:", "101:5", "5:3601", "-1:5", ":"])
def test_nonsense(typed: str) -> None:
    """Modern IRC, ERR_INVALIDMODEPARAM."""
    play(f"""
    철수 arrives in #방
    철수 > MODE #방 +f {typed}
    철수 < 696 철수 #방 f * :글 수:초 *
    """.replace("+f :", "+f ::"))  # fmt: skip


def test_it_is_shown_and_survives_a_restart() -> None:
    before = world()
    play_on(before, f"{comes('철수')}\n철수 > JOIN #방\n철수 > MODE #방 +f 5:10\n철수 <<")
    play_on(world(before.storage), """
    손님 arrives in #방
    손님 > MODE #방
    손님 < 324 손님 #방 +ntf 5:10
    손님 < 329 ...
    """)  # fmt: skip
