"""How long a turn, a round and the pauses between them last. All in milliseconds."""

from typing import Final

READY_MS: Final = 2_400
"""Before a round's first turn."""
FAILED_MS: Final = 3_000
"""After a missed turn: a word that would have worked is shown."""
ROUND_MS: Final = (10_000, 150_000)
"""The shortest and the longest round."""

_STEPS: Final = (95_000, 81_000, 68_000, 56_000, 45_000, 35_000, 26_000, 18_000, 11_000, 5_000)
_FLOOR_MS: Final = {False: 3_000, True: 1_000}


def turn_ms(round_left_ms: int, *, is_hard: bool) -> int:
    """Return how long a turn lasts: the less there is left of the round, the shorter.

    Source: GAME.md 3 (15 - 1.4 s seconds, s by the time left).
    """
    steps = sum(round_left_ms < step for step in _STEPS)
    return max(_FLOOR_MS[is_hard], 15_000 - 1_400 * steps)


def pause_ms(turn_length_ms: int) -> int:
    """Return how long everybody can read a word before the next turn: a sixth of the turn's length."""
    return turn_length_ms // 6


def round_left_ms(left_ms: int, thought_ms: int, words: int) -> int:
    """Return what is left of a round after a word.

    Args:
        thought_ms: how long the player took; pauses cost nothing.
        words: words of the round, this one included.
    """
    longest = max(ROUND_MS[0], ROUND_MS[1] - 1_500 * words)
    return min(max(0, left_ms - thought_ms), longest)
