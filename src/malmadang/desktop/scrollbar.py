"""A drawn scrollbar: a thin rounded thumb on the surface it scrolls, wider while it is pointed at."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.drawn import Drawn
from malmadang.desktop.shapes import draw_box
from malmadang.desktop.skin import Skin


class Scrollbar(Drawn):
    """Works like Tk's: `command("moveto", fraction)` and `command("scroll", n, "pages")`; fed by `set`.

    Args:
        ground: token of the surface it lies on.
        command: what to call when the person moves the thumb.
    """

    def __init__(
        self, parent: tk.Misc, skin: Skin, command: Callable[..., object], *, ground: str = "bg"
    ) -> None:
        super().__init__(parent, skin, ground=ground)
        self._command = command
        self._first, self._last = 0.0, 1.0
        self._pointed = False
        self._held: float | None = None
        self.bind("<Enter>", lambda _event: self._point(True))
        self.bind("<Leave>", lambda _event: self._point(False))
        self.bind("<ButtonPress-1>", self._press)
        self.bind("<B1-Motion>", self._drag)
        self.bind("<ButtonRelease-1>", self._release)
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the bar's width; its height is the layout's."""
        return self.skin.px(8), 0

    def set(self, first: float | str, last: float | str) -> None:
        """Show which part of the whole is in view, as fractions from 0 to 1."""
        part = (float(first), float(last))
        if part != (self._first, self._last):
            self._first, self._last = part
            self.redraw_soon()

    @property
    def shown(self) -> tuple[float, float]:
        """The part that is in view."""
        return self._first, self._last

    def draw(self) -> None:
        """Draw the thumb, or nothing while everything is in view."""
        if self._first <= 0 and self._last >= 1:
            return
        top, length = self._thumb()
        busy = self._pointed or self._held is not None
        width = self.skin.px(6 if busy else 4)
        box = (self.winfo_width() - width - self.skin.px(1), top, width, length)
        draw_box(self, self.skin, box, width // 2, self.skin.colour("faint" if busy else "off"))

    def _thumb(self) -> tuple[int, int]:
        """Return the thumb's top and length; never shorter than a finger can hold."""
        room = max(1, self.winfo_height() - self.skin.px(4))
        length = max(self.skin.px(32), round(room * (self._last - self._first)))
        hidden = 1.0 - (self._last - self._first)
        share = self._first / hidden if hidden > 0 else 0.0
        return self.skin.px(2) + round((room - length) * min(1.0, max(0.0, share))), length

    def _point(self, pointed: bool) -> None:
        self._pointed = pointed
        self.redraw_soon()

    def _press(self, event: "tk.Event[tk.Misc]") -> None:
        top, length = self._thumb()
        if top <= event.y < top + length:
            self._held = event.y - top
            self.redraw_soon()
        else:
            self._command("scroll", -1 if event.y < top else 1, "pages")

    def _drag(self, event: "tk.Event[tk.Misc]") -> None:
        if self._held is None:
            return
        _top, length = self._thumb()
        free = self.winfo_height() - self.skin.px(4) - length
        if free > 0:
            share = (event.y - self._held - self.skin.px(2)) / free
            hidden = 1.0 - (self._last - self._first)
            self._command("moveto", min(1.0, max(0.0, share)) * hidden)

    def _release(self, _event: "tk.Event[tk.Misc]") -> None:
        self._held = None
        self.redraw_soon()
