"""The threads: one that writes, some that read. Each job gets exactly one answer."""

import threading
import time
from collections.abc import Callable, Sequence
from math import inf
from queue import Empty, SimpleQueue
from typing import TypeVar

import apsw

from malmadang.adapters.sqlite.chores import STEP
from malmadang.adapters.sqlite.doorbell import Doorbell
from malmadang.adapters.sqlite.keeper import Keeper
from malmadang.adapters.sqlite.queries import answer
from malmadang.ports import Answer, Query, Record, Unanswered, Verdict

TEND_S = 1.0
"""How often it is seen to whether there is room, and whether it can be gone on."""
QUERY_S = 1.0
"""How long one query may take: while it reads, the log of writes cannot be folded into the file."""
STEPS_BETWEEN_LOOKS = 20_000
MAX_WAITING_QUERIES = 16_384
"""More than there are clients: whoever has asked waits for the answer before it asks again. After a cut all
of them ask at the same moment, and one that is told no has a gap in its history."""
SMALL_GROUP = 3
"""Records that may be kept on the loop's own thread."""
QUICK_S = 0.002
"""A commit that takes longer is slow: the loop must not wait for such a disk."""
WATCHED = 64
"""Commits by which a disk is judged."""
MAY_BE_SLOW = 2
"""How many of them may have been slow: in some the log is folded into the file."""
AWAY = 256
"""Groups kept on the loop's thread before one goes to the other, which folds the log into the file."""

CHORE_S = 0.1
"""How often a step of what can wait is done while people speak."""
SILENCE_S = 0.5
"""After so long without a group nobody is held to speak: then one step follows the other. Longer than what is
written behind may wait."""
REST_S = 1.0
"""How long it waits until there is little of it."""

_Group = tuple[Sequence[Record], Callable[[Verdict], None]]
_Question = tuple[Query, Callable[[Answer], None]]
_Kept = TypeVar("_Kept")


class StoreThread:
    """Keeps one group after another.

    Args:
        bell: where answers are left.
        died: told, on the loop's thread, when the thread has ended by a fault; nothing is kept any more.
    """

    def __init__(
        self, keeper: Keeper, bell: Doorbell, died: Callable[[BaseException], None], tend_s: float = TEND_S
    ) -> None:
        self._keeper = keeper
        self._bell = bell
        self._died = died
        self._tend_s = tend_s
        self._jobs: SimpleQueue[_Group | Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._tended = -inf
        # Held by whoever uses the keeper.
        self._lock = threading.Lock()
        self._asked = self._kept = 0
        self._away = 0
        self._spoken = -inf
        self._chored = -inf
        # A bit for each of the last commits, 1 for a slow one. Of an unknown disk the worst is assumed.
        self._slow = (1 << WATCHED) - 1

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def keep(self, records: Sequence[Record], done: Callable[[Verdict], None]) -> None:
        """Have a group kept; `done` is called on the loop's thread."""
        self._asked += 1
        self._spoken = time.monotonic()
        self._jobs.put((records, done))

    def is_quick(self) -> bool:
        """Tell whether a small group may be tried on the loop's thread."""
        return (
            self._slow.bit_count() <= MAY_BE_SLOW
            and self._away < AWAY
            and time.monotonic() - self._tended < self._tend_s
        )

    def keep_at_once(self, records: Sequence[Record]) -> Verdict | None:
        """Keep a small group on the calling thread, the loop's.

        A lone message is spared the way to the thread and back, which costs more than the commit itself.

        Returns:
            None where it must be handed over; nothing is kept then.
        """
        if not self._lock.acquire(blocking=False):
            return None
        try:
            if self._asked != self._kept:
                # Groups are kept in the order in which they come.
                return None
            self._away += 1
            self._spoken = time.monotonic()
            return self._timed(self._keeper.keep_at_once, records)
        finally:
            self._lock.release()

    def _timed(self, keep: Callable[[Sequence[Record]], _Kept], records: Sequence[Record]) -> _Kept:
        began = time.monotonic()
        verdict = keep(records)
        is_slow = time.monotonic() - began > QUICK_S
        self._slow = (self._slow << 1 | is_slow) & ((1 << WATCHED) - 1)
        return verdict

    def do(self, task: Callable[[], None]) -> None:
        """Have something else done between two groups."""
        self._jobs.put(task)

    def finish(self, patience_s: float) -> bool:
        """Do what has been asked for, then end; say whether it came to that in time."""
        self._jobs.put(None)
        self._thread.join(patience_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while self._turn():
                pass
            self._keeper.close()
        except BaseException as error:  # noqa: BLE001 - whatever it was, the loop must hear of it
            fault = error
            self._bell.leave(lambda: self._died(fault))

    def _turn(self) -> bool:
        keeper = self._keeper
        try:
            job = self._jobs.get(timeout=self._tend_s if keeper.wants_tending else self._rest_s())
        except Empty:
            with self._lock:
                if keeper.wants_tending:
                    self._tended = time.monotonic()
                    keeper.tend()
                else:
                    self._do_chores()
            return True
        if job is None:
            return False
        if not isinstance(job, tuple):
            with self._lock:
                job()
            return True
        records, done = job
        with self._lock:
            verdict = self._keep(records)
            self._kept += 1
        self._bell.leave(lambda: done(verdict))
        if keeper.chores >= STEP and time.monotonic() - self._chored >= CHORE_S:
            with self._lock:
                self._do_chores()
        return True

    def _rest_s(self) -> float | None:
        """Return for how long nothing must have come in before something is done that can wait."""
        chores = self._keeper.chores
        if not chores:
            return None
        if chores < STEP:
            return REST_S
        return CHORE_S if time.monotonic() - self._spoken < SILENCE_S else 0.0

    def _do_chores(self) -> None:
        self._keeper.do_chores()
        self._chored = time.monotonic()

    def _keep(self, records: Sequence[Record]) -> Verdict:
        keeper = self._keeper
        now = time.monotonic()
        if now - self._tended >= self._tend_s:
            self._tended = now
            if keeper.wants_tending:
                keeper.tend()
            else:
                keeper.look()
        self._away = 0
        return self._timed(keeper.keep, records)


class ReaderThreads:
    """Answer queries, each from a connection of its own.

    Args:
        connect: opens the file for reading.
        bell: where answers are left.
        report: told when the file cannot be read.
    """

    def __init__(
        self,
        connect: Callable[[], apsw.Connection],
        bell: Doorbell,
        report: Callable[..., None],
        *,
        count: int = 2,
        query_s: float = QUERY_S,
    ) -> None:
        self._connect = connect
        self._bell = bell
        self._report = report
        self._query_s = query_s
        self._waiting = 0
        self._questions: SimpleQueue[_Question | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._run, name=f"reader-{number}", daemon=True)
            for number in range(count)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def ask(self, query: Query, done: Callable[[Answer], None]) -> None:
        """Have a query answered; `done` is called on the loop's thread, at once where too many wait."""
        if self._waiting >= MAX_WAITING_QUERIES:
            done(Unanswered.BUSY)
            return
        self._waiting += 1
        self._questions.put((query, done))

    def finish(self, patience_s: float) -> None:
        """Answer what waits, then end."""
        for _ in self._threads:
            self._questions.put(None)
        for thread in self._threads:
            thread.join(patience_s)

    def _run(self) -> None:
        connection: apsw.Connection | None = None
        while (question := self._questions.get()) is not None:
            query, done = question
            found: Answer
            try:
                if connection is None:
                    connection = self._connect()
                self._limit(connection)
                found = answer(connection, query)
            except apsw.InterruptError:
                found = Unanswered.TOO_SLOW
            except Exception as error:  # noqa: BLE001 - whoever asked must hear something, and the thread live on
                self._report("store_query_failed", kind=type(query).__name__, reason=str(error))
                found = Unanswered.FAILED
                if connection is not None:
                    connection.close(True)
                    connection = None
            self._bell.leave(lambda done=done, found=found: self._hand(done, found))  # type: ignore[misc]
        if connection is not None:
            connection.close(True)

    def _limit(self, connection: apsw.Connection) -> None:
        end = time.monotonic() + self._query_s
        connection.set_progress_handler(lambda: time.monotonic() > end, STEPS_BETWEEN_LOOKS)

    def _hand(self, done: Callable[[Answer], None], found: Answer) -> None:
        self._waiting -= 1
        done(found)
