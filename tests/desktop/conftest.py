"""Fixtures of the desktop's tests: a root window on the display nobody sees, its skin and a driver."""

import gc
import tkinter as tk
from collections.abc import Iterator
from contextlib import suppress

import pytest

from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import Theme
from tests.desktop.driver import Driver
from tests.kit.display import Display


@pytest.fixture
def root(display: Display) -> Iterator[tk.Tk]:
    """A root window of 1000 x 700; without a display the test fails."""
    window = tk.Tk(className="Malmadang")
    window.geometry("1000x700+0+0")
    window.option_add("*insertOffTime", 0)
    yield window
    with suppress(tk.TclError):  # the test may have closed it
        window.destroy()
    del window
    gc.collect()  # what Tk objects are left must go on this thread


@pytest.fixture
def driver(root: tk.Tk) -> Iterator[Driver]:
    """Drives the root window; failures in callbacks fail the test."""
    made = Driver(root)
    yield made
    assert not made.errors, made.errors


@pytest.fixture
def skin(root: tk.Tk) -> Skin:
    """Light, at 100 %."""
    return Skin(root, theme=Theme.LIGHT)
