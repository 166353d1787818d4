"""Shapes fill exactly the place they are given."""

import tkinter as tk

import pytest

from malmadang.desktop.shapes import (
    Presence,
    draw_avatar,
    draw_badge,
    draw_box,
    draw_lined_box,
    draw_presence,
)
from malmadang.desktop.skin import Skin
from tests.desktop.driver import items, texts


@pytest.fixture
def canvas(root: tk.Tk) -> tk.Canvas:
    made = tk.Canvas(root, width=300, height=200, highlightthickness=0, borderwidth=0)
    made.pack()
    return made


def size_of(canvas: tk.Canvas, tag: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = canvas.bbox(tag)
    return left, top, right - left, bottom - top


@pytest.mark.parametrize("size", [(100, 60), (20, 20), (7, 40), (33, 12)])
def test_a_box_has_its_size(canvas: tk.Canvas, skin: Skin, size: tuple[int, int]) -> None:
    draw_box(canvas, skin, (10, 20, *size), 16, "#336699", tags="box")
    left, top, width, height = size_of(canvas, "box")
    assert (left, top) == (10, 20)
    assert abs(width - size[0]) <= 1
    assert abs(height - size[1]) <= 1


def test_a_box_without_size_is_not_drawn(canvas: tk.Canvas, skin: Skin) -> None:
    draw_box(canvas, skin, (0, 0, 0, 10), 4, "#336699")
    assert not canvas.find_all()


def test_a_square_box_needs_no_pictures(canvas: tk.Canvas, skin: Skin) -> None:
    draw_box(canvas, skin, (0, 0, 10, 10), 0, "#336699")
    assert len(canvas.find_all()) == 1


def test_corners_are_shared(canvas: tk.Canvas, skin: Skin) -> None:
    draw_lined_box(canvas, skin, (0, 0, 50, 30), 8, fill="#FFFFFF", line="#000000")
    draw_lined_box(canvas, skin, (60, 0, 90, 80), 8, fill="#FFFFFF", line="#000000")
    used = {canvas.tk.call(canvas, "itemcget", item, "-image") for item in items(canvas, "image")}
    assert len(used) == 8


def test_an_avatar_has_a_disc_and_a_letter(canvas: tk.Canvas, skin: Skin) -> None:
    draw_avatar(canvas, skin, (5, 5), 38, "mina", tags="avatar")
    draw_presence(canvas, skin, (5, 5), 38, Presence.AWAY, ground="#FFFFFF", tags="dot")
    assert texts(canvas) == ["M"]
    assert size_of(canvas, "avatar")[:2] == (5, 5)
    dot = size_of(canvas, "dot")
    assert dot[0] + dot[2] <= 5 + 38 + 2


def test_a_badge_grows_with_its_count(canvas: tk.Canvas, skin: Skin) -> None:
    one = draw_badge(canvas, skin, right=200, middle=50, text="1", tags="one")
    many = draw_badge(canvas, skin, right=200, middle=90, text="@ 128", tags="many")
    assert one == 20
    assert many > one
    assert canvas.bbox("many")[2] <= 201
