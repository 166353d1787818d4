"""The file that keeps what a client remembers: policies, pins, ignored people, unsent messages, places."""

import atexit
import contextlib
import logging
import os
import tempfile
from pathlib import Path

import msgspec
import platformdirs
from filelock import FileLock, Timeout

from malmadang.clientcore.memory import ClientMemory, KeptPlace, decode_memory, encode_memory, merge

_log = logging.getLogger(__name__)


class MemoryFile:
    """`client.json` in a folder of its own, readable by its owner only.

    Args:
        folder: "" for the user's state folder.
    """

    def __init__(self, folder: str = "") -> None:
        base = Path(folder).expanduser() if folder else Path(platformdirs.user_state_dir("malmadang"))
        self.path = base / "client.json"
        self._mark: FileLock | None = None

    def load(self) -> ClientMemory:
        """Return what was kept; a file that cannot be read is set aside, never overwritten."""
        try:
            return decode_memory(self.path.read_bytes())
        except FileNotFoundError:
            return ClientMemory()
        except (OSError, ValueError) as error:
            aside = self.path.with_suffix(".broken")
            with contextlib.suppress(OSError):
                os.replace(self.path, aside)
            _log.warning("%s could not be read (%s); it is now %s", self.path, error, aside.name)
            return ClientMemory()

    def save(self, memory: ClientMemory) -> None:
        """Keep it: whole or not at all; a disk that refuses is told in the log, talking goes on."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".client-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(encode_memory(memory))
                os.replace(name, self.path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            _log.warning("%s could not be written: %s", self.path, error)

    # Whose the places are: a file that the running program holds locked says that it runs.

    def holder(self) -> str:
        """Return the name of this program while it runs, "" where none can be had."""
        if self._mark is None:
            try:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".running-")
                os.close(handle)
                mark = FileLock(name, mode=0o600, thread_local=False)
                mark.acquire(timeout=0)
            except (OSError, Timeout, NotImplementedError) as error:
                _log.warning("%s: no file can be locked: %s", self.path.parent, error)
                return ""
            self._mark = mark
            atexit.register(self.release)
        return Path(self._mark.lock_file).name

    def is_gone(self, holder: str) -> bool:
        """Has the program of that name ended?"""
        if self._mark is not None and holder == Path(self._mark.lock_file).name:
            return False
        path = self.path.parent / Path(holder).name
        if not holder.startswith(".running-") or not path.exists():
            return True
        lock = FileLock(path, mode=0o600)
        try:
            lock.acquire(timeout=0)
        except (OSError, Timeout, NotImplementedError):
            return False
        lock.release()
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return True

    def release(self) -> None:
        """Say that this program runs no longer; the end of its process says so too."""
        mark, self._mark = self._mark, None
        atexit.unregister(self.release)
        if mark is not None:
            mark.release()
            with contextlib.suppress(OSError):
                Path(mark.lock_file).unlink(missing_ok=True)

    def share(self) -> "Share":
        """Return one core's part: several talk to several servers, and each remembers for all."""
        return Share(self)


class Share:
    """What one core remembers, kept beside what the others do.

    Attributes:
        memory: what was kept when the share was made, without the places of programs that run.
    """

    def __init__(self, file: MemoryFile) -> None:
        self._file = file
        kept = file.load()
        free = {name: place for name, place in kept.places.items() if file.is_gone(place.holder)}
        self.memory = self._base = msgspec.structs.replace(kept, places=free)

    def save(self, memory: ClientMemory) -> None:
        """Keep what this core has changed; what others have changed meanwhile stays."""
        memory = msgspec.structs.replace(memory, places=self._marked(memory.places))
        self._file.save(merge(self._file.load(), self._base, memory))
        self._base = memory

    def _marked(self, places: dict[str, KeptPlace]) -> dict[str, KeptPlace]:
        """Return places with our name at those that are ours; where no name can be had, none is kept."""
        marked = {}
        for name, place in places.items():
            holder = place.holder or self._file.holder()
            if holder:
                marked[name] = KeptPlace(place.token, holder)
        return marked
