"""A switch."""

import tkinter as tk

from malmadang.desktop.skin import Skin
from malmadang.desktop.toggles import Toggle
from tests.desktop.driver import Driver


def test_click_and_space_flip_it_unless_it_is_off_limits(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    states: list[bool] = []
    toggle = Toggle(root, skin, "초대받은 사람만", states.append)
    toggle.pack(fill="x")
    driver.click(toggle, 20, 10)
    driver.press(toggle, "space")
    assert states == [True, False]
    fixed = Toggle(root, skin, "초대받은 사람만", states.append, on=True, enabled=False)
    fixed.pack(fill="x")
    driver.click(fixed, 20, 10)
    assert fixed.on
    assert len(states) == 2
