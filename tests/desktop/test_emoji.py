"""Emoji are found as people see them: as long as they go."""

import pytest
from PIL import Image

from malmadang.desktop.emoji import CELL, COLUMNS, find, index, picture, readable
from malmadang.desktop.emoji import _sheet as sheet


def found(text: str) -> list[str]:
    return [text[start:end] for start, end, _key in find(text)]


def test_the_sheet_has_a_cell_for_every_line_of_the_index() -> None:
    rows = -(-len(index()) // COLUMNS)
    assert sheet().size == (COLUMNS * CELL, rows * CELL)
    assert len(index()) > 1900


def test_the_sheet_stays_small() -> None:
    from importlib.resources import files

    assert len(files("malmadang").joinpath("data", "emoji.png").read_bytes()) < 1_500_000


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("안녕 😀!", ["😀"]),
        ("😀😂", ["😀", "😂"]),
        ("가족 👨‍👩‍👧 이에요", ["👨‍👩‍👧"]),
        ("🇰🇷🇯🇵", ["🇰🇷", "🇯🇵"]),
        ("❤️ ❤", ["❤️", "❤"]),
        ("1️⃣ 1", ["1️⃣"]),
        ("👍🏽 좋아요", ["👍🏽"]),
        ("🧑🏿‍🚀", ["🧑🏿‍🚀"]),
        ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", ["🏴󠁧󠁢󠁷󠁬󠁳󠁿"]),
        ("© 2026 → ™", []),
        ("©️", ["©️"]),
        ("☺︎", []),
        ("3 * 4 # 5", []),
        ("plain ascii :)", []),
        ("한글만", []),
    ],
)
def test_what_is_an_emoji(text: str, emoji: list[str]) -> None:
    assert found(text) == emoji


def test_skin_tones_fall_back_to_the_picture_without_them() -> None:
    assert find("👍🏽")[0][2] == "👍"
    assert find("👍🏽")[0][2] in index()


def test_a_joined_sequence_without_a_picture_falls_apart() -> None:
    assert found("😀\u200d😂") == ["😀", "😂"]


def test_the_offsets_cover_the_whole_sequence() -> None:
    text = "가👨‍👩‍👧나"
    assert [(start, end) for start, end, _key in find(text)] == [(1, len(text) - 1)]


def test_what_has_no_picture_is_never_given_to_tk() -> None:
    assert readable("가\U0001faff\ufe0f나") == "가□나"
    assert readable("a\u200db") == "ab"
    assert readable("plain") == "plain"


def test_pictures_come_in_any_size() -> None:
    heart = picture("❤", 20)
    assert heart.size == (20, 20)
    red, green, _blue, alpha = heart.getpixel((10, 8))  # type: ignore[misc]  # an RGBA pixel is a tuple
    assert red > 150 > green
    assert alpha > 240
    assert isinstance(picture("😀", 96), Image.Image)
