"""A layout is drawn where it says, under one tag."""

import tkinter as tk

import pytest

from malmadang.desktop.arrange import Block
from malmadang.desktop.layout import lay_out
from malmadang.desktop.painter import paint, paint_chosen
from malmadang.desktop.selection import chosen_in
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import LIGHT
from tests.desktop.driver import fills, ink_of, items, texts
from tests.desktop.paper import FlatRuler, Talk, at, sheet


@pytest.fixture
def canvas(root: tk.Tk) -> tk.Canvas:
    return tk.Canvas(root, width=820, height=400, highlightthickness=0)


def test_a_message_is_drawn_under_its_tag(canvas: tk.Canvas, skin: Skin) -> None:
    row = Talk().message(at(9, 31), "하늘", "봐요 https://a.example 😀 `x`", mention=True)
    placed = lay_out(Block((row,)), sheet())
    paint(canvas, skin, placed, 100, "s1")
    assert set(canvas.find_withtag("s1")) == set(canvas.find_all())
    _left, top, _right, bottom = canvas.bbox("s1")
    assert top >= 100
    assert bottom <= 100 + placed.height + 2
    assert {"하늘", "하", "봐요 ", "https://a.example", "x", "오전 9:31"} <= set(texts(canvas))
    assert len(items(canvas, "line")) == 1, "the underline"
    assert fills(canvas) >= {LIGHT.mention, LIGHT.mention_bar, LIGHT.code}
    assert ink_of(canvas, "https://a.example") == LIGHT.link


def test_what_is_chosen_lies_over_it(canvas: tk.Canvas, skin: Skin) -> None:
    row = Talk().message(at(9, 31), "하늘", "가나다 😀")
    placed = lay_out(Block((row,)), sheet())
    paint(canvas, skin, placed, 0, "s1")
    paint_chosen(canvas, skin, chosen_in(placed, 1, 5, FlatRuler()), 0)
    chosen = canvas.find_withtag("chosen")
    assert ink_of(canvas, "나다 ") == LIGHT.accent_fg
    assert min(chosen) > max(canvas.find_withtag("s1"))
    assert len(chosen) == 4, "ground and text, ground and picture"


def test_an_emoji_without_a_picture_is_left_out(canvas: tk.Canvas, skin: Skin) -> None:
    import msgspec

    row = Talk().message(at(9, 31), "하늘", "😀 가")
    placed = lay_out(Block((row,)), sheet())
    odd = [msgspec.structs.replace(run, emoji="가") if run.emoji else run for run in placed.runs]
    paint(canvas, skin, msgspec.structs.replace(placed, runs=tuple(odd), discs=(), boxes=()), 0, "s1")
    assert not items(canvas, "image")
