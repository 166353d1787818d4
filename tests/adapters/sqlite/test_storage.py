import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import apsw
import pytest

from malmadang.adapters.sqlite.storage import Durability, SqliteStorage
from malmadang.adapters.sqlite.threads import SMALL_GROUP, StoreThread
from malmadang.ports import HistoryQuery, Outcome, Record, StorageError, Verdict
from tests.adapters.sqlite.disk import silent, unexpected
from tests.kit.stores import PATIENCE_S, Kept, Log


def opened(path: Path, durability: Durability = "disk") -> SqliteStorage:
    return SqliteStorage(path, report=silent, died=unexpected, durability=durability)


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    with Kept(lambda: opened(tmp_path / "deep" / "malmadang.db")) as kept:
        kept.commit(Log().say("글"))
        modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "deep").iterdir()}
    assert set(modes) == {"malmadang.db", "malmadang.db-wal", "malmadang.db-shm"}
    if sys.platform != "win32":
        assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("durability", ["disk", "memory"])
def test_an_orderly_end_loses_nothing_and_leaves_one_file(tmp_path: Path, durability: Durability) -> None:
    path = tmp_path / "malmadang.db"
    with Kept(lambda: opened(path, durability)) as kept:
        kept.commit(*(Log().say(text) for text in ["하나"]))
        kept.close()
        assert [file.name for file in tmp_path.iterdir()] == ["malmadang.db"]
        kept.open()
        assert kept.texts(HistoryQuery("#방")) == ["하나"]


def test_what_is_under_way_at_the_end_is_kept_and_answered(tmp_path: Path) -> None:
    answers: list[object] = []

    async def scenario() -> None:
        storage = opened(tmp_path / "a.db")
        storage.load()
        log = Log()
        for _ in range(20):
            storage.commit([log.say("글")], answers.append)
        storage.ask(HistoryQuery("#방"), answers.append)
        storage.close()

    asyncio.run(scenario())
    assert answers.count(Outcome.KEPT) == 20
    assert len(answers) == 21


def test_a_lone_message_is_kept_where_it_stands_when_all_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StoreThread, "is_quick", lambda _: True)

    async def scenario() -> None:
        storage = opened(tmp_path / "a.db")
        storage.load()
        log = Log()
        answers: list[object] = []
        first: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        storage.commit([log.say("글")], first.set_result)
        assert not first.done()
        answers.append(await asyncio.wait_for(first, PATIENCE_S))
        storage.is_quiet = lambda: True
        storage.commit([log.say("글")], answers.append)
        assert answers == [Outcome.KEPT] * 2
        storage.commit([log.say("글") for _ in range(SMALL_GROUP + 1)], answers.append)
        assert answers == [Outcome.KEPT] * 2
        storage.close()
        assert answers == [Outcome.KEPT] * 3

    asyncio.run(scenario())


def test_a_fault_on_the_loop_ends_the_server_and_answers_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = MemoryError("no more")

    def dying(self: StoreThread, records: Sequence[Record]) -> Verdict:
        raise fault

    monkeypatch.setattr(StoreThread, "is_quick", lambda _: True)
    monkeypatch.setattr(StoreThread, "keep_at_once", dying)
    faults: list[BaseException] = []

    async def scenario() -> None:
        storage = SqliteStorage(tmp_path / "a.db", report=silent, died=faults.append)
        storage.load()
        storage.is_quiet = lambda: True
        storage.commit([Log().say("글")], unexpected)  # type: ignore[arg-type]  # never called
        storage.close()

    asyncio.run(scenario())
    assert faults == [fault]


def test_one_that_was_never_loaded_can_be_closed(tmp_path: Path) -> None:
    opened(tmp_path / "a.db").close()


@pytest.mark.parametrize("content", [b"no database at all, just words " * 99, b"\0" * 9_999])
def test_somebody_elses_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(StorageError):
        opened(path)
    assert path.read_bytes() == content


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    opened(path).close()
    connection = apsw.Connection(str(path))
    connection.pragma("user_version", 9_999)
    connection.close()
    with pytest.raises(StorageError, match="newer"):
        opened(path)


def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        opened(tmp_path / "file" / "a.db")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError):
        opened(tmp_path / "folder")


def test_a_file_with_a_record_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    opened(path).close()
    connection = apsw.Connection(str(path))
    connection.execute("INSERT INTO accounts VALUES ('a', '[]')")
    connection.close()

    async def scenario() -> None:
        storage = opened(path)
        with pytest.raises(StorageError):
            storage.load()
        storage.close()

    asyncio.run(scenario())


def test_an_unsafe_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.40.1")
    with pytest.raises(StorageError, match=r"3\.40\.1"):
        opened(tmp_path / "a.db")
    assert not os.listdir(tmp_path)


def test_a_second_try_is_made_when_somebody_asks_for_it(tmp_path: Path) -> None:
    with Kept(lambda: opened(tmp_path / "a.db")) as kept:
        kept.storage.retry()
        assert kept.commit(Log().say("글")) is Outcome.KEPT
