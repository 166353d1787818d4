"""The owner's socket: who gets in, and when an answer comes."""

import asyncio
import json
import os
import stat
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.ports import Record, Verdict
from malmadang.server.control import DOOR_FILE, MAX_ORDER_BYTES, SOCKET_FILE, Control
from malmadang.servercore.events import Event
from malmadang.servercore.orders import (
    AddAccount,
    Denied,
    Done,
    ListAccounts,
    LookUp,
    Order,
    ReadRoom,
    RoomPage,
    Status,
    Told,
)
from tests.kit.served import Served, run, served

CHEAP = '[accounts]\npassword_cost = "low"\n'
ANSWERS: msgspec.json.Decoder[Told] = msgspec.json.Decoder(Told)
STATUS = Status("1", 1, "", "", "", 0, ())


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a path short enough for a socket."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@asynccontextmanager
async def controlled(server: Served, folder: Path, *, by_port: bool = False) -> AsyncIterator[Control]:
    control = Control(server.server.runtime, server.server._storage, lambda: STATUS)
    await control.open(folder, by_port=by_port)
    try:
        yield control
    finally:
        await control.close()


class Hesitant(MemoryStorage):
    """A store that answers for a group when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: list[tuple[Sequence[Record], Callable[[Verdict], None]]] = []
        self.asked = asyncio.Event()

    def commit(self, records: Sequence[Record], done: Callable[[Verdict], None]) -> None:
        self.groups.append((records, done))
        self.asked.set()

    def go_on(self) -> None:
        """Keep the oldest group."""
        super().commit(*self.groups.pop(0))


class Owner:
    """Somebody at the socket."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def ask(self, order: Order | bytes) -> Told:
        self.writer.write((order if isinstance(order, bytes) else msgspec.json.encode(order)) + b"\n")
        return ANSWERS.decode(await self.reader.readline())


async def at_socket(folder: Path) -> Owner:
    return Owner(*await asyncio.open_unix_connection(folder / SOCKET_FILE))


def test_an_order_at_the_socket(folder: Path) -> None:
    async def scenario() -> None:
        async with served(CHEAP) as server, controlled(server, folder):
            assert stat.S_IMODE((folder / SOCKET_FILE).stat().st_mode) == 0o600
            owner = await at_socket(folder)
            assert await owner.ask(AddAccount("철수", "길고좋은비밀번호")) == Done("철수")
            assert await owner.ask(LookUp()) == STATUS
            caller = await server.join("영희", "#방")
            caller.say("PRIVMSG #방 :안녕")
            await caller.pong()
            page = await owner.ask(ReadRoom("#방"))
            assert isinstance(page, RoomPage)
            assert [event.verb for event in page.events] == ["JOIN", "PRIVMSG"]
            assert await owner.ask(ReadRoom("#방", page.events[-1].msgid)) == RoomPage(())
            answer = await owner.ask(ReadRoom("#방", "없는글"))
            assert isinstance(answer, Denied)
            assert answer.code == "NO_SUCH_MSGID"
            owner.writer.close()
        assert not (folder / SOCKET_FILE).exists()

    run(scenario)


def test_nonsense_is_answered_and_too_much_of_it_is_not(folder: Path) -> None:
    async def scenario() -> None:
        async with served() as server, controlled(server, folder):
            owner = await at_socket(folder)
            answer = await owner.ask(b'{"type": "Nothing"}')
            assert isinstance(answer, Denied)
            assert answer.code == "UNREADABLE"
            owner.writer.write(b"x" * (2 * MAX_ORDER_BYTES))
            assert await owner.reader.read() == b""
            owner.writer.close()

    run(scenario)


def test_a_port_needs_the_secret(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        async with served(CHEAP) as server, controlled(server, folder, by_port=True):
            file = folder / DOOR_FILE
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            door = json.loads(file.read_text())
            stranger = Owner(*await asyncio.open_connection("127.0.0.1", door["port"]))
            stranger.writer.write(b"guess\n")
            assert await stranger.reader.read() == b""
            stranger.writer.close()
            owner = Owner(*await asyncio.open_connection("127.0.0.1", door["port"]))
            owner.writer.write(f"{door['secret']}\n".encode())
            assert await owner.ask(LookUp()) == STATUS
            owner.writer.close()
        assert not os.listdir(folder)

    run(scenario)
    assert "owner_unknown" in caplog.text


def test_a_path_too_long_for_a_socket_has_a_port(folder: Path) -> None:
    async def scenario() -> None:
        deep = folder / ("d" * 120)
        deep.mkdir()
        async with served() as server, controlled(server, deep):
            assert os.listdir(deep) == [DOOR_FILE]

    run(scenario)


def test_done_is_said_when_it_is_kept(folder: Path) -> None:
    async def scenario() -> None:
        storage = Hesitant()
        async with served(CHEAP, storage=storage) as server, controlled(server, folder):
            owner = await at_socket(folder)
            owner.writer.write(msgspec.json.encode(AddAccount("철수", "길고좋은비밀번호")) + b"\n")
            answer = asyncio.ensure_future(owner.reader.readline())
            await storage.asked.wait()
            other = await at_socket(folder)
            await other.ask(ListAccounts())
            assert not answer.done()
            storage.go_on()
            assert ANSWERS.decode(await answer) == Done("철수")
            owner.writer.close()
            other.writer.close()

    run(scenario)


def test_a_fault_is_told_and_hurts_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(event: Event, *rest: object) -> None:
        raise ZeroDivisionError

    async def scenario() -> None:
        async with served() as server, controlled(server, folder) as control:
            owner = await at_socket(folder)
            monkeypatch.setattr("malmadang.servercore.core.carry_out", fail)
            answer = await owner.ask(ListAccounts())
            assert isinstance(answer, Denied)
            assert answer.code == "INTERNAL"
            assert await owner.reader.read() == b""
            monkeypatch.undo()
            assert not isinstance(await control.carry_out(ListAccounts()), Denied)
            owner.writer.close()

    run(scenario)
