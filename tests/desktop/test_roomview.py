"""What the window and the person do with the messages."""

import pytest

from malmadang.clientcore.rows import NoticeKind, RowId
from malmadang.desktop.arrange import Folding, Look
from malmadang.desktop.roomcommands import Edge
from malmadang.desktop.roomphrases import RoomPhrases
from malmadang.desktop.tokens import LIGHT
from tests.desktop.driver import items, option, place_of, texts
from tests.desktop.paper import at, say
from tests.desktop.talkroom import BOTH_LOOKS, TalkRoom


def test_a_room_opens_at_its_newest_message(room: TalkRoom) -> None:
    room.open(500)
    assert room.at_end
    assert room.follows()
    assert room.view.jump.text == ""


def test_a_room_opens_at_the_unread_line_when_that_is_far_up(room: TalkRoom) -> None:
    room.open(300, divider=250)
    assert 0 <= room.top_of(250) <= 60
    assert not room.follows()
    assert "여기까지 읽었어요 · 새 메시지 51개" in texts(room.canvas)
    assert room.view.jump.text == "↓ 새 메시지 51개"


def test_a_short_unread_part_opens_at_the_bottom(room: TalkRoom) -> None:
    room.open(300, divider=299)
    assert room.follows()
    assert "여기까지 읽었어요 · 새 메시지 2개" in texts(room.canvas)


def test_the_unread_line_goes_when_it_is_told(room: TalkRoom) -> None:
    room.open(30, divider=29)
    room.view.refresh(divider=RowId(0))
    room.driver.update()
    assert not any("여기까지" in text for text in texts(room.canvas))


def test_the_button_counts_what_came_and_leads_there(room: TalkRoom) -> None:
    room.open(100)
    room.view.scroll(-900)
    room.driver.update()
    assert room.view.jump.text == "↓ 맨 아래로"
    room.say()
    room.say()
    assert room.view.jump.text == "↓ 새 메시지 2개"
    room.driver.click(room.canvas, 410, 600 - 12 - 19)
    assert room.follows()
    assert room.at_end
    assert room.view.jump.text == ""
    assert room.bottoms == 1


def test_the_button_keeps_its_place_while_scrolling(room: TalkRoom) -> None:
    room.open(100)
    room.view.scroll(-2000)
    for step in (-60, 120, -333):
        room.view.scroll(step)
        room.driver.update()
        assert abs(room.canvas.bbox("jump")[3] - room.view.canvas.top - (600 - 12)) <= 1


def test_somebody_who_named_me_comes_first(room: TalkRoom) -> None:
    room.open(100)
    room.view.scroll(-900)
    named = room.say("@Mina 봐요", mention=True)
    for _more in range(30):
        room.say()
    assert room.view.jump.text == "@ 나를 부른 메시지"
    room.view.jump_down()
    assert 0 < room.top_of(named) < 300
    assert room.view.jump.text == "↓ 새 메시지 30개"
    room.view.jump_down()
    assert room.follows()


def test_scrolling_back_to_the_end_follows_again(room: TalkRoom) -> None:
    room.open(100)
    room.view.scroll(-300)
    assert not room.follows()
    room.view.scroll(1000)
    assert room.follows()
    assert room.bottoms == 1
    room.say()
    assert room.at_end


def test_a_short_room_cannot_leave_its_bottom(room: TalkRoom) -> None:
    room.open(2)
    room.view.scroll(-300)
    assert room.follows()


def test_older_rows_are_asked_for_once(room: TalkRoom) -> None:
    room.open(30)
    room.view.to_top()
    room.view.scroll(-60)
    assert room.asked == 1
    first = room.talk.rows[0]
    room.talk.rows.insert(0, room.talk.message(at(8, 0), "하늘", "더 옛날"))
    room.talk.rows.pop()
    room.view.refresh()
    assert room.view.model.above == 0, "what has come is taken in at once"
    assert room.top_of(first.id) == 0, "and moves nothing"
    room.view.scroll(-1000)
    assert room.asked == 2


def test_nothing_is_asked_for_beyond_the_beginning(room: TalkRoom) -> None:
    room.open(30)
    room.view.set_edge(Edge.START)
    room.view.to_top()
    assert room.asked == 0
    assert "여기가 대화의 처음이에요" in texts(room.canvas)


def test_pages_and_ends_by_key(room: TalkRoom) -> None:
    room.open(1000)
    end = room.view.canvas.top
    room.driver.press(room.canvas, "Prior")
    assert room.view.canvas.top == end - 540
    room.driver.press(room.canvas, "Home")
    assert 1 in room.drawn()
    room.driver.press(room.canvas, "End")
    assert 1000 in room.drawn()
    assert room.at_end


def test_the_whole_list_can_be_walked_down_again(room: TalkRoom) -> None:
    room.open(1000)
    room.view.to_top()
    seen: set[int] = set()
    for _page in range(400):
        seen |= set(room.drawn())
        if room.follows():
            break
        room.view.page(1)
    assert seen == set(range(1, 1001))


def test_the_focus_is_seen(room: TalkRoom) -> None:
    room.open(3)
    room.canvas.focus_force()
    room.driver.until(lambda: room.canvas.find_withtag("ring"), "the ring")
    (ring,) = room.canvas.find_withtag("ring")
    assert option(room.canvas, ring, "outline") == LIGHT.accent


def test_letters_belong_to_the_composer(room: TalkRoom) -> None:
    room.open(3)
    room.driver.press(room.canvas, "Key-a")
    assert room.typed == ["a"]


def test_folds_open_and_close(room: TalkRoom) -> None:
    for name in ("초코송이", "민수", "가을"):
        room.talk.notice(at(9, 12), NoticeKind.JOINED, who=name)
    room.open()
    folded = "초코송이 외 2명이 들어왔어요 · 오전 9:12"
    room.driver.click(room.canvas, *place_of(room.canvas, folded))
    opened = texts(room.canvas)
    assert "joined: 민수 · 오전 9:12 · 접기" in opened
    room.driver.click(room.canvas, *place_of(room.canvas, "joined: 가을 · 오전 9:12 · 접기"))
    assert folded in texts(room.canvas)


def test_comings_and_goings_can_be_hidden(room: TalkRoom) -> None:
    room.talk.notice(at(9, 12), NoticeKind.JOINED, who="초코송이")
    room.open(2)
    room.view.set_folding(Folding.HIDDEN)
    room.driver.update()
    assert not any("joined" in text for text in texts(room.canvas))


@BOTH_LOOKS
def test_a_look_is_switched_in_place(room: TalkRoom, look: Look) -> None:
    room.open(30)
    room.view.set_look(Look.COMPACT)
    room.view.set_look(look)
    room.settle()
    assert room.at_end
    assert bool(items(room.canvas, "rectangle")) is (look is Look.BUBBLE)


def test_another_language(room: TalkRoom) -> None:
    room.open(3)
    room.view.set_phrases(RoomPhrases("en"), say)
    room.settle()
    assert any(text.endswith(" AM") for text in texts(room.canvas))


def test_another_nick_is_marked(room: TalkRoom) -> None:
    room.open(1)
    room.say("미나리 봐요", mention=True)
    room.view.set_nick("미나리")
    room.settle()
    assert "미나리" in texts(room.canvas)


def test_the_bar_moves_the_view(room: TalkRoom) -> None:
    room.open(300)
    room.view._bar_moved("moveto", 0.5)
    room.settle()
    first, last = room.view.bar.shown
    assert first == pytest.approx(0.5, abs=0.1)
    assert last > first
    top = room.view.canvas.top
    room.view._bar_moved("scroll", 1, "pages")
    assert room.view.canvas.top > top


def test_the_room_is_copied_as_plain_text(room: TalkRoom) -> None:
    room.open(2)
    room.view.copy_room()
    lines = room.view.clipboard_get().split("\n")
    assert lines[0].startswith("[오전 9:01] 하늘: 1번째 말이에요")
    assert len(lines) == 2


def test_a_row_is_revealed_wherever_it_is(room: TalkRoom) -> None:
    room.open(1000)
    assert room.view.reveal(RowId(123))
    assert 0 < room.top_of(123) < 300
    assert not room.view.reveal(RowId(5000))
