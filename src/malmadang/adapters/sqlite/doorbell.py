"""How a thread's answers come to the loop: a queue, and a descriptor that wakes the loop."""

import asyncio
import os
import socket
import sys
from collections import deque
from collections.abc import Callable


class Doorbell:
    """Runs functions on the loop's thread, in the order in which other threads left them.

    Args:
        loop: where they run.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_open = True
        self._pair: tuple[socket.socket, socket.socket] | None = None
        self._eventfd = -1
        self._listen()

    def _listen(self) -> None:
        if sys.platform == "linux":
            # One write wakes the loop and one read takes it back, however many answers there are.
            self._eventfd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
            self._loop.add_reader(self._eventfd, self._answer)
        else:
            reader, writer = socket.socketpair()
            reader.setblocking(False)
            writer.setblocking(False)
            try:
                self._loop.add_reader(reader.fileno(), self._answer)
            except NotImplementedError:
                # A loop that watches no sockets of others can be woken by its own means only.
                reader.close()
                writer.close()
            else:
                self._pair = reader, writer

    def leave(self, call: Callable[[], None]) -> None:
        """Have a function run on the loop's thread. For any thread."""
        self._waiting.append(call)
        if not self._is_open:
            return
        if sys.platform == "linux":
            os.eventfd_write(self._eventfd, 1)
        elif self._pair is None:
            self._loop.call_soon_threadsafe(self.run)
        else:
            try:
                self._pair[1].send(b"\0")
            except BlockingIOError:
                return

    def _answer(self) -> None:
        if sys.platform == "linux":
            os.eventfd_read(self._eventfd)
        elif self._pair is not None:
            self._pair[0].recv(4_096)
        self.run()

    def run(self) -> None:
        """Run what has been left. Only on the loop's thread."""
        waiting = self._waiting
        try:
            while waiting:
                waiting.popleft()()
        finally:
            if waiting and self._is_open:
                # A fault in one answer must not cost the others.
                self._loop.call_soon(self.run)

    def close(self) -> None:
        """Wake the loop no more. No thread may leave anything afterwards."""
        self._is_open = False
        if self._eventfd >= 0:
            self._loop.remove_reader(self._eventfd)
            os.close(self._eventfd)
        elif self._pair is not None:
            self._loop.remove_reader(self._pair[0].fileno())
            for end in self._pair:
                end.close()
