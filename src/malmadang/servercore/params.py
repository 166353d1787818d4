"""What a client typed, made fit to stand in a reply."""

from __future__ import annotations

from malmadang.wire.masks import is_match

_WORD_LETTERS = 64
_LIST_LETTERS = 300


def word(text: str, *, letters: int = _WORD_LETTERS) -> str:
    """Return a parameter fit to stand in the middle of a line: no spaces, no leading colon, never empty."""
    return text.replace(" ", "_").lstrip(":")[:letters] or "*"


def as_given(text: str) -> str:
    """Return a list of targets or a mask as it was typed, for the numeric that ends the answer."""
    return word(text, letters=_LIST_LETTERS)


def pieces(text: str) -> list[str]:
    """Return the parts of a comma-separated list in order, empty ones left out."""
    return [piece for piece in text.split(",") if piece]


def is_us(name: str, server: str) -> bool:
    """Whether a target that may be a server's name or mask means this server."""
    return is_match(name, server)
