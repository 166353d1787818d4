from pathlib import Path

import apsw
import pytest

from malmadang.adapters.sqlite import chores
from malmadang.adapters.sqlite.chores import STEP, do_step
from malmadang.adapters.sqlite.connections import open_writer
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.adapters.sqlite.rows import Writer
from malmadang.ports import RedactionRecord, TimeMs, TrimRecord
from tests.adapters.sqlite.disk import silent
from tests.kit.stores import Log


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
