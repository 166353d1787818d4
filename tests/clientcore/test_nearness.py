"""The nearest known word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.clientcore.nearness import distance, nearest

KNOWN = ("종료", "들어가기", "별명", "quit", "join")
words = st.text("가나다종료로ab", max_size=6)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("종료", "종료", 0),
        ("종로", "종료", 1),
        ("존료", "종료", 1),
        ("조료", "종료", 1),
        ("ab", "ba", 1),
        ("", "가", 2),
    ],
)
def test_steps_are_counted_in_jamo(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == steps


@given(words, words)
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) is (one == other)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("종로", "종료"),
        ("QUIT", "quit"),
        ("jion", "join"),
        ("들어", "들어가기"),
        ("전혀다른말", ""),
        ("quiet", "quit"),
        ("quota", ""),
        ("ㅁ", ""),
        ("", ""),
    ],
)
def test_what_was_meant(word: str, meant: str) -> None:
    assert nearest(word, KNOWN) == meant
