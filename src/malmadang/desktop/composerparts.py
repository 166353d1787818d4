"""Parts of the composer: the Tk text itself, and the line above it that says what was not taken."""

import tkinter as tk

from malmadang.desktop.kit import Drawn, Skin
from malmadang.desktop.tokens import Role


class FaultLine(Drawn):
    """The line above the text: why it was not taken."""

    def __init__(self, parent: tk.Misc, skin: Skin) -> None:
        super().__init__(parent, skin)
        self.text = ""
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the line's height."""
        return 0, self.skin.px(22)

    def draw(self) -> None:
        """Draw the sentence, cut where it is too long."""
        skin = self.skin
        text = skin.fonts.cut(self.text, Role.SMALL_BOLD, self.winfo_width())
        self.create_text(
            0, 0, anchor="nw", text=text, font=skin.fonts.font(Role.SMALL_BOLD), fill=skin.colour("danger")
        )


def make_text(parent: tk.Misc) -> tk.Text:
    """Return a text of one line without borders."""
    return tk.Text(
        parent,
        height=1,
        width=1,
        wrap="word",
        undo=True,
        maxundo=500,
        borderwidth=0,
        highlightthickness=0,
        insertwidth=2,
        padx=2,
        pady=0,
    )
