"""One window for each person: a second start hands its link to the first, and ends."""

import json
import logging
import queue
import secrets
import socket
import threading
from contextlib import suppress
from pathlib import Path

import filelock

from malmadang.desktop.settings import write_whole

_log = logging.getLogger(__name__)

LOCK, DOOR = "desktop.lock", "desktop.door"
_WAIT_S = 2.0
_LONGEST = 4096


class SingleInstance:
    """The lock, and the door at which later starts knock.

    Only who can read the state folder knows the door's word, so no other user gets in.

    Attributes:
        is_first: this start has the lock.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._door = folder / DOOR
        self._lock = filelock.FileLock(folder / LOCK)
        self._heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._socket: socket.socket | None = None
        try:
            self._lock.acquire(timeout=0)
            self.is_first = True
        except filelock.Timeout:
            self.is_first = False
            return
        self._open()

    def hand_over(self, link: str) -> bool:
        """Give a link ("" for none) to the window that is open; False where nobody answers."""
        try:
            door = json.loads(self._door.read_text("utf-8"))
            with socket.create_connection(("127.0.0.1", int(door["port"])), _WAIT_S) as line:
                line.sendall(json.dumps({"word": door["word"], "link": link}).encode() + b"\n")
                line.settimeout(_WAIT_S)
                return line.recv(2) == b"ok"
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def next_link(self) -> str | None:
        """Return what a later start has handed over, None for nothing; never waits."""
        try:
            return self._heard.get_nowait()
        except queue.Empty:
            return None

    def close(self) -> None:
        """Open the way for the next start."""
        if self._socket is not None:
            # A thread in `accept` does not hear of `close` alone.
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
            with suppress(OSError):
                self._door.unlink()
        if self.is_first:
            self._lock.release()

    def _open(self) -> None:
        word = secrets.token_hex(16)
        try:
            self._socket = socket.create_server(("127.0.0.1", 0))
            port = self._socket.getsockname()[1]
            write_whole(self._door, json.dumps({"port": port, "word": word}).encode())
        except OSError as error:
            _log.warning("later starts cannot reach this one: %s", error)
            return
        threading.Thread(target=self._listen, args=(self._socket, word), name="door", daemon=True).start()

    def _listen(self, door: socket.socket, word: str) -> None:
        while True:
            try:
                line, _address = door.accept()
            except OSError:
                return
            with line, suppress(OSError, ValueError, KeyError, TypeError):
                line.settimeout(_WAIT_S)
                said = json.loads(line.recv(_LONGEST))
                if secrets.compare_digest(str(said["word"]), word):
                    self._heard.put(str(said["link"]))
                    line.sendall(b"ok")
