"""Half a syllable, initial consonants and words inside find a name."""

import pytest

from malmadang.desktop.matching import initials, rank


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("하", "하늘"),
        ("한", "하늘"),
        ("하느", "하늘"),
        ("ㅎㄴ", "하늘"),
        ("MI", "mina"),
        ("구름", "하얀 구름"),
        ("ㅎㅌ", "하트"),
        ("ㄳ", "감사"),
        ("ina", "Mina"),
        ("", "누구나"),
    ],
)
def test_it_fits(typed: str, name: str) -> None:
    assert rank(typed, name) is not None


@pytest.mark.parametrize(
    ("typed", "name"), [("늘하", "하늘"), ("ㅎㅁ", "하늘"), ("z", "mina"), ("하늘이", "하늘")]
)
def test_it_does_not_fit(typed: str, name: str) -> None:
    assert rank(typed, name) is None


def test_the_whole_name_comes_first_then_its_start() -> None:
    assert [rank("하늘", name) for name in ("하늘", "하늘이", "푸른 하늘", "바하늘")] == [0, 1, 2, 5]


def test_decomposed_letters_are_the_same() -> None:
    assert rank("\u1112\u1161", "하늘") == rank("하", "하늘")


def test_initials_leave_other_letters() -> None:
    assert initials("하늘 sky") == "ㅎㄴ sky"
