"""How much a client may say: token buckets as data."""

from malmadang.ports import SteadyMs


class Bucket:
    """Tokens that fill up with time, held as data: no timer of its own.

    Source: DESIGN 9 (burst 10 then 2 a second for what others read, 100 then 20 for the rest).
    """

    __slots__ = ("filled_ms", "tokens")

    def __init__(self, burst: int, now_ms: SteadyMs) -> None:
        self.tokens = float(burst)
        self.filled_ms = now_ms

    def take(self, cost: int, burst: int, rate_per_s: float, now_ms: SteadyMs) -> int:
        """Take `cost` tokens, or none.

        Returns:
            0 when they were there; else milliseconds until they will be.
        """
        tokens = self.tokens + (now_ms - self.filled_ms) * rate_per_s / 1000
        if tokens > burst:
            tokens = float(burst)
        self.filled_ms = now_ms
        # A command dearer than the whole bucket passes when the bucket is full; the debt is paid afterwards.
        needed = cost if cost < burst else burst
        if tokens < needed:
            self.tokens = tokens
            return max(1, int((needed - tokens) * 1000 / rate_per_s) + 1)
        self.tokens = tokens - cost
        return 0

    def level(self, burst: int, rate_per_s: float, now_ms: SteadyMs) -> float:
        """Return how many tokens there are, a debt being less than none, and take nothing."""
        tokens = self.tokens + (now_ms - self.filled_ms) * rate_per_s / 1000
        self.tokens = min(float(burst), tokens)
        self.filled_ms = now_ms
        return self.tokens
