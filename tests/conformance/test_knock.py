"""KNOCK."""

import pytest

from tests.kit.script import play


@pytest.mark.parametrize("modes", ["+i", "+k 열쇠", "+l 1"])
def test_operators_hear_the_knock_and_the_knocker_that_they_do(modes: str) -> None:
    """710 to the operators, 711 to the knocker (005 KNOCK)."""
    play(f"""
    철수 arrives in #방
    철수 > MODE #방 {modes}
    철수 <<
    민수 > KNOCK #방 :저예요
    철수 < 710 철수 #방 민수!~민수@localhost :*: 저예요
    민수 < 711 민수 #방 :*
    """)


def test_ordinary_members_hear_nothing() -> None:
    """710 is for those who can open."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > MODE #방 +i
    철수 <<
    영희 <<
    민수 > KNOCK #방
    민수 < 711 ...
    철수 < 710 철수 #방 민수!*@* :*
    영희 < -
    """)


def test_refusals() -> None:
    """403 unknown or secret, 713 open, 714 a member, 480 banned, 461."""
    play("""
    철수 arrives in #방
    민수 arrives
    민수 > KNOCK #방
    민수 < 713 민수 #방 :*
    철수 > KNOCK #방
    철수 < 714 철수 #방 :*
    민수 > KNOCK #없는방
    민수 < 403 민수 #없는방 :*
    민수 > KNOCK
    민수 < 461 민수 KNOCK :*
    철수 > MODE #방 +ib 민수!*@*
    철수 <<
    민수 > KNOCK #방
    민수 < 480 민수 #방 :*
    철수 > MODE #방 -b+s 민수!*@*
    철수 <<
    민수 > KNOCK #방
    민수 < 403 민수 #방 :*
    """)


def test_too_many_knocks_are_712() -> None:
    """One person waits a minute, one door ten seconds."""
    play(
        """
        철수 arrives in #방
        철수 > MODE #방 +i
        철수 <<
        민수 > KNOCK #방
        민수 < 711 ...
        민수 > KNOCK #방
        민수 < 712 민수 #방 :*
        지수 > KNOCK #방
        지수 < 712 지수 #방 :*
        10 s later
        지수 > KNOCK #방
        지수 < 711 ...
        50 s later
        민수 > KNOCK #방
        민수 < 711 ...
        철수 <<
        민수 <<
        지수 <<
        """,
        config="[limits]\nthrottle = true\nping_s = 600\ndrop_s = 1200",
    )
