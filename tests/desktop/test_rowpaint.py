"""A row shows what it is told, cut to its place."""

import tkinter as tk

import pytest

from malmadang.desktop.rowpaint import MEMBER_ROWS, ROOM_ROWS, ListRow, paint_row
from malmadang.desktop.shapes import Presence
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import LIGHT
from tests.desktop.driver import Driver, fills, ink_of, items, texts

ROOM = ListRow("r", "말마당", preview="하늘: 준비 끝났어요", sign="#", bold=True, badge="12")


@pytest.fixture
def canvas(root: tk.Tk, driver: Driver) -> tk.Canvas:
    made = tk.Canvas(root, width=268, height=300, highlightthickness=0)
    made.pack()
    driver.shown(made)
    return made


def test_a_room_has_mark_name_preview_and_count(canvas: tk.Canvas, skin: Skin) -> None:
    paint_row(canvas, skin, ROOM, ROOM_ROWS, top=0, width=268, ground="side")
    assert texts(canvas) == ["#", "12", "말마당", "하늘: 준비 끝났어요"]
    assert fills(canvas) >= {LIGHT.side2, LIGHT.badge}


def test_a_chosen_room_stands_out(canvas: tk.Canvas, skin: Skin) -> None:
    paint_row(canvas, skin, ROOM, ROOM_ROWS, top=0, width=268, ground="side", chosen=True)
    assert fills(canvas) >= {LIGHT.sel, LIGHT.accent}
    assert ink_of(canvas, "#") == LIGHT.accent_fg


def test_the_keyboards_row_has_a_ring(canvas: tk.Canvas, skin: Skin) -> None:
    paint_row(canvas, skin, ROOM, ROOM_ROWS, top=0, width=268, ground="side", current=True)
    assert LIGHT.accent in fills(canvas)


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_nothing_runs_over_the_edge(canvas: tk.Canvas, skin: Skin, percent: int) -> None:
    skin.set_percent(percent)
    width = skin.px(268)
    row = ListRow(
        "r", "아주아주 긴 방 이름이 여기에 있어요", preview="긴 미리보기 " * 9, sign="#", badge="@ 12"
    )
    paint_row(canvas, skin, row, ROOM_ROWS, top=0, width=width, ground="side")
    for item in items(canvas, "text"):
        left, _top, right, _bottom = canvas.bbox(item)
        assert left >= 0
        assert right <= width - skin.px(8)
    assert any(text.endswith("…") for text in texts(canvas))


def test_a_member_has_avatar_dot_and_role(canvas: tk.Canvas, skin: Skin) -> None:
    row = ListRow("m", "하늘", avatar="하늘", presence=Presence.HERE, note="방장", faded=True)
    paint_row(canvas, skin, row, MEMBER_ROWS, top=0, width=268, ground="side")
    assert texts(canvas) == ["하", "방장", "하늘"]
    assert len(items(canvas, "image")) == 2
    assert ink_of(canvas, "하늘") == LIGHT.sub


def test_a_heading_has_words_and_a_dot(canvas: tk.Canvas, skin: Skin) -> None:
    row = ListRow("h", "친구", heading=True, note="연결됨", note_token="ok", note_dot=Presence.HERE)
    paint_row(canvas, skin, row, ROOM_ROWS, top=0, width=268, ground="side")
    assert texts(canvas) == ["친구", "연결됨"]
    assert ink_of(canvas, "연결됨") == LIGHT.ok
    assert len(items(canvas, "image")) == 1


def test_a_narrow_list_shows_marks_and_counts_only(canvas: tk.Canvas, skin: Skin) -> None:
    paint_row(canvas, skin, ROOM, ROOM_ROWS, top=0, width=64, ground="side")
    assert texts(canvas) == ["#", "12"]
    assert all(canvas.bbox(item)[2] <= 64 for item in canvas.find_all())
    canvas.delete("all")
    paint_row(canvas, skin, ListRow("h", "친구", heading=True), ROOM_ROWS, top=0, width=64, ground="side")
    assert not canvas.find_all()


def test_a_quiet_room_has_a_dot_instead_of_a_count(canvas: tk.Canvas, skin: Skin) -> None:
    paint_row(
        canvas, skin, ListRow("r", "방", sign="#", dot=True), ROOM_ROWS, top=0, width=268, ground="side"
    )
    assert LIGHT.badge not in fills(canvas)
    assert texts(canvas) == ["#", "방"]
