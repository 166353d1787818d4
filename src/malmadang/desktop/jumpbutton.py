"""The round button above the composer that leads back to the newest message, drawn into the canvas."""

import tkinter as tk

from malmadang.desktop.shapes import draw_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import Role

TAG = "jump"


class JumpButton:
    """Shown with a text, hidden with ""; keeps its place in the view while the content scrolls under it."""

    def __init__(self, canvas: tk.Canvas, skin: Skin) -> None:
        self._canvas, self._skin = canvas, skin
        self.text = ""
        self._at = (0, 0)
        self._look = ("", 0, 0)

    def show(self, text: str, width: int, top: int, height: int) -> None:
        """Draw the button in the middle of the view's lower edge.

        Args:
            width: of the view; `top` and `height` say where it is in the content.
        """
        self.text = text
        if not text:
            self.forget()
            return
        px = self._skin.px
        look = (text, width, self._skin.percent)
        at = (width // 2, top + height - px(12) - px(38))
        if look == self._look and at != self._at:
            self._canvas.move(TAG, 0, at[1] - self._at[1])
        elif look != self._look:
            self._canvas.delete(TAG)
            self._draw(text, *at)
        self._look, self._at = look, at
        self._canvas.tag_raise(TAG)

    def forget(self) -> None:
        """Draw it anew at the next call, as after a change of colours."""
        self._canvas.delete(TAG)
        self._look = ("", 0, 0)

    def _draw(self, text: str, middle: int, top: int) -> None:
        skin, px = self._skin, self._skin.px
        height = px(38)
        width = skin.fonts.measure(text, Role.SMALL_BOLD) + px(48)
        box = (middle - width // 2, top, width, height)
        draw_box(self._canvas, skin, box, height // 2, skin.colour("accent"), tags=TAG)
        font, ink = skin.fonts.font(Role.SMALL_BOLD), skin.colour("accent_fg")
        self._canvas.create_text(middle, top + height // 2, text=text, font=font, fill=ink, tags=TAG)
