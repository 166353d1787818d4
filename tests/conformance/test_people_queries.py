"""ISON, USERHOST, SETNAME."""

import pytest

from tests.kit.script import play


def test_ison_names_those_here() -> None:
    """RFC 2812 4.9: nicks as several parameters or as one; spelled as their owners do."""
    play("""
    Younghi arrives
    철수 > ISON younghi 없는이 철수
    철수 < 303 철수 :Younghi 철수
    철수 > ISON :younghi 없는이
    철수 < 303 철수 :Younghi
    철수 > ISON 없는이
    철수 < 303 철수 :
    철수 > ISON
    철수 < 461 철수 ISON :*
    """)


def test_userhost_of_up_to_five() -> None:
    """Modern IRC, RPL_USERHOST: `nick[*]=+|-user@host`."""
    play(
        """
        영희 arrives from 203.0.113.7
        영희 > AWAY :낮잠
        영희 > OPER 대장 비밀
        영희 <<
        철수 > USERHOST 영희 철수 없는이
        철수 < 302 철수 :영희\\*=-~영희@*.ip 철수=+~철수@localhost
        철수 > USERHOST 1 2 3 4 5 철수
        철수 < 302 철수 :
        철수 > USERHOST
        철수 < 461 철수 USERHOST :*
        """,
        config='[[operator]]\nname = "대장"\npassword = "비밀"',
    )


def test_setname_is_told_to_the_author_and_to_peers_who_want_it() -> None:
    """IRCv3 setname: once though two rooms are shared."""
    play("""
    철수 arrives in #방,#뜰 with setname
    영희 arrives in #방,#뜰 with setname
    민수 arrives in #방
    철수 > SETNAME :김철수 씨
    철수 < :철수!*@* SETNAME :김철수 씨
    영희 < :철수!*@* SETNAME :김철수 씨
    민수 < -
    민수 > WHO 철수
    민수 < 352 민수 #방 * * * 철수 * :0 김철수 씨
    민수 < 315 ...
    """)


def test_setname_without_the_capability_is_silent() -> None:
    """IRCv3 setname: handled silently, as historic servers did."""
    play("""
    철수 > SETNAME :김철수
    철수 < -
    철수 > WHO 철수 %r
    철수 < 354 철수 :김철수
    철수 < 315 ...
    """)


@pytest.mark.parametrize("name", [":", ":   ", ":" + "가" * 51])
def test_setname_refuses_what_is_empty_or_too_long(name: str) -> None:
    """IRCv3 setname: FAIL SETNAME INVALID_REALNAME; 005 NAMELEN."""
    play(f"""
    철수 arrives with setname
    철수 > SETNAME {name}
    철수 < FAIL SETNAME INVALID_REALNAME :*
    """)


def test_setname_without_a_name_is_461() -> None:
    """RFC 2812, ERR_NEEDMOREPARAMS."""
    play("""
    철수 > SETNAME
    철수 < 461 철수 SETNAME :*
    """)
