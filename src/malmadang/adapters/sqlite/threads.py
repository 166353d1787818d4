"""The threads: one that writes, some that read. Each job gets exactly one answer."""

import threading
import time
from collections.abc import Callable, Sequence
from math import inf
from queue import Empty, SimpleQueue

import apsw

from malmadang.adapters.sqlite.doorbell import Doorbell
from malmadang.adapters.sqlite.keeper import Keeper
from malmadang.adapters.sqlite.queries import answer
from malmadang.ports import Answer, Query, Record, Unanswered, Verdict

TEND_S = 1.0
"""How often it is seen to whether there is room, and whether it can be gone on."""
QUERY_S = 1.0
"""How long one query may take: while it reads, the log of writes cannot be folded into the file."""
STEPS_BETWEEN_LOOKS = 20_000
MAX_WAITING_QUERIES = 256

_Group = tuple[Sequence[Record], Callable[[Verdict], None]]
_Question = tuple[Query, Callable[[Answer], None]]


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

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def keep(self, records: Sequence[Record], done: Callable[[Verdict], None]) -> None:
        """Have a group kept; `done` is called on the loop's thread."""
        self._jobs.put((records, done))

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
            job = self._jobs.get(timeout=self._tend_s if keeper.wants_tending else None)
        except Empty:
            self._tended = time.monotonic()
            keeper.tend()
            return True
        if job is None:
            return False
        if not isinstance(job, tuple):
            job()
            return True
        now = time.monotonic()
        if now - self._tended >= self._tend_s:
            self._tended = now
            if keeper.wants_tending:
                keeper.tend()
            else:
                keeper.look()
        records, done = job
        verdict = keeper.keep(records)
        self._bell.leave(lambda: done(verdict))
        return True


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
