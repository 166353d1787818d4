"""The picture that stands for the app in task bars and window lists: a speech bubble on the accent."""

import tkinter as tk

from PIL import Image, ImageDraw

from malmadang.desktop.pictures import photo_of
from malmadang.desktop.tokens import LIGHT

_OVERSAMPLE = 4


def draw_icon(size: int, *, marked: bool = False) -> Image.Image:
    """Return the picture, `size` pixels square, with clear corners.

    Args:
        marked: with a dot, because something is unread.
    """
    big = size * _OVERSAMPLE
    picture = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, big - 1, big - 1), big * 0.23, fill=LIGHT.accent)
    left, top, right, bottom = big * 0.2, big * 0.24, big * 0.8, big * 0.66
    pen.rounded_rectangle((left, top, right, bottom), big * 0.13, fill=LIGHT.accent_fg)
    tail = [(big * 0.32, bottom - 1), (big * 0.32, big * 0.8), (big * 0.5, bottom - 1)]
    pen.polygon(tail, fill=LIGHT.accent_fg)
    for at in (0.36, 0.5, 0.64):
        x, y, dot = big * at, (top + bottom) / 2, big * 0.045
        pen.ellipse((x - dot, y - dot, x + dot, y + dot), fill=LIGHT.accent)
    if marked:
        pen.ellipse((big * 0.56, 0, big - 1, big * 0.44 - 1), fill=LIGHT.badge)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def set_icon(root: tk.Tk) -> list[tk.PhotoImage]:
    """Give the window and all it opens the picture; keep what is returned as long as the window."""
    pictures = [photo_of(draw_icon(size), root) for size in (64, 32, 16)]
    root.iconphoto(True, *pictures)
    return pictures


class IconBadge:
    """The window's picture, with a dot while something waits for the person."""

    def __init__(self, root: tk.Tk) -> None:
        self._root = root
        self._plain = set_icon(root)
        self._marked: list[tk.PhotoImage] = []
        self.is_marked = False

    def show(self, count: int) -> None:
        """Say whether something waits."""
        if bool(count) != self.is_marked:
            if not self._marked:
                sizes = (64, 32, 16)
                self._marked = [photo_of(draw_icon(size, marked=True), self._root) for size in sizes]
            self.is_marked = bool(count)
            self._root.iconphoto(True, *(self._marked if count else self._plain))
