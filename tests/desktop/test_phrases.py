"""Every word exists in both languages, with the same fields."""

import re

import pytest

from malmadang.desktop.phrases import Word

_FIELD = re.compile(r"\{(\w+)")
_HANGUL = re.compile("[가-힣]")


@pytest.mark.parametrize("word", Word)
def test_both_languages_have_the_same_fields(word: Word) -> None:
    korean, english = word.value
    assert korean
    assert english
    assert set(_FIELD.findall(korean)) == set(_FIELD.findall(english))


@pytest.mark.parametrize("word", Word)
def test_english_has_no_hangul(word: Word) -> None:
    assert not _HANGUL.search(word.value[1])


@pytest.mark.parametrize("word", Word)
def test_nobody_is_shouted_at(word: Word) -> None:
    assert "!" not in word.value[0] + word.value[1]
    assert "습니다" not in word.value[0]
