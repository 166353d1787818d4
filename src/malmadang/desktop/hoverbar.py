"""The small bar at the top right of a message: five emoji, reply, more; drawn into the canvas."""

import tkinter as tk
from collections.abc import Sequence

import msgspec

from malmadang.clientcore.rows import RowId
from malmadang.desktop.shapes import draw_box, draw_lined_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import RADIUS_ROW, Role

TAG = "hoverbar"
_HEIGHT, _EMOJI, _PAD = 36, 32, 4


class BarButton(msgspec.Struct, frozen=True, gc=False):
    """One place of the bar: `key` is what it does, `emoji` its picture or `word` its word."""

    key: str
    emoji: str = ""
    word: str = ""


class HoverBar:
    """Drawn for one message at a time.

    Attributes:
        row: the message it belongs to, 0 for none.
        bottom: where it ends in the content's height, for a mouse on its way to it.
    """

    def __init__(self, canvas: tk.Canvas, skin: Skin) -> None:
        self._canvas, self._skin = canvas, skin
        self.row = RowId(0)
        self._places: list[tuple[int, int, BarButton]] = []
        self._box = (0, 0, 0, 0)
        self._pointed = ""
        self._look: tuple[object, ...] = ()

    def show(self, row: RowId, buttons: Sequence[BarButton], *, right: int, top: int) -> None:
        """Draw the bar so that it ends at `right`, its upper edge at `top` of the content."""
        look = (row, tuple(buttons), right, top, self._skin.percent, self._skin.dark, self._pointed)
        if look == self._look:
            self._canvas.tag_raise(TAG)
            return
        self.hide()
        self._look, self.row = look, row
        skin, px, canvas = self._skin, self._skin.px, self._canvas
        widths = [px(_EMOJI) if one.emoji else skin.fonts.measure(one.word, Role.SMALL_BOLD) + px(20)
                  for one in buttons]  # fmt: skip
        width = sum(widths) + 2 * px(_PAD)
        left = right - width
        self._box = (left, top, width, px(_HEIGHT))
        ground, line = skin.colour("bg"), skin.colour("border")
        draw_lined_box(canvas, skin, self._box, px(RADIUS_ROW), fill=ground, line=line, tags=TAG)
        x, middle = left + px(_PAD), top + px(_HEIGHT) // 2
        self._places = []
        for button, across in zip(buttons, widths, strict=True):
            self._places.append((x, x + across, button))
            if button.key == self._pointed:
                cell = (x, top + px(_PAD), across, px(_HEIGHT - 2 * _PAD))
                draw_box(canvas, skin, cell, px(6), skin.colour("hover"), tags=TAG)
            picture = skin.pictures.emoji(button.emoji, px(20)) if button.emoji else None
            if picture is not None:
                canvas.create_image(x + across // 2, middle, image=picture, tags=TAG)
            else:
                font, ink = skin.fonts.font(Role.SMALL_BOLD), skin.colour("sub")
                canvas.create_text(x + across // 2, middle, text=button.word, font=font, fill=ink, tags=TAG)
            x += across
        canvas.tag_raise(TAG)

    def hide(self) -> None:
        """Take it away."""
        self._canvas.delete(TAG)
        self.row, self._look, self._places = RowId(0), (), []

    def holds(self, x: int, y: int) -> bool:
        """Is a place of the content on the bar?"""
        left, top, width, height = self._box
        return bool(self.row) and left <= x < left + width and top <= y < top + height

    def at(self, x: int, y: int) -> BarButton | None:
        """Return the button at a place of the content."""
        if not self.holds(x, y):
            return None
        return next((one for start, end, one in self._places if start <= x < end), None)

    def point(self, key: str) -> bool:
        """Mark the button the mouse is on; say whether that is another one."""
        changed, self._pointed = key != self._pointed, key
        return changed
