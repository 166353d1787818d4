"""The three columns and what there is room for."""

import pytest

from malmadang.desktop.roomview import RoomView
from malmadang.desktop.tokens import DARK, LIGHT, Theme
from tests.desktop.chat import Chat


def size(chat: Chat, width: int, height: int = 700) -> None:
    chat.root.geometry(f"{width}x{height}+0+0")
    chat.driver.until(lambda: chat.window.winfo_width() == width, f"a width of {width}")


@pytest.mark.parametrize(
    ("width", "rooms", "members"),
    [(1360, 267, True), (1080, 267, True), (1079, 267, False), (860, 267, False), (859, 64, False)],
)
def test_columns_follow_the_width(chat: Chat, width: int, rooms: int, members: bool) -> None:
    size(chat, width)
    chat.driver.until(lambda: chat.window.rooms.winfo_width() == rooms)
    assert chat.window.members_shown is members
    assert chat.window.is_narrow is (rooms == 64)


def test_breakpoints_grow_with_the_scale(chat: Chat) -> None:
    size(chat, 1200)
    assert chat.window.members_shown
    chat.client.controls.looks.set_percent(150)
    chat.driver.until(lambda: not chat.window.members_shown)
    assert chat.window.is_narrow
    chat.client.controls.looks.set_percent(100)
    chat.driver.until(lambda: chat.window.members_shown)


def test_the_button_lays_members_over_the_messages_where_there_is_no_room(chat: Chat) -> None:
    size(chat, 1000)
    chat.window.header.button.invoke()
    chat.driver.until(chat.window.members.winfo_ismapped)
    assert chat.window.members.winfo_x() == 1000 - 268
    members, composer = chat.window.members, chat.window.composer
    assert members.winfo_rooty() >= chat.window.header.winfo_rooty() + 56
    assert members.winfo_rooty() + members.winfo_height() <= composer.winfo_rooty()
    chat.driver.press(chat.window.composer.text, "Escape")
    assert not chat.window.members_shown


def test_beside_the_messages_it_gives_their_room_back_and_is_remembered(chat: Chat) -> None:
    size(chat, 1360)
    chat.driver.press(chat.window.composer.text, "Control-M")
    assert not chat.window.members_shown
    assert not chat.kept.now.show_members
    chat.driver.press(chat.window.composer.text, "Control-M")
    assert chat.window.members_shown


def test_the_rooms_column_is_dragged_within_its_bounds(chat: Chat) -> None:
    size(chat, 1360)
    sash = next(
        child for child in chat.window.winfo_children() if str(child.cget("cursor")) == "sb_h_double_arrow"
    )
    chat.driver.drag(sash, (2, 300), (62, 300))
    chat.driver.until(lambda: chat.window.rooms.winfo_width() > 300)
    assert 300 < chat.kept.now.rooms_width <= 360
    chat.driver.drag(sash, (2, 300), (900, 300))
    chat.driver.until(lambda: chat.window.rooms.winfo_width() == 359)


def test_theme_changes_every_surface_at_once(chat: Chat) -> None:
    window = chat.window
    assert str(window.rooms.cget("background")) == LIGHT.side
    chat.client.controls.looks.set_theme(Theme.DARK)
    chat.driver.update()
    assert str(window.rooms.cget("background")) == DARK.side
    assert str(window.messages.canvas.cget("background")) == DARK.bg
    assert str(window.composer.text.cget("background")) == DARK.bg
    assert str(window.members.cget("background")) == DARK.side


def test_language_changes_every_word_at_once(chat: Chat) -> None:
    chat.client.controls.looks.set_language("en")
    chat.driver.until(lambda: "connected" in chat.rooms())
    assert chat.members()[0] == "Operators — 1"
    assert chat.window.composer.button is None or chat.window.composer.button.text == "Send"
    assert "Mina came in" in chat.messages()


def test_f6_walks_through_the_parts(chat: Chat) -> None:
    size(chat, 1360)
    window = chat.window
    chat.driver.press(window.composer.text, "F6")
    assert chat.root.focus_get() is window.members.list.canvas
    chat.driver.press(window.members.list.canvas, "F6")
    assert chat.root.focus_get() is window.rooms.list.canvas
    chat.driver.press(window.rooms.list.canvas, "F6")
    assert chat.root.focus_get() is window.messages.canvas
    chat.driver.press(window.messages.canvas, "Shift-F6")
    assert chat.root.focus_get() is window.rooms.list.canvas


def test_a_letter_typed_in_the_messages_goes_to_the_composer(chat: Chat) -> None:
    chat.driver.press(chat.window.messages.canvas, "Key-a")
    assert chat.window.composer.get() == "a"
    assert chat.root.focus_get() is chat.window.composer.text


def test_only_the_room_in_front_is_drawn_once_a_turn(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    real = RoomView.refresh

    def count(view: RoomView, **options: object) -> None:
        drawn.append(1)
        real(view, **options)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(RoomView, "refresh", count)
    chat.hear(*(f":하늘!u@h PRIVMSG #말마당 :{n}" for n in range(200)))
    chat.driver.until(lambda: "199" in chat.messages())
    assert len(drawn) <= 3
