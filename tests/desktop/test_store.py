"""History in a file, on a thread of its own."""

import select
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from malmadang.clientcore.historystate import Mark
from malmadang.clientcore.rows import NoticeKind, NoticeRow, Reaction, Row
from malmadang.desktop.store import FILE, HistoryStore, Kept, KeptRoom
from malmadang.ports import TimeMs
from tests.desktop.paper import Talk, at

SERVER, ROOM = "ircs://a", "#방"


def wait(store: HistoryStore, condition: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        store.pump()
        select.select([], [], [], 0.002)


def load(store: HistoryStore, limit: int = 100, *, before_ms: int = 0) -> KeptRoom:
    found: list[KeptRoom] = []
    store.load(SERVER, ROOM, limit, found.append, before_ms=before_ms)
    wait(store, lambda: found)
    return found[0]


def keep(store: HistoryStore, rows: list[Row]) -> None:
    for n, row in enumerate(rows):
        store.keep(SERVER, ROOM, Kept(f"u{n}", row))


def test_what_is_kept_is_there_again_in_order(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path)
    talk = Talk()
    talk.message(at(9, 0), "하늘", "안녕")
    talk.notice(at(9, 0), NoticeKind.JOINED, who="민수", account="")
    talk.message(at(9, 1), "민수", "네", reply_to="m1")
    rows: list[Row] = [*talk.rows]
    rows[0] = msgspec.structs.replace(rows[0], reactions=(Reaction("👍", ("민수",)),))
    keep(store, rows)
    store.note(SERVER, ROOM, "#방", Mark(TimeMs(5), "m5"), 7)
    store.close()
    again = HistoryStore(tmp_path)
    kept = load(again)
    assert [one.row for one in kept.rows] == rows
    assert isinstance(kept.rows[1].row, NoticeRow)
    assert (kept.name, kept.mark, kept.read_ms) == ("#방", Mark(TimeMs(5), "m5"), 7)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    again.close()


def test_pages_changes_and_removals(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path)
    talk = Talk()
    talk.chatter(30)
    keep(store, [*talk.rows])
    newest = load(store, 10)
    assert [one.uid for one in newest.rows] == [f"u{n}" for n in range(20, 30)]
    older = load(store, 10, before_ms=newest.rows[0].row.utc_ms)
    assert [one.uid for one in older.rows] == [f"u{n}" for n in range(10, 20)]
    store.keep(SERVER, ROOM, Kept("u29", msgspec.structs.replace(talk.rows[29], text="고친 말")))
    store.forget(SERVER, ROOM, "u28")
    last = load(store, 2)
    assert [one.uid for one in last.rows] == ["u27", "u29"]
    store.close()


def test_words_are_found(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path)
    talk = Talk()
    talk.message(at(9, 0), "하늘", "100% 기차")
    talk.message(at(9, 1), "하늘", "100 기차")
    keep(store, [*talk.rows])
    store.note(SERVER, ROOM, "#방", None, 0)
    found: list[list[str]] = []
    store.search(SERVER, "100%", 10, lambda hits: found.append([row.text for _room, row in hits]))
    wait(store, lambda: found)
    assert found == [["100% 기차"]]
    store.close()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    store = HistoryStore(blocked)
    wait(store, lambda: store.fault)
    store.keep(SERVER, ROOM, Kept("u", Talk().message(at(9, 0), "하늘", "말")))
    store.close()


def test_without_a_folder_nothing_is_kept() -> None:
    store = HistoryStore(None)
    store.load(SERVER, ROOM, 10, lambda _kept: None)
    assert store.waiting == 0
    store.close()


def test_a_renamed_room_keeps_its_rows_and_ends_what_had_its_name(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path)
    talk = Talk()
    talk.chatter(3)
    keep(store, [*talk.rows])
    store.note(SERVER, ROOM, "#방", Mark(TimeMs(5), "m5"), 7)
    store.keep(SERVER, "#마당", Kept("old", talk.rows[0]))
    store.rename(SERVER, ROOM, "#마당", "#마당")
    assert load(store).rows == ()
    found: list[KeptRoom] = []
    store.load(SERVER, "#마당", 9, found.append)
    wait(store, lambda: found)
    assert [one.uid for one in found[0].rows] == ["u0", "u1", "u2"]
    assert (found[0].name, found[0].mark, found[0].read_ms) == ("#마당", Mark(TimeMs(5), "m5"), 7)
    store.close()
