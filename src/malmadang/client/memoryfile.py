"""The file that keeps what a client remembers: policies, certificates, ignored people, unsent messages."""

import contextlib
import logging
import os
import tempfile
from pathlib import Path

import platformdirs

from malmadang.clientcore.memory import ClientMemory, decode_memory, encode_memory, merge

_log = logging.getLogger(__name__)


class MemoryFile:
    """`client.json` in a folder of its own, readable by its owner only.

    Args:
        folder: "" for the user's state folder.
    """

    def __init__(self, folder: str = "") -> None:
        base = Path(folder).expanduser() if folder else Path(platformdirs.user_state_dir("malmadang"))
        self.path = base / "client.json"

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

    def share(self) -> "Share":
        """Return one core's part: several talk to several servers, and each remembers for all."""
        return Share(self)


class Share:
    """What one core remembers, kept beside what the others do.

    Attributes:
        memory: what was kept when the share was made.
    """

    def __init__(self, file: MemoryFile) -> None:
        self._file = file
        self.memory = self._base = file.load()

    def save(self, memory: ClientMemory) -> None:
        """Keep what this core has changed; what others have changed meanwhile stays."""
        self._file.save(merge(self._file.load(), self._base, memory))
        self._base = memory
