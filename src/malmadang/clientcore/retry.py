"""When to try again after the line was lost."""

from malmadang.ports import Entropy, SteadyMs

_DELAYS_S = (1, 2, 4, 8, 15, 30)


def retry_delay_ms(attempt: int, entropy: Entropy) -> SteadyMs:
    """Return how long to wait before the attempt: 1 2 4 8 15 30 30 ... s, each times 0.5 to 1.5 at random.

    The spread keeps a server that comes back from meeting all its clients in one moment.

    Args:
        attempt: 1 for the first.
    Source: UI.md §9.
    """
    base_s = _DELAYS_S[min(attempt, len(_DELAYS_S)) - 1]
    spread = int.from_bytes(entropy(2), "big") / 0xFFFF
    return SteadyMs(int(base_s * 1000 * (0.5 + spread)))
