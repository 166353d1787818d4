"""The baseline's best answer: two threads per client, one reads, one writes from a bounded queue.

Nobody waits for a slow reader any more, and lines that pile up leave in one write. Run as
`python -m bench.thread_pairs PORT READY_FD`.
"""

import socket
import threading
from collections import deque

from bench.thread_per_client import Client, ThreadServer, main

MAX_WAITING = 8192
"""Lines that may wait for one reader before it is cut off."""


class QueuedClient(Client):
    """Takes lines into a queue; a thread of its own writes them."""

    def __init__(self, link: socket.socket) -> None:
        super().__init__(link)
        self._waiting: deque[bytes] = deque()
        self._more = threading.Condition()
        self._ended = False
        threading.Thread(target=self._write, daemon=True).start()

    def send(self, data: bytes) -> None:
        """Leave the data to the writing thread."""
        with self._more:
            if len(self._waiting) < MAX_WAITING:
                self._waiting.append(data)
            elif not self._ended:
                self.end()
                self.link.shutdown(socket.SHUT_RDWR)
            self._more.notify()

    def end(self) -> None:
        """Let the writing thread finish what is queued and stop."""
        with self._more:
            self._ended = True
            self._more.notify()

    def _write(self) -> None:
        while True:
            with self._more:
                self._more.wait_for(lambda: self._waiting or self._ended)
                data = b"".join(self._waiting)
                self._waiting.clear()
            if not data:
                return
            try:
                self.link.sendall(data)
            except OSError:
                return  # the reading thread sees the end of the connection and cleans up


class PairServer(ThreadServer):
    """Gives every client two threads."""

    client_type = QueuedClient


if __name__ == "__main__":
    main(PairServer())
