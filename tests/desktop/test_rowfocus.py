"""The message the mouse or the arrows are at."""

from tests.desktop.driver import place_of
from tests.desktop.talkroom import TalkRoom


def test_the_mouse_brings_the_bar_and_takes_it_away(room: TalkRoom) -> None:
    room.open(3)
    focus = room.view.focus_row
    x, y = place_of(room.canvas, "2번째 말이에요 말이에요 말이에요 말이에요 말이에요 말이에요")
    room.canvas.event_generate("<Motion>", x=x, y=y)
    room.driver.update()
    assert focus.row == 2
    assert focus.bar.row == 2
    room.canvas.event_generate("<Leave>")
    room.driver.update()
    assert focus.row == 0


def test_a_press_on_the_bar_is_told(room: TalkRoom) -> None:
    room.open(3)
    x, y = place_of(room.canvas, "2번째 말이에요 말이에요 말이에요 말이에요 말이에요 말이에요")
    room.canvas.event_generate("<Motion>", x=x, y=y)
    room.driver.update()
    left, top, right, _bottom = room.canvas.bbox("hoverbar")
    room.driver.click(room.canvas, right - 10, top + 10 - int(room.canvas.canvasy(0)))
    assert room.pressed == [("more", 2)]
    assert left < right


def test_arrows_walk_from_message_to_message(room: TalkRoom) -> None:
    room.open(40)
    room.driver.press(room.canvas, "Up")
    assert room.view.focus_row.row == 40
    room.driver.press(room.canvas, "Up")
    assert room.view.focus_row.row == 39
    room.driver.press(room.canvas, "Return")
    assert room.pressed == [("reply", 39)]
    for _ in range(20):
        room.driver.press(room.canvas, "Up")
    row = room.view.focus_row.row
    assert 0 <= room.top_of(row) < room.canvas.winfo_height()
    assert room.canvas.find_withtag("rowring")
    room.driver.press(room.canvas, "End")
    room.view.focus_row.leave()
    assert not room.canvas.find_withtag("rowring")
