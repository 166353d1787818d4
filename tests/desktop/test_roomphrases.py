"""The view's own sentences, in both languages."""

from datetime import datetime

import pytest

from malmadang.clientcore.rows import NoticeKind
from malmadang.desktop.roomphrases import _WORDS as WORDS
from malmadang.desktop.roomphrases import RoomPhrases
from tests.desktop.paper import SEOUL, Talk, at

KOREAN, ENGLISH = RoomPhrases("ko"), RoomPhrases("en")


def moment(hour: int, minute: int = 5) -> datetime:
    return datetime(2026, 11, 22, hour, minute, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("hour", "korean", "english", "whole"),
    [
        (0, "오전 12:05", "12:05 AM", "0:05"),
        (9, "오전 9:05", "9:05 AM", "9:05"),
        (12, "오후 12:05", "12:05 PM", "12:05"),
        (23, "오후 11:05", "11:05 PM", "23:05"),
    ],
)
def test_times(hour: int, korean: str, english: str, whole: str) -> None:
    assert KOREAN.time(moment(hour)) == korean
    assert ENGLISH.time(moment(hour)) == english
    assert RoomPhrases("ko", clock_24=True).time(moment(hour)) == whole


def test_days() -> None:
    assert KOREAN.day(moment(9)) == "2026년 11월 22일 일요일"
    assert ENGLISH.day(moment(9)) == "Sunday, 22 November 2026"


def test_every_word_is_there_in_both_languages() -> None:
    for key in WORDS:
        assert KOREAN.word(key)
        assert ENGLISH.word(key)
        assert KOREAN.word(key) != ENGLISH.word(key)


def test_counts() -> None:
    assert KOREAN.unread(3) == "여기까지 읽었어요 · 새 메시지 3개"
    assert ENGLISH.unread(1).endswith("1 new message")
    assert KOREAN.jump(12) == "↓ 새 메시지 12개"
    assert ENGLISH.jump(2) == "↓ 2 new messages"
    assert "0" not in KOREAN.jump(0) + ENGLISH.jump(0)


@pytest.mark.parametrize(
    ("came", "left", "korean", "english"),
    [
        (["가", "나"], [], "가 외 1명이 들어왔어요", "가 and 1 other came"),
        ([], ["가", "나", "다"], "가 외 2명이 나갔어요", "가 and 2 others left"),
        (["가"], ["나"], "가 님이 들어오고 나 님이 나갔어요", "가 came and 나 left"),
        (
            "가나다라마",
            "바사",
            "가 외 4명이 들어오고 2명이 나갔어요",
            "가 and 4 others came and 바 and 1 other left",
        ),
        (["가", "가"], [], "가 님이 들어왔어요", "가 came"),
    ],
)
def test_folds(came: list[str], left: list[str], korean: str, english: str) -> None:
    talk = Talk()
    rows = [talk.notice(at(9, 0), NoticeKind.JOINED, who=name) for name in came]
    rows += [talk.notice(at(9, 0), NoticeKind.QUIT, who=name) for name in left]
    assert KOREAN.folded(rows) == korean
    assert ENGLISH.folded(rows) == english


@pytest.mark.parametrize(
    ("way", "korean", "english"),
    [
        ("가+ 가-", "가 님이 들어왔다 나갔어요", "가 came and left again"),
        ("가- 가+", "가 님이 나갔다 돌아왔어요", "가 left and came back"),
        (
            "나+ 가- 가+ 다+",
            "나 외 1명이 들어왔어요 · 가 님이 나갔다 돌아왔어요",
            "나 and 1 other came, 가 left and came back",
        ),
        ("가+ 가- 가+", "가 님이 들어왔어요", "가 came"),
    ],
)
def test_who_came_and_left_again_is_told_once(way: str, korean: str, english: str) -> None:
    talk = Talk()
    rows = [
        talk.notice(at(9, 0), NoticeKind.JOINED if step[1] == "+" else NoticeKind.QUIT, who=step[0])
        for step in way.split()
    ]
    assert KOREAN.folded(rows) == korean
    assert ENGLISH.folded(rows) == english
