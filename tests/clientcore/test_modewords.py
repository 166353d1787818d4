"""Modes of a room as sentences."""

import pytest

from malmadang.clientcore.modewords import MODE_KINDS, WORDS, mode_sentences, person_of
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.rows import NoticeKind, NoticeRow, RowId
from malmadang.ports import TimeMs


@pytest.mark.parametrize(
    ("modes", "korean", "english"),
    [
        ("+b jane!*@*", "하늘 님이 jane 님을 막았어요", "하늘 banned jane"),
        ("-b *!*@h", "하늘 님이 *!*@h를 막은 것을 풀었어요", "하늘 lifted the ban on *!*@h"),
        ("+q 민수!*@*", "하늘 님이 민수 님을 말하지 못하게 했어요", "하늘 muted 민수"),
        (
            "+l-k 30 열쇠",
            "하늘 님이 방의 인원을 30명까지로 정했어요 · 하늘 님이 방의 열쇠말을 없앴어요",
            "하늘 limited the room to 30 people · 하늘 took the room's password away",
        ),
        ("+Z", "하늘 님이 방 모드를 바꿨어요: +Z", "하늘 set the room's modes: +Z"),
    ],
)
def test_a_change_is_a_sentence(modes: str, korean: str, english: str) -> None:
    row = NoticeRow(RowId(1), TimeMs(0), NoticeKind.MODE, {"by": "하늘", "modes": modes})
    assert Phrases("ko").notice(row) == korean
    assert Phrases("en").notice(row) == english


def test_every_letter_has_both_its_sentences() -> None:
    letters = MODE_KINDS.format().replace(",", "")
    assert set(WORDS) == {f"{sign}{letter}" for sign in "+-" for letter in letters}


def test_a_change_without_its_value_is_told_as_it_is() -> None:
    assert not mode_sentences("+b")


@pytest.mark.parametrize(
    ("mask", "nick"), [("jane!*@*", "jane"), ("j*!*@*", ""), ("*!*@h", ""), ("a!b@*", "")]
)
def test_only_a_mask_of_a_nick_is_a_person(mask: str, nick: str) -> None:
    assert person_of(mask) == nick
