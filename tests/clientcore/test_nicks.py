"""Another nick."""

import pytest

from malmadang.clientcore.nicks import next_nick, plain_nick, user_name


@pytest.mark.parametrize(
    ("nick", "proposal"),
    [
        ("하늘", "하늘2"),
        ("하늘2", "하늘3"),
        ("하늘9", "하늘10"),
        ("tom", "tom2"),
        ("a01", "a012"),
        ("가" * 16, "가" * 15 + "2"),
    ],
)
def test_beside_a_nick_that_is_taken(nick: str, proposal: str) -> None:
    assert next_nick(nick) == proposal


@pytest.mark.parametrize(
    ("nick", "proposal"),
    [
        ("하늘", "haneul"),
        ("초코송이", "chokosong"),
        ("漢字", "guest2"),
        ("haneul", "haneul2"),
        ("1등", "deung"),
        ("-", "guest2"),
    ],
)
def test_beside_a_nick_that_the_server_cannot_take(nick: str, proposal: str) -> None:
    """Source: RFC 2812 2.3.1."""
    assert plain_nick(nick) == proposal


@pytest.mark.parametrize(("nick", "user"), [("하늘", "haneul"), ("Tom_2", "tom2"), ("漢字", "malmadang")])
def test_user_names(nick: str, user: str) -> None:
    assert user_name(nick) == user
