"""The mouse in the messages: choosing text across rows, double and triple clicks, links and names."""

import tkinter as tk
from collections.abc import Callable

from malmadang.clientcore.rows import RowId
from malmadang.desktop import jumpbutton
from malmadang.desktop.hoverbar import BarButton
from malmadang.desktop.painter import paint_chosen
from malmadang.desktop.placed import Action, Deed, Placed, Run
from malmadang.desktop.rowfocus import RowFocus
from malmadang.desktop.selection import (
    Point,
    Selection,
    chosen_in,
    offset_at,
    run_at,
    spans_of,
    text_of,
    word_around,
)
from malmadang.desktop.skin import Skin
from malmadang.desktop.stack import Stack
from malmadang.ports import TimeMs

_DRAG_MS = 40
_MOVED = 3


class RoomMouse:
    """Listens to the canvas of the messages.

    Clicks do not take the keyboard from the composer.

    Args:
        scroll: moves the view by pixels, for a drag beyond its edge.
        act: carries out what was clicked; gets the place on the screen too.
        menu: the right button on a message.
        time: a time as it is copied.
        focus: the message the mouse is at, and its bar.
        press: a button of that bar was pressed.
    """

    def __init__(
        self,
        canvas: tk.Canvas,
        skin: Skin,
        stack: Stack,
        *,
        scroll: Callable[[int], None],
        act: Callable[[Action, int, int], None],
        menu: Callable[[RowId, int, int], None],
        time: Callable[[TimeMs], str],
        focus: RowFocus,
        press: Callable[[str, int, int], None],
    ) -> None:
        self._canvas, self._skin, self._stack = canvas, skin, stack
        self._scroll, self._act, self._menu, self._time = scroll, act, menu, time
        self.focus, self._press_bar = focus, press
        self.selection: Selection | None = None
        self._from: Point | None = None
        self._pressed = (0, 0)
        self._dragged = False
        self._pull = 0
        self._job: str | None = None
        canvas.bind("<ButtonPress-1>", self._press)
        canvas.bind("<B1-Motion>", self._drag)
        canvas.bind("<ButtonRelease-1>", self._release)
        canvas.bind("<Double-ButtonPress-1>", lambda event: self._choose_around(event, whole=False))
        canvas.bind("<Triple-ButtonPress-1>", lambda event: self._choose_around(event, whole=True))
        canvas.bind("<Motion>", self._move)
        canvas.bind("<Leave>", lambda _event: None if focus.by_key else focus.leave(), add=True)
        for button in ("<ButtonPress-3>", "<ButtonPress-2>"):
            canvas.bind(button, self._right)
        canvas.bind("<Destroy>", lambda _event: self._stop(), add=True)

    def text(self) -> str:
        """Return what a copy would give, "" where nothing is chosen."""
        return text_of(self.selection, self._stack, self._time) if self.selection else ""

    def clear(self) -> None:
        """Choose nothing."""
        self.selection = self._from = None
        self._canvas.delete("chosen")

    def choose(self, row: RowId, start: int, end: int) -> None:
        """Mark a stretch of a message's text, as a search does."""
        self.selection = Selection(Point(row, start), Point(row, end))
        self.repaint()

    def unchoose(self, chosen: Selection | None) -> None:
        """Choose nothing any more, unless the person has chosen something else meanwhile."""
        if self.selection is chosen:
            self.clear()

    def repaint(self) -> None:
        """Draw the chosen text over the rows in view."""
        self._canvas.delete("chosen")
        if self.selection is None:
            return
        top = int(self._canvas.canvasy(0))
        seen = self._stack.between(top, top + self._canvas.winfo_height())
        for at, first, last in spans_of(self.selection, self._stack):
            if at in seen:
                placed = self._stack.slots[at].placed
                pieces = chosen_in(placed, first, last, self._skin.fonts)
                paint_chosen(self._canvas, self._skin, pieces, self._stack.tops[at])
        self._canvas.tag_raise(jumpbutton.TAG)

    def _under(self, x: int, y: int) -> tuple[Placed, int, int] | None:
        """Return the block under a place in the view, and the place in the block."""
        inside = int(self._canvas.canvasy(y))
        at = self._stack.at(inside)
        return (self._stack.slots[at].placed, x, inside - self._stack.tops[at]) if at >= 0 else None

    def _run(self, x: int, y: int) -> Run | None:
        under = self._under(x, y)
        return run_at(*under) if under else None

    def _point(self, x: int, y: int) -> Point | None:
        """Return the nearest place in a message's text; above or below a notice, the next message's."""
        inside = int(self._canvas.canvasy(y))
        at = self._stack.at(inside)
        while at >= 0:
            placed = self._stack.slots[at].placed
            if placed.row:
                offset = offset_at(placed, x, inside - self._stack.tops[at], self._skin.fonts)
                return Point(placed.row, offset)
            at, inside = at - 1, self._stack.tops[at] - 1
            x = self._canvas.winfo_width()
        return None

    def _is_jump(self) -> bool:
        return jumpbutton.TAG in self._canvas.gettags("current")

    def _press(self, event: "tk.Event[tk.Misc]") -> None:
        self._pressed, self._dragged = (event.x, event.y), False
        if self._is_jump() or self._bar(event) is not None:
            self._from = None
            return
        had = self.selection is not None
        self.clear()
        if had:
            self.repaint()
        self._from = self._point(event.x, event.y)

    def _drag(self, event: "tk.Event[tk.Misc]") -> None:
        if self._from is None:
            return
        x, y = self._pressed
        self._dragged = self._dragged or abs(event.x - x) + abs(event.y - y) > _MOVED
        if not self._dragged:
            return
        self._choose_to(event.x, event.y)
        height = self._canvas.winfo_height()
        self._pull = min(event.y, 0) or max(event.y - height, 0)
        if self._pull and self._job is None:
            self._job = self._canvas.after(_DRAG_MS, lambda: self._pull_on(event.x))

    def _pull_on(self, x: int) -> None:
        """Scroll while the mouse is held beyond the view's edge."""
        self._job = None
        if self._pull:
            self._scroll(self._pull)
            self._choose_to(x, 0 if self._pull < 0 else self._canvas.winfo_height() - 1)
            self._job = self._canvas.after(_DRAG_MS, lambda: self._pull_on(x))

    def _choose_to(self, x: int, y: int) -> None:
        to = self._point(x, y)
        if to is not None and self._from is not None:
            self.selection = Selection(self._from, to) if to != self._from else None
            self.repaint()

    def _release(self, event: "tk.Event[tk.Misc]") -> None:
        self._stop()
        button = self._bar(event)
        if button is not None and not self._dragged:
            self._press_bar(button.key, event.x_root, event.y_root)
            return
        if self._dragged or self.selection is not None or self._is_jump():
            return
        run = self._run(event.x, event.y)
        if run is not None and run.action is not None:
            self._act(run.action, event.x_root, event.y_root)

    def _choose_around(self, event: "tk.Event[tk.Misc]", *, whole: bool) -> str:
        point = self._point(event.x, event.y)
        under = self._under(event.x, event.y)
        if point is not None and under is not None and under[0].row == point.row:
            text = under[0].text
            first, last = (0, len(text)) if whole else word_around(text, point.offset)
            self.selection = Selection(Point(point.row, first), Point(point.row, last))
            self._from, self._dragged = self.selection.start, True
            self.repaint()
        return "break"

    def _bar(self, event: "tk.Event[tk.Misc]") -> BarButton | None:
        return self.focus.bar.at(event.x, int(self._canvas.canvasy(event.y)))

    def _move(self, event: "tk.Event[tk.Misc]") -> None:
        self.focus.point(event.x, int(self._canvas.canvasy(event.y)))
        on_bar = self._bar(event) is not None
        run = None if on_bar else self._run(event.x, event.y)
        hand = (run is not None and run.action is not None) or self._is_jump() or on_bar
        text = run is not None and run.start >= 0
        cursor = "hand2" if hand else "xterm" if text else ""
        if str(self._canvas.cget("cursor")) != cursor:
            self._canvas.configure(cursor=cursor)

    def _right(self, event: "tk.Event[tk.Misc]") -> None:
        run = self._run(event.x, event.y)
        if run is not None and run.action is not None and run.action.deed is Deed.LINK:
            self._canvas.clipboard_clear()
            self._canvas.clipboard_append(run.action.value)
            return
        under = self._under(event.x, event.y)
        if under is not None and under[0].row:
            self._menu(under[0].row, event.x_root, event.y_root)

    def _stop(self) -> None:
        self._pull = 0
        if self._job is not None:
            self._canvas.after_cancel(self._job)
            self._job = None
