"""The panel: search, the ones used last, arrows."""

import tkinter as tk

import pytest

from malmadang.desktop.emojipanel import EmojiPanel, quick, used
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from tests.desktop.driver import Driver, texts


class Panel:
    """A panel and what was taken from it."""

    def __init__(self, root: tk.Tk, skin: Skin, driver: Driver) -> None:
        self.taken: list[str] = []
        self.closed = 0
        self.driver = driver
        self.panel = EmojiPanel(root, skin, Speech(), recent=lambda: ("🎉",), closed=self._close)
        self.panel.open(self.taken.append)
        driver.shown(self.panel.field.entry)

    def _close(self) -> None:
        self.closed += 1


@pytest.fixture
def panel(root: tk.Tk, skin: Skin, driver: Driver) -> Panel:
    return Panel(root, skin, driver)


def test_the_ones_used_last_stand_first(panel: Panel) -> None:
    panel.driver.update()
    assert texts(panel.panel.grid)[0] == "최근에 쓴 것"
    assert panel.panel.grid.emoji[0].text == "🎉"
    panel.driver.press(panel.panel.field.entry, "Return")
    assert panel.taken == ["🎉"]
    assert panel.closed == 1


def test_arrows_walk_and_the_name_is_said(panel: Panel) -> None:
    entry = panel.panel.field.entry
    panel.driver.press(entry, "Down")
    panel.driver.press(entry, "Right")
    marked = panel.panel.grid.emoji[panel.panel.grid.at]
    assert panel.panel.name.text == marked.korean
    panel.driver.press(entry, "Return")
    assert panel.taken == [marked.text]


def test_a_search_without_a_find_says_so(panel: Panel) -> None:
    panel.panel.field.set("쀍뛟")
    assert "찾지 못했어요" in panel.panel.name.text
    panel.driver.press(panel.panel.field.entry, "Return")
    assert panel.taken == []


def test_a_click_elsewhere_closes(panel: Panel) -> None:
    toplevel = panel.panel.grid.winfo_toplevel()
    toplevel.event_generate("<ButtonPress-1>", x=2, y=2)
    panel.driver.until(lambda: not panel.panel.is_open)


def test_the_last_used_comes_first_once() -> None:
    assert used(("a", "b"), "b") == ("b", "a")
    assert len(used([str(n) for n in range(30)], "x")) == 24
    assert quick(("🎉",))[0] == "🎉"
    assert len(quick(())) == 5
