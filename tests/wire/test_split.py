from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wire.split import cut_text, split_text

TEXTS = st.text(st.sampled_from("ab 한글 👩\u200d🇰🇷\u0301\ufe0f👍🏽ㅋ"), max_size=60) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=60
)


@given(TEXTS, st.integers(4, 40))
def test_pieces_fit_and_join_back(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece.encode()) <= limit for piece in pieces)


@given(TEXTS, st.integers(4, 40))
def test_a_cut_text_is_the_beginning_and_fits(text: str, limit: int) -> None:
    cut = cut_text(text, limit)
    assert text.startswith(cut)
    assert len(cut.encode()) <= limit
    assert bool(cut) == bool(text)


def test_nothing_gives_no_pieces() -> None:
    assert split_text("", 10) == []


def test_what_fits_stays_whole() -> None:
    assert split_text("안녕하세요", 15) == ["안녕하세요"]


def test_syllables_stay_whole() -> None:
    assert split_text("안녕하세요", 14) == ["안녕하세", "요"]
    assert split_text("안녕하세요", 4) == ["안", "녕", "하", "세", "요"]


def test_a_space_is_a_better_place() -> None:
    assert split_text("오늘 밥 먹었어요", 20) == ["오늘 밥 ", "먹었어요"]
    assert split_text("hello world", 8) == ["hello ", "world"]


def test_a_space_too_near_the_start_is_not() -> None:
    assert split_text("a bcdefghijkl", 8) == ["a bcdefg", "hijkl"]


@pytest.mark.parametrize(
    "cluster", ["👩\u200d👩\u200d👧", "👍🏽", "🇰🇷", "e\u0301", "❤\ufe0f", "क्\u200dष", "ᄀ\u1160"]
)
def test_a_cluster_stays_whole(cluster: str) -> None:
    room = len(cluster.encode()) + 1
    assert split_text(f"aa{cluster}", room) == ["aa", cluster]
    assert cut_text(f"aa{cluster}", room) == "aa"


def test_flags_are_parted_only_between_two() -> None:
    assert split_text("🇰🇷🇯🇵🇺🇸", 12) == ["🇰🇷", "🇯🇵", "🇺🇸"]


def test_a_cluster_longer_than_a_piece_is_cut_all_the_same() -> None:
    assert "".join(split_text("e" + "\u0301" * 20, 9)) == "e" + "\u0301" * 20


def test_old_jamo_stay_with_their_syllable() -> None:
    text = normalize("NFD", "한글")
    assert split_text(text, 10) == [normalize("NFD", "한"), normalize("NFD", "글")]


def test_a_piece_must_hold_one_letter() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        split_text("a", 3)


def test_what_does_not_fit_at_all_is_cut_to_nothing() -> None:
    assert cut_text("한", 2) == ""
    assert cut_text("한글", 3) == "한"
