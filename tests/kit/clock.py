"""A clock that stands still until it is moved."""

from collections.abc import Callable

from malmadang.ports import Moment, SteadyMs, TimeMs


class HandClock:
    """Time as a number; timers run when it is moved past them."""

    def __init__(self) -> None:
        self.now_ms = 1_000
        self.timers: list[HandTimer] = []

    def now(self) -> Moment:
        return Moment(TimeMs(1_764_500_000_000 + self.now_ms), SteadyMs(self.now_ms))

    def call_at(self, at_ms: SteadyMs, callback: Callable[[], None]) -> "HandTimer":
        timer = HandTimer(self, at_ms, callback)
        self.timers.append(timer)
        return timer

    def move(self, ms: int) -> None:
        """Let time pass; timers run in their order, each at its time."""
        end_ms = self.now_ms + ms
        while due := [timer for timer in self.timers if timer.at_ms <= end_ms]:
            timer = min(due, key=lambda timer: timer.at_ms)
            self.timers.remove(timer)
            self.now_ms = max(self.now_ms, timer.at_ms)
            timer.callback()
        self.now_ms = end_ms


class HandTimer:
    """One timer of a HandClock."""

    def __init__(self, clock: HandClock, at_ms: int, callback: Callable[[], None]) -> None:
        self.at_ms = at_ms
        self.callback = callback
        self._clock = clock

    def cancel(self) -> None:
        if self in self._clock.timers:
            self._clock.timers.remove(self)
