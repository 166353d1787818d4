"""The wheel in pixels, and which keys are letters."""

import tkinter as tk

import pytest

from malmadang.desktop.inputs import bind_wheel, is_letter
from tests.desktop.driver import Driver


def test_the_wheel_scrolls_down_and_up(root: tk.Tk, driver: Driver) -> None:
    frame = tk.Frame(root, width=50, height=50)
    frame.pack()
    moved: list[int] = []
    bind_wheel(frame, moved.append)
    driver.shown(frame)
    if tk.TkVersion < 8.7:
        frame.event_generate("<ButtonPress-5>")
        frame.event_generate("<ButtonPress-4>")
    else:
        frame.event_generate("<MouseWheel>", delta=-120)
        frame.event_generate("<MouseWheel>", delta=120)
    driver.update()
    assert moved == [60, -60]


@pytest.mark.parametrize(
    ("key", "state", "letter"),
    [
        ("a", 0, True),
        ("a", 0x10, True),
        ("a", 0x4, False),
        ("a", 0x8, False),
        ("Up", 0, False),
        ("Escape", 0, False),
    ],
)
def test_letters(root: tk.Tk, driver: Driver, key: str, state: int, letter: bool) -> None:
    frame = tk.Frame(root, width=50, height=50, takefocus=True)
    frame.pack()
    heard: list[bool] = []
    frame.bind("<Key>", lambda event: heard.append(is_letter(event, frame)))
    driver.shown(frame)
    frame.focus_force()
    driver.until(lambda: root.focus_get() is frame)
    frame.event_generate(f"<Key-{key}>", state=state)
    driver.update()
    assert heard == [letter]
