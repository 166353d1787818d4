"""The store on disk, as the loop sees it: groups and queries in, answers out, nothing waits here."""

import asyncio
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import apsw
import msgspec

from malmadang.adapters.sqlite.connections import BUSY_MS, check_library, open_reader, open_writer
from malmadang.adapters.sqlite.doorbell import Doorbell
from malmadang.adapters.sqlite.keeper import Keeper
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.adapters.sqlite.snapshots import read_snapshot
from malmadang.adapters.sqlite.threads import SMALL_GROUP, TEND_S, ReaderThreads, StoreThread
from malmadang.adapters.sqlite.writebehind import WriteBehind
from malmadang.ports import Answer, Query, Record, Snapshot, StorageError, Verdict

FILE = "malmadang.db"
"""Name of the file in the data folder."""
END_S = 2.0
"""How long a thread has to end when the server does."""

Durability = Literal["disk", "memory"]


class SqliteStorage:
    """Keeps everything in one file.

    Args:
        path: the file; made where there is none.
        durability: "disk": a group is on disk when it is said to be kept; "memory": it is said at once,
            and written within a tenth of a second.
        report: told what the owner of the server should know: an event's name and its fields.
        died: told when the writing thread has ended by a fault; the server must end then.
        vfs: name of the layer between SQLite and the disk; "" for the usual one.
        is_alone: hold the file for the writer only, without shared memory; nothing can be asked then.
        free_bytes: how much the disk still takes; None asks it.
        busy_ms, tend_s: how long another program may hold the file, how often trouble is looked at.

    Attributes:
        is_quiet: tells whether the loop has nothing else to do; then it may keep a small group by itself.

    Raises:
        StorageError: the file cannot be used.
    """

    def __init__(
        self,
        path: Path,
        *,
        report: Callable[..., None],
        died: Callable[[BaseException], None],
        durability: Durability = "disk",
        vfs: str = "",
        is_alone: bool = False,
        free_bytes: Callable[[], int] | None = None,
        busy_ms: int = BUSY_MS,
        tend_s: float = TEND_S,
    ) -> None:
        check_library(apsw.sqlite_lib_version())
        self.path = path
        self._vfs = vfs
        self._is_alone = is_alone
        self._busy_ms = busy_ms
        self._tend_s = tend_s
        self._report = report
        self._died = died
        self._durability = durability
        self._bell: Doorbell | None = None
        self._behind: WriteBehind | None = None
        self.is_quiet: Callable[[], bool] = _never
        if not vfs:
            _make(path)
        self._keeper = Keeper(
            self._connect, free_bytes or (lambda: shutil.disk_usage(path.parent).free), report, busy_ms
        )
        try:
            upgrade(self._keeper.connection, path, steps(), report=report)
        except BaseException as error:
            self._keeper.close()
            if isinstance(error, apsw.Error):
                raise _unusable(path, error) from error
            raise

    def _connect(self) -> apsw.Connection:
        return open_writer(self.path, vfs=self._vfs, busy_ms=self._busy_ms, is_alone=self._is_alone)

    def load(self) -> Snapshot:
        """Return what is kept, and start the threads; called once, where the loop runs.

        Raises:
            StorageError: it cannot be read.
        """
        try:
            snapshot = read_snapshot(self._keeper.connection)
        except (apsw.Error, msgspec.DecodeError) as error:
            raise _unusable(self.path, error) from error
        loop = asyncio.get_running_loop()
        bell = self._bell = Doorbell(loop)
        self._store = StoreThread(self._keeper, bell, self._died, self._tend_s)
        self._readers = ReaderThreads(
            lambda: open_reader(self.path, vfs=self._vfs),
            bell,
            self._report,
            count=0 if self._is_alone else 2,
        )
        if self._durability == "memory":
            self._behind = WriteBehind(
                loop.call_later,
                self._store.keep,
                is_refusing=self._keeper.is_refusing,
                report=self._report,
            )
        self._store.start()
        self._readers.start()
        return snapshot

    def commit(self, records: Sequence[Record], done: Callable[[Verdict], None]) -> None:
        """Keep all records or none, in order; then call `done` once, on the loop's thread."""
        if self._behind is not None:
            self._behind.commit(records, done)
            return
        if len(records) <= SMALL_GROUP and self._store.is_quick() and self.is_quiet():
            try:
                verdict = self._store.keep_at_once(records)
            except BaseException as error:  # noqa: BLE001 - as when the thread dies: nobody may be told anything
                self._died(error)
                return
            if verdict is not None:
                done(verdict)
                return
        self._store.keep(records, done)

    def ask(self, query: Query, done: Callable[[Answer], None]) -> None:
        """Look something up; then call `done` once, on the loop's thread."""
        if self._behind is None:
            self._readers.ask(query, done)
        else:
            # What somebody has read must be found.
            self._behind.after(lambda: self._readers.ask(query, done))

    def retry(self) -> None:
        """Try again what was given up after faults."""
        self._store.do(self._keeper.retry)

    def close(self) -> None:
        """Keep what is under way, give what answers there are, and let go of the file."""
        bell, self._bell = self._bell, None
        if bell is None:
            self._keeper.close()
            return
        if self._behind is not None:
            self._behind.cut()
        self._readers.finish(END_S)
        if not self._store.finish(END_S):
            # The disk does not answer. The thread dies with the process; what it holds nobody has seen.
            self._report("store_slow", seconds=int(END_S))
            return
        bell.run()
        bell.close()


def _never() -> bool:
    return False


def _make(path: Path) -> None:
    """Make an empty file that nobody else on this machine may read, where there is none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> StorageError:
    return StorageError(f"{path}: 자료를 열 수 없어요({error})", f"{path} cannot be opened ({error})")
