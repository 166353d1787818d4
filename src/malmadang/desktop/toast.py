"""A small card at the window's upper right: a message in another room, for some seconds."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.drawn import Drawn
from malmadang.desktop.emojiline import draw_line
from malmadang.desktop.shapes import draw_avatar, draw_lined_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import RADIUS_CARD, Role

SHOWN_MS = 5000
_WIDTH, _HEIGHT = 300, 64


class Toast(Drawn):
    """Shown and taken away again; a click goes to the room, a click on ✕ does not."""

    def __init__(self, parent: tk.Misc, skin: Skin) -> None:
        super().__init__(parent, skin)
        self.title, self.text, self._name = "", "", ""
        self._clicked: Callable[[], None] = lambda: None
        self._timer: str | None = None
        self.configure(cursor="hand2")
        self.bind("<ButtonRelease-1>", self._pressed)

    @property
    def is_shown(self) -> bool:
        """Is it in view?"""
        return bool(self.winfo_manager())

    def show(self, name: str, title: str, text: str, clicked: Callable[[], None]) -> None:
        """Show a message; one that is in view already goes."""
        self._name, self.title, self.text, self._clicked = name, title, text.replace("\n", " "), clicked
        px = self.skin.px
        self.place(relx=1.0, x=-px(16), y=px(68), anchor="ne", width=px(_WIDTH), height=px(_HEIGHT))
        tk.Misc.lift(self)
        self.redraw_soon()
        self.hide_later()

    def hide_later(self) -> None:
        """Begin the time after which it goes by itself."""
        if self._timer is not None:
            self.after_cancel(self._timer)
        self._timer = self.after(SHOWN_MS, self.hide)

    def hide(self) -> None:
        """Take it away."""
        if self._timer is not None:
            self.after_cancel(self._timer)
            self._timer = None
        self.place_forget()

    def draw(self) -> None:
        """Draw avatar, who and where, and the words."""
        skin, px, colour = self.skin, self.skin.px, self.skin.colour
        width, height = self.winfo_width(), self.winfo_height()
        box = (0, 0, width, height)
        draw_lined_box(self, skin, box, px(RADIUS_CARD), fill=colour("bg"), line=colour("accent"))
        draw_avatar(self, skin, (px(12), (height - px(36)) // 2), px(36), self._name)
        left, room = px(60), width - px(92)
        ink = colour("text")
        draw_line(self, skin, self.title, Role.SMALL_BOLD, x=left, middle=px(22), width=room, ink=ink)
        draw_line(self, skin, self.text, Role.SMALL, x=left, middle=px(43), width=room, ink=colour("sub"))
        font = skin.fonts.font(Role.SMALL)
        self.create_text(width - px(18), px(18), text="✕", font=font, fill=colour("sub"))

    def _pressed(self, event: "tk.Event[tk.Misc]") -> None:
        px = self.skin.px
        self.hide()
        if not (event.x > self.winfo_width() - px(36) and event.y < px(32)):
            self._clicked()
