"""The drawn kit under one roof: import widgets from here."""

from malmadang.desktop.buttons import Button, Kind, Segments, draw_focus
from malmadang.desktop.drawn import Drawn
from malmadang.desktop.fields import Field, RoundedBox
from malmadang.desktop.inputs import bind_wheel
from malmadang.desktop.rowlist import RowCommands, RowList
from malmadang.desktop.rowpaint import MEMBER_ROWS, OFFER_ROWS, ROOM_ROWS, ListRow, RowLook
from malmadang.desktop.scrollbar import Scrollbar
from malmadang.desktop.shapes import (
    Presence,
    draw_avatar,
    draw_badge,
    draw_box,
    draw_lined_box,
    draw_presence,
)
from malmadang.desktop.skin import Skin
from malmadang.desktop.surfaces import Banner, Mood, Overlay, Tooltip

__all__ = [
    "MEMBER_ROWS",
    "OFFER_ROWS",
    "ROOM_ROWS",
    "Banner",
    "Button",
    "Drawn",
    "Field",
    "Kind",
    "ListRow",
    "Mood",
    "Overlay",
    "Presence",
    "RoundedBox",
    "RowCommands",
    "RowList",
    "RowLook",
    "Scrollbar",
    "Segments",
    "Skin",
    "Tooltip",
    "bind_wheel",
    "draw_avatar",
    "draw_badge",
    "draw_box",
    "draw_focus",
    "draw_lined_box",
    "draw_presence",
]
