"""Links, my name, code and emoji are told from plain text."""

from itertools import pairwise

import pytest

from malmadang.desktop.richtext import Ink, is_big, spans


def marked(text: str, nick: str = "") -> list[tuple[Ink, str]]:
    return [(span.ink, text[span.start : span.end]) for span in spans(text, nick)]


def links(text: str) -> list[str]:
    return [span.value for span in spans(text) if span.ink is Ink.LINK]


def test_the_stretches_cover_the_text_without_a_gap() -> None:
    text = "봐요 https://a.example/x 하늘 `코드` 😀 끝"
    pieces = spans(text, "하늘")
    assert "".join(text[span.start : span.end] for span in pieces) == text
    assert all(one.end == other.start for one, other in pairwise(pieces))


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("https://example.org/guide 확인", ["https://example.org/guide"]),
        ("(https://example.org/a_(b)) 그리고", ["https://example.org/a_(b)"]),
        ("보세요: http://example.org.", ["http://example.org"]),
        ("https://example.org/guide에서 봐요", ["https://example.org/guide"]),
        ("https://example.org를 봐요", ["https://example.org"]),
        ("https://ko.example.org/wiki/끝말잇기", ["https://ko.example.org/wiki/끝말잇기"]),
        ("HTTPS://EXAMPLE.ORG/", ["HTTPS://EXAMPLE.ORG/"]),
        ("javascript:alert(1) file:///etc/x ftp://a.example", []),
        ("https://", []),
    ],
)
def test_links(text: str, addresses: list[str]) -> None:
    assert links(text) == addresses


def test_my_name_is_marked_with_and_without_at() -> None:
    assert marked("@Mina 안녕, mina", "Mina") == [
        (Ink.MENTION, "@Mina"),
        (Ink.PLAIN, " 안녕, "),
        (Ink.MENTION, "mina"),
    ]
    assert marked("Minaret", "")[0][0] is Ink.PLAIN
    assert marked("가하늘", "하늘") == [(Ink.PLAIN, "가하늘")]


def test_the_marks_around_code_are_hidden_but_belong_to_the_text() -> None:
    assert marked("`/시작` 눌러요") == [
        (Ink.HIDDEN, "`"),
        (Ink.CODE, "/시작"),
        (Ink.HIDDEN, "`"),
        (Ink.PLAIN, " 눌러요"),
    ]


def test_nothing_is_marked_inside_a_link() -> None:
    assert marked("https://example.org/Mina/😀", "Mina") == [(Ink.LINK, "https://example.org/Mina/😀")]


@pytest.mark.parametrize(
    ("text", "big"),
    [("😀", True), ("😀 😀 😀", True), ("😀😀😀😀", False), ("😀!", False), ("", False), ("   ", False)],
)
def test_one_to_three_emoji_alone_are_big(text: str, big: bool) -> None:
    assert is_big(spans(text), text) is big
