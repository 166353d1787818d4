"""The menu at the mouse."""

import tkinter as tk

from malmadang.desktop.popupmenu import pop_up
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import LIGHT
from tests.desktop.driver import Driver


def test_entries_act_and_the_menu_goes(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    done: list[str] = []
    driver.update()
    menu = pop_up(
        root, skin, [("하나", lambda: done.append("하나")), ("둘", lambda: done.append("둘"))], 50, 50
    )
    driver.update()
    assert str(menu.cget("background")) == LIGHT.bg
    menu.invoke(1)
    menu.unpost()
    driver.until(lambda: not menu.winfo_exists())
    assert done == ["둘"]
