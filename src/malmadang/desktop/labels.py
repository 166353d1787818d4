"""Words on a surface: Label, and Avatar, a person's disc as a widget."""

import tkinter as tk
from typing import Literal

from malmadang.desktop.kit import Drawn, Skin, draw_avatar
from malmadang.desktop.tokens import Role


class Label(tk.Label):
    """A piece of text in a role and a token's colour.

    Args:
        wrap: width to break lines at, in pixels at 100 %; 0 for one line.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        text: str = "",
        *,
        role: Role = Role.SMALL,
        token: str = "sub",
        ground: str = "bg",
        wrap: int = 0,
        anchor: Literal["w", "e", "center"] = "w",
    ) -> None:
        super().__init__(parent, text=text, anchor=anchor, borderwidth=0, padx=0, pady=0, justify="left")
        self.skin, self.role, self.token, self.ground = skin, role, token, ground
        self._wrap = wrap
        skin.watch(self, self.restyle)
        self.restyle()

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.cget("text"))

    def say(self, text: str, token: str = "") -> None:
        """Say something else, maybe in another colour."""
        self.configure(text=text)
        if token and token != self.token:
            self.token = token
            self.configure(foreground=self.skin.colour(token))

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        skin = self.skin
        self.configure(
            font=skin.fonts.font(self.role),
            foreground=skin.colour(self.token),
            background=skin.colour(self.ground),
            wraplength=skin.px(self._wrap),
        )


class Avatar(Drawn):
    """The disc of a name, `size` across at 100 %."""

    def __init__(self, parent: tk.Misc, skin: Skin, name: str, size: int, *, ground: str = "bg") -> None:
        super().__init__(parent, skin, ground=ground)
        self.name, self._size = name, size
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the disc's size."""
        size = self.skin.px(self._size)
        return size, size

    def draw(self) -> None:
        """Draw the disc."""
        draw_avatar(self, self.skin, (0, 0), self.skin.px(self._size), self.name)

    def set_name(self, name: str) -> None:
        """Be somebody else's."""
        self.name = name
        self.redraw_soon()
