"""Rows stand together as people read them: groups, days, the unread line, folds."""

import msgspec

from malmadang.clientcore.rows import Delivery, MessageForm, NoticeKind, RowId
from malmadang.desktop.arrange import Block, Folding, Rules, arrange, is_hidden, newest_sent, of_speakers
from tests.desktop.paper import Talk, at, seoul


def blocks(talk: Talk, rules: Rules | None = None) -> list[Block]:
    return arrange(talk.rows, rules or Rules(local=seoul))


def heads(talk: Talk) -> list[bool]:
    return [block.head for block in blocks(talk)]


def test_one_sender_within_five_minutes_is_a_group() -> None:
    talk = Talk()
    talk.message(at(9, 0), "하늘", "하나")
    talk.message(at(9, 4, 59), "하늘", "둘")
    talk.message(at(9, 9, 59), "하늘", "셋")
    talk.message(at(9, 10), "민수", "넷")
    assert heads(talk) == [True, False, True, True]


def test_replies_actions_and_ranks_begin_anew() -> None:
    talk = Talk()
    talk.message(at(9, 0), "하늘", "하나")
    talk.message(at(9, 0), "하늘", "답", reply_to="m1")
    talk.message(at(9, 0), "하늘", "춤춰요", form=MessageForm.ACTION)
    talk.message(at(9, 0), "하늘", "그다음")
    talk.message(at(9, 0), "하늘", "운영자만", audience="@")
    assert heads(talk) == [True, True, True, True, True]


def test_a_notice_between_ends_the_group() -> None:
    talk = Talk()
    talk.message(at(9, 0), "하늘", "하나")
    talk.notice(at(9, 0), NoticeKind.TOPIC, by="민수", topic="새 주제")
    talk.message(at(9, 0), "하늘", "둘")
    assert heads(talk) == [True, True, True]


def test_a_day_begins_at_midnight_of_the_person() -> None:
    talk = Talk()
    talk.message(at(23, 59, day=21), "하늘", "밤")
    talk.message(at(0, 0, day=22), "하늘", "새벽")
    talk.message(at(0, 1, day=22), "하늘", "또")
    assert [(block.day, block.head) for block in blocks(talk)] == [(True, True), (True, True), (False, False)]


def test_only_the_last_message_of_a_minute_is_timed() -> None:
    talk = Talk()
    talk.message(at(9, 0, 1), "하늘", "하나")
    talk.message(at(9, 0, 50), "하늘", "둘")
    talk.message(at(9, 1), "하늘", "셋")
    talk.message(at(9, 1), "민수", "넷")
    assert [block.timed for block in blocks(talk)] == [False, True, True, True]


def test_a_message_under_way_always_tells_its_state() -> None:
    talk = Talk()
    talk.message(at(9, 0, 1), "Mina", "하나", own=True)
    talk.message(at(9, 0, 2), "Mina", "둘", own=True, delivery=Delivery.FAILED)
    talk.message(at(9, 0, 3), "Mina", "셋", own=True, delivery=Delivery.SENDING)
    assert [block.timed for block in blocks(talk)] == [True, True, True]


def test_the_unread_line_stands_above_its_row_and_ends_the_group() -> None:
    talk = Talk()
    talk.message(at(9, 0), "하늘", "하나")
    second = talk.message(at(9, 1), "하늘", "둘")
    made = blocks(talk, Rules(local=seoul, divider=second.id, unread=3))
    assert [(block.unread, block.head) for block in made] == [(0, True), (3, True)]


def test_neighbouring_comings_and_goings_fold() -> None:
    talk = Talk()
    talk.message(at(9, 0), "하늘", "하나")
    for n, kind in enumerate((NoticeKind.JOINED, NoticeKind.QUIT, NoticeKind.PARTED)):
        talk.notice(at(9, 1), kind, who=f"사람{n}")
    talk.message(at(9, 2), "하늘", "둘")
    talk.notice(at(9, 3), NoticeKind.JOINED, who="혼자")
    made = blocks(talk)
    assert [len(block.rows) for block in made] == [1, 3, 1, 1]
    assert [block.folded for block in made] == [False, True, False, False]


def test_an_own_coming_never_folds() -> None:
    talk = Talk()
    talk.notice(at(9, 1), NoticeKind.JOINED, who="하늘")
    talk.notice(at(9, 1), NoticeKind.JOINED, who="Mina", own=True)
    talk.notice(at(9, 1), NoticeKind.JOINED, who="민수")
    assert [len(block.rows) for block in blocks(talk)] == [1, 1, 1]


def test_a_fold_ends_at_a_day_and_at_the_unread_line() -> None:
    talk = Talk()
    talk.notice(at(23, 58, day=21), NoticeKind.JOINED, who="가")
    talk.notice(at(23, 59, day=21), NoticeKind.QUIT, who="가")
    talk.notice(at(0, 1), NoticeKind.JOINED, who="나")
    divided = talk.notice(at(0, 2), NoticeKind.JOINED, who="다")
    made = blocks(talk, Rules(local=seoul, divider=divided.id, unread=1))
    assert [len(block.rows) for block in made] == [2, 1, 1]


def test_an_unfolded_fold_shows_every_row() -> None:
    talk = Talk()
    for name in "가나다":
        talk.notice(at(9, 1), NoticeKind.JOINED, who=name)
    made = blocks(talk, Rules(local=seoul, unfolded=frozenset({talk.rows[0].id})))
    assert [(len(block.rows), block.foldable) for block in made] == [(1, True)] * 3


def test_folding_can_be_switched_off() -> None:
    talk = Talk()
    for name in "가나":
        talk.notice(at(9, 1), NoticeKind.JOINED, who=name)
    assert len(blocks(talk, Rules(local=seoul, folding=Folding.ALL))) == 2


def test_own_comings_and_errors_are_never_hidden() -> None:
    talk = Talk()
    assert is_hidden(talk.notice(at(9, 0), NoticeKind.JOINED, who="가"))
    assert not is_hidden(talk.notice(at(9, 0), NoticeKind.JOINED, who="Mina", own=True))
    assert not is_hidden(talk.notice(at(9, 0), NoticeKind.ERROR, code="404", text="안 돼요"))
    assert not is_hidden(talk.message(at(9, 0), "가", "말"))


def test_the_newest_own_message_says_that_it_is_sent() -> None:
    talk = Talk()
    talk.message(at(9, 0), "Mina", "하나", own=True)
    last = talk.message(at(9, 1), "Mina", "둘", own=True)
    talk.message(at(9, 2), "Mina", "셋", own=True, delivery=Delivery.SENDING)
    assert newest_sent(talk.rows) == last.id
    made = blocks(talk, Rules(local=seoul, sent=last.id))
    assert [block.sent for block in made] == [False, True, False]
    assert newest_sent([]) == RowId(0)


def test_a_stretch_looks_at_its_neighbours() -> None:
    talk = Talk()
    for second in range(4):
        talk.message(at(9, 0, second), "하늘", str(second))
    middle = arrange(talk.rows[1:3], Rules(local=seoul), talk.rows[0], talk.rows[3])
    assert middle == blocks(talk)[1:3]


def test_comings_of_those_who_have_spoken_lately_only() -> None:
    talk = Talk()
    talk.notice(at(9, 0), NoticeKind.JOINED, who="민수", account="")
    talk.message(at(9, 1), "하늘", "안녕")
    talk.notice(at(9, 10), NoticeKind.QUIT, who="하늘", reason="")
    talk.notice(at(9, 40), NoticeKind.QUIT, who="하늘", reason="")
    talk.notice(at(9, 41), NoticeKind.TOPIC, by="하늘", topic="새 주제")
    assert [row.id for row in of_speakers(talk.rows)] == [2, 3, 5]


def told(talk: Talk, count: int) -> None:
    for n in range(count):
        row = talk.message(at(9, n), "끝말이", f"하늘: 낱말{n}", form=MessageForm.NOTICE)
        talk.rows[-1] = msgspec.structs.replace(row, bot=True)


def test_what_a_game_has_told_folds_once_it_is_over() -> None:
    talk = Talk()
    told(talk, 5)
    talk.message(at(9, 30), "하늘", "재밌었어요")
    assert len(blocks(talk)) == 6
    over = blocks(talk, Rules(local=seoul, fold_games=True))
    assert [len(block.rows) for block in over] == [5, 1]
    assert over[0].folded
    opened = blocks(talk, Rules(local=seoul, fold_games=True, unfolded=frozenset({RowId(1)})))
    assert len(opened) == 6
    few = Talk()
    told(few, 3)
    assert len(blocks(few, Rules(local=seoul, fold_games=True))) == 3
