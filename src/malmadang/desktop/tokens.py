"""Every colour, size and type role of the window, as data; nothing else in the desktop names a colour."""

import hashlib
import unicodedata
from enum import Enum
from functools import lru_cache

import msgspec


class Palette(msgspec.Struct, frozen=True, gc=False):
    """The colours of one theme, by the names of the design's table.

    Source: UI specification, section 4.
    """

    bg: str
    side: str
    side2: str
    border: str
    text: str
    sub: str
    faint: str
    accent: str
    accent_fg: str
    link: str
    sel: str
    hover: str
    mine: str
    other: str
    mention: str
    mention_bar: str
    danger: str
    badge: str
    badge_fg: str
    warn_bg: str
    warn_fg: str
    ok: str
    away: str
    off: str
    code: str
    chip: str
    chip_on: str
    game: str
    game_ac: str
    hues: tuple[str, ...]

    def colour(self, token: str) -> str:
        """Return the colour of a token; `hue0` ... `hue7` are the names' hues, `avatar0` ... the discs'.

        Raises:
            KeyError: no such token.
        """
        if token.startswith("hue"):
            return self.hues[int(token[3:])]
        if token.startswith("avatar"):
            return LIGHT.hues[int(token[6:])]
        if token in TOKENS:
            return str(getattr(self, token))
        raise KeyError(token)


LIGHT = Palette(
    bg="#FFFFFF",
    side="#F4F5F7",
    side2="#ECEEF1",
    border="#E1E4E8",
    text="#1B1F24",
    sub="#5B6470",
    faint="#646E7B",
    accent="#3563E9",
    accent_fg="#FFFFFF",
    link="#1D57D8",
    sel="#E1E9FF",
    hover="#EEF1F5",
    mine="#DCE7FF",
    other="#F1F3F6",
    mention="#FFF4D1",
    mention_bar="#E0A100",
    danger="#C9302C",
    badge="#D93A3A",
    badge_fg="#FFFFFF",
    warn_bg="#FFF3D6",
    warn_fg="#7A5200",
    ok="#177A42",
    away="#E0A100",
    off="#A6AEB9",
    code="#EBEDF0",
    chip="#F1F3F6",
    chip_on="#E1E9FF",
    game="#F7F4FF",
    game_ac="#6B3FD4",
    hues=("#B4232A", "#9A5B00", "#2E7D32", "#00707A", "#1A5FB4", "#5B3CC4", "#8E3A9D", "#B0306A"),
)
"""The light theme."""

DARK = Palette(
    bg="#17191D",
    side="#1E2126",
    side2="#252930",
    border="#2E333B",
    text="#E7EAEE",
    sub="#A7B0BC",
    faint="#8D97A5",
    accent="#6C93FF",
    accent_fg="#0B1020",
    link="#8FB0FF",
    sel="#2A3554",
    hover="#23272E",
    mine="#2B3F73",
    other="#262A31",
    mention="#3A3218",
    mention_bar="#E5B94A",
    danger="#FF7A73",
    badge="#CB3A34",
    badge_fg="#FFFFFF",
    warn_bg="#3A3015",
    warn_fg="#F3D58A",
    ok="#4CC38A",
    away="#E5B94A",
    off="#69727F",
    code="#2A2F37",
    chip="#262A31",
    chip_on="#2A3554",
    game="#221E30",
    game_ac="#A98BFF",
    hues=("#FF8A80", "#F0B25E", "#7FD08A", "#5CCBD6", "#82B1FF", "#B39DFF", "#E29BEA", "#FF8FB8"),
)
"""The dark theme."""

TOKENS = frozenset(Palette.__struct_fields__) - {"hues"}
HUES = 8

# Gives the people of the design's pictures the hues they have there.
_HUE_KEY = b"8959"


class Theme(Enum):
    """What the person chose; SYSTEM follows the desktop's own light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Role(Enum):
    """What a piece of text is, which decides its size, weight and line height.

    Source: UI specification, section 3.
    """

    MESSAGE = "message"
    MESSAGE_BOLD = "message-bold"
    NAME = "name"
    SMALL = "small"
    SMALL_BOLD = "small-bold"
    HEADING = "heading"
    GAME_WORD = "game-word"
    CODE = "code"

    # Every run of every message looks its role up several times; Enum's own hash is Python code.
    __hash__ = object.__hash__


class Type(msgspec.Struct, frozen=True, gc=False):
    """Size and line height of a role, in pixels at 100 %."""

    size: int
    line: int
    bold: bool = False
    mono: bool = False


TYPES: dict[Role, Type] = {
    Role.MESSAGE: Type(15, 22),
    Role.MESSAGE_BOLD: Type(15, 22, bold=True),
    Role.NAME: Type(14, 22, bold=True),
    Role.SMALL: Type(12, 16),
    Role.SMALL_BOLD: Type(12, 16, bold=True),
    Role.HEADING: Type(16, 24, bold=True),
    Role.GAME_WORD: Type(30, 44, bold=True),
    Role.CODE: Type(14, 22, mono=True),
}

GAP_4, GAP_8, GAP_12, GAP_16, GAP_24 = 4, 8, 12, 16, 24
"""The five distances; nothing is spaced by any other."""

RADIUS_BUBBLE, RADIUS_CARD, RADIUS_CHIP, RADIUS_ROW, RADIUS_BUTTON = 16, 14, 13, 10, 8

SCALE_MIN, SCALE_MAX, SCALE_STEP = 80, 200, 10
"""Percent of the design's sizes that the window can be drawn at."""

PAIRS: tuple[tuple[str, str], ...] = (
    ("text", "bg"), ("text", "side"), ("text", "side2"), ("text", "hover"), ("text", "sel"),
    ("text", "mine"), ("text", "other"), ("text", "mention"), ("text", "code"), ("text", "game"),
    ("sub", "bg"), ("sub", "side"), ("sub", "side2"), ("sub", "hover"), ("sub", "sel"),
    ("sub", "mine"), ("sub", "other"), ("sub", "mention"), ("sub", "chip"), ("text", "chip"), ("sub", "game"),
    ("faint", "bg"), ("faint", "side"), ("faint", "hover"),
    ("accent_fg", "accent"), ("accent_fg", "link"), ("accent_fg", "danger"),
    ("link", "bg"), ("link", "sel"), ("link", "mine"), ("link", "other"), ("link", "mention"),
    ("link", "chip_on"), ("link", "side"),
    ("danger", "bg"), ("danger", "warn_bg"), ("danger", "side"),
    ("warn_fg", "warn_bg"), ("ok", "side"), ("ok", "bg"), ("badge_fg", "badge"),
    ("game_ac", "game"), ("game_ac", "bg"), ("bg", "game_ac"), ("danger", "game"),
    *((f"hue{n}", ground) for n in range(HUES) for ground in ("bg", "side", "mention")),
    *(("badge_fg", f"avatar{n}") for n in range(HUES)),
)  # fmt: skip
"""(ink, ground) of every text the window draws; each keeps a contrast of 4.5 or more."""


@lru_cache(4096)
def hue_of(folded: str) -> int:
    """Return which of the 8 hues a name has: the same on every machine and every day.

    Args:
        folded: the case-folded name.
    """
    digest = hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=1, key=_HUE_KEY)
    return digest.digest()[0] % HUES


def initial_of(name: str) -> str:
    """Return the letter that stands in a name's avatar, upper case, or "?" for no name."""
    for char in unicodedata.normalize("NFC", name).strip():
        if unicodedata.category(char)[0] in "LNS":
            return char.upper()[:1]
    return "?"


def luminance(colour: str) -> float:
    """Return the relative luminance of #RRGGBB.

    Source: WCAG 2.1, definition of relative luminance.
    """
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21.

    Source: WCAG 2.1, definition of contrast ratio.
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
