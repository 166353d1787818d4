"""The bar at a message."""

import tkinter as tk

from malmadang.clientcore.rows import RowId
from malmadang.desktop.hoverbar import TAG, BarButton, HoverBar
from malmadang.desktop.skin import Skin
from tests.desktop.driver import texts


def test_it_is_hit_where_it_is_drawn_and_nowhere_else(root: tk.Tk, skin: Skin) -> None:
    canvas = tk.Canvas(root)
    bar = HoverBar(canvas, skin)
    bar.show(
        RowId(3), [BarButton("react 👍", emoji="👍"), BarButton("reply", word="답장")], right=300, top=10
    )
    assert texts(canvas) == ["답장"]
    assert bar.row == 3
    left, top, right, bottom = canvas.bbox(TAG)
    found = bar.at(left + 10, top + 10)
    assert found is not None
    assert found.key == "react 👍"
    last = bar.at(right - 10, bottom - 10)
    assert last is not None
    assert last.key == "reply"
    assert bar.at(left - 5, top) is None
    assert bar.point("reply")
    assert not bar.point("reply")
    bar.hide()
    assert not canvas.find_withtag(TAG)
    assert bar.at(left + 10, top + 10) is None
