"""The button to the newest message stays where it is in the view."""

import tkinter as tk

from malmadang.desktop.jumpbutton import TAG, JumpButton
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import DARK, Theme
from tests.desktop.driver import fills, texts


def test_it_is_drawn_moved_and_taken_away(root: tk.Tk, skin: Skin) -> None:
    canvas = tk.Canvas(root, width=400, height=300)
    button = JumpButton(canvas, skin)
    button.show("↓ 새 메시지 3개", 400, 0, 300)
    left, top, right, bottom = canvas.bbox(TAG)
    assert (top, bottom) == (250, 288)
    assert abs(left + right - 400) <= 2
    drawn = canvas.find_withtag(TAG)
    button.show("↓ 새 메시지 3개", 400, 60, 300)
    assert canvas.find_withtag(TAG) == drawn, "moved, not drawn again"
    assert canvas.bbox(TAG)[1] == 310
    button.show("↓ 새 메시지 4개", 400, 60, 300)
    assert texts(canvas) == ["↓ 새 메시지 4개"]
    button.show("", 400, 60, 300)
    assert not canvas.find_withtag(TAG)


def test_it_takes_new_colours(root: tk.Tk, skin: Skin) -> None:
    canvas = tk.Canvas(root, width=400, height=300)
    button = JumpButton(canvas, skin)
    button.show("↓", 400, 0, 300)
    skin.set_theme(Theme.DARK)
    button.forget()
    button.show("↓", 400, 0, 300)
    assert fills(canvas) == {DARK.accent}
