"""The composer's parts."""

import tkinter as tk

from malmadang.desktop.composerparts import FaultLine, SentTexts
from malmadang.desktop.skin import Skin
from tests.desktop.driver import Driver, texts


def test_the_sentence_is_cut_to_the_width(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    line = FaultLine(root, skin)
    line.place(x=0, y=0, width=100)
    line.text = "이 문장은 길어서 다 들어가지 않아요"
    line.redraw_soon()
    driver.shown(line)
    assert texts(line)[0].endswith("…")


def test_a_password_is_not_among_the_sent_texts() -> None:
    said = SentTexts()
    said.add("안녕")
    said.add("/가입 아주긴비밀번호")
    assert said.step(-1) == "안녕"
    assert said.step(-1) is None
