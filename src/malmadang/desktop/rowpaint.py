"""How one row of a list is drawn: mark or avatar, name, second line, badge, word at the right."""

import tkinter as tk

import msgspec

from malmadang.desktop.buttons import draw_focus
from malmadang.desktop.emojiline import draw_line
from malmadang.desktop.shapes import Presence, draw_avatar, draw_badge, draw_box, draw_presence
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import RADIUS_ROW, Role


class ListRow(msgspec.Struct, frozen=True, gc=False):
    """What one row shows.

    Attributes:
        key: returned when the row is chosen; headings need one too.
        heading: a word above a group; uses title, note and note_dot only.
        preview: second line, cut with «…»; "" for a row of one line.
        avatar: name that an avatar is drawn for, "" for none.
        hue: hue of the avatar, None for the name's own.
        sign: letter in a square (`#`), instead of an avatar; `emoji` a picture.
        bold: unread; `faded` somebody who is not here.
        pinned: a pin stands before the badge.
        badge: count («4», «@ 2»), "" for none; `dot` a quiet mark instead of a count.
        note: word at the right; `note_token` its colour, `note_dot` a presence dot before it.
    """

    key: str
    title: str
    heading: bool = False
    preview: str = ""
    avatar: str = ""
    hue: int | None = None
    sign: str = ""
    emoji: str = ""
    presence: Presence | None = None
    bold: bool = False
    faded: bool = False
    pinned: bool = False
    badge: str = ""
    dot: bool = False
    note: str = ""
    note_token: str = "sub"
    note_dot: Presence | None = None


class RowLook(msgspec.Struct, frozen=True, gc=False):
    """Sizes of a list's rows, in pixels at 100 %.

    Attributes:
        inset: between the panel's edge and the box of a chosen row.
        pad: between that box's edge and the mark.
    """

    height: int
    mark: int
    gap: int = 0
    inset: int = 8
    pad: int = 10
    heading: int = 32
    role: Role = Role.MESSAGE


ROOM_ROWS = RowLook(height=54, mark=36, gap=4)
MEMBER_ROWS = RowLook(height=40, mark=32, pad=12, heading=38)
OFFER_ROWS = RowLook(height=32, mark=24, inset=6, pad=8)

_NARROW = 100


def paint_row(
    canvas: tk.Canvas,
    skin: Skin,
    row: ListRow,
    look: RowLook,
    *,
    top: int,
    width: int,
    ground: str,
    chosen: bool = False,
    pointed: bool = False,
    current: bool = False,
    tags: str = "",
) -> None:
    """Draw a row at a height of the canvas; `ground` is the panel's token, `tags` go on every item."""
    px = skin.px
    if row.heading:
        if width >= px(_NARROW):
            _heading(canvas, skin, row, look, top=top, width=width, tags=tags)
        return
    inset = px(look.inset)
    box = (inset, top, width - 2 * inset, px(look.height))
    under = "sel" if chosen else "hover" if pointed else ground
    if current:
        draw_focus(canvas, skin, box, px(RADIUS_ROW), skin.colour(under), tags)
    elif chosen or pointed:
        draw_box(canvas, skin, box, px(RADIUS_ROW), skin.colour(under), tags=tags)
    narrow = width < px(_NARROW)
    left = (width - px(look.mark)) // 2 if narrow else inset + px(look.pad)
    if not (row.avatar or row.sign or row.emoji):
        left -= px(look.mark) + px(12)
    _mark(canvas, skin, row, look, at=(left, top), under=under, chosen=chosen, tags=tags)
    right = width - inset - px(12)
    middle = top + px(look.height) // 2
    if narrow:
        if row.badge:
            draw_badge(
                canvas, skin, right=left + px(look.mark + 6), middle=top + px(10), text=row.badge, tags=tags
            )
        return
    right = _right_side(canvas, skin, row, right=right, middle=middle, tags=tags)
    if row.pinned and (pin := skin.pictures.emoji("📌", px(14))) is not None:
        canvas.create_image(right, middle, anchor="e", image=pin, tags=tags)
        right -= px(20)
    _words(canvas, skin, row, look, left=left + px(look.mark) + px(12), right=right, top=top, tags=tags)


def _heading(
    canvas: tk.Canvas, skin: Skin, row: ListRow, look: RowLook, *, top: int, width: int, tags: str
) -> None:
    px = skin.px
    font, middle = skin.fonts.font(Role.SMALL_BOLD), top + px(look.heading) - px(14)
    x = px(look.inset + look.pad)
    canvas.create_text(x, middle, anchor="w", text=row.title, font=font, fill=skin.colour("sub"), tags=tags)
    if not row.note:
        return
    right = width - px(look.inset + look.pad)
    ink = skin.colour(row.note_token)
    small = skin.fonts.font(Role.SMALL)
    canvas.create_text(right, middle, anchor="e", text=row.note, font=small, fill=ink, tags=tags)
    if row.note_dot is not None:
        size = px(11)
        at = right - skin.fonts.measure(row.note, Role.SMALL) - px(4) - size
        picture = skin.pictures.disc(size, skin.colour(row.note_dot.value))
        canvas.create_image(at, middle - size // 2, anchor="nw", image=picture, tags=tags)


def _mark(
    canvas: tk.Canvas,
    skin: Skin,
    row: ListRow,
    look: RowLook,
    *,
    at: tuple[int, int],
    under: str,
    chosen: bool,
    tags: str,
) -> None:
    size = skin.px(look.mark)
    x, y = at[0], at[1] + (skin.px(look.height) - size) // 2
    if row.avatar:
        draw_avatar(canvas, skin, (x, y), size, row.avatar, hue=row.hue, tags=tags)
        if row.presence is not None:
            ground = skin.colour(under)
            draw_presence(canvas, skin, (x, y), size, row.presence, ground=ground, tags=tags)
    elif row.emoji:
        picture = skin.pictures.emoji(row.emoji, size)
        if picture is not None:
            canvas.create_image(x, y, anchor="nw", image=picture, tags=tags)
    elif row.sign:
        fill = skin.colour("accent" if chosen else "side2")
        draw_box(canvas, skin, (x, y, size, size), skin.px(RADIUS_ROW), fill, tags=tags)
        ink = skin.colour("accent_fg" if chosen else "sub")
        font = skin.fonts.font(Role.HEADING)
        canvas.create_text(x + size / 2, y + size / 2, text=row.sign, font=font, fill=ink, tags=tags)


def _right_side(canvas: tk.Canvas, skin: Skin, row: ListRow, *, right: int, middle: int, tags: str) -> int:
    """Draw badge, dot or note; return where the text before it must end."""
    px = skin.px
    if row.badge:
        return right - draw_badge(canvas, skin, right=right, middle=middle, text=row.badge, tags=tags) - px(8)
    if row.dot:
        picture = skin.pictures.disc(px(8), skin.colour("off"))
        canvas.create_image(right - px(8), middle - px(4), anchor="nw", image=picture, tags=tags)
        return right - px(16)
    if row.note:
        ink, font = skin.colour(row.note_token), skin.fonts.font(Role.SMALL)
        canvas.create_text(right, middle, anchor="e", text=row.note, font=font, fill=ink, tags=tags)
        return right - skin.fonts.measure(row.note, Role.SMALL) - px(8)
    return right


def _words(
    canvas: tk.Canvas, skin: Skin, row: ListRow, look: RowLook, *, left: int, right: int, top: int, tags: str
) -> None:
    px = skin.px
    role = Role.MESSAGE_BOLD if row.bold else look.role
    middle = top + px(look.height) // 2
    y = middle - px(9) if row.preview else middle
    ink, width = skin.colour("sub" if row.faded else "text"), right - left
    draw_line(canvas, skin, row.title, role, x=left, middle=y, width=width, ink=ink, tags=tags)
    if row.preview:
        y, ink = middle + px(11), skin.colour("sub")
        draw_line(canvas, skin, row.preview, Role.SMALL, x=left, middle=y, width=width, ink=ink, tags=tags)
