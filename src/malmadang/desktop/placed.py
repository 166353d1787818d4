"""The outcome of a layout: shapes and runs of text with their places, ready to be drawn. Pure data."""

from enum import Enum

import msgspec

from malmadang.clientcore.rows import RowId
from malmadang.desktop.tokens import Role


class Deed(Enum):
    """What a click on a run does."""

    LINK = "link"
    PERSON = "person"
    RESEND = "resend"
    DISCARD = "discard"
    UNFOLD = "unfold"
    FOLD = "fold"
    QUOTE = "quote"
    REACT = "react"
    GAP = "gap"


class Action(msgspec.Struct, frozen=True, gc=False):
    """A deed and what it is done to: an address, a nick, a msgid, a row's id in digits (with an emoji
    behind it)."""

    deed: Deed
    value: str


class Run(msgspec.Struct, frozen=True, gc=False):
    """Text on one line in one style, or one emoji.

    Attributes:
        x: left edge in the view; `y` the top of its line in the block.
        height: of the line; the text stands in its middle.
        ink: colour token; `back` token of a box behind the text, "" for none.
        start: offset into the text of the row; `end` behind it. -1 where it is no part of a message's text.
        emoji: key of the picture, "" for text; it is `width` pixels wide and `size` pixels large.
    """

    x: int
    y: int
    width: int
    height: int
    text: str
    role: Role
    ink: str
    start: int = -1
    end: int = -1
    underlined: bool = False
    back: str = ""
    emoji: str = ""
    size: int = 0
    action: Action | None = None


class Box(msgspec.Struct, frozen=True, gc=False):
    """A filled rectangle, round where `radius` is not 0, with a 1 px line where `line` names a token."""

    x: int
    y: int
    width: int
    height: int
    fill: str
    radius: int = 0
    line: str = ""


class Disc(msgspec.Struct, frozen=True, gc=False):
    """An avatar."""

    x: int
    y: int
    size: int
    name: str


class Placed(msgspec.Struct, frozen=True, gc=False):
    """A block laid out at one width.

    Attributes:
        height: with the gap above it.
        row: the message whose text the runs' offsets point into, None for notices.
        text: what is copied from it.
        top: where the row itself begins, below the day and the unread line.
    """

    height: int
    boxes: tuple[Box, ...]
    runs: tuple[Run, ...]
    discs: tuple[Disc, ...] = ()
    row: RowId = RowId(0)
    text: str = ""
    top: int = 0
