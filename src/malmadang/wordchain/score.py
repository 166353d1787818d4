"""What a word is worth, and what a missed turn costs."""

from typing import Final

MISSION: Final = "가나다라마바사아자차카타파하"
"""Syllables that a mission asks for."""


def points(length: int, chain: int, share: float, hits: int = 0) -> int:
    """Return the points of a word.

    Args:
        length: its syllables.
        chain: words of the round before it.
        share: how much of the turn's time is left, 0 to 1.
        hits: how often the mission's syllable stands in it.
    Source: GAME.md 3.
    """
    worth = (5 + 7 * length) ** 0.74 + 0.88 * chain
    return _rounded(2 * worth * (0.5 + 0.5 * share) * (1 + 0.5 * hits))


def loss(score: int, chain: int) -> int:
    """Return what a missed turn takes away; never more than there is.

    Args:
        chain: words of the round before it.
    Source: GAME.md 3.
    """
    return _rounded(min(10 + 2.1 * chain + 0.15 * score, score))


def _rounded(number: float) -> int:
    return int(number + 0.5)
