"""Which message the mouse or the arrows are at: its ring, its ground, its bar."""

import tkinter as tk
from collections.abc import Callable, Sequence

from malmadang.clientcore.rows import MessageRow, RowId
from malmadang.desktop.arrange import Look
from malmadang.desktop.hoverbar import BarButton, HoverBar
from malmadang.desktop.shapes import draw_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.stack import Stack

_GROUND, _RING = "pointedrow", "rowring"


class RowFocus:
    """One message at a time is the current one.

    Args:
        buttons: what the bar offers for a message.
        look: how messages are drawn now.
    Attributes:
        row: the current message, 0 for none.
        by_key: the arrows have chosen it; the mouse moves it no more until it moves itself.
    """

    def __init__(
        self,
        canvas: tk.Canvas,
        skin: Skin,
        stack: Stack,
        *,
        buttons: Callable[[MessageRow], Sequence[BarButton]],
        look: Callable[[], Look],
    ) -> None:
        self._canvas, self._skin, self._stack = canvas, skin, stack
        self._buttons, self._look = buttons, look
        self.bar = HoverBar(canvas, skin)
        self.row = RowId(0)
        self.by_key = False

    @property
    def message(self) -> MessageRow | None:
        """The current message."""
        at = self._stack.find(self.row) if self.row else -1
        row = self._stack.slots[at].block.row if at >= 0 else None
        return row if isinstance(row, MessageRow) else None

    def point(self, x: int, y: int) -> None:
        """The mouse is at a place of the content."""
        if self.bar.holds(x, y):
            button = self.bar.at(x, y)
            if self.bar.point(button.key if button is not None else ""):
                self.repaint()
            return
        self.bar.point("")
        at = self._stack.at(y)
        row = self._stack.slots[at].block.row if at >= 0 else None
        inside = at >= 0 and self._stack.tops[at] + self._stack.slots[at].placed.top <= y < self._stack.bottom
        wanted = row.id if isinstance(row, MessageRow) and inside else RowId(0)
        if wanted != self.row or self.by_key:
            self.row, self.by_key = wanted, False
            self.repaint()

    def step(self, by: int, *, last_seen: int) -> int:
        """Go to the next message up or down; return its slot, -1 where there is none.

        Args:
            last_seen: slot to begin from where no message is current yet.
        """
        slots = self._stack.slots
        at = self._stack.find(self.row) if self.row else -1
        at = at + by if at >= 0 else last_seen
        while 0 <= at < len(slots):
            row = slots[at].block.row
            if isinstance(row, MessageRow):
                self.row, self.by_key = row.id, True
                self.repaint()
                return at
            at += by
        return -1

    def leave(self) -> None:
        """No message is the current one."""
        self.row, self.by_key = RowId(0), False
        self.repaint()

    def repaint(self) -> None:
        """Draw ground, ring and bar where the current message is now."""
        canvas, px = self._canvas, self._skin.px
        canvas.delete(_GROUND, _RING)
        at = self._stack.find(self.row) if self.row else -1
        message = self.message
        if at < 0 or message is None:
            self.bar.hide()
            return
        placed, top = self._stack.slots[at].placed, self._stack.tops[at]
        upper, lower = top + placed.top, self._stack.tops[at + 1]
        width = canvas.winfo_width()
        if self._look() is Look.COMPACT and not message.mention:
            ground = (0, upper + px(2), width, lower - upper)
            draw_box(canvas, self._skin, ground, 0, self._skin.colour("hover"), tags=_GROUND)
            canvas.tag_lower(_GROUND)
        if self.by_key:
            edge = px(2)
            box = (edge, upper + edge // 2, width - px(12), lower - edge // 2)
            canvas.create_rectangle(
                *box, outline=self._skin.colour("accent"), width=edge, tags=_RING
            )  # fmt: skip
        view_top = int(canvas.canvasy(0))
        y = max(view_top + px(4), upper - px(18))
        buttons = self._buttons(message)
        if buttons:
            self.bar.show(message.id, buttons, right=width - px(20), top=y)
        else:
            self.bar.hide()
