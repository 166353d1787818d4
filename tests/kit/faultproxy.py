"""A line on this machine that breaks in every way a line can, where a seed says so."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from random import Random
from typing import Self

import msgspec

from tests.kit.waiting import pause, soon

CHUNK_BYTES = 4_096
MOST_BYTES = 6_000
"""A connection gets its fault within so many octets."""


class Fault(Enum):
    """What happens to a line."""

    CUT = "both sides are reset, in the middle of whatever was on its way"
    CLOSE = "both sides end in good order, but a line may be half there"
    HALF_CLOSE = "the reader sees the end, while what it writes still goes through for a while"
    BLOCK = "one way carries nothing any more, the other goes on; then it is cut"
    DELAY = "everything comes late; then it is cut"
    DRIBBLE = "octets come one by one; then it is cut"


class Plan(msgspec.Struct):
    """What becomes of one connection.

    Attributes:
        upstream: the octets are counted on the way to the server.
        after_bytes: how many octets pass unharmed.
        more_bytes: how many more pass under the fault, for those that end with a cut.
    """

    fault: Fault
    upstream: bool
    after_bytes: int
    more_bytes: int


class FaultProxy:
    """Carries connections to a port of this machine.

    Args:
        random: decides what goes wrong, and when.

    Attributes:
        port: where clients connect.
        is_calm: nothing goes wrong from now on; of connections that are there neither.
        broken: how many connections have met which fault.
    """

    def __init__(self, target: int, random: Random) -> None:
        self.target = target
        self.port = 0
        self.is_calm = True
        self.broken: Counter[Fault] = Counter()
        self._random = random
        self._lines: set[_Carried] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for line in list(self._lines):
            line.cut()
        await soon(lambda: not self._lines, "a line is still carried")

    @property
    def cuts(self) -> int:
        """How many connections have been broken."""
        return self.broken.total()

    def cut(self) -> None:
        """Reset all connections that are there."""
        for line in list(self._lines):
            line.cut()

    def storm(self) -> None:
        """Let things go wrong, also with the connections that are there."""
        self.is_calm = False
        for line in self._lines:
            line.plan = self.draw()

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self.is_calm = True
        for line in self._lines:
            line.plan = None

    def draw(self) -> Plan:
        """Return the next plan of the seed."""
        random = self._random
        return Plan(
            random.choice(list(Fault)),
            random.random() < 0.3,
            random.randrange(1, MOST_BYTES),
            random.randrange(1, 200),
        )

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        line = _Carried((reader, writer), (up_reader, up_writer), None if self.is_calm else self.draw())
        self._lines.add(line)
        try:
            await line.run(self._met)
        finally:
            self._lines.discard(line)
            line.cut()

    def _met(self, plan: Plan) -> None:
        self.broken[plan.fault] += 1


Side = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Carried:
    """One connection through the proxy."""

    def __init__(self, client: Side, server: Side, plan: Plan | None) -> None:
        self._client = client
        self._server = server
        self.plan = plan
        self._is_met = False

    def cut(self) -> None:
        """Reset both sides."""
        for _, writer in (self._client, self._server):
            writer.transport.abort()

    async def run(self, met: Callable[[Plan], None]) -> None:
        """Carry octets both ways until one side has ended, or the fault has."""
        ways = [
            asyncio.ensure_future(self._way(self._client[0], self._server[1], met, upstream=True)),
            asyncio.ensure_future(self._way(self._server[0], self._client[1], met, upstream=False)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _way(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        met: Callable[[Plan], None],
        *,
        upstream: bool,
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                plan = self.plan
                if plan is None or plan.upstream is not upstream or self._is_met:
                    writer.write(data)
                    continue
                if len(data) < plan.after_bytes:
                    plan.after_bytes -= len(data)
                    writer.write(data)
                    continue
                self._is_met = True
                met(plan)
                writer.write(data[: plan.after_bytes])
                await self._break(plan, data[plan.after_bytes :], reader, writer)
                return

    async def _break(
        self, plan: Plan, data: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Do what the plan says to a way that has carried what it may; end with the connection's end."""
        match plan.fault:
            case Fault.CUT:
                self.cut()
            case Fault.CLOSE:
                for _, side in (self._client, self._server):
                    side.close()
            case Fault.HALF_CLOSE:
                writer.write_eof()
                await pause(20)
            case Fault.BLOCK:
                await pause(100)
                self.cut()
            case Fault.DELAY | Fault.DRIBBLE:
                step = CHUNK_BYTES if plan.fault is Fault.DELAY else 1
                wait_ms = 50 if plan.fault is Fault.DELAY else 1
                while data and plan.more_bytes > 0:
                    piece, data = data[:step], data[step:]
                    await pause(wait_ms)
                    writer.write(piece[: plan.more_bytes])
                    plan.more_bytes -= len(piece)
                    if not data and plan.more_bytes > 0:
                        data = await reader.read(CHUNK_BYTES)
                self.cut()
