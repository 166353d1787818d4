"""A button that is a picture: an emoji on a soft ground while it is pointed at."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.buttons import draw_focus
from malmadang.desktop.drawn import Drawn
from malmadang.desktop.shapes import draw_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.surfaces import Tooltip
from malmadang.desktop.tokens import RADIUS_BUTTON


class IconButton(Drawn):
    """Pressed by mouse, and by Enter or Space where it takes the focus.

    Args:
        emoji: its picture.
        tip: what it does, said where the mouse rests.
        size: of the button at 100 %.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        emoji: str,
        command: Callable[[], None],
        *,
        tip: str = "",
        ground: str = "bg",
        size: int = 36,
        takes_focus: bool = False,
    ) -> None:
        super().__init__(parent, skin, ground=ground, takes_focus=takes_focus)
        self.emoji, self.command = emoji, command
        self._size, self._pointed = size, False
        self.tip = Tooltip(self, skin, tip)
        self.configure(cursor="hand2")
        self.bind("<Enter>", lambda _event: self._point(True), add=True)
        self.bind("<Leave>", lambda _event: self._point(False), add=True)
        self.bind("<ButtonRelease-1>", lambda _event: self.command())
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            self.bind(key, lambda _event: self.command())
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the button's size."""
        return self.skin.px(self._size), self.skin.px(self._size)

    def draw(self) -> None:
        """Draw the picture."""
        skin, size = self.skin, self.skin.px(self._size)
        box = (0, 0, size, size)
        if self.focused:
            draw_focus(self, skin, box, skin.px(RADIUS_BUTTON), skin.colour(self.ground))
        elif self._pointed:
            draw_box(self, skin, box, skin.px(RADIUS_BUTTON), skin.colour("hover"))
        picture = skin.pictures.emoji(self.emoji, skin.px(20))
        if picture is not None:
            self.create_image(size // 2, size // 2, image=picture)

    def _point(self, pointed: bool) -> None:
        self._pointed = pointed
        self.redraw_soon()
