"""A picture to press."""

import tkinter as tk

from malmadang.desktop.iconbutton import IconButton
from malmadang.desktop.skin import Skin
from tests.desktop.driver import Driver, items


def test_mouse_and_keys_press_it(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    pressed: list[int] = []
    button = IconButton(root, skin, "😀", lambda: pressed.append(1), tip="이모지", takes_focus=True)
    button.pack()
    driver.shown(button)
    assert items(button, "image")
    driver.click(button, 5, 5)
    driver.press(button, "space")
    assert pressed == [1, 1]
