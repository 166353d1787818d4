import re
from fnmatch import translate

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wire.masks import is_match, normalize_mask
from tests.vectors import load


class Match(msgspec.Struct):
    mask: str
    text: str
    matches: bool


class Full(msgspec.Struct):
    mask: str
    full: str


@pytest.mark.parametrize("case", load("mask", list[Match]), ids=lambda case: f"{case.mask} {case.text}")
def test_a_mask_matches(case: Match) -> None:
    assert is_match(case.mask, case.text) is case.matches


@pytest.mark.parametrize("case", load("mask_normalize", list[Full]), ids=lambda case: case.mask)
def test_a_mask_is_completed(case: Full) -> None:
    assert normalize_mask(case.mask) == case.full
    assert normalize_mask(case.full) == case.full


@given(st.text("ab?*", max_size=8), st.text("ab", max_size=8))
def test_it_matches_as_a_pattern_with_backtracking_does(mask: str, text: str) -> None:
    slow = re.compile(translate(mask), re.DOTALL)
    assert is_match(mask, text) is (slow.match(text) is not None)


@given(st.text("ab!@*?한", max_size=12))
def test_completing_twice_is_completing_once(mask: str) -> None:
    assert normalize_mask(normalize_mask(mask)) == normalize_mask(mask)


@pytest.mark.timeout(10)
def test_a_hostile_mask_costs_no_more_than_a_long_one() -> None:
    """With plain backtracking this takes longer than the world has been."""
    assert not is_match("*a" * 60 + "*b", "a" * 400)
    assert not is_match("*?a" * 60 + "b", "a" * 400)
