"""The owner's way in: a socket in the data folder, one line of JSON for each order and for each answer.

Whoever may open the socket may do everything, so the file is the owner's alone (0600). Where there are no
such sockets, or the folder's path is too long for one, a port of this machine and a secret in a file of the
owner's alone stand for it.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import msgspec

from malmadang.ports import (
    Answer,
    ByMsgid,
    ClientId,
    HistoryPage,
    HistoryQuery,
    Query,
    Storage,
    Unanswered,
)
from malmadang.server.runtime import Runtime
from malmadang.server.telemetry import log
from malmadang.server.turnlog import Reader
from malmadang.servercore.events import Gone, Ordered
from malmadang.servercore.orders import (
    CoreOrder,
    Denied,
    Done,
    LookUp,
    Order,
    ReadRoom,
    RoomPage,
    Status,
    Told,
)

SOCKET_FILE = "control.sock"
DOOR_FILE = "control.json"
MAX_ORDER_BYTES = 65_536
MAX_PAGE = 1_000
PATIENCE_S = 30.0
"""How long somebody who has come in has for the next order."""
_PATH_BYTES = 100
"""Octets of a path that every system's sockets have room for."""

_orders: msgspec.json.Decoder[Order] = msgspec.json.Decoder(Order)
_answers: msgspec.json.Decoder[Told] = msgspec.json.Decoder(Told)
_UNREADABLE = Denied("UNREADABLE", "알아들을 수 없는 부탁이에요", "This order cannot be understood")
_BROKEN = Denied("INTERNAL", "서버에 잘못이 있었어요. 기록을 봐 주세요", "A fault in the server: see its log")
_NOT_READ = {
    Unanswered.BUSY: Denied("BUSY", "지금은 바빠요. 잠시 뒤에 다시 해 주세요", "Busy now; try again shortly"),
    Unanswered.TOO_SLOW: Denied("TOO_SLOW", "읽는 데 너무 오래 걸려요", "Reading takes too long"),
    Unanswered.NO_SUCH_MSGID: Denied("NO_SUCH_MSGID", "그런 글이 없어요", "There is no such message"),
    Unanswered.FAILED: Denied("FAILED", "자료를 읽을 수 없어요", "What is kept cannot be read"),
}


class DoorSecret(msgspec.Struct, frozen=True):
    """What stands in the file where a port stands for the socket."""

    port: int
    secret: str


class Desk(Reader):
    """The owner as the fan-out sees it: the answer comes once everything before it is kept."""

    __slots__ = ("answer",)

    def __init__(self, client_id: ClientId) -> None:
        super().__init__(client_id)
        self.send = self._take
        self.answer: asyncio.Future[bytes] | None = None

    def _take(self, data: bytes) -> int:
        if self.answer is not None and not self.answer.done():
            self.answer.set_result(data.partition(b"\n")[0])
        return len(data)

    def keep(self, data: bytes, taken: int) -> None:
        """Nothing has to wait: all is taken at once."""

    def lost(self, error: OSError) -> None:
        """Nothing can be lost: it is a future of this process."""

    def finish(self) -> None:
        """The core has closed this client, after a fault; what it said last has been taken."""

    def hold(self, why: int) -> None:
        """One order at a time is slow enough."""

    def let(self, why: int) -> None:
        """Nothing was held."""


class Control:
    """Takes the owner's orders.

    Args:
        status: how the server is.
    """

    def __init__(self, runtime: Runtime, storage: Storage, status: Callable[[], Status]) -> None:
        self._runtime = runtime
        self._storage = storage
        self._status = status
        self._server: asyncio.Server | None = None
        self._file: Path | None = None
        self._secret = ""
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, folder: Path, *, by_port: bool = not hasattr(socket, "AF_UNIX")) -> None:
        """Let the owner in.

        Args:
            folder: the data folder, held by this process.
            by_port: as where there are no sockets in folders.
        Raises:
            OSError: neither a socket nor a port can be had.
        """
        for stale in (folder / SOCKET_FILE, folder / DOOR_FILE):
            stale.unlink(missing_ok=True)
        if not by_port and len(os.fsencode(folder / SOCKET_FILE)) <= _PATH_BYTES:
            self._file = folder / SOCKET_FILE
            sock = _bind_alone(self._file)
            self._server = await asyncio.start_unix_server(self._meet, sock=sock, limit=MAX_ORDER_BYTES)
            return
        self._secret = secrets.token_hex(32)
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0, limit=MAX_ORDER_BYTES)
        port = self._server.sockets[0].getsockname()[1]
        self._file = folder / DOOR_FILE
        _write_alone(self._file, msgspec.json.encode(DoorSecret(port, self._secret)))

    async def close(self) -> None:
        """Let nobody in any more; an order that has no answer yet gets none."""
        if self._server is not None:
            self._server.close()
        if self._file is not None:
            self._file.unlink(missing_ok=True)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def carry_out(self, order: Order, desk: Desk | None = None) -> Told:
        """Do what is asked for; return the answer, once what it tells is kept.

        Args:
            desk: whose order it is; None for somebody who asks only once.
        """
        match order:
            case ReadRoom():
                return await self._read(order)
            case LookUp():
                # What has been said and not been written yet is written before anything is looked up.
                found = await self._ask(HistoryQuery("#", limit=1))
                return self._status() if isinstance(found, HistoryPage) else _NOT_READ[_why(found)]
            case _:
                if desk is not None:
                    return await self._order(desk, order)
                desk = self._seat()
                try:
                    return await self._order(desk, order)
                finally:
                    self._leave(desk)

    def _seat(self) -> Desk:
        desk = Desk(self._runtime.new_id())
        self._runtime.fanout.attach(desk)
        return desk

    def _leave(self, desk: Desk) -> None:
        self._runtime.submit(Gone(desk.client_id, "done"))
        self._runtime.fanout.detach(desk)

    async def _order(self, desk: Desk, order: CoreOrder) -> Told:
        desk.answer = asyncio.get_running_loop().create_future()
        self._runtime.submit(Ordered(desk.client_id, order))
        answer = await desk.answer
        try:
            return _answers.decode(answer)
        except msgspec.DecodeError:
            # ERROR, the last word to a client whose line met a fault.
            return _BROKEN

    async def _read(self, order: ReadRoom) -> Told:
        after = ByMsgid(order.after) if order.after else None
        found = await self._ask(HistoryQuery(order.room, after=after, limit=min(order.limit, MAX_PAGE)))
        if isinstance(found, HistoryPage):
            return RoomPage(found.events, found.redactions)
        return _NOT_READ[_why(found)]

    async def _ask(self, query: Query) -> Answer:
        found: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def answered(answer: Answer) -> None:
            if not found.done():
                found.set_result(answer)

        self._storage.ask(query, answered)
        return await found

    # Connections.

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("the loop meets people in tasks")
        self._tasks.add(task)
        desk = self._seat()
        try:
            if not self._secret or await self._knows_secret(reader):
                await self._serve(reader, writer, desk)
        except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError):
            # Gone in the middle of a line, or said nothing for too long, or too much.
            pass
        finally:
            self._tasks.discard(task)
            self._leave(desk)
            writer.close()

    async def _knows_secret(self, reader: asyncio.StreamReader) -> bool:
        async with asyncio.timeout(PATIENCE_S):
            said = await reader.readline()
        if hmac.compare_digest(said.strip(), self._secret.encode()):
            return True
        log("owner_unknown")
        return False

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, desk: Desk) -> None:
        while True:
            async with asyncio.timeout(PATIENCE_S):
                line = await reader.readline()
            if not line.endswith(b"\n"):
                return
            try:
                order = _orders.decode(line)
            except msgspec.DecodeError:
                told: Told = _UNREADABLE
            else:
                told = await self.carry_out(order, desk)
                if isinstance(told, Done):
                    log("owner_changed", what=type(order).__name__, name=told.name)
            writer.write(msgspec.json.encode(told) + b"\n")
            await writer.drain()
            if told is _BROKEN:
                # The core has let go of this desk.
                return


def _why(answer: Answer) -> Unanswered:
    return answer if isinstance(answer, Unanswered) else Unanswered.FAILED


def _bind_alone(path: Path) -> socket.socket:
    """Return a socket at a path that is the owner's alone before anybody can come in."""
    sock = socket.socket(socket.AF_UNIX)
    try:
        sock.setblocking(False)
        sock.bind(str(path))
        path.chmod(0o600)
    except OSError:
        sock.close()
        raise
    return sock


def _write_alone(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
