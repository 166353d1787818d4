"""A menu at the mouse, in the window's own colours and letters."""

import tkinter as tk
from collections.abc import Callable, Sequence

from malmadang.desktop.kit import Skin
from malmadang.desktop.tokens import Role


def pop_up(
    parent: tk.Misc, skin: Skin, entries: Sequence[tuple[str, Callable[[], None]]], x: int, y: int
) -> tk.Menu:
    """Open a menu at a place of the screen; an empty word draws a line. A choice or Esc takes it away."""
    colour = skin.colour
    menu = tk.Menu(
        parent,
        tearoff=False,
        font=skin.fonts.font(Role.SMALL),
        background=colour("bg"),
        foreground=colour("text"),
        activebackground=colour("sel"),
        activeforeground=colour("text"),
        borderwidth=1,
        activeborderwidth=0,
        relief="solid",
    )
    for word, command in entries:
        if word:
            menu.add_command(label=word, command=command)
        else:
            menu.add_separator()
    menu.bind("<Unmap>", lambda _event: menu.after_idle(menu.destroy), add=True)
    menu.tk_popup(x, y)
    return menu
