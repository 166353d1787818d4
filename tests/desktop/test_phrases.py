"""Every word exists in both languages, with the same fields."""

import re

import pytest

from malmadang.desktop.accountphrases import AccountWord
from malmadang.desktop.gamephrases import GameWord
from malmadang.desktop.phrases import Word

_FIELD = re.compile(r"\{(\w+)")
EVERY = [*Word, *AccountWord, *GameWord]
_HANGUL = re.compile("[가-힣]")


@pytest.mark.parametrize("word", EVERY)
def test_both_languages_have_the_same_fields(word: Word | AccountWord | GameWord) -> None:
    korean, english = word.value
    assert korean
    assert english
    assert set(_FIELD.findall(korean)) == set(_FIELD.findall(english))


@pytest.mark.parametrize("word", EVERY)
def test_english_has_no_hangul(word: Word | AccountWord | GameWord) -> None:
    assert not _HANGUL.search(word.value[1])


@pytest.mark.parametrize("word", [*Word, *AccountWord])
def test_nobody_is_shouted_at(word: Word | AccountWord | GameWord) -> None:
    assert "!" not in word.value[0] + word.value[1]
    assert "습니다" not in word.value[0]
