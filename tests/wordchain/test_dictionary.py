from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wordchain.dictionary import (
    Dictionary,
    Entry,
    JoinedDictionary,
    MemoryDictionary,
    graded,
    page_of,
)

WORDS = st.text(st.sampled_from("가나다라력역"), min_size=2, max_size=4)
MEANINGS = st.text(st.sampled_from("가 學校뜻()"), max_size=4)
ENTRIES = st.lists(st.builds(Entry, WORDS, MEANINGS, st.integers(1, 4)), max_size=40)

SCHOOL = MemoryDictionary(
    [
        Entry("학교", "學校"),
        Entry("학생", "학교에 다니는 사람", 1),
        Entry("교실", tier=2),
        Entry("학자", tier=3),
    ],
    glosses={"學": "배울 학", "校": "학교 교"},
)


def both(first: Sequence[Entry], second: Sequence[Entry]) -> JoinedDictionary:
    return JoinedDictionary(MemoryDictionary(first), MemoryDictionary(second))


def test_an_empty_dictionary_knows_nothing() -> None:
    empty = MemoryDictionary()
    assert (len(empty), list(empty.words()), empty.has("학교")) == (0, [], False)
    assert (*empty.starting_with("학"), *empty.ending_with("교")) == ()
    assert (empty.meaning("학교"), empty.meaning(""), empty.tier("학교")) == ("", "", 4)


def test_words_stand_by_tier() -> None:
    assert SCHOOL.starting_with("학") == ("학생", "학자", "학교")
    assert SCHOOL.starting_with("학", 3) == ("학생", "학자")
    assert SCHOOL.starting_with("학", 2) == SCHOOL.starting_with("학", 1) == ("학생",)
    assert SCHOOL.starting_with("교", 1) == ()
    assert sorted(SCHOOL.words()) == ["교실", "학교", "학생", "학자"]


def test_words_by_their_end() -> None:
    assert (SCHOOL.ending_with("교"), SCHOOL.ending_with("교", 3), SCHOOL.ending_with("학")) == (
        ("학교",),
        (),
        (),
    )


def test_hanja_is_glossed_and_a_sentence_is_not() -> None:
    assert SCHOOL.meaning("학교") == "學校 (배울 학, 학교 교)"
    assert SCHOOL.meaning("학생") == "학교에 다니는 사람"
    assert SCHOOL.meaning("교실") == ""
    assert MemoryDictionary([Entry("학교", "學校")], glosses={"學": "배울 학"}).meaning("학교") == "學校"


@pytest.mark.parametrize("part", ["학", "교", "학교학교", "교\t학", "학교\t", "\n학교", "생"])
def test_part_of_a_line_is_no_word(part: str) -> None:
    assert (SCHOOL.has(part), SCHOOL.meaning(part)) == (False, "")


def test_a_word_that_comes_twice_is_one() -> None:
    twice = MemoryDictionary([Entry("나라", "", 3), Entry("나라", "國"), Entry("나라", "다른 뜻", 2)])
    assert (len(twice), twice.tier("나라"), twice.meaning("나라")) == (1, 2, "國")


def test_the_quick_way_makes_the_same() -> None:
    quick = MemoryDictionary.from_tiers(
        [["학생"], ["교실"], ["학자"], ["학교"]],
        ["학교\t學校", "학생\t학교에 다니는 사람"],
        {"學": "배울 학", "校": "학교 교"},
    )
    assert set(quick.words()) == set(SCHOOL.words())
    for word in SCHOOL.words():
        assert (quick.tier(word), quick.meaning(word)) == (SCHOOL.tier(word), SCHOOL.meaning(word))


@given(ENTRIES)
def test_every_index_holds_every_word_once(entries: list[Entry]) -> None:
    agrees(MemoryDictionary(entries), {entry.word for entry in entries})


@given(ENTRIES, ENTRIES)
def test_joined_dictionaries_hold_the_words_of_both_once(first: list[Entry], second: list[Entry]) -> None:
    agrees(both(first, second), {entry.word for entry in [*first, *second]})


def agrees(dictionary: Dictionary, words: set[str]) -> None:
    listed = list(dictionary.words())
    assert (len(dictionary), set(listed)) == (len(listed), words)
    for ask, place in ((dictionary.starting_with, 0), (dictionary.ending_with, -1)):
        for syllable in "가나다라력역":
            for tier in (1, 2, 3, 4):
                found = ask(syllable, tier)
                assert sorted(found) == sorted(
                    word for word in words if word[place] == syllable and dictionary.tier(word) <= tier
                )
                assert list(found) == list(ask(syllable, tier))
    for word in map("".join, product("가나다라력역", repeat=2)):
        assert dictionary.has(word) == (word in words)


@given(ENTRIES)
def test_words_come_by_tier_and_the_alphabet(entries: list[Entry]) -> None:
    dictionary = MemoryDictionary(entries)
    for syllable in "가나다라력역":
        for found in (dictionary.starting_with(syllable), dictionary.ending_with(syllable)):
            assert list(map(dictionary.tier, found)) == sorted(map(dictionary.tier, found))
        first = dictionary.starting_with(syllable)
        assert list(first) == sorted(first, key=lambda word: (dictionary.tier(word), word))


@given(ENTRIES)
def test_every_meaning_is_found(entries: list[Entry]) -> None:
    dictionary = MemoryDictionary(entries)
    first: dict[str, str] = {}
    for entry in entries:
        first[entry.word] = first.get(entry.word) or entry.meaning
    for word, meaning in first.items():
        assert dictionary.meaning(word) == meaning


def test_a_joined_word_has_the_tier_of_the_first_and_the_meaning_of_the_second() -> None:
    joined = both(
        [Entry("나라", "國", 1), Entry("마음")], [Entry("나라", "우리 나라", 4), Entry("바다", tier=2)]
    )
    assert (joined.tier("나라"), joined.tier("바다"), joined.tier("하늘")) == (1, 2, 4)
    assert joined.meaning("나라") == "우리 나라"
    assert both([Entry("나라", "國")], [Entry("나라")]).meaning("나라") == "國"


@pytest.mark.parametrize(("size", "tier"), [(3_000, 1), (3_001, 2), (30_000, 2), (60_000, 3), (60_001, 4)])
def test_what_nobody_knows_is_graded_by_how_much_there_is(size: int, tier: int) -> None:
    own = [Entry("학생"), *(Entry(f"{chr(0xAC00 + n // 100)}{chr(0xAC00 + n % 100)}") for n in range(size))]
    found = graded(own, SCHOOL)
    assert [entry.word for entry in found] == [entry.word for entry in own]
    assert {entry.tier for entry in found[1:]} == {tier}
    assert found[0].tier == 1


def test_a_word_has_a_page_to_read_on() -> None:
    assert page_of("뜻") == "https://opendict.korean.go.kr/search/searchResult?query=%EB%9C%BB"
