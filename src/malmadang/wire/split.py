"""Long text -> pieces that fit one line each, never inside a syllable."""

import re
from typing import Final
from unicodedata import category

_JOINER: Final = "\u200d"
# Letters that cling to the one before: variation selectors, skin tones, tag letters of flags, joiner, and the
# vowels and finals of Hangul written in single jamo.
_CLINGS: Final = re.compile(
    "[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u1160-\u11ff\ud7b0-\ud7ff]"
)
_REGIONAL: Final = re.compile("[\U0001f1e6-\U0001f1ff]")


def split_text(text: str, limit_bytes: int) -> list[str]:
    """Cut text into pieces that each fit one line, keeping syllables whole.

    A letter and what clings to it (marks, joined emoji, flags) stay together where they fit one piece. A cut
    is made behind a space where one is in the second half of the piece. Joined, the pieces are the text.

    Args:
        text: NFC, no line breaks; may be empty (gives []).
        limit_bytes: UTF-8 bytes a piece may take, at least 4.
    Raises:
        ValueError: limit_bytes is below 4.
    Source: RFC 2812 2.3 (512 bytes a line); UAX #29 3.1 in its large lines.
    """
    if limit_bytes < 4:
        msg = "a piece must hold any one letter: limit_bytes is at least 4"
        raise ValueError(msg)
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = _reach(text, start, limit_bytes)
        if end < len(text):
            end = _nicer(text, start, end)
        pieces.append(text[start:end])
        start = end
    return pieces


def cut_text(text: str, limit_bytes: int) -> str:
    """Return the longest beginning of a text that fits, never ending inside a syllable or a cluster.

    Args:
        text: NFC, no line breaks.
        limit_bytes: UTF-8 bytes it may take.
    Source: as `split_text`.
    """
    if len(text) * 4 <= limit_bytes or len(text.encode()) <= limit_bytes:
        return text
    end = _reach(text, 0, limit_bytes)
    return text[: _between_clusters(text, 0, end) if end else 0]


def _reach(text: str, start: int, limit_bytes: int) -> int:
    """Find how far a piece can go by bytes alone."""
    # No letter takes less than one byte, so the piece is looked for in this many letters.
    window = text[start : start + limit_bytes].encode()
    if len(window) <= limit_bytes:
        return min(start + limit_bytes, len(text))
    return start + len(window[:limit_bytes].decode(errors="ignore"))


def _nicer(text: str, start: int, end: int) -> int:
    """Move a cut back to behind a space, or at least to between two clusters; never to the start."""
    space = text.rfind(" ", start + (end - start) // 2, end)
    if space >= 0 and not _is_inside_cluster(text, space + 1):
        return space + 1
    return _between_clusters(text, start, end)


def _between_clusters(text: str, start: int, end: int) -> int:
    place = end
    while place > start and _is_inside_cluster(text, place):
        place -= 1
    return place if place > start else end


def _is_inside_cluster(text: str, place: int) -> bool:
    """Would a cut here part a letter from what clings to it?"""
    after = text[place]
    if after.isascii():
        return False
    if _CLINGS.match(after) or category(after).startswith("M") or text[place - 1] == _JOINER:
        return True
    if not _REGIONAL.match(after):
        return False
    run = place
    while run > 0 and _REGIONAL.match(text[run - 1]):
        run -= 1
    return (place - run) % 2 == 1
