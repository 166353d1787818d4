"""Emoji in text: where they stand, and the picture of each from the shipped sheet."""

import re
from functools import cache
from importlib.resources import files

from PIL import Image

COLUMNS = 44
CELL = 48

_VS15, _VS16, _ZWJ = "\ufe0e", "\ufe0f", "\u200d"
_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_TEXT_FIRST_BELOW = "\u2600"
_TEXT_FIRST = frozenset("♀♂〰〽㊗㊙")
_SEQUENCE = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[0-9#*]\ufe0f?\u20e3"
    "|(?:{one}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*)"
    "(?:\u200d{one}\ufe0f?[\U0001f3fb-\U0001f3ff]?)*".replace(
        "{one}", "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001fbff]"
    )
)
_UNKNOWN = re.compile("[\U0001f000-\U0001fbff\U000e0020-\U000e007f]")
_INVISIBLE = re.compile("[\u200d\ufe0e\ufe0f]")
_ODD = re.compile(f"{_UNKNOWN.pattern}|{_INVISIBLE.pattern}")


class Found(tuple[int, int, str]):
    """(start, end, key) of one emoji in a text; the key names its picture."""

    __slots__ = ()


@cache
def index() -> dict[str, int]:
    """Return key (the emoji without variation selectors) -> number of its picture in the sheet."""
    return {_plain(text): at for at, text in enumerate(_texts())}


@cache
def _texts() -> tuple[str, ...]:
    """Return every emoji of the sheet as it is written in full, variation selectors included."""
    lines = files("malmadang").joinpath("data", "emoji.txt").read_text("ascii").split()
    return tuple("".join(chr(int(part, 16)) for part in line.split("-")) for line in lines)


@cache
def _text_first() -> frozenset[str]:
    """Single characters that are letters rather than pictures unless VS16 stands behind them."""
    marked = (text[0] for text in _texts() if len(text) == 2 and text[1] == _VS16)
    return frozenset(key for key in marked if key < _TEXT_FIRST_BELOW) | _TEXT_FIRST


def _plain(text: str) -> str:
    return text.replace(_VS16, "")


def find(text: str) -> list[Found]:
    """Return the emoji of a text in order, each as long as it goes.

    A skin tone the sheet has no picture for falls back to the picture without it; a joined sequence
    without a picture falls apart into the parts that have one.
    """
    if text.isascii():
        return []
    found: list[Found] = []
    at = 0
    while (match := _SEQUENCE.search(text, at)) is not None:
        start, end = match.span()
        longest = _longest(text, start, end)
        if longest is None:
            at = start + 1
        else:
            found.append(longest)
            at = longest[1]
    return found


def _longest(text: str, start: int, end: int) -> Found | None:
    """Return the longest emoji that starts at `start` and ends at a joint before `end`."""
    pictures = index()
    stops = [end, *(n for n in range(end - 1, start, -1) if text[n] == _ZWJ)]
    for stop in stops:
        piece = text[start:stop]
        key = _plain(piece)
        if key not in pictures:
            key = _TONES.sub("", key)
        if key not in pictures or (key in _text_first() and _VS16 not in piece) or _VS15 in piece:
            continue
        return Found((start, stop, key))
    return None


def readable(text: str) -> str:
    """Return text that no emoji is left in: what has no picture becomes «□», joiners go.

    Old libraries under Tk end the whole program when they are given a colour glyph.
    """
    if text.isascii() or _ODD.search(text) is None:
        return text
    return _UNKNOWN.sub("□", _INVISIBLE.sub("", text))


@cache
def _sheet() -> Image.Image:
    path = files("malmadang").joinpath("data", "emoji.png")
    with path.open("rb") as data, Image.open(data) as sheet:
        sheet.load()
        return sheet


def prepare() -> None:
    """Read the index and the sheet now (30 ms), so that the first emoji does not wait for them."""
    _text_first()
    _sheet()


def picture(key: str, size: int) -> Image.Image:
    """Return the picture of an emoji, `size` pixels square.

    Raises:
        KeyError: the sheet has no such emoji.
    """
    at = index()[key]
    left, top = at % COLUMNS * CELL, at // COLUMNS * CELL
    cell = _sheet().crop((left, top, left + CELL, top + CELL)).convert("RGBA")
    return cell if size == CELL else cell.resize((size, size), Image.Resampling.LANCZOS)
