"""Drives widgets in the test's own thread, which is Tk's: wait by condition, press, type, look."""

import select
import time
import tkinter as tk
from collections.abc import Callable
from contextlib import suppress

PATIENCE_S = 15.0


class Driver:
    """The hands and eyes of a test on one root window."""

    def __init__(self, root: tk.Tk) -> None:
        self.root = root
        self.errors: list[BaseException] = []
        self.watch()

    def watch(self) -> None:
        """Hear of failures in callbacks; again where the program listens itself."""
        self.root.report_callback_exception = self._failed

    def _failed(self, _kind: type[BaseException], error: BaseException, _trace: object) -> None:
        self.errors.append(error)

    def update(self) -> None:
        """Let Tk do everything that waits; a failure in a callback is the test's failure."""
        self.root.update()
        if self.errors:
            raise self.errors.pop()

    def until(self, condition: Callable[[], object], what: str = "the condition") -> None:
        """Run Tk until the condition holds."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, f"{what} never came"
            self.update()
            select.select([], [], [], 0.002)
        self.update()

    def until_gone(self) -> None:
        """Run Tk until the root window has been destroyed."""
        end = time.monotonic() + PATIENCE_S
        with suppress(tk.TclError):
            while self.root.winfo_exists():
                assert time.monotonic() < end, "the window stays"
                self.update()
                select.select([], [], [], 0.002)

    def shown(self, widget: tk.Misc) -> None:
        """Wait until a widget is on the screen with its size."""
        self.until(lambda: widget.winfo_viewable() and widget.winfo_width() > 1, "the widget")

    def press(self, widget: tk.Misc, key: str) -> None:
        """Press a key in a widget, as `<key>` names it."""
        self.shown(widget)
        widget.focus_force()
        self.until(lambda: self.root.focus_get() is widget, "the focus")
        widget.event_generate(f"<{key}>")
        self.update()

    def click(self, widget: tk.Misc, x: int, y: int, button: int = 1) -> None:
        """Press and release a mouse button at a place of a widget."""
        self.shown(widget)
        widget.event_generate("<Enter>", x=x, y=y)
        widget.event_generate("<Motion>", x=x, y=y)
        widget.event_generate(f"<ButtonPress-{button}>", x=x, y=y)
        widget.event_generate(f"<ButtonRelease-{button}>", x=x, y=y)
        self.update()

    def drag(self, widget: tk.Misc, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Move the mouse from one place to another with the left button held."""
        self.shown(widget)
        widget.event_generate("<ButtonPress-1>", x=start[0], y=start[1])
        middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
        for x, y in (middle, end):
            widget.event_generate("<B1-Motion>", x=x, y=y, state=0x100)
        widget.event_generate("<ButtonRelease-1>", x=end[0], y=end[1])
        self.update()


def kind_of(canvas: tk.Canvas, item: int) -> str:
    """Return what an item is: text, image, rectangle, line."""
    return str(canvas.tk.call(canvas, "type", item))


def option(canvas: tk.Canvas, item: int, name: str) -> str:
    """Return an item's option as Tk tells it."""
    return str(canvas.tk.call(canvas, "itemcget", item, f"-{name}"))


def items(canvas: tk.Canvas, kind: str) -> list[int]:
    """Return the items of a kind, in the order they were drawn."""
    return [item for item in canvas.find_all() if kind_of(canvas, item) == kind]


def texts(canvas: tk.Canvas) -> list[str]:
    """Return every text on a canvas, in the order it was drawn."""
    return [option(canvas, item, "text") for item in items(canvas, "text")]


def fills(canvas: tk.Canvas) -> set[str]:
    """Return the colours of the rectangles on a canvas."""
    return {option(canvas, item, "fill") for item in items(canvas, "rectangle")}


def ink_of(canvas: tk.Canvas, text: str) -> str:
    """Return the colour that a text is drawn in."""
    found = [item for item in items(canvas, "text") if option(canvas, item, "text") == text]
    assert found, f"{text!r} is not drawn among {texts(canvas)}"
    return option(canvas, found[0], "fill")


def place_of(canvas: tk.Canvas, text: str) -> tuple[int, int]:
    """Return where a text stands in the view: the middle of its box."""
    for item in items(canvas, "text"):
        if option(canvas, item, "text") == text:
            left, top, right, bottom = canvas.bbox(item)
            return (left + right) // 2 - int(canvas.canvasx(0)), (top + bottom) // 2 - int(canvas.canvasy(0))
    raise AssertionError(f"{text!r} is not drawn among {texts(canvas)}")
