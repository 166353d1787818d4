"""How the tools reach a server: over the socket in its data folder, or where none runs by opening the folder.

Either way an order goes through the same core, by the same rules, and is kept before it is answered.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import msgspec

from malmadang import __version__
from malmadang.adapters.clock_system import SystemClock
from malmadang.adapters.sqlite.storage import FILE, SqliteStorage
from malmadang.cli.admin import complain, complain_of_settings, read_config
from malmadang.config import Config, ConfigError
from malmadang.config.settings import Tls
from malmadang.ports import Storage, StorageError
from malmadang.server.app import ChatServer
from malmadang.server.certificates import CERTIFICATE_FILE
from malmadang.server.control import DOOR_FILE, SOCKET_FILE, Control, DoorSecret
from malmadang.server.folder import DataFolder, FolderError, FolderTaken
from malmadang.server.telemetry import log, set_up_logging
from malmadang.servercore.core import Core
from malmadang.servercore.orders import Listening, Order, Status, Told

_ANSWER_BYTES = 1 << 26
_answers: msgspec.json.Decoder[Told] = msgspec.json.Decoder(Told)


class ReachError(Exception):
    """A server cannot be reached; says why, in Korean and in English, and what to do."""

    def __init__(self, korean: str, english: str) -> None:
        super().__init__(f"{korean}\n  {english}")


class Reached(Protocol):
    """A server, running or not.

    Attributes:
        is_running: whether it serves people now.
    """

    is_running: bool

    async def ask(self, order: Order) -> Told:
        """Return the answer.

        Raises:
            ReachError: the server has ended meanwhile.
        """


class Place:
    """Where a server's things are.

    Args:
        config: its settings, as far as the command line knows them.
        config_file: the file they stand in, "" without one.
    """

    def __init__(self, config: Config, config_file: str = "") -> None:
        self.config = config
        self.config_file = config_file
        self.folder = data_folder(config)

    @property
    def store(self) -> Path:
        """The file that everything is kept in."""
        path = self.config.storage.path
        return Path(path).expanduser() if path else self.folder / FILE

    @property
    def certificate(self) -> Path:
        """The certificate that is shown, whether it is there yet or not."""
        named = self.config.tls.certificate
        return Path(named) if named else self.folder / CERTIFICATE_FILE

    @property
    def words(self) -> Path:
        """The folder of the rooms' own word lists, whether it is there or not."""
        named = self.config.game.word_lists
        return Path(named).expanduser() if named else self.folder / "words"

    def open_storage(self, died: Callable[[BaseException], None]) -> SqliteStorage:
        """Open the file for the one that writes.

        Raises:
            StorageError: it cannot be used.
        """
        return SqliteStorage(self.store, report=log, died=died, durability=self.config.storage.durability)


def data_folder(config: Config) -> Path:
    """Return the data folder of the settings; the user's own where they name none."""
    if config.server.data_dir:
        return Path(config.server.data_dir).expanduser()
    from platformdirs import user_data_path

    return user_data_path("malmadang", appauthor=False) / "server"


def make_control(server: ChatServer, storage: Storage, place: Place) -> Control:
    """Return what takes the owner's orders for a server that is open."""

    def status() -> Status:
        certificate = place.certificate
        return Status(
            version=__version__,
            pid=os.getpid(),
            config=str(Path(place.config_file).absolute()) if place.config_file else "",
            store=str(place.store.absolute()),
            certificate=str(certificate.absolute()) if certificate.exists() else "",
            people=len(server.runtime.links),
            listening=tuple(Listening(each.host, each.port, each.tls) for each in server.bound),
            words=str(place.words.absolute()),
        )

    return Control(server.runtime, storage, status)


def place_of(args: argparse.Namespace) -> Place:
    """Return what --config and --data name.

    Raises:
        ConfigError: the settings cannot be read.
    """
    config = read_config(Path(args.config)) if args.config else Config()
    if args.data:
        server = msgspec.structs.replace(config.server, data_dir=args.data)
        config = msgspec.structs.replace(config, server=server)
    return Place(config, args.config or "")


def with_server(
    args: argparse.Namespace,
    work: Callable[[Reached, Place], Awaitable[int]],
    *,
    may_make: bool = False,
) -> int:
    """Reach the server that the words name and do something with it; return the exit status."""

    async def run(place: Place) -> int:
        async with reach(place, may_make=may_make) as server:
            return await work(server, place)

    set_up_logging(logging.ERROR)
    try:
        return asyncio.run(run(place_of(args)))
    except ConfigError as error:
        complain_of_settings(error)
        return 2
    except ReachError as error:
        complain(str(error))
        return 1


@asynccontextmanager
async def reach(place: Place, *, may_make: bool = False) -> AsyncIterator[Reached]:
    """Reach the server of a data folder while the block lasts.

    Args:
        may_make: a folder with nothing in it yet is begun.
    Raises:
        ReachError: it cannot be reached.
    """
    running = await call(place.folder)
    if running is not None:
        try:
            yield running
        finally:
            running.close()
        return
    if not may_make and not place.store.exists():
        raise ReachError(
            f"{place.folder}에는 아직 자료가 없어요. 다른 폴더라면 --data로 알려 주세요",
            f"There is nothing in {place.folder} yet; name another folder with --data",
        )
    try:
        folder = DataFolder(place.folder)
    except FolderTaken as error:
        raise silent(error) from error
    except FolderError as error:
        raise ReachError(
            f"자료 폴더를 쓸 수 없어요: {error}", f"The data folder cannot be used: {error}"
        ) from error
    try:
        async with _resting(place) as resting:
            yield resting
    finally:
        folder.close()


def silent(error: FolderTaken) -> ReachError:
    """Return what to say of a folder that somebody holds who does not answer."""
    pid, path = error.pid or "?", error.folder / SOCKET_FILE
    return ReachError(
        f"프로세스 {pid}번이 이 폴더를 쓰고 있는데 {path}에서 대답하지 않아요. "
        f"그 서버를 켠 사용자로 해 보거나, 서버를 끄고 다시 해 주세요",
        f"Process {pid} holds the folder and does not answer at {path}: "
        f"try as the user who started it, or stop it first",
    )


class _Resting:
    """A server that nobody can come to, run for the tools alone."""

    is_running = False

    def __init__(self, control: Control) -> None:
        self._control = control

    async def ask(self, order: Order) -> Told:
        return await self._control.carry_out(order)


@asynccontextmanager
async def _resting(place: Place) -> AsyncIterator[_Resting]:
    clock = SystemClock()
    fault: asyncio.Future[BaseException] = asyncio.get_running_loop().create_future()
    try:
        storage = place.open_storage(fault.set_result)
        kept = storage.load()
    except StorageError as error:
        raise ReachError(*str(error).split("\n  ", 1)) from error
    # Nobody comes in, so a certificate that cannot be used is in nobody's way.
    config = msgspec.structs.replace(place.config, listen=(), tls=Tls())
    server = ChatServer(
        config,
        Core(config, secrets.token_bytes, clock.now(), kept),
        storage=storage,
        clock=clock,
        folder=place.folder,
    )
    await server.open()
    try:
        yield _Resting(make_control(server, storage, place))
    finally:
        await server.close()


class Line:
    """A running server, over its socket."""

    is_running = True

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def ask(self, order: Order) -> Told:
        """Send an order and wait for its answer."""
        try:
            self._writer.write(msgspec.json.encode(order) + b"\n")
            line = await self._reader.readline()
        except (OSError, ValueError) as error:
            raise _ended() from error
        if not line.endswith(b"\n"):
            raise _ended()
        try:
            return _answers.decode(line)
        except msgspec.DecodeError as error:
            raise ReachError(
                "도는 서버가 다른 판이라 그 대답을 읽을 수 없어요. 서버를 다시 켜고 해 주세요",
                "The server that runs is of another version and its answer cannot be read: restart it first",
            ) from error

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


def _ended() -> ReachError:
    return ReachError(
        "서버가 대답하지 않고 끝났어요. 되었는지 살펴보고 다시 해 주세요",
        "The server ended without an answer: see whether it was done, then try again",
    )


async def call(folder: Path) -> Line | None:
    """Return the server that runs on a folder; None where none answers."""
    path = folder / SOCKET_FILE
    if path.exists() and hasattr(asyncio, "open_unix_connection"):
        try:
            return Line(*await asyncio.open_unix_connection(str(path), limit=_ANSWER_BYTES))
        except OSError:
            # Left behind by a server that was killed, or another user's.
            return None
    try:
        door = msgspec.json.decode((folder / DOOR_FILE).read_bytes(), type=DoorSecret)
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port, limit=_ANSWER_BYTES)
    except (OSError, msgspec.DecodeError):
        return None
    writer.write(f"{door.secret}\n".encode())
    return Line(reader, writer)
