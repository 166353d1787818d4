"""What a client typed, made fit to stand in a reply."""

from __future__ import annotations

from malmadang.servercore.refusal import Refusal
from malmadang.servercore.state import ServerState
from malmadang.wire.masks import is_match
from malmadang.wire.numerics import ERR_NOSUCHSERVER

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


def require_us(state: ServerState, target: str, server: str) -> None:
    """Let a query pass whose target is this server, by name or mask, or somebody who is on it.

    Args:
        server: this server's name.
    Raises:
        Refusal: 402, it is neither.
    """
    if not is_match(target, server) and state.user(target) is None:
        raise Refusal(ERR_NOSUCHSERVER, word(target))
