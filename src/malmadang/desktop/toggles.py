"""Toggle: a line with a switch at its right; for what is on or off."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.drawn import Drawn
from malmadang.desktop.shapes import draw_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import RADIUS_ROW, Role


class Toggle(Drawn):
    """Changed by a click, Space or Enter.

    Args:
        command: gets the new state, after a change by the person.
        enabled: else it is shown, and cannot be changed.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        text: str,
        command: Callable[[bool], None],
        *,
        on: bool = False,
        enabled: bool = True,
    ) -> None:
        super().__init__(parent, skin, takes_focus=enabled)
        self.text, self.on, self.enabled = text, on, enabled
        self._command = command
        if enabled:
            self.configure(cursor="hand2")
            self.bind("<ButtonRelease-1>", lambda _event: self.flip())
            for key in ("<space>", "<Return>", "<KP_Enter>"):
                self.bind(key, lambda _event: self.flip())
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the line's height."""
        return 0, self.skin.px(34)

    def flip(self) -> str:
        """Change it."""
        if self.enabled:
            self.on = not self.on
            self.redraw_soon()
            self._command(self.on)
        return "break"

    def draw(self) -> None:
        """Draw the words and the switch."""
        skin, px, colour = self.skin, self.skin.px, self.skin.colour
        width, height = self.winfo_width(), self.winfo_height()
        if self.focused:
            draw_box(self, skin, (0, 0, width, height), px(RADIUS_ROW), colour("accent"))
            inner = (px(2), px(2), width - px(4), height - px(4))
            draw_box(self, skin, inner, px(RADIUS_ROW - 2), colour(self.ground))
        words = skin.fonts.cut(self.text, Role.MESSAGE, width - px(64))
        ink = colour("text" if self.enabled else "sub")
        self.create_text(
            px(6), height // 2, anchor="w", text=words, font=skin.fonts.font(Role.MESSAGE), fill=ink
        )
        across, down = px(40), px(22)
        left, top = width - across - px(6), (height - down) // 2
        fill = colour("accent" if self.on and self.enabled else "off")
        draw_box(self, skin, (left, top, across, down), down // 2, fill)
        knob = down - px(4)
        x = left + across - knob - px(2) if self.on else left + px(2)
        self.create_image(x, top + px(2), anchor="nw", image=skin.pictures.disc(knob, colour("badge_fg")))
