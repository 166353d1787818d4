"""A whole copy of the store in one file, with the files that belong to the server in it; and the way back.

A backup is the store itself, written out by SQLite in one go, with two tables more: the files, and what was
counted. The last thing written into it says that it is whole, and it has its name only after it has been read
back and checked.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import apsw
import msgspec

from malmadang.adapters.sqlite.connections import APPLICATION_ID, open_reader
from malmadang.adapters.sqlite.migrations import steps, sync_file

_TABLES = """
CREATE TABLE backup_files (
    name    TEXT PRIMARY KEY,
    content BLOB NOT NULL,
    sha256  TEXT NOT NULL
) STRICT;
CREATE TABLE backup_seal (seal TEXT NOT NULL) STRICT;
"""


class BackupError(Exception):
    """A backup cannot be made or used; says why, in Korean and in English."""

    def __init__(self, korean: str, english: str) -> None:
        super().__init__(f"{korean}\n  {english}")


class Contents(msgspec.Struct, frozen=True):
    """What is in a backup.

    Attributes:
        made_ms: when it was made; version: of the program that made it.
        rooms, lines, accounts: how many there are; newest: number of the newest line, over all logs.
        files: names of the files in it.
    """

    made_ms: int
    version: str
    rooms: int
    lines: int
    accounts: int
    newest: int
    files: tuple[str, ...] = ()


def write_backup(
    store: Path,
    target: Path,
    files: Mapping[str, bytes],
    *,
    version: str,
    now_ms: int,
    may_replace: bool = False,
) -> Contents:
    """Write a backup, read it back, and give it its name; the store may be written to meanwhile.

    Args:
        files: what belongs to the server beside the store, by name.
    Raises:
        BackupError: it cannot be made, or is not what it should be.
        FileExistsError: there is a file of that name.
        OSError: it cannot be written.
    """
    if target.exists() and not may_replace:
        raise FileExistsError(target)
    part = target.with_name(f"{target.name}.part")
    try:
        newest = _copy(store, part)
        _add(part, files, version, now_ms)
        sync_file(part)
        contents = look_into(part)
        if contents.newest < newest:
            raise BackupError(
                f"{target}: 백업을 시작할 때 있던 글이 빠졌어요",
                f"{target} lacks lines that were there when it was begun",
            )
        _name(part, target, may_replace=may_replace)
    except apsw.Error as error:
        raise _broken(store, error) from error
    finally:
        part.unlink(missing_ok=True)
    return contents


def look_into(backup: Path) -> Contents:
    """Open a backup, check every page and file of it, and count.

    Raises:
        BackupError: it is none, not whole, damaged, or of a newer version.
        OSError: it cannot be read.
    """
    with backup.open("rb"):
        pass
    try:
        connection = open_reader(backup)
        try:
            return _check(connection, backup)
        finally:
            connection.close()
    except apsw.Error as error:
        raise _broken(backup, error) from error


def unpack(backup: Path, store: Path) -> dict[str, bytes]:
    """Write the store of a backup into a file that is not there yet; return the other files by name.

    Raises:
        BackupError, OSError: it cannot be.
    """
    try:
        source = open_reader(backup)
        try:
            _check(source, backup)
            files = {
                str(name): bytes(content)
                for name, content in source.execute("SELECT name, content FROM backup_files")
            }
            _create(store)
            source.execute("VACUUM INTO ?", (str(store),))
        finally:
            source.close()
        connection = apsw.Connection(str(store))
        try:
            # Keys must not stay behind in pages that are free.
            connection.pragma("secure_delete", "on")
            connection.execute("DROP TABLE backup_files; DROP TABLE backup_seal; VACUUM")
            _sound(connection, store)
        finally:
            connection.close()
    except apsw.Error as error:
        raise _broken(backup, error) from error
    sync_file(store)
    return files


def fold_in(store: Path) -> bool:
    """Fold the log of writes into a store that nobody has open, so that it is one file; say whether it is.

    Where the store is damaged the log may be gone all the same: keep a copy of it.
    """
    try:
        connection = apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            # Nothing is folded in by a connection that has not looked at the file yet.
            connection.pragma("schema_version")
            connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        finally:
            connection.close()
    except apsw.Error:
        return False
    return True


def _copy(store: Path, part: Path) -> int:
    """Write the store out; return the number of the newest line that there was before."""
    connection = open_reader(store)
    try:
        newest = int(connection.execute("SELECT max(id) FROM events").get or 0)
        part.unlink(missing_ok=True)
        _create(part)
        connection.execute("VACUUM INTO ?", (str(part),))
        return newest
    finally:
        connection.close()


def _add(part: Path, files: Mapping[str, bytes], version: str, now_ms: int) -> None:
    connection = apsw.Connection(str(part))
    try:
        connection.pragma("journal_mode", "delete")
        with connection:
            connection.execute(_TABLES)
            connection.executemany(
                "INSERT INTO backup_files VALUES (?, ?, ?)",
                [(name, data, hashlib.sha256(data).hexdigest()) for name, data in sorted(files.items())],
            )
            seal = _count(connection, version, now_ms)
            connection.execute("INSERT INTO backup_seal VALUES (?)", (msgspec.json.encode(seal).decode(),))
    finally:
        connection.close()


def _count(connection: apsw.Connection, version: str, made_ms: int) -> Contents:
    rooms, lines, newest, accounts = connection.execute(
        "SELECT (SELECT count(*) FROM logs WHERE folded LIKE '#%'), (SELECT count(*) FROM events),"
        " (SELECT coalesce(max(id), 0) FROM events), (SELECT count(*) FROM accounts)"
    ).get
    files = tuple(str(name) for (name,) in connection.execute("SELECT name FROM backup_files ORDER BY name"))
    return Contents(made_ms, version, rooms, lines, accounts, newest, files)


def _check(connection: apsw.Connection, backup: Path) -> Contents:
    has_seal = "SELECT 1 FROM sqlite_schema WHERE name = 'backup_seal'"
    if connection.pragma("application_id") != APPLICATION_ID or not connection.execute(has_seal).get:
        raise BackupError(
            f"{backup}: 말마당의 백업이 아니거나 다 쓰이지 않았어요",
            f"{backup} is no backup of Malmadang's, or not a whole one",
        )
    version, newest = connection.pragma("user_version"), max(steps())
    if version > newest:
        raise BackupError(
            f"{backup}: 더 새로운 말마당의 백업이에요(형식 {version}, 여기는 {newest}까지). 새 판을 쓰세요",
            f"{backup} was made by a newer version (form {version}, this one knows {newest}): use that one",
        )
    _sound(connection, backup)
    try:
        seal = msgspec.json.decode(
            str(connection.execute("SELECT seal FROM backup_seal").get or ""), type=Contents
        )
    except msgspec.DecodeError as error:
        raise _damaged(backup, str(error)) from error
    if _count(connection, seal.version, seal.made_ms) != seal:
        raise _damaged(backup, "counts")
    for name, content, digest in connection.execute("SELECT name, content, sha256 FROM backup_files"):
        if hashlib.sha256(bytes(content)).hexdigest() != digest:
            raise _damaged(backup, str(name))
    return seal


def _sound(connection: apsw.Connection, file: Path) -> None:
    """Let a file pass whose every page is as it should be.

    Raises:
        BackupError: one is not.
    """
    found = connection.pragma("integrity_check")
    if found != "ok":
        raise _damaged(file, str(found).partition("\n")[0])


def _create(path: Path) -> None:
    """Make an empty file that is the owner's alone: SQLite writes into it and leaves its rights."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _name(part: Path, target: Path, *, may_replace: bool) -> None:
    """Give a file its name at one stroke."""
    if may_replace or not hasattr(os, "link"):
        os.replace(part, target)
    else:
        try:
            os.link(part, target)
        except FileExistsError:
            raise
        except OSError:
            # A file system without second names, such as FAT.
            os.rename(part, target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where that can be asked for."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _broken(file: Path, error: Exception) -> BackupError:
    return BackupError(f"{file}: 읽거나 쓸 수 없어요({error})", f"{file} cannot be read or written ({error})")


def _damaged(file: Path, what: str) -> BackupError:
    return BackupError(f"{file}: 파일이 망가졌어요({what})", f"{file} is damaged ({what})")
