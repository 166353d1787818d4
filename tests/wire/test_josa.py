import pytest

from malmadang.wire.josa import PAIRS, attach, fill, final_of


@pytest.mark.parametrize(
    ("word", "pair", "whole"),
    [
        ("하늘", "이/가", "하늘이"),
        ("철수", "이/가", "철수가"),
        ("서울", "으로/로", "서울로"),
        ("집", "으로/로", "집으로"),
        ("부산", "은/는", "부산은"),
        ("#말마당", "을/를", "#말마당을"),
        ("ㅋㅋ", "이/가", "ㅋㅋ이"),
        ("malmadang-0.1.0", "으로/로", "malmadang-0.1.0으로"),
        ("IRC", "을/를", "IRC를"),
        ("book", "이/가", "book이"),
        ("desk", "이/가", "desk가"),
        ("100", "은/는", "100은"),
        ("7", "으로/로", "7로"),
        ("🙂", "이/가", "🙂이(가)"),
        ("🙂", "으로/로", "🙂(으)로"),
    ],
)
def test_the_particle_fits_the_word_as_it_is_read(word: str, pair: str, whole: str) -> None:
    """한글 맞춤법; ㄹ before 로 needs no 으."""
    assert attach(word, pair) == whole


def test_an_unknown_particle_is_the_callers_bug() -> None:
    with pytest.raises(ValueError, match="에서"):
        attach("집", "에서")


def test_fill_puts_particles_behind_fields() -> None:
    assert fill("{who|이/가} {room}에 왔어요", who="영희", room="#방") == "영희가 #방에 왔어요"
    assert fill("{count}명", count=3) == "3명"
    assert fill("'{who|은/는}' 없어요", who="하늘") == "'하늘'은 없어요"


def test_fill_names_the_field_that_is_missing() -> None:
    with pytest.raises(KeyError, match="who"):
        fill("{who}")


def test_every_pair_has_two_forms() -> None:
    assert all(pair.count("/") == 1 for pair in PAIRS)


def test_what_nobody_can_read_has_no_ending() -> None:
    assert final_of("") is None
    assert final_of("!!!") is None
