"""What to do when the disk says no: refuse, look again, go on by itself; never lie about what is kept."""

import time
from collections.abc import Callable, Sequence
from enum import Enum

import apsw

from malmadang.adapters.sqlite.chores import STEP, do_step
from malmadang.adapters.sqlite.connections import BUSY_MS, PAGES_BEFORE_CHECKPOINT
from malmadang.adapters.sqlite.debts import Debts
from malmadang.adapters.sqlite.rows import Writer
from malmadang.ports import ChannelRenamed, EventRecord, Outcome, PartlyKept, Record, StorageError, Verdict

STOP_BYTES = 16 * 1024 * 1024
"""With less than this free we stop by ourselves, before SQLite and its checkpoint run into the wall."""
RESUME_BYTES = 32 * 1024 * 1024
"""With this much free we go on."""
LOOK_EVERY_RECORDS = 4_096
TELL_EVERY_S = 60.0
MAX_FAULTS = 3
"""Faults in a row after which only somebody who has seen to the disk makes us try again."""


class Trouble(Enum):
    """Why nothing is kept for now."""

    FULL = "disk full"
    LOCKED = "locked by another program"
    BROKEN = "faults in a row"


_WAITS = (apsw.FullError, apsw.BusyError, apsw.LockedError)
_FAULTS = (
    apsw.IOError,
    apsw.CorruptError,
    apsw.NotADBError,
    apsw.CantOpenError,
    apsw.ReadOnlyError,
    StorageError,
)
_ANY = (apsw.Error, StorageError, TypeError, ValueError, OverflowError)


class Keeper:
    """Keeps groups; one at a time, on one thread at a time.

    Args:
        connect: opens the file for writing; may raise apsw.Error.
        free_bytes: how much the disk still takes.
        report: told what the owner of the server should know.
        busy_ms: how long another program may hold the file.
    """

    def __init__(
        self,
        connect: Callable[[], apsw.Connection],
        free_bytes: Callable[[], int],
        report: Callable[..., None],
        busy_ms: int = BUSY_MS,
    ) -> None:
        self._connect = connect
        self._busy_ms = busy_ms
        self._free_bytes = free_bytes
        self._report = report
        self._writer: Writer | None = None
        self._debts = Debts()
        self._faults = 0
        self._unlooked = 0
        self._is_told = False
        self._told_s = -TELL_EVERY_S
        self.trouble: Trouble | None = None
        # Of an unknown file it is not known what there is to do.
        self.chores = STEP

    @property
    def connection(self) -> apsw.Connection:
        """The one that writes; only for whoever is the only one here."""
        return self._open().connection

    @property
    def wants_tending(self) -> bool:
        """Whether `tend` has something to do."""
        return self.trouble is not None or bool(self._debts)

    def is_refusing(self) -> bool:
        """Tell whether nothing is kept for now."""
        return self.trouble is not None

    def keep(self, records: Sequence[Record]) -> Verdict:
        """Keep the records, on disk when it returns; or say that they are not kept."""
        if self.is_refusing():
            return self._refuse(records)
        self._unlooked += len(records)
        if self._unlooked >= LOOK_EVERY_RECORDS:
            self.look()
        if self.is_refusing() or (self._debts and not self._pay()):
            return self._refuse(records)
        verdict = self._write(records, waits=True)
        return self._refuse(records) if verdict is None else verdict

    def keep_at_once(self, records: Sequence[Record]) -> Verdict | None:
        """Keep the records without waiting for another program, and without folding the log into the file.

        Returns:
            None where that could not be: nothing is kept then, and `keep` is to be asked.
        """
        writer = self._writer
        if writer is None or self.wants_tending:
            return None
        writer.connection.set_busy_timeout(0)
        writer.connection.wal_autocheckpoint(0)
        verdict = self._write(records, waits=False)
        if self._writer is writer:
            writer.connection.wal_autocheckpoint(PAGES_BEFORE_CHECKPOINT)
            writer.connection.set_busy_timeout(self._busy_ms)
        return verdict

    def _write(self, records: Sequence[Record], *, waits: bool) -> Verdict | None:
        """Write a group; None where it is not kept."""
        try:
            self._open().write(records)
        except _WAITS as error:
            if self._has(records):
                # It is the folding of the log into the file that has failed, and that can wait.
                return Outcome.KEPT
            if waits:
                self._met(error)
        except _FAULTS as error:
            if self._is_there_after(error, records):
                return Outcome.KEPT
        except _ANY:
            return self._keep_singly(records)
        else:
            self._faults = 0
            self.chores += len(records)
            return Outcome.KEPT
        return None

    def do_chores(self) -> None:
        """Do a little of what can wait, unless something is wrong."""
        if self.wants_tending:
            return
        try:
            connection = self._open().connection
            connection.set_busy_timeout(0)
            self.chores = STEP if do_step(connection) else 0
            connection.set_busy_timeout(self._busy_ms)
        except _WAITS:
            # Whoever says something next meets it and sees to it.
            self.chores = 0
            self._open().connection.set_busy_timeout(self._busy_ms)
        except _ANY as error:
            self.chores = 0
            self._fault(error)

    def look(self) -> None:
        """See whether there is still room; without it, stop in time."""
        self._unlooked = 0
        if self.trouble is None and self._free_bytes() < STOP_BYTES:
            self._stop(Trouble.FULL)

    def tend(self) -> None:
        """Go on when it can be gone on; pay what is owed. To be called about once a second."""
        was = self.trouble
        if was is Trouble.BROKEN or not self.wants_tending:
            return
        if was is Trouble.FULL and self._free_bytes() < RESUME_BYTES:
            return
        # Whoever speaks meanwhile is to hear at once that it cannot be.
        if self._pay(waits=was is not Trouble.LOCKED) and was is not None:
            self.trouble = None
            if self._is_told:
                self._is_told = False
                self._report("store_resumed", after=was.value)

    def retry(self) -> None:
        """Try again what was given up after faults."""
        if self.trouble is Trouble.BROKEN:
            self._faults = 0
            self.trouble = Trouble.LOCKED
            self.tend()

    def close(self) -> None:
        """Pay what can be paid, and let go of the file."""
        if self.wants_tending:
            self.tend()
        if self._debts:
            self._report("store_stopped", reason="owed at the end", records=len(self._debts))
        writer, self._writer = self._writer, None
        if writer is not None:
            try:
                writer.connection.close()
            except apsw.Error as error:
                # What was kept is in the log of writes; the next one who opens the file folds it in.
                self._report("store_fault", reason=str(error), in_a_row=self._faults + 1)

    def _open(self) -> Writer:
        if self._writer is None:
            self._writer = Writer(self._connect())
            self._writer.connection.set_busy_timeout(self._busy_ms)
        return self._writer

    def _refuse(self, records: Sequence[Record]) -> Outcome:
        self._debts.add(records)
        return Outcome.DISK_FULL if self.trouble is Trouble.FULL else Outcome.FAILED

    def _stop(self, trouble: Trouble) -> None:
        self.trouble = trouble
        # The owner is told when it begins and when it ends, and not more often than once a minute.
        now_s = time.monotonic()
        if not self._is_told and now_s - self._told_s >= TELL_EVERY_S:
            self._is_told = True
            self._told_s = now_s
            self._report("store_stopped", reason=trouble.value, free=self._free_bytes())

    def _pay(self, *, waits: bool = True) -> bool:
        """Write what is owed; say whether the disk takes something."""
        try:
            writer = self._open()
            writer.connection.set_busy_timeout(self._busy_ms if waits else 0)
            if self._debts:
                writer.write_singly(self._debts.records(), self._failed)
                self._debts.clear()
            else:
                writer.probe()
            writer.connection.set_busy_timeout(self._busy_ms)
        except _ANY as error:
            self._met(error)
            return False
        self._faults = 0
        return True

    def _failed(self, record: Record, error: Exception) -> None:
        self._report("store_record_failed", kind=type(record).__name__, reason=str(error))

    def _keep_singly(self, records: Sequence[Record]) -> Verdict:
        """Keep all but those that no disk could keep: there is a fault in them, or in this program."""
        try:
            bad = self._open().write_singly(records, self._failed)
        except _ANY as error:
            self._met(error)
            return self._refuse(records)
        if not bad:
            return Outcome.KEPT
        return Outcome.FAILED if len(bad) == len(records) else PartlyKept(frozenset(bad))

    def _met(self, error: Exception) -> None:
        match error:
            case apsw.FullError():
                self._stop(Trouble.FULL)
            case apsw.BusyError() | apsw.LockedError():
                self._stop(Trouble.LOCKED)
            case _:
                self._fault(error)

    # Faults of the disk or the file.

    def _fault(self, error: Exception) -> None:
        """Let go of the file: after a failed sync nothing that this handle says can be believed."""
        self._faults += 1
        self._report("store_fault", reason=str(error), in_a_row=self._faults)
        if self._writer is not None:
            _drop(self._writer)
            self._writer = None
        if self._faults >= MAX_FAULTS:
            self._stop(Trouble.BROKEN)

    def _is_there_after(self, error: Exception, records: Sequence[Record]) -> bool:
        """Open the file anew and look whether a group whose commit failed is there after all."""
        self._fault(error)
        if self.is_refusing() or not self._has(records):
            return False
        try:
            # It may be there only in memory: written again, into another file, it is on the disk.
            self._open().checkpoint()
        except _ANY as worse:
            self._fault(worse)
            return False
        return True

    def _has(self, records: Sequence[Record]) -> bool:
        """Tell whether a group is kept: a whole group, or nothing of it, is there.

        Of a group in which nothing was said or renamed it is not known. How things are is owed then, and to
        write it twice changes nothing.
        """
        said = [record for record in records if isinstance(record, EventRecord)]
        renamed = [record for record in records if isinstance(record, ChannelRenamed)]
        if not said and not renamed:
            return False
        try:
            if renamed:
                return self._open().has_renamed(renamed[-1])
            return self._open().has(said[-1].msgid)
        except _ANY as error:
            self._fault(error)
            return False


def _drop(writer: Writer) -> None:
    """Let go of a file without a last word from the handle: it must not touch what it may have wrong."""
    try:
        writer.connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        writer.connection.close(True)
    except apsw.Error:
        # It is forgotten all the same.
        return
