import asyncio
from collections.abc import Sequence
from pathlib import Path

import apsw
import pytest

from malmadang.adapters.sqlite import chores, threads
from malmadang.adapters.sqlite.chores import STEP, do_step
from malmadang.adapters.sqlite.connections import open_reader, open_writer
from malmadang.adapters.sqlite.doorbell import Doorbell
from malmadang.adapters.sqlite.keeper import Keeper
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.adapters.sqlite.rows import Writer
from malmadang.adapters.sqlite.threads import StoreThread
from malmadang.ports import MarkerRecord, Outcome, Record, RedactionRecord, TimeMs, TrimRecord, Verdict
from tests.adapters.sqlite.disk import silent, unexpected
from tests.kit.stores import PATIENCE_S, Log


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, steps(), report=silent)
    return Writer(connection)


def count(writer: Writer, sql: str) -> object:
    return writer.connection.execute(sql).get


def indexed(writer: Writer, word: str) -> list[int]:
    rows = writer.connection.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (word,))
    return [number for (number,) in rows]


def test_the_index_comes_step_by_step_and_goes_on_where_it_was(writer: Writer, tmp_path: Path) -> None:
    log = Log()
    writer.write([log.say(f"말 {number}") for number in range(STEP + 5)])
    assert do_step(writer.connection)
    assert indexed(writer, "말") == list(range(1, STEP + 1))
    writer.connection.close()
    again = Writer(open_writer(tmp_path / "a.db"))
    assert do_step(again.connection)
    assert indexed(again, "말") == list(range(1, STEP + 6))
    assert not do_step(again.connection)


def test_only_what_was_said_has_words(writer: Writer) -> None:
    log = Log()
    gone = log.say("글")
    writer.write(
        [log.say("글", verb="TOPIC"), log.say("", verb="TAGMSG"), gone, log.say("글", verb="NOTICE")]
    )
    writer.write([RedactionRecord("#방", gone.msgid, "", "", TimeMs(1))])
    while do_step(writer.connection):
        pass
    assert indexed(writer, "글") == [4]


def test_what_is_cut_off_is_deleted_bit_by_bit(writer: Writer) -> None:
    log, other = Log(), Log("#뜰")
    lines = [log.say(f"말 {number}") for number in range(3 * STEP)]
    writer.write(lines)
    writer.write([other.say("말")])
    writer.write([RedactionRecord("#방", lines[0].msgid, "", "", TimeMs(1))])
    while do_step(writer.connection):
        pass
    writer.write([TrimRecord("#방", STEP // 2)])
    for left in (2 * STEP, STEP, STEP // 2):
        assert do_step(writer.connection)
        assert count(writer, "SELECT count(*) FROM events WHERE log = 1") == left
        assert len(indexed(writer, "말")) == left + 1
    assert not do_step(writer.connection)
    assert count(writer, "SELECT count(*) FROM redactions") == 0


def test_numbers_that_are_given_again_are_indexed_again(writer: Writer) -> None:
    log = Log()
    writer.write([log.say("옛말") for _ in range(5)])
    do_step(writer.connection)
    writer.write([TrimRecord("#방", 0, TimeMs(log.now_ms + 1))])
    while do_step(writer.connection):
        pass
    writer.write([log.say("새말")])
    assert do_step(writer.connection)
    assert indexed(writer, "새말") == [1]
    assert indexed(writer, "옛말") == []


def test_a_step_is_whole_or_nothing(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.write([Log().say("말")])
    monkeypatch.setattr(chores, "log_token", lambda _: object())
    with pytest.raises(TypeError):
        do_step(writer.connection)
    monkeypatch.undo()
    writer.connection.execute(
        "CREATE TEMP TRIGGER no BEFORE UPDATE ON indexed BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(apsw.ConstraintError):
        do_step(writer.connection)
    assert not writer.connection.in_transaction
    assert writer.connection.pragma("synchronous") == 2, "what people say is on the disk as before"
    writer.connection.execute("DROP TRIGGER no")
    assert do_step(writer.connection)
    assert indexed(writer, "말") == [1]


async def kept(store: StoreThread, records: Sequence[Record]) -> Verdict:
    future: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
    store.keep(records, future.set_result)
    return await asyncio.wait_for(future, PATIENCE_S)


def test_what_can_wait_is_done_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index of words fills when nobody speaks, a step at a time while people do; and after a restart."""
    monkeypatch.setattr(threads, "REST_S", 0.001)
    path = tmp_path / "a.db"
    log = Log()
    connection = open_writer(path)
    upgrade(connection, path, steps(), report=silent)
    connection.close()

    async def scenario(lines: int, whole: int) -> None:
        bell = Doorbell(asyncio.get_running_loop())
        store = StoreThread(Keeper(lambda: open_writer(path), lambda: 1 << 40, silent), bell, unexpected)
        store.start()
        reader = open_reader(path)
        assert await kept(store, [log.say("글") for _ in range(lines)]) is Outcome.KEPT
        async with asyncio.timeout(PATIENCE_S):
            while (last := reader.execute("SELECT last FROM indexed").get) < whole:
                await kept(store, [MarkerRecord("a", "#방", TimeMs(1))])
        assert reader.execute("SELECT count(*) FROM words WHERE words MATCH '글'").get == last
        assert store.finish(PATIENCE_S)
        reader.close()
        bell.close()

    asyncio.run(scenario(3 * STEP + 1, 3 * STEP + 1))
    asyncio.run(scenario(5, 3 * STEP + 6))
