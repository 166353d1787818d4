"""Where the window stands on the screen: as it was left, and always where it can be seen."""

import tkinter as tk

from malmadang.desktop.settings import Place


def place_window(root: tk.Tk, place: Place | None, usual: tuple[int, int]) -> None:
    """Give the window its place; one on a screen that is gone, or is smaller now, is moved into view.

    Args:
        place: where it was left, None for in the middle.
        usual: width and height where it has never been placed.
    """
    across, down = root.winfo_screenwidth(), root.winfo_screenheight()
    width = min(place.width if place else usual[0], across)
    height = min(place.height if place else usual[1], down)
    x = place.x if place else (across - width) // 2
    y = place.y if place else (down - height) // 2
    root.geometry(f"{width}x{height}+{max(0, min(x, across - width))}+{max(0, min(y, down - height))}")


def place_of(root: tk.Tk) -> Place | None:
    """Return where the window stands, None where it is not on the screen."""
    if not root.winfo_viewable() or min(root.winfo_width(), root.winfo_height()) < 200:
        return None
    return Place(root.winfo_width(), root.winfo_height(), max(0, root.winfo_x()), max(0, root.winfo_y()))
