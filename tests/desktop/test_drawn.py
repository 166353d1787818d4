"""A drawn widget redraws once a turn, in the colours in force."""

import tkinter as tk

from malmadang.desktop.drawn import Drawn
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import DARK, Theme
from tests.desktop.driver import Driver


class Counting(Drawn):
    drawings = 0

    def wanted(self) -> tuple[int, int]:
        return self.skin.px(50), self.skin.px(20)

    def draw(self) -> None:
        self.drawings += 1


def test_many_changes_are_one_drawing(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    widget = Counting(root, skin)
    widget.fit()
    widget.pack()
    driver.shown(widget)
    widget.drawings = 0
    for _change in range(5):
        widget.redraw_soon()
    driver.update()
    assert widget.drawings == 1
    widget.redraw_soon()
    widget.redraw_now()
    driver.update()
    assert widget.drawings == 2


def test_theme_and_scale_reach_it(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    widget = Counting(root, skin, ground="side")
    widget.fit()
    widget.pack()
    driver.shown(widget)
    skin.set_theme(Theme.DARK)
    skin.set_percent(200)
    driver.until(lambda: widget.winfo_width() == 100, "the new size")
    assert str(widget.cget("background")) == DARK.side
    widget.set_ground("bg")
    assert str(widget.cget("background")) == DARK.bg


def test_a_destroyed_widget_draws_no_more(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    widget = Counting(root, skin)
    widget.redraw_soon()
    widget.destroy()
    driver.update()
    assert widget.drawings == 0


def test_the_focus_is_known(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    widget = Counting(root, skin, takes_focus=True)
    widget.fit()
    widget.pack()
    driver.shown(widget)
    widget.focus_force()
    driver.until(lambda: widget.focused, "the focus")
