"""What every text in a window is written with and on: looked up in the widgets, not in any table."""

import tkinter as tk
from collections.abc import Iterator

import msgspec

from malmadang.desktop.tokens import contrast
from tests.desktop.driver import kind_of, option


class Seen(msgspec.Struct, frozen=True):
    """A text in view.

    Attributes:
        ink: its colour as #RRGGBB; `ground` that of what lies under its middle.
        widget: name of the widget's class.
    """

    text: str
    ink: str
    ground: str
    widget: str

    @property
    def contrast(self) -> float:
        return contrast(self.ink, self.ground)


def texts_in(widget: tk.Misc) -> Iterator[Seen]:
    """Return every text in view in a widget and in all that lie in it."""
    if isinstance(widget, tk.Canvas):
        yield from _on_canvas(widget)
    elif isinstance(widget, (tk.Label, tk.Button, tk.Entry, tk.Text)):
        text = widget.get() if isinstance(widget, tk.Entry) else _text_of(widget)
        if text.strip() and widget.winfo_viewable():
            ink, ground = str(widget.cget("foreground")), str(widget.cget("background"))
            yield Seen(text, _hex(widget, ink), _hex(widget, ground), type(widget).__name__)
    for child in widget.winfo_children():
        yield from texts_in(child)


def _text_of(widget: tk.Label | tk.Button | tk.Text) -> str:
    return widget.get("1.0", "end-1c") if isinstance(widget, tk.Text) else str(widget.cget("text"))


def _on_canvas(canvas: tk.Canvas) -> Iterator[Seen]:
    if not canvas.winfo_viewable():
        return
    for item in canvas.find_all():
        if kind_of(canvas, item) != "text" or option(canvas, item, "state") == "hidden":
            continue
        text = option(canvas, item, "text")
        if text.strip():
            left, top, right, bottom = canvas.bbox(item)
            ground = _under(canvas, item, (left + right) // 2, (top + bottom) // 2)
            yield Seen(text, _hex(canvas, option(canvas, item, "fill")), ground, type(canvas).__name__)


def _under(canvas: tk.Canvas, item: int, x: int, y: int) -> str:
    """Return the colour of the topmost thing below an item at a point."""
    there = canvas.find_overlapping(x, y, x + 1, y + 1)
    for other in reversed(there[: there.index(item)] if item in there else there):
        left, top, right, bottom = canvas.bbox(other)
        if not (left <= x < right and top <= y < bottom):
            continue
        kind = kind_of(canvas, other)
        if kind in ("rectangle", "polygon", "oval") and (fill := option(canvas, other, "fill")):
            return _hex(canvas, fill)
        if kind == "image" and (colour := _pixel(canvas, other, x, y)):
            return colour
    return _hex(canvas, str(canvas.cget("background")))


def _pixel(canvas: tk.Canvas, image: int, x: int, y: int) -> str:
    """Return the colour of a picture at a point of the canvas, "" where one sees through it."""
    name = option(canvas, image, "image")
    left, top, _right, _bottom = canvas.bbox(image)
    at = (x - left, y - top)
    if canvas.tk.getboolean(canvas.tk.call(name, "transparency", "get", *at)):
        return ""
    red, green, blue = (int(part) for part in canvas.tk.splitlist(canvas.tk.call(name, "get", *at)))
    return f"#{red:02X}{green:02X}{blue:02X}"


def _hex(widget: tk.Misc, colour: str) -> str:
    red, green, blue = (part >> 8 for part in widget.winfo_rgb(colour))
    return f"#{red:02X}{green:02X}{blue:02X}"
