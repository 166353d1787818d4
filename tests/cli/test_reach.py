"""How the tools come to a server."""

import asyncio
import os
from pathlib import Path

import msgspec
import pytest

from malmadang.cli.reach import Place, ReachError, call, data_folder, reach
from malmadang.config import Config, parse_config
from malmadang.server.control import DOOR_FILE, SOCKET_FILE
from malmadang.server.folder import DataFolder
from malmadang.servercore.orders import AddAccount, Denied, Done, LookUp, Status
from tests.kit.realserver import RealServer


def place(folder: Path, text: str = "") -> Place:
    config = parse_config(text) if text else Config()
    server = msgspec.structs.replace(config.server, data_dir=str(folder))
    return Place(msgspec.structs.replace(config, server=server))


def status(where: Place) -> tuple[bool, Status]:
    async def ask() -> tuple[bool, Status]:
        async with reach(where) as server:
            told = await server.ask(LookUp())
            assert isinstance(told, Status)
            return server.is_running, told

    return asyncio.run(ask())


def test_a_server_that_runs_is_spoken_to(tmp_path: Path) -> None:
    with RealServer(tmp_path) as server:
        is_running, found = status(place(server.data))
        assert is_running
        assert found.pid == server.process.pid
        assert [each.port for each in found.listening] == [server.port]
        assert not list(server.data.glob("control.json"))
    assert not (server.data / SOCKET_FILE).exists()


def test_a_path_too_long_for_a_socket_is_no_hindrance(tmp_path: Path) -> None:
    with RealServer(tmp_path / ("d" * 120)) as server:
        assert (server.data / DOOR_FILE).exists()
        assert status(place(server.data))[1].pid == server.process.pid


def test_a_server_that_was_killed_leaves_a_folder_at_rest(tmp_path: Path) -> None:
    with RealServer(tmp_path) as server:
        os.kill(server.process.pid, 9)
        server.process.wait()
        assert (server.data / SOCKET_FILE).exists()
        is_running, found = status(place(server.data))
        assert not is_running
        assert found.pid == os.getpid()
        server.stop()
        server.start()
        assert status(place(server.data))[0]


def test_a_folder_that_nobody_answers_for_is_left_alone(tmp_path: Path) -> None:
    where = place(tmp_path)
    folder = DataFolder(tmp_path)
    (tmp_path / "malmadang.db").touch()
    try:
        with pytest.raises(ReachError, match=f"Process {os.getpid()} holds the folder"):
            status(where)
    finally:
        folder.close()


def test_a_certificate_that_cannot_be_used_is_in_nobodys_way(tmp_path: Path) -> None:
    where = place(tmp_path, '[tls]\ncertificate = "/nowhere"\nkey = "/nowhere"\n')

    async def add() -> object:
        async with reach(where, may_make=True) as server:
            return await server.ask(AddAccount("철수", "길고좋은비밀번호"))

    assert asyncio.run(add()) == Done("철수")
    assert str(where.certificate) == "/nowhere"


def test_a_store_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "malmadang.db").write_bytes(b"dust" * 5_000)
    with pytest.raises(ReachError, match="not Malmadang's"):
        status(place(tmp_path))
    assert not (tmp_path / "server.pid").exists(), "the folder is free again"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"", "ended without an answer"),
        (b'{"type": "Done", "na', "ended without an answer"),
        (b'{"type": "Splendid"}\n', "another version"),
    ],
)
def test_a_server_that_does_not_answer_as_it_should(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes, said: str
) -> None:
    async def scenario() -> None:
        async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readline()
            writer.write(answer)
            writer.close()

        async with await asyncio.start_unix_server(hang_up, SOCKET_FILE):
            line = await call(Path())
            assert line is not None
            with pytest.raises(ReachError, match=said):
                await line.ask(LookUp())
            line.close()

    monkeypatch.chdir(tmp_path)
    asyncio.run(scenario())


def test_where_things_are(tmp_path: Path) -> None:
    assert data_folder(Config()).name == "server"
    assert place(tmp_path).store == tmp_path / "malmadang.db"
    assert place(tmp_path, '[storage]\npath = "/a/b.db"\n').store == Path("/a/b.db")
    assert isinstance(Denied("A", "가", "b"), Denied)
