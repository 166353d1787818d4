"""Chance that can be repeated."""

from __future__ import annotations


class Counter:
    """Entropy that counts, so that a run can be repeated."""

    def __init__(self, drawn: int = 0) -> None:
        self.drawn = drawn

    def __call__(self, size: int) -> bytes:
        self.drawn += 1
        return self.drawn.to_bytes(size, "big")
