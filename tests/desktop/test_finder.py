"""A field with a list under it."""

import tkinter as tk

from malmadang.desktop.finder import Finder
from malmadang.desktop.kit import OFFER_ROWS, ListRow
from malmadang.desktop.skin import Skin
from tests.desktop.driver import Driver


class Asked:
    """A finder over three names, and what was taken."""

    def __init__(self, root: tk.Tk, skin: Skin, driver: Driver) -> None:
        self.taken: list[str] = []
        self.closed = 0
        driver.update()
        self.finder = Finder(
            root,
            skin,
            OFFER_ROWS,
            placeholder="찾기",
            find=self.find,
            take=self.taken.append,
            closed=self.close,
        )
        driver.shown(self.finder.field.entry)

    def find(self, query: str) -> list[ListRow]:
        return [ListRow(name, name) for name in ("하늘", "민수", "하루") if name.startswith(query)]

    def close(self) -> None:
        self.closed += 1


def test_letters_narrow_arrows_move_enter_takes(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    asked = Asked(root, skin, driver)
    asked.finder.field.set("하")
    driver.press(asked.finder.field.entry, "Down")
    driver.press(asked.finder.field.entry, "Return")
    assert asked.taken == ["하루"]
    assert asked.closed == 1
    assert not asked.finder.is_open


def test_escape_and_a_click_elsewhere_close(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    first = Asked(root, skin, driver)
    driver.press(first.finder.field.entry, "Escape")
    assert not first.finder.is_open
    second = Asked(root, skin, driver)
    root.event_generate("<ButtonPress-1>", x=2, y=690)
    driver.until(lambda: not second.finder.is_open)
    assert second.taken == []


def test_nothing_found_takes_nothing(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    asked = Asked(root, skin, driver)
    asked.finder.field.set("없는이름")
    driver.press(asked.finder.field.entry, "Return")
    assert asked.finder.is_open
