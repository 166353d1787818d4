"""The data folder: one server at a time."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout


class FolderError(Exception):
    """The data folder cannot be used; the text says why."""


class FolderTaken(FolderError):
    """Another server uses the folder.

    Attributes:
        pid: its process, "" where it cannot be told.
    """

    def __init__(self, folder: Path, pid: str) -> None:
        super().__init__(f"{folder}: in use by process {pid or '?'}")
        self.folder = folder
        self.pid = pid


class DataFolder:
    """A folder held by this process until `close`.

    Raises:
        FolderTaken: another server holds it.
        FolderError: it cannot be made or written to.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pid = path / "server.pid"
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(path / "server.lock")
            self._lock.acquire(blocking=False)
            self._pid.write_text(str(os.getpid()))
        except Timeout as error:
            raise FolderTaken(path, self._holder()) from error
        except OSError as error:
            raise FolderError(f"{path}: {error.strerror}") from error

    def _holder(self) -> str:
        try:
            return self._pid.read_text().strip()
        except OSError:
            return ""

    def close(self) -> None:
        """Let another server have the folder."""
        self._pid.unlink(missing_ok=True)
        self._lock.release()
