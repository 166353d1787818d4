"""Text is chosen to the letter, and copied as people paste it."""

import pytest

from malmadang.clientcore.rows import NoticeKind, RowId
from malmadang.desktop.arrange import Rules, arrange
from malmadang.desktop.layout import lay_out
from malmadang.desktop.placed import Placed
from malmadang.desktop.selection import (
    Point,
    Selection,
    as_talk,
    chosen_in,
    offset_at,
    run_at,
    spans_of,
    text_of,
    word_around,
)
from malmadang.desktop.stack import Stack
from malmadang.ports import TimeMs
from tests.desktop.paper import FlatRuler, Talk, at, seoul, sheet

RULER = FlatRuler()


def stack_of(talk: Talk) -> Stack:
    stack = Stack()
    stack.show(arrange(talk.rows, Rules(local=seoul)), lambda block: lay_out(block, sheet()), RowId(0), 10)
    return stack


def placed(text: str, width: int = 800) -> Placed:
    talk = Talk()
    talk.message(at(9, 31), "하늘", text)
    (block,) = arrange(talk.rows, Rules(local=seoul))
    return lay_out(block, sheet(width=width))


def time(when: TimeMs) -> str:
    return sheet().time(when)


def talk_of_three() -> Talk:
    talk = Talk()
    talk.message(at(9, 31), "하늘", "오늘 순서는?")
    talk.notice(at(9, 31), NoticeKind.JOINED, who="민수")
    talk.message(at(9, 32), "Mina", "좋아요 👍", own=True)
    return talk


def test_the_offset_is_the_nearest_letter() -> None:
    block = placed("가나다라")
    run = next(run for run in block.runs if run.start == 0)
    middle = run.y + 11
    assert [offset_at(block, run.x + x, middle, RULER) for x in (-50, 0, 7, 8, 22, 23, 59, 500)] == [
        0, 0, 0, 1, 1, 2, 4, 4,
    ]  # fmt: skip


def test_above_and_below_the_nearest_line_counts() -> None:
    block = placed("가나다 " * 40)
    lines = sorted({run.y for run in block.runs if run.start >= 0})
    assert len(lines) > 1
    assert offset_at(block, 0, -100, RULER) == 0
    assert offset_at(block, 5000, 5000, RULER) == len(block.text)


def test_an_emoji_is_chosen_whole() -> None:
    text = "가👨‍👩‍👧나"
    block = placed(text)
    emoji = next(run for run in block.runs if run.emoji)
    offsets = {offset_at(block, emoji.x + x, emoji.y + 5, RULER) for x in range(emoji.width)}
    assert offsets == {1, len(text) - 1}
    assert [piece[0].emoji for piece in chosen_in(block, 1, len(text) - 1, RULER)] == ["👨\u200d👩\u200d👧"]


def test_the_chosen_part_of_a_run() -> None:
    block = placed("가나다라")
    run = next(run for run in block.runs if run.start == 0)
    assert chosen_in(block, 1, 3, RULER) == [(run, "나다", run.x + 15, 30)]
    assert chosen_in(block, 2, 2, RULER) == []


def test_what_is_under_the_mouse() -> None:
    block = placed("봐요 https://a.example")
    link = next(run for run in block.runs if run.action and run.start >= 0)
    assert run_at(block, link.x + 5, link.y + 5) is link
    assert run_at(block, 5, link.y) is None


def test_one_message_copies_as_plain_text() -> None:
    stack = stack_of(talk_of_three())
    assert text_of(Selection(Point(RowId(1), 3), Point(RowId(1), 5)), stack, time) == "순서"


def test_several_messages_copy_with_time_and_name() -> None:
    stack = stack_of(talk_of_three())
    whole = Selection(Point(RowId(1), 3), Point(RowId(3), 6))
    copied = "[오전 9:31] 하늘: 순서는?\n[오전 9:32] Mina: 좋아요 👍"
    assert text_of(whole, stack, time) == copied
    back = Selection(whole.end, whole.start)
    assert text_of(back, stack, time) == text_of(whole, stack, time), "upwards too"


def test_what_is_gone_is_not_copied() -> None:
    stack = stack_of(talk_of_three())
    gone = Selection(Point(RowId(77), 0), Point(RowId(1), 2))
    assert list(spans_of(gone, stack)) == []
    assert text_of(gone, stack, time) == ""


def test_a_room_as_plain_text() -> None:
    talk = Talk()
    row = talk.message(at(14, 5), "하늘", "안녕")
    assert as_talk([(row, row.text)], time) == "[오후 2:05] 하늘: 안녕"


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("안녕 하늘아!", 4, "하늘아"),
        ("안녕 하늘아!", 6, "!"),
        ("안녕 하늘아", 2, " "),
        ("안녕", 2, "안녕"),
        ("a.b", 1, "."),
        ("", 0, ""),
    ],
)
def test_the_word_at_an_offset(text: str, offset: int, word: str) -> None:
    first, last = word_around(text, offset)
    assert text[first:last] == word
