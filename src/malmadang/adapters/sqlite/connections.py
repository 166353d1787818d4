"""Opening the file: which SQLite is safe, which settings keep the promise, whose file it is."""

import re
from pathlib import Path

import apsw

from malmadang.ports import StorageError

APPLICATION_ID = 0x4D6C6D64
"""`Mlmd`, in the header of each of our files."""
BUSY_MS = 5_000
"""How long a foreign tool may hold the file before we give up waiting."""
PAGES_BEFORE_CHECKPOINT = 1_000
CACHE_KIB = 16_384


def check_library(version: str) -> None:
    """Refuse a SQLite that can corrupt the file when two connections write to its log at once.

    Raises:
        StorageError: it is one of those.
    Source: SQLite release notes of 3.51.3, "WAL-reset bug" (since 3.7.0; also mended in 3.50.7 and 3.44.6).
    """
    major, minor, patch = (int(part) for part in (*re.findall(r"\d+", version), "0", "0")[:3])
    number = (major, minor, patch)
    is_mended = number >= (3, 51, 3) or any(
        number[:2] == mended[:2] and number >= mended for mended in ((3, 50, 7), (3, 44, 6))
    )
    if number >= (3, 7, 0) and not is_mended:
        raise StorageError(
            f"SQLite {version}은 자료를 망가뜨릴 수 있어요. apsw를 새로 받아 주세요: pip install -U apsw",
            f"SQLite {version} has a fault that can damage the file: update apsw (pip install -U apsw)",
        )


def open_writer(
    path: Path, *, vfs: str = "", busy_ms: int = BUSY_MS, is_alone: bool = False
) -> apsw.Connection:
    """Open the file for writing, so that a commit is on disk when it returns.

    Args:
        vfs: name of the layer between SQLite and the disk; "" for the usual one.
        is_alone: hold the file for this connection only; needs no shared memory.
    Raises:
        StorageError: it is not a file of ours.
        apsw.Error: it cannot be opened.
    """
    connection = apsw.Connection(str(path), vfs=vfs or None)
    try:
        connection.set_busy_timeout(busy_ms)
        if is_alone:
            connection.pragma("locking_mode", "exclusive")
        _claim(connection, path)
        if connection.pragma("journal_mode", "wal") != "wal":
            raise StorageError(
                f"{path}: 이 폴더에서는 SQLite가 일지(WAL)를 쓸 수 없어요",
                f"{path}: SQLite cannot keep a write-ahead log here",
            )
        connection.pragma("synchronous", "full")
        connection.pragma("cache_size", -CACHE_KIB)
        # What was taken back must be gone from the file as well.
        connection.pragma("secure_delete", "on")
        connection.wal_autocheckpoint(PAGES_BEFORE_CHECKPOINT)
    except BaseException:
        connection.close(True)
        raise
    return connection


def _claim(connection: apsw.Connection, path: Path) -> None:
    try:
        owner = connection.pragma("application_id")
        is_empty = not connection.execute("SELECT count(*) FROM sqlite_schema").get
    except apsw.NotADBError as error:
        raise _not_ours(path) from error
    if owner == APPLICATION_ID:
        return
    if owner or not is_empty:
        raise _not_ours(path)
    connection.pragma("application_id", APPLICATION_ID)


def _not_ours(path: Path) -> StorageError:
    return StorageError(
        f"{path}: 말마당의 자료가 아니에요. 옮겨 두거나 다른 폴더를 골라 주세요",
        f"{path} is not Malmadang's: move it away, or choose another folder",
    )


def open_reader(path: Path, *, vfs: str = "") -> apsw.Connection:
    """Open the file for reading only.

    Raises:
        apsw.Error: it cannot be opened.
    """
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY, vfs=vfs or None)
    connection.set_busy_timeout(BUSY_MS)
    return connection
