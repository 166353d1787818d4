"""One line of text with pictures in it."""

import tkinter as tk

import pytest

from malmadang.desktop.emojiline import draw_line
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import Role
from tests.desktop.driver import items, texts


@pytest.fixture
def canvas(root: tk.Tk) -> tk.Canvas:
    return tk.Canvas(root)


def pictures(canvas: tk.Canvas) -> int:
    return len(items(canvas, "image"))


def test_emoji_are_pictures_between_the_words(canvas: tk.Canvas, skin: Skin) -> None:
    width = draw_line(canvas, skin, "준비 끝 👍 가요", Role.SMALL, x=10, middle=20, width=300, ink="#000000")
    assert texts(canvas) == ["준비 끝 ", " 가요"]
    assert pictures(canvas) == 1
    left, _, right, _ = canvas.bbox("all")
    assert left >= 9
    assert right <= 10 + width + 2


def test_what_does_not_fit_is_cut(canvas: tk.Canvas, skin: Skin) -> None:
    width = draw_line(canvas, skin, "긴 글이에요 " * 20, Role.SMALL, x=0, middle=20, width=120, ink="#000000")
    assert width <= 120
    assert texts(canvas)[-1].endswith("…")
    assert canvas.bbox("all")[2] <= 122


def test_a_picture_that_does_not_fit_is_not_drawn(canvas: tk.Canvas, skin: Skin) -> None:
    draw_line(canvas, skin, "👍" * 20, Role.SMALL, x=0, middle=20, width=60, ink="#000000")
    assert 0 < pictures(canvas) < 5
    assert texts(canvas) == ["…"]


def test_emoji_without_a_picture_are_never_given_to_tk(canvas: tk.Canvas, skin: Skin) -> None:
    draw_line(canvas, skin, "가\U0001faff나", Role.SMALL, x=0, middle=20, width=100, ink="#000000")
    assert "\U0001faff" not in "".join(texts(canvas))
