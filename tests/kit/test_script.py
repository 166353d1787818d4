"""The conversations can tell right from wrong."""

import pytest

from tests.kit.script import Mismatch, differs, play

LINE = "@time=2025;label=a;+b=c :철수!~u@localhost MODE #방 +kl 열쇠 7"


@pytest.mark.parametrize(
    "pattern",
    [
        "@label=a MODE #방 +kl 열쇠 7",
        "@label=* :철수!*@* MODE #방 +kl * 7",
        "@label=a;+b=c;-msgid * #방 ...",
        "@label=a MODE ...",
    ],
)
def test_what_fits(pattern: str) -> None:
    assert not differs(pattern, LINE)


@pytest.mark.parametrize(
    "pattern",
    [
        "MODE #방 +kl 열쇠 7",
        "@label=b MODE ...",
        "@label=a;-time MODE ...",
        "@label=a;msgid=* MODE ...",
        "@label=a :영희!*@* MODE ...",
        "@label=a JOIN ...",
        "@label=a MODE #방 +kl 열쇠",
        "@label=a MODE #방 +kl 열쇠 7 8",
        "@label=a MODE #뜰 ...",
        "@label=a MODE #방 +kl \\* 7",
    ],
)
def test_what_does_not(pattern: str) -> None:
    assert differs(pattern, LINE)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("철수 > PING x\n철수 < -", "should read nothing"),
        ("철수 < PONG x", "read nothing"),
        ("철수 > PING x", "has unread"),
        ("철수 > PING x\n철수 < PONG x", "2 parameters, not 1"),
    ],
)
def test_a_conversation_that_goes_another_way_is_told(script: str, says: str) -> None:
    with pytest.raises(Mismatch, match=says):
        play(script)


def test_nonsense_is_no_script() -> None:
    with pytest.raises(ValueError, match="not a line of a script"):
        play("무슨 말이지")
