"""The file's form: numbered steps of SQL, each whole or not at all, a copy of the file before them."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import apsw

from malmadang.ports import StorageError

FOLDER = Path(__file__).resolve().parent.parent / "schema" / "sqlite"
"""`0001_name.sql` and so on; what has been released is never edited."""


def steps(folder: Path = FOLDER) -> dict[int, str]:
    """Return every step's SQL by its number, in order.

    Raises:
        ValueError: a number is missing or stands twice.
    """
    found = {int(file.name[:4]): file for file in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))}
    if list(found) != list(range(1, len(list(folder.glob("*.sql"))) + 1)):
        raise ValueError(f"{folder}: the steps must be numbered one by one")
    return {number: file.read_text(encoding="utf-8") for number, file in found.items()}


def upgrade(
    connection: apsw.Connection,
    path: Path,
    known: Mapping[int, str],
    *,
    report: Callable[..., None],
) -> None:
    """Bring the file to the newest form; of an older one a copy is left beside it.

    Raises:
        StorageError: a newer program has written it.
        apsw.Error: the disk is full, or has a fault; the file is then as it was after the last whole step.
    """
    version = connection.pragma("user_version")
    newest = max(known)
    if version > newest:
        raise StorageError(
            f"{path}: 더 새로운 말마당의 자료예요(형식 {version}, 여기는 {newest}까지). 새 판을 쓰세요",
            f"{path} was written by a newer version (form {version}, this one knows {newest}): use that one",
        )
    if version == newest:
        return
    if version:
        copy = save_copy(connection, path, version)
        report("store_upgraded", version=newest, copy=str(copy))
        for number in range(version + 1, newest + 1):
            with connection:
                connection.execute(known[number])
                connection.pragma("user_version", number)
        return
    # A new file has its form at once or not at all.
    with connection:
        for number in range(1, newest + 1):
            connection.execute(known[number])
        connection.pragma("user_version", newest)


def save_copy(connection: apsw.Connection, path: Path, version: int) -> Path:
    """Write a whole copy of the file beside it; return where. It has its name once it is whole."""
    copy = path.with_name(f"{path.stem}.form-{version}{path.suffix}")
    unfinished = copy.with_name(f"{copy.name}.part")
    unfinished.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(unfinished),))
    sync_file(unfinished)
    os.replace(unfinished, copy)
    return copy


def sync_file(path: Path) -> None:
    """Have what stands in a file on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
