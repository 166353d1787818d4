"""Messages are laid out as the design says, in both looks."""

import msgspec
import pytest

from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow, NoticeKind, RowId
from malmadang.desktop.arrange import Block, Look, Rules, arrange
from malmadang.desktop.layout import lay_out
from malmadang.desktop.placed import Box, Deed, Placed
from tests.desktop.paper import Talk, at, seoul, sheet, words

LOREM = "긴 글은 띄어쓰기에서 줄을 바꾸어요 " * 12


def lay(
    talk: Talk, *, look: Look = Look.BUBBLE, width: int = 800, percent: int = 100, **rules: RowId | int
) -> list[Placed]:
    paper = sheet(width=width, look=look, percent=percent)
    law = Rules(
        local=seoul,
        divider=RowId(rules.get("divider", 0)),
        unread=rules.get("unread", 0),
        sent=RowId(rules.get("sent", 0)),
    )
    return [lay_out(block, paper) for block in arrange(talk.rows, law)]


def one(row: MessageRow, *, look: Look = Look.BUBBLE, width: int = 800, **block: bool) -> Placed:
    made = Block((row,), **block)
    return lay_out(made, sheet(width=width, look=look))


def bubble(placed: Placed) -> Box:
    return next(box for box in placed.boxes if box.radius == 16)


def test_a_bubble_of_another() -> None:
    placed = one(Talk().message(at(9, 31), "하늘", "안녕하세요"))
    box = bubble(placed)
    assert (box.x, box.fill, box.line) == (68, "other", "")
    assert (box.width, box.height) == (5 * 15 + 2 * 12, 22 + 2 * 8)
    (disc,) = placed.discs
    assert (disc.x, disc.y, disc.size, disc.name) == (16, 14, 38, "하늘")
    assert words(placed) == ["하늘", "안녕하세요", "오전 9:31"]
    name, text, time = placed.runs
    assert (name.x, name.y) == (68, 14)
    assert (text.x, text.y) == (box.x + 12, box.y + 8)
    assert (time.x, time.y + time.height) == (box.x + box.width + 8, box.y + box.height)
    assert placed.height == box.y + box.height


def test_an_own_bubble_stands_at_the_right_without_a_name() -> None:
    placed = one(Talk().message(at(9, 32), "Mina", "좋아요", own=True), sent=True)
    box = bubble(placed)
    assert (box.x + box.width, box.fill) == (780, "mine")
    assert placed.discs == ()
    assert words(placed) == ["좋아요", "전송됨 오전 9:32"]
    aside = placed.runs[-1]
    assert aside.x + aside.width == box.x - 8


@pytest.mark.parametrize("width", [300, 480, 800, 1600])
def test_a_bubble_keeps_to_its_limits(width: int) -> None:
    placed = one(Talk().message(at(9, 31), "하늘", LOREM), width=width)
    box = bubble(placed)
    assert box.width <= min(560, width * 78 // 100)
    assert max(run.x + run.width for run in placed.runs) <= width - 20


@pytest.mark.parametrize("percent", [80, 100, 130, 200])
def test_everything_scales(percent: int) -> None:
    talk = Talk()
    talk.message(at(9, 31), "하늘", "안녕")
    (placed,) = lay(talk, percent=percent)
    assert placed.discs[0].size == round(38 * percent / 100)
    assert bubble_at(placed, percent).x == round(68 * percent / 100)


def bubble_at(placed: Placed, percent: int) -> Box:
    return next(box for box in placed.boxes if box.radius == round(16 * percent / 100))


def test_inside_a_group_there_is_neither_avatar_nor_name() -> None:
    talk = Talk()
    talk.message(at(9, 0), "하늘", "하나")
    talk.message(at(9, 1), "하늘", "둘")
    _first, second = lay(talk)
    assert second.discs == ()
    assert words(second) == ["둘", "오전 9:01"]
    assert bubble(second).y == 4


def test_a_message_that_names_me_has_its_own_ground_and_line() -> None:
    row = Talk().message(at(9, 31), "하늘", "@Mina 봐요", mention=True)
    assert (bubble(one(row)).fill, bubble(one(row)).line) == ("mention", "mention_bar")
    across, bar = one(row, look=Look.COMPACT).boxes
    assert (across.x, across.width, across.fill) == (0, 800, "mention")
    assert (bar.x, bar.width, bar.fill) == (0, 3, "mention_bar")


def test_compact_rows_have_name_time_and_text_below() -> None:
    placed = one(Talk().message(at(9, 31), "하늘", "안녕하세요"), look=Look.COMPACT)
    name, time, text = placed.runs
    assert (name.text, time.text, text.text) == ("하늘", "오전 9:31", "안녕하세요")
    assert name.ink.startswith("hue")
    assert (name.x, text.x) == (68, 68)
    assert time.x == name.x + name.width + 8
    assert text.y == name.y + 22
    assert placed.boxes == ()


def test_compact_rows_use_the_whole_width() -> None:
    placed = one(Talk().message(at(9, 31), "하늘", LOREM), look=Look.COMPACT, width=800)
    space = 7  # one hangs out at a line's end
    assert 600 < max(run.x + run.width for run in placed.runs) <= 780 + space


@pytest.mark.parametrize("look", list(Look))
def test_the_state_of_an_own_message(look: Look) -> None:
    def aside(delivery: Delivery) -> list[tuple[str, str]]:
        row = Talk().message(at(9, 31), "Mina", "가", own=True, delivery=delivery)
        runs = one(row, look=look, head=False).runs
        return [(run.text, run.ink) for run in runs if run.start < 0]

    assert aside(Delivery.SENDING) == [("보내는 중", "faint")]
    assert aside(Delivery.QUEUED)[0] == ("연결되면 보내요", "faint")
    failed = aside(Delivery.FAILED)
    assert [text for text, _ink in failed] == ["보내지 못했어요", " · ", "다시 보내기", " · ", "지우기"]
    assert {ink for _text, ink in failed} == {"danger"}


def test_a_failed_message_can_be_sent_again_or_deleted() -> None:
    row = Talk().message(at(9, 31), "Mina", "가", own=True, delivery=Delivery.FAILED)
    actions = [run.action for run in one(row).runs if run.action]
    assert [(action.deed, action.value) for action in actions] == [(Deed.RESEND, "1"), (Deed.DISCARD, "1")]


@pytest.mark.parametrize("look", list(Look))
def test_why_a_message_failed_stands_below_it(look: Look) -> None:
    fault = Fault(FaultKind.UNCONFIRMED)
    row = Talk().message(at(9, 31), "Mina", "가", own=True, delivery=Delivery.FAILED, fault=fault)
    placed = one(row, look=look)
    reason = placed.runs[-1]
    assert (reason.text, reason.ink) == ("연결이 끊겨 도착했는지 몰라요", "danger")
    assert reason.y + reason.height == placed.height
    assert reason.x >= 68
    assert reason.x + reason.width <= 780


def test_a_long_state_finds_its_place_below_a_full_compact_line() -> None:
    row = Talk().message(at(9, 31), "Mina", "가" * 46, own=True, delivery=Delivery.FAILED)
    placed = one(row, look=Look.COMPACT, head=False)
    text, *aside = placed.runs
    assert aside[0].y >= text.y + text.height
    assert placed.height >= aside[0].y + aside[0].height


def test_a_day_is_a_chip_on_a_line() -> None:
    talk = Talk()
    talk.message(at(9, 31), "하늘", "안녕")
    (placed,) = lay(talk)
    left, right, chip = placed.boxes[:3]
    assert words(placed)[0] == "2026년 11월 22일 일요일"
    assert (left.x, right.x + right.width) == (16, 784)
    assert left.height == right.height == 1
    assert abs((chip.x - left.x) - (right.x + right.width - chip.x - chip.width)) <= 1, "in the middle"
    assert placed.top >= chip.y + chip.height


def test_the_unread_line_tells_how_many() -> None:
    talk = Talk()
    talk.message(at(9, 30), "하늘", "하나")
    second = talk.message(at(9, 31), "하늘", "둘")
    _first, placed = lay(talk, divider=second.id, unread=4)
    line, word = placed.boxes[0], placed.runs[0]
    assert (line.fill, word.ink, word.text) == ("danger", "danger", "여기까지 읽었어요 · 새 메시지 4개")
    assert word.x + word.width == 780
    assert line.x + line.width == word.x - 12


def test_emoji_alone_are_large_and_bare() -> None:
    placed = one(Talk().message(at(9, 31), "하늘", "😂😂"))
    assert [run.size for run in placed.runs if run.emoji] == [40, 40]
    assert not placed.boxes


def test_emoji_in_text_are_small() -> None:
    placed = one(Talk().message(at(9, 31), "하늘", "좋아요 👍"))
    assert [run.size for run in placed.runs if run.emoji] == [20]


@pytest.mark.parametrize("look", list(Look))
def test_an_action_is_a_sentence_with_the_name_as_its_subject(look: Look) -> None:
    row = Talk().message(at(9, 31), "하늘", "손을 흔들어요", form=MessageForm.ACTION)
    placed = one(row, look=look)
    assert words(placed) == ["하늘", "손을 흔들어요", "오전 9:31"]
    assert placed.boxes == () == placed.discs
    assert placed.runs[0].y == placed.runs[1].y


def test_who_alone_may_read_it_is_said() -> None:
    row = Talk().message(at(9, 31), "하늘", "운영자만", audience="@")
    assert "@ 이상만 봐요 · 오전 9:31" in words(one(row))
    assert " · @ 이상만 봐요" in words(one(row, look=Look.COMPACT))


def test_only_a_message_can_be_chosen() -> None:
    talk = Talk()
    row = talk.message(at(9, 31), "하늘", "안녕")
    talk.notice(at(9, 32), NoticeKind.JOINED, who="민수")
    message, notice = lay(talk)
    assert (message.row, message.text) == (row.id, "안녕")
    assert (notice.row, notice.text) == (0, "")


def test_the_name_leads_to_the_person() -> None:
    run = one(Talk().message(at(9, 31), "하늘", "안녕")).runs[0]
    assert run.action is not None
    assert (run.action.deed, run.action.value) == (Deed.PERSON, "하늘")


@pytest.mark.parametrize("look", list(Look))
def test_what_a_program_tells_the_room_is_a_chip_in_the_middle(look: Look) -> None:
    row = Talk().message(at(9, 31), "끝말이", "하늘: 기차 (+22점)", form=MessageForm.NOTICE)
    placed = one(msgspec.structs.replace(row, bot=True), look=look)
    (box,) = placed.boxes
    assert (box.fill, placed.discs) == ("chip", ())
    assert abs(2 * box.x + box.width - 800) <= 1
    assert words(placed) == ["하늘: 기차 (+22점)"]


def test_a_folded_game_is_one_chip_that_opens() -> None:
    talk = Talk()
    rows = tuple(
        msgspec.structs.replace(talk.message(at(9, n), "끝말이", "말", form=MessageForm.NOTICE), bot=True)
        for n in range(5)
    )
    placed = lay_out(Block(rows, folded=True), sheet())
    assert words(placed) == ["놀이 이야기 5줄 · 펼치기"]
    assert placed.runs[0].action is not None
    assert placed.runs[0].action.deed is Deed.UNFOLD
