"""Somebody on a real socket who speaks IRC by hand."""

import socket
from types import TracebackType
from typing import Self

from tests.kit.waiting import PATIENCE_S


class Peer:
    """A connection to a server on this machine; use it as a context manager.

    Attributes:
        nick: what it registered with.
    """

    def __init__(self, port: int, nick: str) -> None:
        self.nick = nick
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self._lines = self._socket.makefile("rb")
        self.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        self.until(" 001 ")

    def send(self, *lines: str) -> None:
        """Send lines."""
        self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def until(self, text: str) -> str:
        """Read until a line holds the text, and return that line; PINGs are answered.

        Raises:
            AssertionError: the connection ended first.
        """
        while line := self._lines.readline().decode().rstrip("\r\n"):
            if text in line:
                return line
            if line.startswith("PING "):
                self.send(f"PONG {line[5:]}")
        raise AssertionError(f"the line ended before {text!r}")

    def join(self, room: str) -> None:
        """Join a room."""
        self.send(f"JOIN {room}")
        self.until(f" 366 {self.nick} {room} ")

    def close(self) -> None:
        """Break the connection off."""
        self._lines.close()
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
