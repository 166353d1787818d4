"""Emoji are found by their names."""

import pytest

from malmadang.desktop.emoji import find
from malmadang.desktop.emojinames import in_groups, names, search


@pytest.mark.parametrize(
    ("typed", "emoji"),
    [
        ("하트", "❤️"),
        ("heart", "❤️"),
        ("ㅎㅌ", "❤️"),
        ("엄지", "👍"),
        ("thumbs", "👍"),
        ("박수", "👏"),
        (":tada:", "🎉"),
        ("대한민국", "🇰🇷"),
    ],
)
def test_a_word_finds_it(typed: str, emoji: str) -> None:
    assert emoji in [one.text for one in search(typed)]


def test_nothing_finds_nothing() -> None:
    assert search("") == []
    assert search("쀍뛟") == []


def test_every_emoji_has_a_picture_and_a_name() -> None:
    for emoji in names():
        assert emoji.korean
        assert emoji.english
        if emoji.group != 2:
            assert [(start, end) for start, end, _key in find(emoji.text)] == [(0, len(emoji.text))]


def test_groups_hold_everything_but_parts() -> None:
    groups = in_groups()
    assert [group for group, _emoji in groups] == [0, 1, 3, 4, 5, 6, 7, 8, 9]
    assert sum(len(emoji) for _group, emoji in groups) == len(names()) - 5
