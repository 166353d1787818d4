"""Small pictures drawn by Pillow: rounded corners, discs, emoji; each made once and kept."""

import io
import tkinter as tk
from collections.abc import Callable, Hashable

from PIL import Image, ImageDraw

from malmadang.desktop import emoji

_OVERSAMPLE = 4


class Pictures:
    """The pictures of one root window.

    Tk blanks a picture whose Python object is gone, so every one is kept here for as long as it may be shown.
    """

    def __init__(self, root: tk.Misc, limit: int = 4096) -> None:
        self._root = root
        self._limit = limit
        self._kept: dict[Hashable, tk.PhotoImage] = {}

    def keep(self, key: Hashable, draw: Callable[[], Image.Image]) -> tk.PhotoImage:
        """Return the picture of a key, drawn at the first call."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= self._limit:
                self._forget_oldest()
            found = self._kept[key] = photo_of(draw(), self._root)
        return found

    def _forget_oldest(self) -> None:
        for key in list(self._kept)[: self._limit // 4]:
            del self._kept[key]

    def corner(self, radius: int, colour: str, quarter: int) -> tk.PhotoImage:
        """Return a quarter of a disc; 0 left top, 1 right top, 2 left bottom, 3 right bottom."""
        return self.keep(("corner", radius, colour, quarter), lambda: _quarter(radius, colour, quarter))

    def disc(self, size: int, colour: str) -> tk.PhotoImage:
        """Return a filled disc `size` pixels across."""
        return self.keep(("disc", size, colour), lambda: _disc(size, colour))

    def ringed_disc(self, size: int, colour: str, ring: int, ring_colour: str) -> tk.PhotoImage:
        """Return a disc with a ring around it, the ring inside `size`."""
        key = ("ring", size, colour, ring, ring_colour)
        return self.keep(key, lambda: _ringed(size, colour, ring, ring_colour))

    def emoji(self, text: str, size: int) -> tk.PhotoImage | None:
        """Return the picture of one emoji, or None where there is none.

        Args:
            text: the emoji as people type it, or a key that `emoji.find` gave.
            size: in pixels of this screen.
        """
        key = text
        if key not in emoji.index():
            found = emoji.find(text)
            if not found:
                return None
            key = found[0][2]
        return self.keep(("emoji", key, size), lambda: emoji.picture(key, size))


def photo_of(image: Image.Image, root: tk.Misc) -> tk.PhotoImage:
    """Return a Tk picture of a Pillow one; on Tk's thread only."""
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=1)
    return tk.PhotoImage(master=root, data=data.getvalue(), format="png")


def _ink(colour: str, mask: Image.Image) -> Image.Image:
    picture = Image.new("RGBA", mask.size, colour)
    picture.putalpha(mask)
    return picture


def _mask(size: int, inset: float = 0) -> Image.Image:
    big = size * _OVERSAMPLE
    edge = inset * _OVERSAMPLE
    mask = Image.new("L", (big, big), 0)
    ImageDraw.Draw(mask).ellipse((edge, edge, big - 1 - edge, big - 1 - edge), fill=255)
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def _disc(size: int, colour: str) -> Image.Image:
    return _ink(colour, _mask(size))


def _quarter(radius: int, colour: str, quarter: int) -> Image.Image:
    column, row = quarter % 2, quarter // 2
    box = (column * radius, row * radius, (column + 1) * radius, (row + 1) * radius)
    return _ink(colour, _mask(radius * 2).crop(box))


def _ringed(size: int, colour: str, ring: int, ring_colour: str) -> Image.Image:
    picture = _disc(size, ring_colour)
    inner = _disc(max(1, size - 2 * ring), colour)
    picture.alpha_composite(inner, (ring, ring))
    return picture
