"""A server inside a program, and somebody who talks to it: `python examples/server_in_process.py`."""

import asyncio
import secrets
import tempfile
from pathlib import Path

from malmadang.adapters.clock_system import SystemClock
from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.config import Config, Listen
from malmadang.server.app import ChatServer
from malmadang.servercore.core import Core


async def talk(port: int) -> None:
    """Register, join a room, and print what the server says until the names are through."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write("NICK 하늘\r\nUSER sky 0 * :하늘\r\nJOIN #말마당\r\n".encode())
    async for line in reader:
        print(line.decode().rstrip())
        if b" 366 " in line:
            break
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    """Open a server on a free port of this machine, talk to it, and stop it."""
    config = Config(listen=(Listen(address="127.0.0.1:0"),))
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        server = ChatServer(
            config,
            Core(config, secrets.token_bytes, clock.now()),
            storage=MemoryStorage(),
            clock=clock,
            folder=Path(folder),
        )
        [bound] = await server.open()
        running = asyncio.ensure_future(server.run())
        await talk(bound.port)
        server.stop()
        await running


if __name__ == "__main__":
    asyncio.run(main())
