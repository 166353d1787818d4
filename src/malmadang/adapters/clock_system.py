"""The clocks of this machine, and timers on the event loop."""

import asyncio
import time
from collections.abc import Callable

from malmadang.ports import Cancel, Moment, SteadyMs, TimeMs


class SystemClock:
    """Wall clock and monotonic clock; timers run on the loop.

    Args:
        loop: where timers call back; None takes the running loop when the first timer is set.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self._loop = loop

    def now(self) -> Moment:
        """Return both clocks' time."""
        return Moment(TimeMs(time.time_ns() // 1_000_000), SteadyMs(time.monotonic_ns() // 1_000_000))

    def call_at(self, at_ms: SteadyMs, callback: Callable[[], None]) -> Cancel:
        """Call back once the steady clock has reached `at_ms`, never before it."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
        # A loop's own clock may be coarser and start elsewhere, so only the difference is taken from ours;
        # one millisecond more makes up for its rounding.
        delay_s = max(0, at_ms - time.monotonic_ns() // 1_000_000) / 1000
        return self._loop.call_later(delay_s + 0.001 if delay_s else 0, callback)
