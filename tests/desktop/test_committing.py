"""Actions that wait for the input method, and Returns that are nobody's Enter."""

import tkinter as tk

import pytest

from malmadang.desktop import committing
from malmadang.desktop.committing import Committing
from tests.desktop.driver import Driver


class Typing:
    """A text with the keyboard in it."""

    def __init__(self, root: tk.Tk, driver: Driver, patch: pytest.MonkeyPatch) -> None:
        self.driver = driver
        self.pressed = 0
        self.done: list[str] = []
        self.text = tk.Text(root)
        self.text.pack()
        self.committing = Committing(self.text)
        patch.setattr(self.committing.key, "press", self._press)
        driver.press(self.text, "Left")

    def _press(self) -> None:
        self.pressed += 1

    def act(self, name: str) -> None:
        self.committing.then(lambda: self.done.append(name))


@pytest.fixture
def typing(root: tk.Tk, driver: Driver, monkeypatch: pytest.MonkeyPatch) -> Typing:
    return Typing(root, driver, monkeypatch)


def test_each_action_waits_for_its_own_return(typing: Typing) -> None:
    typing.act("하나")
    typing.act("둘")
    assert typing.pressed == 2
    assert typing.committing.took()
    typing.driver.update()
    assert typing.done == ["하나"]
    assert typing.committing.took()
    typing.driver.update()
    assert typing.done == ["하나", "둘"]
    assert not typing.committing.took()


def test_an_action_comes_even_where_the_return_never_does(typing: Typing) -> None:
    typing.act("하나")
    typing.driver.until(lambda: typing.done == ["하나"])
    assert typing.committing.took(), "the late one is nobody's Enter"
    assert not typing.committing.took()
    assert typing.done == ["하나"]


def test_a_return_long_after_is_the_persons_own(typing: Typing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committing, "_LATE_MS", 1)
    typing.act("하나")
    typing.driver.until(lambda: typing.done == ["하나"])
    typing.driver.until(lambda: not typing.committing._late)
    assert not typing.committing.took()


def test_without_the_keyboard_nothing_is_under_way(typing: Typing, root: tk.Tk) -> None:
    elsewhere = tk.Entry(root)
    elsewhere.pack()
    typing.driver.press(elsewhere, "Left")
    typing.act("하나")
    assert (typing.done, typing.pressed) == (["하나"], 0)


def test_without_the_key_it_acts_at_once(typing: Typing) -> None:
    typing.committing.close()
    typing.act("하나")
    assert (typing.done, typing.pressed) == (["하나"], 0)
