"""A server on a real socket that says what a test tells it, and notes what it hears."""

import asyncio
import contextlib
import ssl
from types import TracebackType
from typing import Self

from malmadang.client.network import abort
from tests.kit.waiting import soon


class FakeServer:
    """Listens on 127.0.0.1; use it as an async context manager.

    Attributes:
        heard: lines of all connections, in order.
        connections: how many there have been.
    """

    def __init__(self, tls: ssl.SSLContext | None = None, *, greets: bool = False) -> None:
        self._tls = tls
        self._greets = greets
        self._writers: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None
        self.port = 0
        self.heard: list[str] = []
        self.connections = 0
        self._serving = 0

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self) -> None:
        """Listen, on the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no more, and cut all lines."""
        if self._server is not None:
            self._server.close()
        self.cut()
        if self._server is not None:
            await self._server.wait_closed()
        await soon(lambda: not self._serving, "the end of all connections")
        # A handshake that was cut has no handler; its socket is closed in the loop's next turns.
        for _ in range(3):
            await asyncio.sleep(0)

    def cut(self) -> None:
        """Cut all lines."""
        for writer in self._writers:
            abort(writer.transport)
        self._writers.clear()

    def say(self, *lines: str) -> None:
        """Send lines to the newest connection."""
        self._writers[-1].write("".join(f"{line}\r\n" for line in lines).encode())

    async def until(self, text: str, count: int = 1) -> str:
        """Wait until so many lines that hold the text were heard; returns the last of them."""
        await soon(lambda: sum(text in line for line in self.heard) >= count, f"{text!r} in {self.heard}")
        return [line for line in self.heard if text in line][count - 1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._serving += 1
        self._writers.append(writer)
        try:
            await self._listen(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            self._serving -= 1

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nick = "*"
        with contextlib.suppress(OSError):
            while data := await reader.readline():
                line = data.decode(errors="replace").rstrip("\r\n")
                self.heard.append(line)
                verb, _, rest = line.partition(" ")
                if self._greets and not writer.is_closing():
                    nick = rest if verb == "NICK" else nick
                    self._answer(verb, rest, nick, writer)

    def _answer(self, verb: str, rest: str, nick: str, writer: asyncio.StreamWriter) -> None:
        """Be as much of a server as a line client needs."""
        answers = {
            "CAP": [f":s 421 {nick} CAP :Unknown command"],
            "USER": [
                f":s 001 {nick} :Welcome {nick}!u@host",
                f":s 005 {nick} CASEMAPPING=ascii CHANTYPES=# SAFERATE :are supported",
                f":s 422 {nick} :none",
            ],
            "JOIN": [
                f":{nick}!u@host JOIN {rest}",
                f":s 353 {nick} = {rest} :@민수 {nick}",
                f":s 366 {nick} {rest} :End",
            ],
            "PING": [f":s PONG s {rest}"],
            "QUIT": ["ERROR :bye"],
        }
        for line in answers.get(verb, ()):
            writer.write(f"{line}\r\n".encode())
        if verb == "QUIT":
            writer.close()
