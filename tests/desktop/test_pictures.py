"""Pictures are made once, kept, and smooth at their edges."""

import tkinter as tk

from PIL import Image

from malmadang.desktop.pictures import Pictures


def alpha_at(picture: tk.PhotoImage, x: int, y: int) -> bool:
    return bool(picture.transparency_get(x, y))


def test_a_picture_is_made_once(root: tk.Tk) -> None:
    pictures = Pictures(root)
    assert pictures.corner(8, "#FF0000", 0) is pictures.corner(8, "#FF0000", 0)
    assert pictures.corner(8, "#FF0000", 0) is not pictures.corner(8, "#FF0000", 1)
    assert pictures.disc(20, "#FF0000").width() == 20


def test_a_corner_is_round_on_its_outer_side(root: tk.Tk) -> None:
    pictures = Pictures(root)
    empty = [(0, 0), (11, 0), (0, 11), (11, 11)]
    for quarter, (x, y) in enumerate(empty):
        corner = pictures.corner(12, "#3563E9", quarter)
        assert alpha_at(corner, x, y), "the outer corner is clear"
        assert corner.get(11 - x, 11 - y) == (0x35, 0x63, 0xE9), "the inner one is filled"


def test_a_ring_surrounds_its_disc(root: tk.Tk) -> None:
    dot = Pictures(root).ringed_disc(12, "#00FF00", 2, "#FFFFFF")
    assert dot.get(6, 6) == (0, 255, 0)
    assert dot.get(6, 0)[0] > 200


def test_emoji_pictures(root: tk.Tk) -> None:
    pictures = Pictures(root)
    heart = pictures.emoji("❤️", 24)
    assert heart is not None
    assert (heart.width(), heart.height()) == (24, 24)
    assert pictures.emoji("❤", 24) is heart
    assert pictures.emoji("가", 24) is None


def test_the_oldest_go_when_there_are_too_many(root: tk.Tk) -> None:
    pictures = Pictures(root, limit=8)
    first = pictures.keep(0, lambda: Image.new("RGBA", (1, 1)))
    for n in range(1, 20):
        pictures.keep(n, lambda: Image.new("RGBA", (1, 1)))
    assert pictures.keep(0, lambda: Image.new("RGBA", (1, 1))) is not first
