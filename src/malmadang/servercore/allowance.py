"""How much one answer may take, so that nobody is cut off for having asked."""

from __future__ import annotations


class Allowance:
    """Bytes that an answer of many lines may still take.

    Args:
        sendq_bytes: what may wait for one reader; an answer gets half of it.
    Source: Modern IRC, ISUPPORT SAFELIST.
    """

    __slots__ = ("_left",)

    def __init__(self, sendq_bytes: int) -> None:
        self._left = sendq_bytes // 2

    def take(self, line: str) -> bool:
        """Count a line (without CRLF, tags or label); False when it does not fit any more."""
        # A label or a batch reference may come on top of every line.
        self._left -= len(line.encode()) + 80
        return self._left >= 0
