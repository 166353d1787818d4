"""A server that this app started and left running because it was killed: found again, and taken back."""

import contextlib
import os
import re
import signal
import socket
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from malmadang.clientcore.address import parse_address
from malmadang.clientcore.faults import FaultError

LINK = re.compile(rb"(malmadang://\S+)\s")
_ANSWER_S = 0.5
_ANSWER_BYTES = 512


def data_folder() -> Path:
    """Return where `malmadang serve` keeps its data unless told otherwise."""
    return platformdirs.user_data_path("malmadang", appauthor=False) / "server"


class Orphan:
    """A running server of ours that has no window.

    Attributes:
        invitation: the link for others.
    """

    def __init__(self, folder: Path, pid: int, invitation: str) -> None:
        self._lock = FileLock(folder / "server.lock")
        self._pid = pid
        self.invitation = invitation

    @property
    def is_alive(self) -> bool:
        """Does it still hold its folder?"""
        return not _acquires(self._lock, 0)

    def stop(self) -> None:
        """Ask it to say goodbye to everybody."""
        if self.is_alive:
            with contextlib.suppress(OSError):
                os.kill(self._pid, signal.SIGTERM)

    def wait(self, seconds: float) -> None:
        """Wait for its end after `stop`."""
        _acquires(self._lock, seconds)


def find_orphan(port: int, log: Path, folder: Path) -> Orphan | None:
    """Return the server of ours on a taken port: its log names the port, it holds its folder, and answers.

    Args:
        log: what the server said that was started last.
        folder: its data.
    """
    try:
        link = LINK.findall(log.read_bytes())[0].decode()
        pid = int((folder / "server.pid").read_text())
        is_port = parse_address(link).port == port
    except (OSError, IndexError, ValueError, FaultError):
        return None
    orphan = Orphan(folder, pid, link)
    return orphan if is_port and orphan.is_alive and _answers(port) else None


def _acquires(lock: FileLock, seconds: float) -> bool:
    try:
        with lock.acquire(timeout=seconds):
            return True
    except (Timeout, OSError):
        return False


def _answers(port: int) -> bool:
    """Does a chat server answer there?"""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), _ANSWER_S) as line:
        line.sendall(b"CAP LS 302\r\nQUIT\r\n")
        return b" CAP * LS " in line.recv(_ANSWER_BYTES)
    return False
