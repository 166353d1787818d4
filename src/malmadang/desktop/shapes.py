"""Shapes that widgets are drawn from, on any Canvas: rounded boxes, avatars, badges, presence dots."""

import tkinter as tk
from enum import Enum

from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import Role, hue_of, initial_of


class Presence(Enum):
    """Whether somebody is here; the value is the dot's colour token."""

    HERE = "ok"
    AWAY = "away"
    OFFLINE = "off"


def draw_box(
    canvas: tk.Canvas, skin: Skin, box: tuple[int, int, int, int], radius: int, fill: str, *, tags: str = ""
) -> None:
    """Draw a filled rounded rectangle: two rectangles and four cached corner pictures.

    Args:
        box: left, top, width, height in pixels.
        radius: in pixels; made smaller where the box is too small for it.
        fill: a colour (not a token).
    """
    x, y, width, height = box
    if width <= 0 or height <= 0:
        return
    r = max(0, min(radius, width // 2, height // 2))
    if r == 0:
        canvas.create_rectangle(x, y, x + width, y + height, fill=fill, width=0, tags=tags)
        return
    right, bottom = x + width, y + height
    if right - r > x + r:
        canvas.create_rectangle(x + r, y, right - r, bottom, fill=fill, width=0, tags=tags)
    if bottom - r > y + r:
        canvas.create_rectangle(x, y + r, x + r, bottom - r, fill=fill, width=0, tags=tags)
        canvas.create_rectangle(right - r, y + r, right, bottom - r, fill=fill, width=0, tags=tags)
    corner = skin.pictures.corner
    places = ((x, y), (right - r, y), (x, bottom - r), (right - r, bottom - r))
    for quarter, (left, top) in enumerate(places):
        canvas.create_image(left, top, anchor="nw", image=corner(r, fill, quarter), tags=tags)


def draw_lined_box(
    canvas: tk.Canvas,
    skin: Skin,
    box: tuple[int, int, int, int],
    radius: int,
    *,
    fill: str,
    line: str,
    width: int = 1,
    tags: str = "",
) -> None:
    """Draw a filled rounded rectangle with a line of `width` pixels inside its edge."""
    x, y, across, down = box
    draw_box(canvas, skin, box, radius, line, tags=tags)
    inner = (x + width, y + width, across - 2 * width, down - 2 * width)
    draw_box(canvas, skin, inner, max(0, radius - width), fill, tags=tags)


def draw_avatar(
    canvas: tk.Canvas,
    skin: Skin,
    at: tuple[int, int],
    size: int,
    name: str,
    *,
    hue: int | None = None,
    tags: str = "",
) -> None:
    """Draw a disc in the name's hue with its first letter in white.

    Args:
        at: left and top edge.
        size: in pixels of this screen.
        hue: 0 to 7, or None to take it from the name as given (pass the folded name's hue where it differs).
    """
    x, y = at
    colour = skin.colour(f"avatar{hue_of(name.casefold()) if hue is None else hue}")
    canvas.create_image(x, y, anchor="nw", image=skin.pictures.disc(size, colour), tags=tags)
    font = skin.fonts.sized(size * 42 / skin.percent)
    middle = size // 2
    ink = skin.colour("badge_fg")
    canvas.create_text(x + middle, y + middle, text=initial_of(name), font=font, fill=ink, tags=tags)


def draw_presence(
    canvas: tk.Canvas,
    skin: Skin,
    at: tuple[int, int],
    size: int,
    presence: Presence,
    *,
    ground: str,
    tags: str = "",
) -> None:
    """Draw the presence dot at the right bottom of an avatar of `size` that stands at `at`.

    Args:
        ground: colour (not token) of the surface, for the ring that cuts the dot out of the avatar.
    """
    dot = skin.px(13)
    picture = skin.pictures.ringed_disc(dot, skin.colour(presence.value), skin.px(2), ground)
    inset = size - dot + skin.px(1)
    canvas.create_image(at[0] + inset, at[1] + inset, anchor="nw", image=picture, tags=tags)


def draw_badge(canvas: tk.Canvas, skin: Skin, *, right: int, middle: int, text: str, tags: str = "") -> int:
    """Draw a count that ends at `right`, centred on `middle`; return its width."""
    height = skin.px(20)
    width = max(height, skin.fonts.measure(text, Role.SMALL_BOLD) + skin.px(12))
    box = (right - width, middle - height // 2, width, height)
    draw_box(canvas, skin, box, height // 2, skin.colour("badge"), tags=tags)
    canvas.create_text(
        right - width / 2,
        middle,
        text=text,
        font=skin.fonts.font(Role.SMALL_BOLD),
        fill=skin.colour("badge_fg"),
        tags=tags,
    )
    return width
