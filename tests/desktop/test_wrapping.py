"""Lines end at spaces; inside a word only when the word alone is wider than the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.desktop.richtext import spans
from malmadang.desktop.wrapping import ROLES, lines, stops
from tests.desktop.paper import FlatRuler

RULER = FlatRuler()  # 7 for ASCII, 15 for Hangul, in messages


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    at = stops(text, spans(text), RULER, ROLES, 21)
    return [text[start:end] for start, end in lines(text, at, width, indent)]


def test_a_short_text_is_one_line() -> None:
    assert wrapped("안녕하세요", 75) == ["안녕하세요"]


def test_lines_end_at_spaces() -> None:
    assert wrapped("가나다 라마바 사아", 105) == ["가나다 라마바 ", "사아"]


def test_spaces_hang_out_at_the_end() -> None:
    assert wrapped("가나다    라", 45) == ["가나다    ", "라"]


def test_only_a_word_wider_than_the_line_is_broken() -> None:
    assert wrapped("가 나다라마바", 45) == ["가 ", "나다라", "마바"]


def test_the_first_line_can_be_shorter() -> None:
    assert wrapped("가나 다라", 75, indent=40) == ["가나 ", "다라"]


def test_no_line_ends_inside_an_emoji() -> None:
    family = "👨‍👩‍👧"
    assert wrapped(family * 3, 50) == [family * 2, family]
    assert wrapped(family * 2, 5) == [family, family], "wider than the line, but whole"


def test_hidden_marks_take_no_room() -> None:
    assert stops("`a`", spans("`a`"), RULER, ROLES, 21)[-1] == RULER.widths(ROLES[spans("`a`")[1].ink])["a"]


@pytest.mark.parametrize("text", ["", " ", "가", "a b"])
def test_edges(text: str) -> None:
    assert "".join(wrapped(text, 10)) == text


@given(st.text(alphabet="가나다 ab👍🏽\u200d❤️`", max_size=60), st.integers(1, 200), st.integers(0, 60))
def test_the_lines_are_the_text(text: str, width: int, indent: int) -> None:
    at = stops(text, spans(text), RULER, ROLES, 21)
    ranges = lines(text, at, width, indent)
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(end > start for start, end in ranges) or not text
    for n, (start, end) in enumerate(ranges):
        shown = end
        while shown > start and (text[shown - 1] == " " or at[shown - 1] == at[shown]):
            shown -= 1
        clusters = sum(at[i] < at[i + 1] for i in range(start, shown))
        room = width - (0 if n else indent)
        assert at[shown] - at[start] <= room or clusters <= 1
