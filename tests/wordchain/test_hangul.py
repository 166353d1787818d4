import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wordchain.hangul import (
    FINALS,
    INITIALS,
    VOWELS,
    compose,
    hardened,
    initials,
    is_hangul,
    parts,
    softened,
)

LAW = {
    **dict(zip("녀뇨뉴니", "여요유이", strict=True)),
    **dict(zip("랴려례료류리", "야여예요유이", strict=True)),
    **dict(zip("라래로뢰루르", "나내노뇌누느", strict=True)),
}
EVERY = [chr(code) for code in range(ord("가"), ord("힣") + 1)]


def test_the_law_changes_448_syllables_and_no_other() -> None:
    """한글 맞춤법 10-12항: 16 pairs with 28 finals each."""
    wanted = {}
    for before, after in LAW.items():
        for final in range(FINALS):
            wanted[compose(*parts(before)[:2], final)] = compose(*parts(after)[:2], final)
    assert len(wanted) == 448
    for syllable in EVERY:
        assert softened(syllable) == wanted.get(syllable, syllable)
        assert hardened(syllable) == tuple(hard for hard in wanted if wanted[hard] == syllable)


@pytest.mark.parametrize(
    ("said", "head"), [("력", "역"), ("념", "염"), ("률", "율"), ("림", "임"), ("릉", "능"), ("랭", "냉")]
)
def test_known_pairs(said: str, head: str) -> None:
    assert softened(said) == head
    assert said in hardened(head)


@pytest.mark.parametrize("syllable", "냐녜러레뤄뤼릐나너노누네이가")
def test_not_in_the_law(syllable: str) -> None:
    assert softened(syllable) == syllable


def test_the_law_is_one_way_and_never_makes_two_steps() -> None:
    assert softened("리") == "이"
    assert "리" not in hardened("니")
    assert all(softened(softened(each)) == softened(each) for each in EVERY)


@given(st.sampled_from(EVERY))
def test_a_syllable_is_its_letters(syllable: str) -> None:
    initial, vowel, final = parts(syllable)
    assert compose(initial, vowel, final) == syllable
    assert initials(syllable) == INITIALS[initial]
    assert vowel < len(VOWELS)


@pytest.mark.parametrize("text", ["", "ㄱ", "가ㅏ", "漢字", "abc", "가 나", "\u1100\u1161", "가\u200b", "ﾡ"])
def test_what_is_no_word(text: str) -> None:
    assert not is_hangul(text)


@pytest.mark.parametrize("text", ["", "가나", "ㄱ", "a"])
def test_only_one_syllable_has_letters(text: str) -> None:
    with pytest.raises(ValueError, match="no syllable"):
        parts(text)


def test_first_letters_of_a_word() -> None:
    assert initials("감사") == "ㄱㅅ"
    assert initials("까치") == "ㄲㅊ"
