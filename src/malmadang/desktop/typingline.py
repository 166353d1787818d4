"""The line above the composer: who is writing; for beginners, until they have written, three hints."""

import tkinter as tk

from malmadang.desktop.drawn import Drawn
from malmadang.desktop.emojiline import draw_line
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import Role

_HEIGHT, _DOT = 24, 9


class TypingLine(Drawn):
    """Always there, so that the messages above never move.

    Attributes:
        text: the hint, said while nobody writes.
        typing: who is writing, as a sentence, "" for nobody.
    """

    def __init__(self, parent: tk.Misc, skin: Skin) -> None:
        super().__init__(parent, skin)
        self.text, self.typing = "", ""
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the line's height."""
        return 0, self.skin.px(_HEIGHT)

    def say(self, hint: str) -> None:
        """Say something to beginners."""
        if hint != self.text:
            self.text = hint
            self.redraw_soon()

    def show(self, typing: str) -> None:
        """Say who is writing."""
        if typing != self.typing:
            self.typing = typing
            self.redraw_soon()

    def draw(self) -> None:
        """Draw dots and words."""
        skin, px = self.skin, self.skin.px
        x, middle = px(18), self.winfo_height() // 2
        if self.typing:
            for _ in range(3):
                dot = skin.pictures.disc(px(_DOT), skin.colour("faint"))
                self.create_image(x, middle - px(_DOT) // 2, anchor="nw", image=dot)
                x += px(_DOT + 4)
            x += px(4)
        words, ink = self.typing or self.text, skin.colour("sub" if self.typing else "faint")
        draw_line(
            self, skin, words, Role.SMALL, x=x, middle=middle, width=self.winfo_width() - x - px(8), ink=ink
        )
