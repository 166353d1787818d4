"""Who is writing."""

import tkinter as tk

from malmadang.desktop.skin import Skin
from malmadang.desktop.typingline import TypingLine
from tests.desktop.driver import Driver, items, texts


def test_typing_comes_before_the_hint_and_never_moves_anything(
    root: tk.Tk, skin: Skin, driver: Driver
) -> None:
    line = TypingLine(root, skin)
    line.pack(fill="x")
    line.say("Enter로 보내요")
    driver.shown(line)
    height = line.winfo_height()
    assert texts(line) == ["Enter로 보내요"]
    line.show("하늘 님이 입력하고 있어요")
    driver.update()
    assert texts(line) == ["하늘 님이 입력하고 있어요"]
    assert len(items(line, "image")) == 3
    line.show("")
    driver.update()
    assert line.winfo_height() == height == 24
