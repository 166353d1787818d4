"""Where the window stands."""

import tkinter as tk

import pytest

from malmadang.desktop.placing import place_of, place_window
from malmadang.desktop.settings import Place
from tests.desktop.driver import Driver


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(900, 600, 20, 30), Place(900, 600, 20, 30)),
        (Place(900, 600, 9000, 9000), Place(900, 600, 600, 400)),
        (Place(900, 600, -500, -500), Place(900, 600, 0, 0)),
        (Place(9000, 9000, 0, 0), Place(1500, 1000, 0, 0)),
        (None, Place(1360, 860, 70, 70)),
    ],
)
def test_it_is_always_in_view(root: tk.Tk, driver: Driver, place: Place | None, expected: Place) -> None:
    place_window(root, place, (1360, 860))
    driver.until(lambda: place_of(root) == expected)


def test_a_window_that_is_not_shown_has_no_place(root: tk.Tk, driver: Driver) -> None:
    root.withdraw()
    driver.update()
    assert place_of(root) is None
