"""A disk in memory that can fail in every way, and that remembers what a power cut would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import NoReturn

import apsw

_SECTOR = 512


def silent(event: str, **fields: object) -> None:
    """Take a report and say nothing."""


def unexpected(fault: BaseException) -> NoReturn:
    """Hear that the writing thread has died, where it must not."""
    raise AssertionError from fault


class Disk(apsw.VFS):
    """Files as bytes, and all that was done to them in order.

    Args:
        name: under which SQLite knows it; no two at once may have the same.
        files: what is there at the start.

    Attributes:
        done: what was done, as (what, file, offset or size, data).
        before: called before anything is done with (what, file); raises what is to go wrong.
        room: octets that fit, all files together; None for any number.
    """

    def __init__(self, name: str, files: dict[str, bytes] | None = None) -> None:
        super().__init__(name, "")
        self.name = name
        self.files = {path: bytearray(data) for path, data in (files or {}).items()}
        self.done: list[tuple[str, str, int, bytes]] = []
        self.before: Callable[[str, str], None] = _nothing
        self.room: int | None = None

    def note(self, what: str, path: str, at: int = 0, data: bytes = b"") -> None:
        """Remember something, in its place among all that is done."""
        self.done.append((what, path, at, data))

    @property
    def size(self) -> int:
        """Octets in all files."""
        return sum(map(len, self.files.values()))

    def xOpen(  # type: ignore[override]  # noqa: N802 - any object with the methods of a file is one
        self, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> _File:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name or "temporary"
        self.before("open", path)
        self.files.setdefault(path, bytearray())
        return _File(self, path)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.before("delete", filename)
        self.files.pop(filename, None)
        self.note("delete", filename)

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return pathname in self.files

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name

    # A power cut.

    def after_cut(self, count: int) -> dict[str, bytes]:
        """Return the files as they are when the power goes after the first `count` things were done."""
        return next(self.after_cuts([count]))

    def after_cuts(self, counts: Iterable[int], random: Random | None = None) -> Iterator[dict[str, bytes]]:
        """Return the files after each of several cuts, the counts ascending.

        Args:
            random: which of the octets that were not synced are there all the same, sector by sector;
                None for none of them.
        """
        durable: dict[str, bytearray] = {}
        loose: dict[str, list[tuple[str, int, bytes]]] = {}
        at_count = 0
        for count in counts:
            for what, path, at, data in self.done[at_count:count]:
                if what in ("write", "truncate"):
                    loose.setdefault(path, []).append((what, at, data))
                elif what == "sync":
                    _do(durable.setdefault(path, bytearray()), loose.pop(path, ()))
                elif what == "delete":
                    durable.pop(path, None)
                    loose.pop(path, None)
            at_count = count
            left = {path: bytearray(data) for path, data in durable.items()}
            if random is not None:
                for path in loose.keys() & left.keys():
                    _do(left[path], _some(loose[path], random))
            yield {path: bytes(data) for path, data in left.items()}


class _File:
    """One open file."""

    def __init__(self, disk: Disk, path: str) -> None:
        self._disk = disk
        self._path = path

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self._disk.before("read", self._path)
        return bytes(self._disk.files[self._path][offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        disk = self._disk
        disk.before("write", self._path)
        file = disk.files[self._path]
        more = max(0, offset + len(data) - len(file))
        if disk.room is not None and disk.size + more > disk.room:
            raise apsw.FullError("no room")
        change = ("write", offset, bytes(data))
        _do(file, [change])
        disk.note("write", self._path, *change[1:])

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.before("truncate", self._path)
        del self._disk.files[self._path][size:]
        self._disk.note("truncate", self._path, size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.before("sync", self._path)
        self._disk.note("sync", self._path)

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._disk.files[self._path])

    def xSectorSize(self) -> int:  # noqa: N802
        return _SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return 0

    def xFileControl(self, op: int, ptr: int) -> bool:  # noqa: N802
        return False

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xLock(self, level: int) -> None: ...  # noqa: N802

    def xUnlock(self, level: int) -> None: ...  # noqa: N802

    def xClose(self) -> None: ...  # noqa: N802


def _nothing(what: str, path: str) -> None: ...


def _do(file: bytearray, changes: Iterable[tuple[str, int, bytes]]) -> None:
    for what, at, data in changes:
        if what == "truncate":
            del file[at:]
            continue
        if len(file) < at:
            file.extend(bytes(at - len(file)))
        file[at : at + len(data)] = data


def _some(changes: Iterable[tuple[str, int, bytes]], random: Random) -> Iterable[tuple[str, int, bytes]]:
    for what, at, data in changes:
        if what == "truncate":
            if random.random() < 0.5:
                yield what, at, data
            continue
        for start in range(0, len(data), _SECTOR):
            if random.random() < 0.5:
                yield what, at + start, data[start : start + _SECTOR]
