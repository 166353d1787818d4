"""A server in this process, on a port of its own, and raw sockets to talk to it."""

from __future__ import annotations

import asyncio
import re
import secrets
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import cast

import uvloop

from malmadang.adapters.clock_system import SystemClock
from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.config import Config, parse_config
from malmadang.ports import Clock, Storage
from malmadang.server.app import ChatServer
from malmadang.servercore.core import Core
from tests.kit.wordgame import Source

PATIENCE_S = 20.0
HERE = '[[listen]]\naddress = "127.0.0.1:0"\n'
FREE = "[limits]\nthrottle = false\n"


def run(scenario: Callable[[], Awaitable[None]], *, loop: str = "uvloop") -> None:
    """Run a scenario on an event loop of its own."""
    factory = uvloop.new_event_loop if loop == "uvloop" else asyncio.new_event_loop

    async def bounded() -> None:
        async with asyncio.timeout(PATIENCE_S * 2):
            await scenario()

    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(bounded())


@asynccontextmanager
async def served(
    config: Config | str = "",
    *,
    folder: Path = Path("/nonexistent"),
    storage: Storage | None = None,
    use_epoll: bool = True,
    read_config: Callable[[], Config] | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[Served]:
    """Run a server while the block lasts. A text without listeners listens on a free port of 127.0.0.1."""
    if isinstance(config, str):
        config = parse_config(config if "[[listen]]" in config else HERE + config)
    clock = clock or SystemClock()
    server = ChatServer(
        config,
        Core(config, secrets.token_bytes, clock.now()),
        storage=storage or MemoryStorage(),
        clock=clock,
        folder=folder,
        words=Source(),
        read_config=read_config,
        use_epoll=use_epoll,
    )
    bound = await server.open()
    running = Served(server, bound[0].port)
    try:
        yield running
    finally:
        for caller in running.callers:
            await caller.hang_up()
        await server.close()


class Guests:
    """Those who call a server on a port of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.callers: list[Caller] = []

    async def dial(
        self, *, tls: ssl.SSLContext | None = None, source: str = "127.0.0.1", receive_buffer: int = 0
    ) -> Caller:
        """Connect without saying anything."""
        sock = socket.socket()
        if receive_buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        sock.setblocking(False)
        sock.bind((source, 0))
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", self.port))
        reader, writer = await asyncio.open_connection(
            sock=sock, ssl=tls, server_hostname="localhost" if tls else None, limit=1 << 24
        )
        self.callers.append(Caller(reader, writer))
        return self.callers[-1]

    async def enter(
        self, nick: str, *, tls: ssl.SSLContext | None = None, source: str = "127.0.0.1"
    ) -> Caller:
        """Connect, register, and read the welcome."""
        caller = await self.dial(tls=tls, source=source)
        caller.say(f"NICK {nick}", "USER u 0 * :r")
        await caller.until(r" (376|422) ")
        return caller

    async def join(
        self, nick: str, *rooms: str, tls: ssl.SSLContext | None = None, source: str = "127.0.0.1"
    ) -> Caller:
        """Register and join rooms."""
        caller = await self.enter(nick, tls=tls, source=source)
        for room in rooms:
            caller.say(f"JOIN {room}")
            await caller.until(" 366 ")
        return caller

    async def pair(self) -> tuple[Caller, Caller]:
        """Return 철수 and 영희 in #방, who have read each other's arrival."""
        first, second = await self.join("철수", "#방"), await self.join("영희", "#방")
        await first.until("영희.* JOIN")
        return first, second


class Served(Guests):
    """A running server; everybody who called it is hung up at the end."""

    def __init__(self, server: ChatServer, port: int) -> None:
        super().__init__(port)
        self.server = server


class Caller:
    """A connection to a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def say(self, *lines: str) -> None:
        """Send lines."""
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)

    async def line(self) -> str:
        """Read one line; "" at the end of the stream."""
        async with asyncio.timeout(PATIENCE_S):
            return (await self.reader.readline()).decode().removesuffix("\r\n")

    async def until(self, pattern: str) -> list[str]:
        """Read lines up to the first that the pattern is found in."""
        lines: list[str] = []
        while not lines or not re.search(pattern, lines[-1]):
            line = await self.line()
            if not line and self.reader.at_eof():
                raise AssertionError(f"no {pattern!r} before the end: {lines}")
            lines.append(line)
        return lines

    async def rest(self) -> bytes:
        """Read to the end of the stream."""
        async with asyncio.timeout(PATIENCE_S):
            try:
                return await self.reader.read()
            except ConnectionResetError:
                return b""

    async def pong(self) -> list[str]:
        """Read all there is so far, by PING and PONG."""
        token = secrets.token_hex(4)
        self.say(f"PING {token}")
        return (await self.until(token))[:-1]

    def deafen(self) -> None:
        """Stop reading, so that the server's bytes pile up."""
        cast(asyncio.ReadTransport, self.writer.transport).pause_reading()

    def listen(self) -> None:
        """Read again."""
        cast(asyncio.ReadTransport, self.writer.transport).resume_reading()

    def reset(self) -> None:
        """Break off at once, with a reset."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def hang_up(self) -> None:
        """Close."""
        self.writer.close()
        with suppress(OSError, ssl.SSLError):
            await self.writer.wait_closed()
