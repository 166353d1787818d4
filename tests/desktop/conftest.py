"""Fixtures of the desktop's tests: a root window on the display nobody sees, its skin and a driver."""

import gc
import tkinter as tk
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import Theme
from tests.desktop.chat import Chat, guard
from tests.desktop.driver import Driver
from tests.desktop.talkroom import TalkRoom
from tests.kit.display import Display

StartChat = Callable[..., Chat]


@pytest.fixture
def root(display: Display) -> Iterator[tk.Tk]:
    """A root window of 1000 x 700; without a display the test fails."""
    window = tk.Tk(className="Malmadang")
    guard(window)
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
def start_chat(root: tk.Tk, driver: Driver, tmp_path: Path) -> Iterator[StartChat]:
    """Make the app as it was left the last time; `nick="Mina"` unless said otherwise."""
    made: list[Chat] = []

    def make(**preferences: object) -> Chat:
        made.append(Chat(root, driver, tmp_path, None, **{"nick": "Mina", **preferences}))
        return made[-1]

    yield make
    for chat in made:
        chat.stop()


@pytest.fixture
def chat(start_chat: StartChat) -> Chat:
    """Mina's app, in #말마당 with 하늘, 민수 and 초코송이."""
    made = start_chat()
    made.wire.names("#말마당", "@하늘 민수 초코송이")
    made.online()
    return made


@pytest.fixture
def skin(root: tk.Tk) -> Skin:
    """Light, at 100 %."""
    return Skin(root, theme=Theme.LIGHT)


@pytest.fixture
def room(root: tk.Tk, skin: Skin, driver: Driver) -> TalkRoom:
    """A message view of 820 x 600 in bubbles, still without a talk."""
    return TalkRoom(root, skin, driver)
