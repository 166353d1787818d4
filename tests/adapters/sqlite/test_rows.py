from collections.abc import Iterator
from pathlib import Path

import apsw
import msgspec
import pytest

from malmadang.adapters.sqlite.connections import open_writer
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.adapters.sqlite.rows import FORGET_EVERY_MS, Writer
from malmadang.ports import NONCE_MS, MarkerRecord, Record, RedactionRecord, TimeMs, private_log
from tests.adapters.sqlite.disk import silent
from tests.kit.stores import Log


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    connection = open_writer(tmp_path / "a.db")
    upgrade(connection, tmp_path / "a.db", steps(), report=silent)
    yield Writer(connection)
    connection.close()


def msgids(writer: Writer) -> list[str]:
    return [str(msgid) for (msgid,) in writer.connection.execute("SELECT msgid FROM events ORDER BY id")]


def statements(writer: Writer, *records: Record) -> list[str]:
    seen: list[str] = []
    writer.connection.trace_v2(apsw.SQLITE_TRACE_STMT, lambda event: seen.append(event["sql"].split()[0]))
    writer.write(records)
    writer.connection.trace_v2(0, None)
    return seen


def test_a_line_alone_is_a_transaction_by_itself(writer: Writer) -> None:
    log = Log()
    writer.write([log.say("0")])
    assert statements(writer, log.say("1")) == ["INSERT"]
    assert statements(writer, log.say("2"), log.say("3")) == ["BEGIN", "INSERT", "INSERT", "COMMIT"]
    assert msgids(writer) == ["#방1", "#방2", "#방3", "#방4"]


def test_a_group_is_kept_whole_or_not_at_all(writer: Writer) -> None:
    log = Log()
    first = log.say("0")
    writer.write([first])
    with pytest.raises(apsw.ConstraintError):
        writer.write([MarkerRecord("a", "#방", TimeMs(1)), Log("#뜰").say("1"), first])
    assert msgids(writer) == [first.msgid]
    assert writer.connection.execute("SELECT count(*) FROM markers").get == 0
    assert not writer.connection.in_transaction


def test_many_lines_are_kept_in_order_whoever_said_them(writer: Writer) -> None:
    log, other = Log(), Log("#뜰")
    one, two = "하나!h@localhost", "둘!d@localhost"
    speakers = [one] * 40 + [one, two] * 20 + [two] * 37
    said = [
        msgspec.structs.replace((other if place % 45 == 44 else log).say(f"{place}"), source=source)
        for place, source in enumerate(speakers)
    ]
    writer.write(said)
    kept = writer.connection.execute(
        "SELECT name, events.seq, msgid, utc_ms, verb, source, account, tags, text FROM events"
        " JOIN logs ON logs.id = events.log ORDER BY events.id"
    ).fetchall()
    assert kept == [
        (e.channel, e.seq, e.msgid, e.utc_ms, e.verb, e.source, e.account, e.tags, e.text) for e in said
    ]


def test_a_large_group_of_one_speaker_is_kept_whole_or_not_at_all(writer: Writer) -> None:
    log = Log()
    said = [log.say(f"{number}") for number in range(40)]
    with pytest.raises(apsw.ConstraintError):
        writer.write([*said, said[20]])
    with pytest.raises(apsw.ConstraintError):
        writer.write([*said[:8], *said])
    assert msgids(writer) == []
    assert not writer.connection.in_transaction
    writer.write(said)
    assert msgids(writer) == [event.msgid for event in said]


def test_a_log_opened_in_an_undone_group_is_opened_anew(writer: Writer) -> None:
    log = Log()
    first = log.say("0")
    with pytest.raises(apsw.ConstraintError):
        writer.write([first, first])
    writer.write([first])
    writer.write([log.say("1")])
    assert (
        writer.connection.execute("SELECT DISTINCT folded FROM events JOIN logs ON logs.id = log").get
        == "#방"
    )


@pytest.mark.parametrize("again", ["place", "msgid", "text"])
def test_what_cannot_be_kept_falls_alone(writer: Writer, again: str) -> None:
    log = Log()
    first, second, third = log.say("0"), log.say("1"), log.say("2")
    bad = {
        "place": msgspec.structs.replace(second, seq=first.seq),
        "msgid": msgspec.structs.replace(second, msgid=first.msgid),
        "text": msgspec.structs.replace(second, text="\ud800"),
    }[again]
    failed: list[Record] = []
    assert writer.write_singly([first, bad, third], lambda record, _: failed.append(record)) == {1}
    assert failed == [bad]
    assert msgids(writer) == [first.msgid, third.msgid]


def test_private_talks_are_found_by_both(writer: Writer) -> None:
    writer.write([Log(private_log("Sky", "바다")).say("안녕"), Log(private_log("Sky", "sky")).say("혼잣말")])
    rows = writer.connection.execute("SELECT account, count(*) FROM sides GROUP BY account ORDER BY account")
    assert list(rows) == [("sky", 2), ("바다", 1)]


def test_old_nonces_are_forgotten(writer: Writer) -> None:
    log = Log(step_ms=FORGET_EVERY_MS)
    for number in range(3 * NONCE_MS // FORGET_EVERY_MS):
        writer.write([log.say("글", nonce=f"n{number}")])
    oldest, left = writer.connection.execute("SELECT min(utc_ms), count(*) FROM nonces").get
    assert oldest > log.now_ms - NONCE_MS - FORGET_EVERY_MS
    assert left <= NONCE_MS // FORGET_EVERY_MS + 1


def test_what_was_taken_back_is_gone_from_the_file(tmp_path: Path, writer: Writer) -> None:
    line = Log().say("비밀번호는 무궁화꽃")
    writer.write([line])
    writer.checkpoint()
    assert "무궁화꽃".encode() in (tmp_path / "a.db").read_bytes()
    writer.write([RedactionRecord("#방", line.msgid, "", "", TimeMs(1))])
    writer.checkpoint()
    assert "무궁화꽃".encode() not in (tmp_path / "a.db").read_bytes()
    assert (tmp_path / "a.db-wal").stat().st_size == 0


def test_it_knows_what_is_there(writer: Writer) -> None:
    line = Log().say("글")
    assert not writer.has(line.msgid)
    writer.write([line])
    assert writer.has(line.msgid)
    writer.probe()
    assert not writer.connection.in_transaction
