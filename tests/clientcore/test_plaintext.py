"""Text fit to be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.clientcore.plaintext import clean


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("안녕 🙂", "안녕 🙂"),
        ("\x02굵게\x0f \x1d기울여\x1d", "굵게 기울여"),
        ("\x0304빨강\x03 \x0312,01파랑", "빨강 파랑"),
        ("\x04ff0000rgb\x04", "rgb"),
        ("\x03,5쉼표", ",5쉼표"),
        ("\x1b[2J\x07\x9b31m", "[2J31m"),
        ("탭\t뒤", "탭 뒤"),
    ],
)
def test_codes_are_taken_out(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_nothing_that_steers_is_left(text: str) -> None:
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in clean(text))
