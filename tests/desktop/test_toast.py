"""The card at the upper right."""

import tkinter as tk

from malmadang.desktop.skin import Skin
from malmadang.desktop.toast import Toast
from tests.desktop.driver import Driver, texts


def test_a_click_goes_there_and_the_cross_does_not(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    gone: list[str] = []
    toast = Toast(root, skin)
    toast.show("하늘", "하늘 · #방", "저녁 먹었어요?", lambda: gone.append("#방"))
    driver.shown(toast)
    assert "저녁 먹었어요?" in texts(toast)
    driver.click(toast, toast.winfo_width() - 10, 10)
    assert not toast.is_shown
    toast.show("하늘", "하늘 · #방", "또", lambda: gone.append("#방"))
    driver.click(toast, 80, 30)
    assert gone == ["#방"]
    assert not toast.is_shown
