"""The scrollbar shows what is in view and moves it."""

import tkinter as tk

import pytest

from malmadang.desktop.scrollbar import Scrollbar
from malmadang.desktop.skin import Skin
from tests.desktop.driver import Driver

Moves = list[tuple[object, ...]]


@pytest.fixture
def moves() -> Moves:
    return []


@pytest.fixture
def bar(root: tk.Tk, skin: Skin, driver: Driver, moves: Moves) -> Scrollbar:
    made = Scrollbar(root, skin, lambda *move: moves.append(move))
    made.place(x=0, y=0, height=204)
    driver.shown(made)
    made.set(0.5, 0.75)
    driver.update()
    return made


def test_nothing_is_drawn_while_everything_is_in_view(bar: Scrollbar, driver: Driver) -> None:
    assert bar.find_all()
    bar.set(0.0, 1.0)
    driver.update()
    assert not bar.find_all()


def test_the_thumb_is_where_the_view_is(bar: Scrollbar, driver: Driver) -> None:
    _left, top, _right, bottom = bar.bbox("all")
    assert abs(top - 102) <= 2
    assert abs(bottom - 152) <= 2


def test_the_thumb_is_never_too_short_to_hold(bar: Scrollbar, driver: Driver) -> None:
    bar.set(0.999, 1.0)
    driver.update()
    _left, top, _right, bottom = bar.bbox("all")
    assert bottom - top >= 30
    assert bottom <= 204


def test_beside_the_thumb_is_a_page(bar: Scrollbar, driver: Driver, moves: Moves) -> None:
    driver.click(bar, 4, 10)
    driver.click(bar, 4, 200)
    assert moves == [("scroll", -1, "pages"), ("scroll", 1, "pages")]


def test_the_thumb_is_dragged(bar: Scrollbar, driver: Driver, moves: Moves) -> None:
    driver.drag(bar, (4, 110), (4, 10))
    what, where = moves[-1]
    assert what == "moveto"
    assert where == pytest.approx(0.0, abs=0.01)
    assert bar.shown == (0.5, 0.75), "it follows what it is told, not the mouse"
