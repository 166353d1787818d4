"""MODE of oneself: i, w, o, B."""

import pytest

from tests.kit.script import play


def test_asking_gives_221() -> None:
    """Modern IRC, RPL_UMODEIS."""
    play("""
    철수 > MODE 철수
    철수 < 221 철수 +
    철수 > MODE 철수 +iw
    철수 < :철수!*@* MODE 철수 +iw
    철수 > MODE 철수
    철수 < 221 철수 +iw
    철수 > MODE 철수 :
    철수 < 221 철수 +iw
    """)


def test_only_what_changes_is_told() -> None:
    """Modern IRC, MODE: the changed modes."""
    play("""
    철수 > MODE 철수 +i
    철수 <<
    철수 > MODE 철수 +iB-w
    철수 < MODE 철수 +B
    철수 > MODE 철수 -w
    철수 < -
    철수 > MODE 철수 +w-i
    철수 < MODE 철수 +w-i
    """)


def test_unknown_letters_are_501_once_and_the_others_are_made() -> None:
    """Modern IRC, ERR_UMODEUNKNOWNFLAG."""
    play("""
    철수 > MODE 철수 +Zix
    철수 < MODE 철수 +i
    철수 < 501 철수 :*
    """)


@pytest.mark.parametrize("line", ["MODE 영희", "MODE 영희 +i", "MODE 영희 -o"])
def test_other_people_are_502(line: str) -> None:
    """Modern IRC, ERR_USERSDONTMATCH."""
    play(f"""
    영희 arrives
    철수 > {line}
    철수 < 502 철수 :*
    """)


@pytest.mark.parametrize("nick", ["없는이", ":", "&방", "@#방"])
def test_nobody_is_401(nick: str) -> None:
    """Modern IRC, ERR_NOSUCHNICK."""
    play(f"""
    철수 > MODE {nick} +i
    철수 < 401 철수 * :*
    """)


def test_nobody_becomes_operator_this_way() -> None:
    """RFC 2812 3.1.5: +o by MODE is ignored; -o lays it down."""
    play(
        """
        철수 > MODE 철수 +o
        철수 < -
        철수 > OPER 대장 비밀
        철수 < 381 ...
        철수 < MODE 철수 +o
        철수 > MODE 철수 -o
        철수 < MODE 철수 -o
        철수 > KILL 철수
        철수 < 481 철수 :*
        """,
        config='[[operator]]\nname = "대장"\npassword = "비밀"',
    )
