"""Time-outs of one length for many connections: a queue and a single timer."""

from collections.abc import Callable
from typing import Generic, TypeVar

from malmadang.ports import Cancel, Clock, SteadyMs

_T = TypeVar("_T")


class Deadlines(Generic[_T]):
    """Calls `expired` for each entry that has stayed longer than `length_ms`.

    Args:
        clock: where the time comes from.
        length_ms: how long an entry may stay; a later change counts for entries added afterwards.
    """

    def __init__(self, clock: Clock, length_ms: int, expired: Callable[[_T], None]) -> None:
        self.length_ms = length_ms
        self._clock = clock
        self._expired = expired
        self._entries: dict[_T, SteadyMs] = {}
        self._timer: Cancel | None = None
        self._timer_ms = SteadyMs(0)
        self._is_sorted = True

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: _T, since_ms: SteadyMs | None = None) -> None:
        """Start the time of an entry.

        Args:
            since_ms: when it began, where that is a while ago.
        """
        now_ms = self._clock.now().steady_ms
        at_ms = SteadyMs((now_ms if since_ms is None else since_ms) + self.length_ms)
        if since_ms is not None and since_ms < now_ms and self._entries:
            # It may be due before others that have been here longer.
            self._is_sorted = False
            if self._timer is not None and at_ms < self._timer_ms:
                self._timer.cancel()
                self._timer = None
        self._entries[entry] = at_ms
        self._arm()

    def remove(self, entry: _T) -> None:
        """Forget an entry; nothing happens when it is not there."""
        self._entries.pop(entry, None)

    def clear(self) -> None:
        """Forget all entries and the timer."""
        self._entries.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        if self._timer is None and self._entries:
            times = iter(self._entries.values())
            at_ms = next(times) if self._is_sorted else min(times)
            # Up to a quarter of a second late, so that entries that follow closely need one timer.
            slack_ms = min(250, self.length_ms // 8)
            self._timer_ms = SteadyMs(at_ms + slack_ms)
            self._timer = self._clock.call_at(self._timer_ms, self._sweep)

    def _sweep(self) -> None:
        self._timer = None
        now_ms = self._clock.now().steady_ms
        due = []
        for entry, at_ms in self._entries.items():
            if at_ms <= now_ms:
                due.append(entry)
            elif self._is_sorted:
                break
        for entry in due:
            self._entries.pop(entry, None)
            self._expired(entry)
        self._is_sorted = self._is_sorted or not self._entries
        self._arm()
