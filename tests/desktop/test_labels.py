"""Words on a surface."""

import tkinter as tk

from malmadang.desktop.labels import Avatar, Label
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import DARK, Theme
from tests.desktop.driver import Driver, texts


def test_a_label_follows_theme_and_scale(root: tk.Tk, skin: Skin) -> None:
    label = Label(root, skin, "안녕", wrap=100)
    label.say("잘 가", "danger")
    skin.set_theme(Theme.DARK)
    skin.set_percent(200)
    assert label.text == "잘 가"
    assert str(label.cget("foreground")) == DARK.danger
    assert str(label.cget("background")) == DARK.bg
    assert str(label.cget("wraplength")) == "200"


def test_an_avatar_shows_the_first_letter(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    avatar = Avatar(root, skin, "하늘", 64)
    avatar.pack()
    driver.shown(avatar)
    assert avatar.winfo_reqwidth() == 64
    avatar.set_name("mina")
    driver.update()
    assert texts(avatar) == ["M"]
