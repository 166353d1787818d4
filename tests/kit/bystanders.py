"""Two people who talk in a room while somebody else does something bad."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.kit.served import Caller, Guests

ROOM = "#방"
SOURCE = "127.0.0.9"
EXEMPT = f'exempt = ["{SOURCE}"]\n'
"""For [limits]: all limits are on, and only these two may talk as quickly as a test wants."""
LIMITS = f"[limits]\n{EXEMPT}"


class Bystanders:
    """철수 and 영희 in #방.

    Attributes:
        heard: every line that reached 영희 and was not part of their own talk.
        count: how many times a word has gone both ways.
    """

    def __init__(self, one: Caller, other: Caller) -> None:
        self.one = one
        self.other = other
        self.heard: list[str] = []
        self.count = 0
        self._spoken = asyncio.Event()

    async def talk(self, times: int = 1) -> None:
        """Say something, have it answered, and ask the server for a sign, each so many times."""
        for _ in range(times):
            self.count += 1
            token = f"말 {self.count}."
            await self._say(self.one, self.other, token)
            await self._say(self.other, self.one, token)
            assert all(f":{token}" not in line for line in await self.one.pong()), "an echo"
            self.heard += await self.other.pong()
            spoken, self._spoken = self._spoken, asyncio.Event()
            spoken.set()

    async def _say(self, speaker: Caller, listener: Caller, token: str) -> None:
        speaker.say(f"PRIVMSG {ROOM} :{token}")
        *before, said = await listener.until(f" PRIVMSG {ROOM} :")
        while not said.endswith(f":{token}"):
            *more, last = await listener.until(f" PRIVMSG {ROOM} :")
            before += [said, *more]
            said = last
        if listener is self.other:
            self.heard += before

    async def go_on(self, times: int = 1) -> None:
        """Wait, while they are talking, until a word that has still to be said has gone both ways."""
        for _ in range(times + 1):
            await self._spoken.wait()

    @asynccontextmanager
    async def talking(self) -> AsyncIterator[None]:
        """Talk without a pause while the block lasts, and once more after it has ended."""
        stop = asyncio.Event()

        async def on() -> None:
            while not stop.is_set():
                await self.talk()

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(on())
            try:
                yield
            finally:
                stop.set()
        await self.talk()


async def gather(server: Guests) -> Bystanders:
    """Let the two come in; nothing that follows is left unread."""
    one = await server.join("철수", ROOM, source=SOURCE)
    other = await server.join("영희", ROOM, source=SOURCE)
    await one.until("영희.* JOIN")
    return Bystanders(one, other)
