"""The mouse chooses text, follows links and finds people."""

import tkinter as tk

from malmadang.clientcore.rows import Delivery
from malmadang.desktop.tokens import LIGHT
from tests.desktop.driver import ink_of, items, option, place_of, texts
from tests.desktop.paper import at
from tests.desktop.talkroom import TalkRoom


def talk(room: TalkRoom) -> None:
    room.talk.message(at(9, 31), "하늘", "오늘 순서는 이렇게 가면 될까요?")
    room.talk.message(at(9, 32), "Mina", "좋아요 그래요", own=True)
    room.talk.message(at(9, 33), "민수", "봐요 https://a.example/x 여기")
    room.open()


def ends_of(canvas: tk.Canvas, text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the left and right end of a text that is drawn."""
    _x, y = place_of(canvas, text)
    item = next(item for item in items(canvas, "text") if option(canvas, item, "text") == text)
    left, _top, right, _bottom = canvas.bbox(item)
    return (left + 1, y), (right - 1, y)


def press(room: TalkRoom, place: tuple[int, int], time_ms: int) -> None:
    """Press and release at a time; quick presses at one place are double and triple clicks for Tk."""
    x, y = place
    room.canvas.event_generate("<ButtonPress-1>", x=x + 5, y=y, time=time_ms)
    room.canvas.event_generate("<ButtonRelease-1>", x=x + 5, y=y, time=time_ms + 10)
    room.driver.update()


def chosen(canvas: tk.Canvas) -> list[str]:
    return [
        option(canvas, item, "text") for item in items(canvas, "text") if "chosen" in canvas.gettags(item)
    ]


def test_dragging_in_one_message_chooses_its_text(room: TalkRoom) -> None:
    talk(room)
    text = "오늘 순서는 이렇게 가면 될까요?"
    room.driver.drag(room.canvas, *ends_of(room.canvas, text))
    assert room.view.mouse.text() == text
    assert chosen(room.canvas) == [text]
    assert room.view.copy_selection()
    assert room.view.clipboard_get() == text


def test_dragging_over_several_copies_times_and_names(room: TalkRoom) -> None:
    talk(room)
    start, _end = ends_of(room.canvas, "오늘 순서는 이렇게 가면 될까요?")
    _start, end = ends_of(room.canvas, "좋아요 그래요")
    for first, last in ((start, end), (end, start)):
        room.driver.drag(room.canvas, first, last)
        assert room.view.mouse.text() == (
            "[오전 9:31] 하늘: 오늘 순서는 이렇게 가면 될까요?\n[오전 9:32] Mina: 좋아요 그래요"
        )


def test_a_click_chooses_nothing_and_forgets(room: TalkRoom) -> None:
    talk(room)
    start, end = ends_of(room.canvas, "좋아요 그래요")
    room.driver.drag(room.canvas, start, end)
    room.driver.click(room.canvas, *end)
    assert room.view.mouse.text() == ""
    assert not room.canvas.find_withtag("chosen")
    assert not room.view.copy_selection()


def test_two_clicks_choose_a_word_three_the_message(room: TalkRoom) -> None:
    talk(room)
    start, _end = ends_of(room.canvas, "오늘 순서는 이렇게 가면 될까요?")
    press(room, start, 1000)
    press(room, start, 1080)
    assert room.view.mouse.text() == "오늘"
    press(room, start, 1160)
    assert room.view.mouse.text() == "오늘 순서는 이렇게 가면 될까요?"


def test_what_is_chosen_stays_while_the_talk_goes_on(room: TalkRoom) -> None:
    talk(room)
    room.driver.drag(room.canvas, *ends_of(room.canvas, "좋아요 그래요"))
    for _more in range(30):
        room.say()
    room.view.scroll(-10_000)
    room.driver.update()
    assert chosen(room.canvas) == ["좋아요 그래요"]
    assert ink_of(room.canvas, "좋아요 그래요") == LIGHT.text, "the row itself is under it"


def test_the_keyboard_copies(room: TalkRoom) -> None:
    talk(room)
    room.driver.drag(room.canvas, *ends_of(room.canvas, "좋아요 그래요"))
    room.driver.press(room.canvas, "Control-c")
    assert room.view.clipboard_get() == "좋아요 그래요"


def test_the_keyboard_copies_from_the_composer_too(room: TalkRoom) -> None:
    talk(room)
    composer = tk.Text(room.view.master, height=1)
    composer.place(x=0, y=650)
    composer.insert("1.0", "쓰는 중")
    room.driver.drag(room.canvas, *ends_of(room.canvas, "좋아요 그래요"))
    room.driver.press(composer, "Control-c")
    assert room.view.clipboard_get() == "좋아요 그래요"
    composer.tag_add("sel", "1.0", "1.1")
    room.driver.press(composer, "Control-c")
    assert room.view.clipboard_get() == "쓰", "its own choice goes first"


def test_a_click_leaves_the_keyboard_with_the_composer(room: TalkRoom) -> None:
    talk(room)
    composer = tk.Entry(room.view.master)
    composer.place(x=0, y=650)
    room.driver.shown(composer)
    composer.focus_force()
    room.driver.until(lambda: composer.focus_get() is composer)
    room.driver.click(room.canvas, 300, 100)
    assert composer.focus_get() is composer


def test_a_link_is_opened(room: TalkRoom) -> None:
    talk(room)
    room.driver.click(room.canvas, *place_of(room.canvas, "https://a.example/x"))
    assert room.links == ["https://a.example/x"]


def test_choosing_a_link_does_not_open_it(room: TalkRoom) -> None:
    talk(room)
    room.driver.drag(room.canvas, *ends_of(room.canvas, "https://a.example/x"))
    assert room.links == []


def test_the_right_button_copies_a_link(room: TalkRoom) -> None:
    talk(room)
    room.driver.click(room.canvas, *place_of(room.canvas, "https://a.example/x"), button=3)
    assert room.view.clipboard_get() == "https://a.example/x"
    assert room.menus == []


def test_the_right_button_on_a_message_asks_for_its_menu(room: TalkRoom) -> None:
    talk(room)
    room.driver.click(room.canvas, *place_of(room.canvas, "좋아요 그래요"), button=3)
    assert room.menus == [2]


def test_a_name_leads_to_the_person(room: TalkRoom) -> None:
    talk(room)
    room.driver.click(room.canvas, *place_of(room.canvas, "하늘"))
    assert room.people == ["하늘"]


def test_a_failed_message_is_sent_again_or_deleted(room: TalkRoom) -> None:
    row = room.talk.message(at(9, 31), "Mina", "가", own=True, delivery=Delivery.FAILED)
    room.open()
    assert "보내지 못했어요" in texts(room.canvas)
    room.driver.click(room.canvas, *place_of(room.canvas, "다시 보내기"))
    room.driver.click(room.canvas, *place_of(room.canvas, "지우기"))
    assert (room.resent, room.discarded) == ([row.id], [row.id])


def test_the_mouse_shows_what_can_be_clicked(room: TalkRoom) -> None:
    talk(room)
    for text, cursor in (("https://a.example/x", "hand2"), ("좋아요 그래요", "xterm"), ("하늘", "hand2")):
        x, y = place_of(room.canvas, text)
        room.canvas.event_generate("<Motion>", x=x, y=y)
        room.driver.update()
        assert str(room.canvas.cget("cursor")) == cursor
    room.canvas.event_generate("<Motion>", x=2, y=2)
    room.driver.update()
    assert str(room.canvas.cget("cursor")) == ""


def test_dragging_beyond_the_edge_scrolls(room: TalkRoom) -> None:
    room.open(100)
    before = room.view.canvas.top
    room.canvas.event_generate("<ButtonPress-1>", x=200, y=300)
    room.canvas.event_generate("<B1-Motion>", x=200, y=-40, state=0x100)
    room.driver.until(lambda: room.view.canvas.top < before - 300, "the scrolling")
    room.canvas.event_generate("<ButtonRelease-1>", x=200, y=-40)
    room.driver.update()
    assert room.view.mouse.text().count("\n") > 5


def test_an_empty_room_has_nothing_to_choose(room: TalkRoom) -> None:
    room.open()
    room.driver.drag(room.canvas, (100, 100), (300, 300))
    room.driver.click(room.canvas, 100, 100, button=3)
    assert room.view.mouse.text() == ""
