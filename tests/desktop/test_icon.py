"""The picture in task bars."""

import tkinter as tk

import pytest

from malmadang.desktop.icon import IconBadge, draw_icon, set_icon
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


def test_a_dot_while_something_waits(root: tk.Tk) -> None:
    badge = IconBadge(root)
    badge.show(2)
    assert badge.is_marked
    red, *_rest = draw_icon(64, marked=True).getpixel((50, 14))  # type: ignore[misc]  # four channels
    assert f"{red:02X}" == LIGHT.badge[1:3]
    badge.show(0)
    assert not badge.is_marked
