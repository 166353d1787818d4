"""Draws placed blocks on a canvas: each block's items carry the block's tag."""

import tkinter as tk

from malmadang.desktop.placed import Box, Placed, Run
from malmadang.desktop.shapes import draw_avatar, draw_box, draw_lined_box
from malmadang.desktop.skin import Skin


def paint(canvas: tk.Canvas, skin: Skin, placed: Placed, top: int, tag: str) -> None:
    """Draw a block whose top is at a height of the canvas."""
    for box in placed.boxes:
        _box(canvas, skin, box, top, tag)
    for disc in placed.discs:
        draw_avatar(canvas, skin, (disc.x, top + disc.y), disc.size, disc.name, tags=tag)
    for run in placed.runs:
        _run(canvas, skin, run, top, tag)


def _box(canvas: tk.Canvas, skin: Skin, box: Box, top: int, tag: str) -> None:
    place = (box.x, top + box.y, box.width, box.height)
    fill = skin.colour(box.fill)
    if box.line:
        draw_lined_box(canvas, skin, place, box.radius, fill=fill, line=skin.colour(box.line), tags=tag)
    else:
        draw_box(canvas, skin, place, box.radius, fill, tags=tag)


def _run(canvas: tk.Canvas, skin: Skin, run: Run, top: int, tag: str) -> None:
    y = top + run.y
    middle = y + run.height // 2
    if run.emoji:
        picture = skin.pictures.emoji(run.emoji, run.size)
        if picture is not None:
            x = run.x + (run.width - run.size) // 2
            canvas.create_image(x, middle, anchor="w", image=picture, tags=tag)
        return
    if run.back:
        pad = skin.px(2)
        place = (run.x - pad, y + 1, run.width + 2 * pad, run.height - 2)
        draw_box(canvas, skin, place, skin.px(4), skin.colour(run.back), tags=tag)
    ink = skin.colour(run.ink)
    font = skin.fonts.font(run.role)
    canvas.create_text(run.x, middle, anchor="w", text=run.text, font=font, fill=ink, tags=tag)
    if run.underlined:
        under = middle + skin.fonts.underline(run.role)
        canvas.create_line(run.x, under, run.x + run.width, under, fill=ink, tags=tag)


def paint_chosen(canvas: tk.Canvas, skin: Skin, pieces: list[tuple[Run, str, int, int]], top: int) -> None:
    """Draw the chosen parts of a block's runs over them.

    Args:
        pieces: run, chosen text, its left edge and its width.
    """
    fill, ink = skin.colour("accent"), skin.colour("accent_fg")
    for run, text, left, width in pieces:
        y = top + run.y
        middle = y + run.height // 2
        canvas.create_rectangle(left, y, left + width, y + run.height, fill=fill, width=0, tags="chosen")
        if run.emoji:
            picture = skin.pictures.emoji(run.emoji, run.size)
            if picture is not None:
                x = run.x + (run.width - run.size) // 2
                canvas.create_image(x, middle, anchor="w", image=picture, tags="chosen")
        else:
            font = skin.fonts.font(run.role)
            canvas.create_text(left, middle, anchor="w", text=text, font=font, fill=ink, tags="chosen")
