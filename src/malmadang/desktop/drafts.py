"""What is written and not sent, room by room, kept across restarts."""

import logging
from pathlib import Path

import msgspec

from malmadang.clientcore import slash
from malmadang.desktop.settings import write_whole

_log = logging.getLogger(__name__)

FILE = "drafts.json"


class Drafts:
    """The drafts of every server's rooms.

    Args:
        folder: where they are kept, None to forget them at the end.
    Attributes:
        server: whose rooms are meant, as a link.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.server = ""
        self._path = folder / FILE if folder is not None else None
        self._texts = _read(self._path) if self._path is not None else {}
        self._saved = dict(self._texts)

    def get(self, room: str) -> str:
        """Return what is written for a room, "" for nothing."""
        return self._texts.get(self._key(room), "")

    def has(self, server: str, room: str) -> bool:
        """Is something written for a room of any server?"""
        return f"{server} {room}" in self._texts

    def keep(self, room: str, text: str) -> None:
        """Remember what is written for a room; "" for nothing, and nothing of a command with a password."""
        if text and not slash.is_secret(text):
            self._texts[self._key(room)] = text
        else:
            self._texts.pop(self._key(room), None)

    def rename(self, old: str, new: str, *, server: str = "") -> None:
        """A room has another name.

        Args:
            server: where it is, "" for the server whose rooms are meant now.
        """
        server = server or self.server
        text = self._texts.pop(f"{server} {old}", "")
        if text:
            self._texts[f"{server} {new}"] = text

    def save(self) -> None:
        """Write them where they are kept; a disk that refuses is told in the log, the app goes on."""
        if self._path is None or self._texts == self._saved:
            return
        try:
            write_whole(self._path, msgspec.json.encode(self._texts))
            self._saved = dict(self._texts)
        except OSError as error:
            _log.warning("%s could not be written: %s", self._path, error)

    def _key(self, room: str) -> str:
        return f"{self.server} {room}"


def _read(path: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
