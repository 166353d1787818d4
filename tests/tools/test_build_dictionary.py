"""The rules by which a word comes into the dictionary, on sources small enough to read."""

import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malmadang.adapters.dictionary_file import load_shipped, parse_shipped
from malmadang.wordchain.dictionary import MemoryDictionary
from tools.build_dictionary import (
    brief,
    choose,
    glosses_of,
    meaning_of,
    own_words,
    packed,
    southern,
    tier_of,
    voices,
    written,
)
from tools.dictionary_sources import Sources

SAMPLE = Path(__file__).with_name("dictionary_sample.txt")
NOUN = frozenset({"NNG"})
UNSEEN = 2639


def tags(**words: str) -> dict[str, frozenset[str]]:
    return {word: frozenset(of.split()) for word, of in words.items()}


SOURCES = Sources(
    mecab=tags(
        학교="NNG",
        노동="NNG",
        로동="NNG",
        라면="NNG",
        나면="NNG",
        계절="NNG",
        계절로동자="NNG",
        없을말="NNG",
        나무하늘="NNG",
        매우="NNG MAG",
        보이다="NNG",
        보이="VV",
        서른셋="NNG NR",
        한강="NNP/지명",
        역삼동="NNP/지명",
        김철수="NNP/인명",
        국회="NNP",
        외톨="NNG",
    ),
    cost=dict.fromkeys(["노동", "계절", "학교"], 1500)
    | dict.fromkeys(["라면", "로동", "외톨", "나무하늘"], UNSEEN),
    kiwi=tags(
        학교="NNG", 노동="NNG", 라면="NNG", 계절="NNG", 매우="MAG", 깡충="NNG MAG", 떡집="NNG", 고시원="NNG"
    ),
    listed=frozenset(
        ["학교", "노동", "로동", "라면", "나면", "계절", "매우", "한강", "깡충", "떡집", "보이다", "김철수"]
    ),
    learners=frozenset(["학교"]),
    hanja={
        "학교": ("學校", "學敎"),
        "노동": ("勞動",),
        "역삼동": ("驛三洞",),
        "국회": ("國會",),
        "고시원": ("考試院",),
        "합리적": ("合理的",),
        "계절노동": ("季節勞動",),
        "나면": ("裸麵",),
        "공사": ("公事", "公司", "公社", "工事"),
    },
    glosses={"學": (("학", "배울 학"),), "校": (("교", "학교 교"),), "勞": (("로", "일할 로, 위로할 로"),)},
)


def rule_of(word: str, *, own: str = "", stop: str = "") -> str:
    return choose(SOURCES, own.split(), stop.split())[0].get(word, "")


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("학교", "learners' words"),
        ("노동", "mecab, short, confirmed"),
        ("라면", "mecab, short, confirmed"),
        ("서른셋", "mecab, short, confirmed"),
        ("나무하늘", "mecab, long"),
        ("떡집", "listed and kiwi"),
        ("고시원", "kiwi and hanja"),
        ("합리적", "hanja in -적"),
        ("한강", "places"),
        ("국회", "names of things"),
        ("계절노동", "hanja, of two common nouns"),
    ],
)
def test_a_word_is_in_by_its_rule(word: str, rule: str) -> None:
    assert rule_of(word) == rule


@pytest.mark.parametrize(
    "word",
    [
        "외톨",  # short, and only mecab knows it
        "없을말",
        "매우",  # an adverb, says Kiwi
        "깡충",
        "보이다",  # a verb
        "보이",
        "역삼동",  # a ward
        "김철수",
        "로동",  # northern for 노동
        "계절로동자",
        "공사",  # only the Hanja table
    ],
)
def test_a_word_is_out(word: str) -> None:
    assert not rule_of(word)


def test_our_own_lists_have_the_last_word() -> None:
    assert rule_of("탕후루", own="탕후루") == "our own list"
    assert not rule_of("노동", stop="노동")
    assert choose(SOURCES, [], ["노동"])[1]["stop list"] == 1


@pytest.mark.parametrize(
    ("word", "there"),
    [("로동", "노동"), ("력사", "역사"), ("녀자", "여자"), ("러시아", "러시아"), ("나라", "나라")],
)
def test_northern_heads(word: str, there: str) -> None:
    assert southern(word) == there


@pytest.mark.parametrize(
    ("word", "tier"), [("학교", 1), ("노동", 2), ("탕후루", 2), ("계절노동", 3), ("나무하늘", 4)]
)
def test_tiers(word: str, tier: int) -> None:
    chosen, _ = choose(SOURCES, ["탕후루"], [])
    assert tier_of(SOURCES, word, chosen[word], {"탕후루"}) == tier


def test_meanings_and_glosses() -> None:
    assert meaning_of(SOURCES, "학교", 1) == "學校·學敎"
    assert meaning_of(SOURCES, "학교", 4) == "", "two ways, of a word that few know"
    assert meaning_of(SOURCES, "공사", 1) == "", "more than three ways"
    assert meaning_of(SOURCES, "나면", 4) == "裸麵"
    assert glosses_of(SOURCES, {"학교": "學校"}) == {"學": "배울 학", "校": "학교 교"}


@pytest.mark.parametrize(
    ("gloss", "told"),
    [
        ("일할 로, 위로할 로", "일할 로"),
        ("일할", "일할 로"),
        ("", ""),
        ("아주 길고 길어서 못 쓸 뜻", ""),
        ("곳(장소) 로", "곳 로"),
    ],
)
def test_a_gloss_is_brief(gloss: str, told: str) -> None:
    assert brief("로", gloss) == told


def test_voices() -> None:
    assert [voices(SOURCES, word) for word in ("학교", "나무하늘", "매우", "탕후루")] == [4, 1, 2, 0]


# Packing takes 60 MB each time, and so as long as the machine likes.
@settings(deadline=None, max_examples=20)
@given(
    st.dictionaries(
        st.text(st.sampled_from("가나다라"), min_size=2, max_size=3),
        st.tuples(st.integers(1, 4), st.sampled_from(["", "家", "家·加"])),
    )
)
def test_what_is_written_is_read(words: dict[str, tuple[int, str]]) -> None:
    tiers = {word: tier for word, (tier, _) in words.items()}
    meanings = {word: meaning for word, (_, meaning) in words.items() if meaning}
    text = written(tiers, meanings, {"家": "집 가"})
    assert lzma.decompress(packed(text)).decode() == text
    assert packed(text) == packed(text)
    dictionary = parse_shipped(text)
    assert {word: dictionary.tier(word) for word in dictionary.words()} == tiers
    for word in tiers:
        meaning = meanings.get(word, "")
        assert dictionary.meaning(word) == (f"{meaning} (집 가)" if meaning == "家" else meaning)


@pytest.fixture(scope="module")
def shipped() -> MemoryDictionary:
    return load_shipped()


@pytest.mark.parametrize("name", ["present-day.txt", "stop.txt"])
def test_our_lists_hold_words_once(name: str) -> None:
    words = own_words(name)
    assert len(words) == len(set(words))
    assert not [word for word in words if not (2 <= len(word) <= 20 and all("가" <= c <= "힣" for c in word))]


def test_our_lists_do_not_contradict_each_other() -> None:
    assert not set(own_words("present-day.txt")) & set(own_words("stop.txt"))


def test_the_shipped_file_keeps_to_our_lists(shipped: MemoryDictionary) -> None:
    assert not [word for word in own_words("stop.txt") if shipped.has(word)], "build it again"
    assert not [word for word in own_words("present-day.txt") if shipped.tier(word) > 2], "build it again"


def test_the_words_that_were_read_one_by_one(shipped: MemoryDictionary) -> None:
    lines = [line for line in SAMPLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    verdicts = {word: verdict for word, _, verdict in (line.partition("\t") for line in lines)}
    assert len(verdicts) == len(lines) == 500
    assert not [word for word, verdict in verdicts.items() if shipped.has(word) == (verdict == "no")]
    assert sum(not verdict for verdict in verdicts.values()) / len(lines) >= 0.98
