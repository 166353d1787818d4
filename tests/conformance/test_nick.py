"""NICK after the welcome."""

import pytest

from tests.kit.script import play


def test_everybody_who_sees_it_is_told_once() -> None:
    """RFC 2812 3.1.2: with the old nick as source."""
    play("""
    철수 arrives in #방,#뜰
    영희 arrives in #방,#뜰
    민수 arrives
    철수 > NICK 철이
    철수 < :철수!*@* NICK :철이
    영희 < :철수!*@* NICK :철이
    민수 < -
    민수 > NICK 민이
    민수 < :민수!*@* NICK :민이
    """)


def test_the_same_name_is_silent_and_another_case_is_told() -> None:
    """CASEMAPPING=ascii: one's own case may change; others get 433."""
    play("""
    alice arrives in #방
    bob arrives in #방
    alice > NICK alice
    alice < -
    bob > NICK ALICE
    bob < 433 bob ALICE :*
    alice > NICK Alice
    alice < :alice!*@* NICK :Alice
    bob < :alice!*@* NICK :Alice
    """)


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("", "431 철수 :*"),
        (" :", "431 철수 :*"),
        (" *", "432 철수 \\* :*"),
        (" #방", "432 철수 #방 :*"),
        (" @x", "432 철수 @x :*"),
        (" 1철수", "432 철수 1철수 :*"),
        (" 철\u200b수", "432 철수 * :*"),
        (" " + "가" * 17, "432 철수 * :*"),
        (" 끝말이", "433 철수 끝말이 :*"),
    ],
)
def test_refusals(typed: str, reply: str) -> None:
    """Modern IRC, NICK: 431, 432, 433."""
    play(f"철수 > NICK{typed}\n철수 < {reply}")


@pytest.mark.parametrize("nick", ["ㅋㅋ", "ㅇㅇ", "가" * 16, "[x]{y}|`_^-\\", "桜さくら"])
def test_what_people_like_to_be_called(nick: str) -> None:
    """DESIGN 6 (names)."""
    play(f"철수 > NICK {nick}\n철수 < :철수!*@* NICK :*")


def test_decomposed_and_full_width_letters_become_plain() -> None:
    """DESIGN 6: names are NFC; full-width ASCII becomes ASCII."""
    play("""
    철수 > NICK \u1112\u1161\u11ab
    철수 < NICK :한
    철수 > NICK ＡＢ
    철수 < NICK :AB
    """)


def test_the_old_nick_is_free_at_once() -> None:
    """RFC 2812 3.1.2."""
    play("""
    철수 arrives
    영희 arrives
    철수 > NICK 철이
    철수 <<
    영희 > NICK 철수
    영희 < :영희!*@* NICK :철수
    """)
