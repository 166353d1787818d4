"""The grid draws what is in view, and finds what is under the mouse."""

import tkinter as tk

from malmadang.desktop.emojigrid import CELL, COLUMNS, EmojiGrid
from malmadang.desktop.emojinames import EmojiName, names
from malmadang.desktop.skin import Skin
from tests.desktop.driver import Driver, items


def test_only_rows_in_view_exist(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    taken: list[EmojiName] = []
    grid = EmojiGrid(root, skin, take=taken.append, named=lambda _one: None)
    grid.place(x=0, y=0, width=COLUMNS * CELL, height=4 * CELL)
    driver.shown(grid)
    grid.show([("얼굴", names()[:400])])
    driver.update()
    assert 0 < len(items(grid, "image")) <= 5 * COLUMNS + 8
    grid.scroll(10**6)
    driver.update()
    driver.click(grid, CELL // 2, 4 * CELL - 5)
    assert taken == [names()[392]]
    grid.move(0, -1)
    grid.take_marked()
    assert taken[-1] == names()[384]
    grid.move(-1, 0)
    assert grid.at == 383
