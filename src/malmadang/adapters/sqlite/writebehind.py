"""`durability = "memory"`: said to be kept at once, written soon after, and bounded."""

from collections.abc import Callable, Sequence

from malmadang.ports import Cancel, Outcome, Record, Verdict

CUT_S = 0.1
"""How long something may wait to be written."""
CUT_RECORDS = 4_096
"""How much may wait before it is written without waiting longer."""
MAX_RECORDS = 16_384
"""How much may wait before whoever speaks has to wait for the disk after all."""

_Done = Callable[[Verdict], None]


class WriteBehind:
    """Stands before the writing thread. Only for the loop's thread.

    Args:
        later: calls back on the loop's thread after so many seconds.
        keep: gives the thread a group.
        is_refusing: tells whether the disk takes nothing for now.
        report: told what was lost after it had been said to be kept.
    """

    def __init__(
        self,
        later: Callable[[float, Callable[[], None]], Cancel],
        keep: Callable[[Sequence[Record], _Done], None],
        *,
        is_refusing: Callable[[], bool],
        report: Callable[..., None],
    ) -> None:
        self._later = later
        self._keep = keep
        self._is_refusing = is_refusing
        self._report = report
        self._waiting: list[Record] = []
        self._blocked: _Done | None = None
        self._timer: Cancel | None = None
        self._is_writing = False
        self._is_due = False
        self._next: list[Callable[[], None]] = []
        self._then: list[Callable[[], None]] = []

    def commit(self, records: Sequence[Record], done: _Done) -> None:
        """Take the records over and say that they are kept, but for what the disk has stopped taking."""
        if self._is_refusing():
            self.cut()
            self._keep(records, done)
            return
        self._waiting += records
        if len(self._waiting) >= CUT_RECORDS:
            self._is_due = True
            self._go_on()
        elif self._timer is None:
            self._timer = self._later(CUT_S, self._ring)
        if len(self._waiting) >= MAX_RECORDS:
            self._blocked = done
        else:
            done(Outcome.KEPT)

    def _ring(self) -> None:
        self._timer = None
        self._is_due = True
        self._go_on()

    def _go_on(self) -> None:
        if self._is_due and not self._is_writing:
            self.cut()

    def cut(self) -> None:
        """Give the thread all that waits."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._is_due = False
        records, self._waiting = self._waiting, []
        self._next += self._then
        self._then.clear()
        if records:
            self._is_writing = True
            self._keep(records, lambda verdict: self._written(verdict, len(records)))

    def after(self, call: Callable[[], None]) -> None:
        """Call back once all that has been said by now is written."""
        if self._waiting:
            self._is_due = True
            self._then.append(call)
            self._go_on()
        elif self._is_writing:
            self._next.append(call)
        else:
            call()

    def _written(self, verdict: Verdict, count: int) -> None:
        self._is_writing = False
        if verdict is not Outcome.KEPT:
            self._report("store_lost", records=count)
        calls, self._next = self._next, []
        self._go_on()
        for call in calls:
            call()
        done, self._blocked = self._blocked, None
        if done is not None:
            done(Outcome.KEPT)
