"""History on this computer: an SQLite file on a thread of its own; answers come back to Tk's thread."""

import logging
import os
import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import apsw
import msgspec

from malmadang.clientcore.historystate import Mark
from malmadang.clientcore.rows import MessageRow, NoticeRow, Row
from malmadang.ports import TimeMs

_log = logging.getLogger(__name__)

FILE = "history.sqlite"
END_S = 3.0
_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS rows (
    server TEXT, room TEXT, uid TEXT, utc_ms INTEGER, kind INTEGER, words TEXT, data BLOB,
    PRIMARY KEY (server, room, uid)
);
CREATE INDEX IF NOT EXISTS rows_by_time ON rows (server, room, utc_ms);
CREATE TABLE IF NOT EXISTS rooms (
    server TEXT, room TEXT, name TEXT, mark_ms INTEGER, mark_id TEXT, read_ms INTEGER,
    PRIMARY KEY (server, room)
);
"""
_KEEP = (
    "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (server, room, uid)"
    " DO UPDATE SET utc_ms = excluded.utc_ms, words = excluded.words, data = excluded.data"
)
_ENCODE = msgspec.msgpack.encode


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A row as it is kept.

    Attributes:
        uid: names it within its room; the msgid where there is one.
    """

    uid: str
    row: Row


class KeptRoom(msgspec.Struct, frozen=True):
    """What is kept of a room: its newest rows, or those before a time.

    Attributes:
        room: its key; `name` as people write it.
        mark: as `ClientCore.mark` gave it, None for none.
    """

    room: str
    name: str
    rows: tuple[Kept, ...] = ()
    mark: Mark | None = None
    read_ms: int = 0


Answer = Callable[[], None]


class HistoryStore:
    """The file; every method returns at once.

    Args:
        folder: where it lies, None to keep nothing.
    Attributes:
        fault: what the disk said when it failed last, "" while it works.
        waiting: questions that have not been answered.
    """

    def __init__(self, folder: Path | None) -> None:
        self.path = folder / FILE if folder is not None else None
        self.fault = ""
        self.waiting = 0
        self._orders: queue.SimpleQueue[Callable[[apsw.Connection], None] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        if self.path is not None:
            self._thread = threading.Thread(target=self._run, args=(self.path,), name="history", daemon=True)
            self._thread.start()

    # On Tk's thread.

    def keep(self, server: str, room: str, kept: Kept) -> None:
        """Keep a row, in place of the one with its uid."""
        row = kept.row
        words = row.text if isinstance(row, MessageRow) else ""
        values = (server, room, kept.uid, row.utc_ms, int(isinstance(row, NoticeRow)), words, _ENCODE(row))
        self._order(lambda db: _do(db, _KEEP, values))

    def forget(self, server: str, room: str, uid: str) -> None:
        """Keep a row no longer."""
        values = (server, room, uid)
        self._order(lambda db: _do(db, "DELETE FROM rows WHERE server = ? AND room = ? AND uid = ?", values))

    def note(self, server: str, room: str, name: str, mark: Mark | None, read_ms: int) -> None:
        """Keep how far a room is known and read."""
        at = (mark.utc_ms, mark.msgid) if mark is not None else (0, "")
        values = (server, room, name, *at, read_ms)
        self._order(lambda db: _do(db, "INSERT OR REPLACE INTO rooms VALUES (?, ?, ?, ?, ?, ?)", values))

    def rename(self, server: str, old: str, new: str, name: str) -> None:
        """A room has another key and name; what is kept of a room that had them before goes."""

        def act(db: apsw.Connection) -> None:
            for table in ("rows", "rooms") if old != new else ():
                _do(db, f"DELETE FROM {table} WHERE server = ? AND room = ?", (server, new))
                _do(db, f"UPDATE {table} SET room = ? WHERE server = ? AND room = ?", (new, server, old))
            _do(db, "UPDATE rooms SET name = ? WHERE server = ? AND room = ?", (name, server, new))

        self._order(act)

    def load(
        self, server: str, room: str, limit: int, answer: Callable[[KeptRoom], None], *, before_ms: int = 0
    ) -> None:
        """Fetch a room's newest rows, or those before a time; `answer` is called by `pump`."""

        def act(db: apsw.Connection) -> None:
            found = _load(db, server, room, limit, before_ms)
            self._answers.put(lambda: answer(found))

        self._ask(act)

    def talks(self, server: str, limit: int, answer: Callable[[Sequence[str]], None]) -> None:
        """Fetch the keys of the rooms that something is kept of, the newest talk first."""

        def act(db: apsw.Connection) -> None:
            query = "SELECT room FROM rooms WHERE server = ? ORDER BY mark_ms DESC LIMIT ?"
            found = [str(room) for (room,) in db.execute(query, (server, limit))]
            self._answers.put(lambda: answer(found))

        self._ask(act)

    def search(
        self, server: str, text: str, limit: int, answer: Callable[[list[tuple[str, MessageRow]]], None]
    ) -> None:
        """Fetch the newest messages that hold a text: (name of the room, message)."""

        def act(db: apsw.Connection) -> None:
            found = _search(db, server, text, limit)
            self._answers.put(lambda: answer(found))

        self._ask(act)

    def pump(self) -> None:
        """Call what has been answered; on Tk's thread."""
        with suppress(queue.Empty):
            while True:
                answer = self._answers.get_nowait()
                self.waiting -= 1
                answer()

    def close(self) -> None:
        """Write what is left and end the thread."""
        self._orders.put(None)
        if self._thread is not None:
            self._thread.join(END_S)

    def _ask(self, act: Callable[[apsw.Connection], None]) -> None:
        if self._thread is not None and not self.fault:
            self.waiting += 1
            self._orders.put(act)

    def _order(self, act: Callable[[apsw.Connection], None]) -> None:
        if self._thread is not None:
            self._orders.put(act)

    # On the thread.

    def _run(self, path: Path) -> None:
        try:
            db = _open(path)
        except (apsw.Error, OSError) as error:
            self._fail(error)
            return
        order = self._orders.get()
        while order is not None:
            order = self._together(db, order)
        db.close()

    def _together(
        self, db: apsw.Connection, order: Callable[[apsw.Connection], None]
    ) -> Callable[[apsw.Connection], None] | None:
        """Carry out everything that waits as one transaction; return the next order, None at the end."""
        try:
            with db:
                order(db)
                while not self._orders.empty():
                    following = self._orders.get()
                    if following is None:
                        return None
                    following(db)
        except apsw.Error as error:
            self._fail(error)
        return self._orders.get()

    def _fail(self, error: Exception) -> None:
        _log.warning("%s: %s", self.path, error)
        self.fault = str(error)


def _open(path: Path) -> apsw.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Before SQLite makes it: nobody else reads what is said.
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    db = apsw.Connection(str(path))
    db.set_busy_timeout(2000)
    for _ in db.execute(_SCHEMA):
        pass  # apsw goes on with the next statement only when the rows of the last one have been read
    return db


def _do(db: apsw.Connection, query: str, values: tuple[str | int | bytes, ...]) -> None:
    db.execute(query, values)


def _load(db: apsw.Connection, server: str, room: str, limit: int, before_ms: int) -> KeptRoom:
    query = (
        "SELECT uid, kind, data FROM rows WHERE server = ? AND room = ? AND utc_ms < ?"
        " ORDER BY utc_ms DESC, rowid DESC LIMIT ?"
    )
    end = before_ms or 1 << 62
    found = [
        Kept(str(uid), _row(kind, data)) for uid, kind, data in db.execute(query, (server, room, end, limit))
    ]
    about = db.execute(
        "SELECT name, mark_ms, mark_id, read_ms FROM rooms WHERE server = ? AND room = ?", (server, room)
    ).fetchone()
    rows = tuple(reversed(found))
    if about is None:
        return KeptRoom(room, room, rows)
    name, mark_ms, mark_id, read_ms = about
    mark = Mark(TimeMs(mark_ms), mark_id) if mark_ms else None
    return KeptRoom(room, name, rows, mark, read_ms)


def _row(kind: object, data: object) -> Row:
    assert isinstance(data, bytes)
    if kind:
        return msgspec.msgpack.decode(data, type=NoticeRow)
    return msgspec.msgpack.decode(data, type=MessageRow)


def _search(db: apsw.Connection, server: str, text: str, limit: int) -> list[tuple[str, MessageRow]]:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    query = (
        "SELECT rooms.name, rows.kind, rows.data FROM rows JOIN rooms USING (server, room)"
        " WHERE rows.server = ? AND words LIKE ? ESCAPE '\\' ORDER BY utc_ms DESC LIMIT ?"
    )
    found: list[tuple[str, MessageRow]] = []
    for name, kind, data in db.execute(query, (server, f"%{escaped}%", limit)):
        row = _row(kind, data)
        if isinstance(row, MessageRow):
            found.append((str(name), row))
    return found
