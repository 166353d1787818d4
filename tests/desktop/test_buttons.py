"""Buttons are pressed by mouse and keys, and look like what they do."""

import tkinter as tk

import pytest

from malmadang.desktop.buttons import Button, Kind, Segments
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import DARK, LIGHT, Theme
from tests.desktop.driver import Driver, fills, ink_of, texts


class Pressed:
    """Counts."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def pressed() -> Pressed:
    return Pressed()


def shown(widget: Button | Segments, driver: Driver) -> None:
    widget.pack(pady=20)
    driver.shown(widget)
    driver.update()


def test_the_mouse_presses(root: tk.Tk, skin: Skin, driver: Driver, pressed: Pressed) -> None:
    button = Button(root, skin, "보내기", pressed, kind=Kind.PRIMARY)
    shown(button, driver)
    driver.click(button, 5, 5)
    assert pressed.times == 1


def test_letting_go_outside_is_no_press(root: tk.Tk, skin: Skin, driver: Driver, pressed: Pressed) -> None:
    button = Button(root, skin, "보내기", pressed)
    shown(button, driver)
    driver.drag(button, (5, 5), (500, 5))
    assert pressed.times == 0


@pytest.mark.parametrize("key", ["Return", "space", "KP_Enter"])
def test_keys_press(root: tk.Tk, skin: Skin, driver: Driver, pressed: Pressed, key: str) -> None:
    button = Button(root, skin, "보내기", pressed)
    shown(button, driver)
    driver.press(button, key)
    assert pressed.times == 1


def test_what_is_off_is_not_pressed(root: tk.Tk, skin: Skin, driver: Driver, pressed: Pressed) -> None:
    button = Button(root, skin, "보내기", pressed, kind=Kind.PRIMARY)
    shown(button, driver)
    button.set_enabled(False)
    driver.click(button, 5, 5)
    button.invoke()
    assert pressed.times == 0
    assert LIGHT.accent not in fills(button)


def test_the_colours_are_those_of_its_kind(root: tk.Tk, skin: Skin, driver: Driver, pressed: Pressed) -> None:
    button = Button(root, skin, "지우기", pressed)
    shown(button, driver)
    assert LIGHT.side2 in fills(button)
    button.set_kind(Kind.DANGER)
    driver.update()
    assert LIGHT.danger in fills(button)
    skin.set_theme(Theme.DARK)
    driver.update()
    assert DARK.danger in fills(button)
    assert ink_of(button, "지우기") == DARK.accent_fg


def test_the_focus_is_seen(root: tk.Tk, skin: Skin, driver: Driver, pressed: Pressed) -> None:
    button = Button(root, skin, "뒤로", pressed, kind=Kind.PLAIN)
    shown(button, driver)
    assert LIGHT.accent not in fills(button)
    button.focus_force()
    driver.until(lambda: LIGHT.accent in fills(button), "the ring")


def test_it_is_as_wide_as_its_word(root: tk.Tk, skin: Skin, driver: Driver, pressed: Pressed) -> None:
    button = Button(root, skin, "찾기", pressed)
    shown(button, driver)
    width = button.winfo_width()
    button.set_text("아주 긴 말이 들어간 단추")
    driver.until(lambda: button.winfo_width() > width, "a wider button")
    assert texts(button) == ["아주 긴 말이 들어간 단추"]


def test_another_command(root: tk.Tk, skin: Skin, driver: Driver, pressed: Pressed) -> None:
    button = Button(root, skin, "찾기", lambda: None)
    button.set_command(pressed)
    button.invoke()
    assert pressed.times == 1


OPTIONS = (("system", "시스템"), ("light", "밝게"), ("dark", "어둡게"))


def test_a_segment_is_chosen_by_a_click(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    chosen: list[str] = []
    segments = Segments(root, skin, OPTIONS, "system", chosen.append)
    shown(segments, driver)
    driver.click(segments, 114 + 50, 10)
    driver.click(segments, 114 + 50, 10)
    driver.click(segments, 110, 10)  # between two
    assert chosen == ["light"]
    assert ink_of(segments, "밝게") == LIGHT.link


def test_arrows_move_the_choice(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    chosen: list[str] = []
    segments = Segments(root, skin, OPTIONS, "system", chosen.append)
    shown(segments, driver)
    for key in ("Left", "Right", "Right", "Right", "Left"):
        driver.press(segments, key)
    assert chosen == ["light", "dark", "light"]


def test_a_choice_can_be_shown_without_a_command(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    chosen: list[str] = []
    segments = Segments(root, skin, OPTIONS, "system", chosen.append)
    shown(segments, driver)
    segments.choose("dark")
    segments.set_options((("system", "System"), ("light", "Light"), ("dark", "Dark")))
    driver.update()
    assert (chosen, segments.chosen) == ([], "dark")
    assert texts(segments) == ["System", "Light", "Dark"]
