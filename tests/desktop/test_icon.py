"""The picture in task bars."""

import tkinter as tk

import pytest

from malmadang.desktop.icon import draw_icon, set_icon
from malmadang.desktop.tokens import LIGHT


@pytest.mark.parametrize("size", [32, 64])
def test_a_bubble_on_the_accent_with_clear_corners(size: int) -> None:
    picture = draw_icon(size)
    assert picture.size == (size, size)
    assert picture.getpixel((0, 0)) == (0, 0, 0, 0)
    red, green, blue, alpha = picture.getpixel((size // 2, size // 7))  # type: ignore[misc]  # four channels
    assert f"#{red:02X}{green:02X}{blue:02X}" == LIGHT.accent
    assert alpha == 255


def test_the_window_takes_it_in_three_sizes(root: tk.Tk) -> None:
    assert [picture.width() for picture in set_icon(root)] == [64, 32, 16]
