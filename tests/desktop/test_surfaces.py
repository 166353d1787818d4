"""Banners take room only while they speak; cards keep the keyboard; words appear where the mouse rests."""

import tkinter as tk

from malmadang.desktop import surfaces
from malmadang.desktop.buttons import Button
from malmadang.desktop.fields import Field
from malmadang.desktop.skin import Skin
from malmadang.desktop.surfaces import Banner, Mood, Overlay, Tooltip
from malmadang.desktop.tokens import DARK, LIGHT, Theme
from tests.desktop.driver import Driver, ink_of, texts


def test_a_banner_shows_a_sentence_and_a_button(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    banner = Banner(root, skin)
    banner.pack(fill="x")
    pressed: list[int] = []
    banner.show(Mood.WARNING, "연결이 끊겼어요", emoji="🔌", button=("지금 연결", lambda: pressed.append(1)))
    driver.until(lambda: banner.winfo_height() == 40, "the banner")
    assert texts(banner._line) == ["연결이 끊겼어요"]
    assert ink_of(banner._line, "연결이 끊겼어요") == LIGHT.warn_fg
    assert str(banner.cget("background")) == LIGHT.warn_bg
    assert banner.button is not None
    driver.click(banner.button, 5, 5)
    assert pressed == [1]


def test_a_hidden_banner_takes_no_room(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    banner = Banner(root, skin)
    banner.pack(fill="x")
    banner.show(Mood.BUSY, "연결하고 있어요…")
    banner.hide()
    driver.until(lambda: banner.winfo_height() == 1)
    assert banner.text == ""


def test_a_banner_changes_its_words_in_place(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    banner = Banner(root, skin)
    banner.pack(fill="x")
    banner.show(Mood.WARNING, "8초 뒤", button=("지금 연결", lambda: None))
    before = banner.button
    banner.show(Mood.WARNING, "7초 뒤", button=("지금 연결", lambda: None))
    assert banner.button is before, "a button under the mouse stays"
    banner.show(Mood.GOOD, "다시 연결됐어요")
    driver.update()
    assert banner.button is None
    assert banner.text == "다시 연결됐어요"


def test_a_banner_follows_the_theme(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    banner = Banner(root, skin)
    banner.pack(fill="x")
    banner.show(Mood.DANGER, "확인해 주세요")
    skin.set_theme(Theme.DARK)
    driver.update()
    assert str(banner.cget("background")) == DARK.warn_bg
    assert ink_of(banner._line, "확인해 주세요") == DARK.danger


def overlay_of(root: tk.Tk, skin: Skin, driver: Driver, closed: list[int]) -> tuple[Overlay, Field, Button]:
    below = tk.Entry(root)
    below.pack()
    driver.shown(below)
    below.focus_force()
    driver.until(lambda: root.focus_get() is below)
    overlay = Overlay(root, skin, on_escape=lambda: closed.append(1))
    field = Field(overlay.body, skin)
    field.pack(fill="x")
    button = Button(overlay.body, skin, "다음", lambda: None)
    button.pack(fill="x")
    overlay.open(field.entry)
    driver.until(lambda: root.focus_get() is field.entry, "the focus")
    return overlay, field, button


def test_a_card_covers_the_window(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    overlay, _field, _button = overlay_of(root, skin, driver, [])
    assert (overlay.winfo_width(), overlay.winfo_height()) == (root.winfo_width(), root.winfo_height())
    assert overlay.card.winfo_width() == 400
    skin.set_percent(150)
    driver.until(lambda: overlay.card.winfo_width() == 600)


def test_tab_stays_in_the_card(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    _overlay, field, button = overlay_of(root, skin, driver, [])
    driver.press(field.entry, "Tab")
    assert root.focus_get() is button
    driver.press(button, "Tab")
    assert root.focus_get() is field.entry
    driver.press(field.entry, "Shift-Tab")
    assert root.focus_get() is button


def test_escape_is_heard_anywhere_in_the_card(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    closed: list[int] = []
    _overlay, field, button = overlay_of(root, skin, driver, closed)
    driver.press(field.entry, "Escape")
    driver.press(button, "Escape")
    assert closed == [1, 1]


def test_a_closed_card_gives_the_focus_back(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    overlay, _field, _button = overlay_of(root, skin, driver, [])
    overlay.close()
    driver.until(lambda: isinstance(root.focus_get(), tk.Entry))
    assert not overlay.winfo_exists()


def test_widgets_made_later_belong_to_the_card_too(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    closed: list[int] = []
    overlay, _field, _button = overlay_of(root, skin, driver, closed)
    late = Button(overlay.body, skin, "늦은 단추", lambda: None)
    late.pack()
    overlay.tag_widgets()
    driver.press(late, "Escape")
    assert closed == [1]


def test_a_word_appears_where_the_mouse_rests(
    root: tk.Tk, skin: Skin, driver: Driver, monkeypatch: object
) -> None:
    frame = tk.Frame(root, width=50, height=50)
    frame.pack()
    driver.shown(frame)
    tooltip = Tooltip(frame, skin, "설정")
    frame.event_generate("<Enter>")
    driver.until(lambda: tooltip._window is not None, "the word")
    frame.event_generate("<Leave>")
    driver.update()
    assert tooltip._window is None
    assert surfaces._TOOLTIP_DELAY_MS > 0


def test_a_card_taller_than_the_window_scrolls_to_what_has_the_keyboard(
    root: tk.Tk, skin: Skin, driver: Driver
) -> None:
    root.geometry("720x480+0+0")
    driver.update()
    overlay = Overlay(root, skin)
    buttons = [Button(overlay.body, skin, f"단추 {n}", lambda: None, height=44) for n in range(16)]
    for button in buttons:
        button.pack(fill="x", pady=4)
    overlay.open(buttons[0])
    driver.until(lambda: buttons[0].winfo_viewable() and root.winfo_height() == 480)
    driver.until(lambda: buttons[0].winfo_rooty() - root.winfo_rooty() >= 0)
    driver.press(buttons[0], "Shift-Tab")
    driver.until(lambda: root.focus_get() is buttons[-1])
    driver.update()
    assert buttons[-1].winfo_rooty() + buttons[-1].winfo_height() <= root.winfo_rooty() + 480
    driver.press(buttons[-1], "Tab")
    driver.until(lambda: root.focus_get() is buttons[0])
    driver.update()
    assert buttons[0].winfo_rooty() >= root.winfo_rooty()
