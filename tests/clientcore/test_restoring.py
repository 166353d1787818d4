"""Rows out of a store: in the View before the server has spoken, joined to what it says then."""

from malmadang.clientcore.events import RoomAdded, RowAdded, RowRemoved
from malmadang.clientcore.historystate import Mark
from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, NoticeRow, Row, RowId
from malmadang.clientcore.timeline import MAX_ROWS
from malmadang.clientcore.view import Older, RoomKind
from malmadang.ports import TimeMs
from malmadang.wire.names import Folded
from tests.clientcore.page import BEGIN_MS, Page, registered
from tests.clientcore.test_history import BARE, page_of, shown

HOUR_MS = 3_600_000


def stored(number: int, *, delivery: Delivery = Delivery.SENT) -> MessageRow:
    utc_ms = TimeMs(BEGIN_MS - HOUR_MS + number * 1_000)
    return MessageRow(RowId(7), utc_ms, "민수", f"말 {number}", delivery=delivery, msgid=f"m{number}")


def test_a_room_is_there_before_the_server_is() -> None:
    page = Page()
    rows: list[Row] = [stored(1), stored(2), stored(3, delivery=Delivery.QUEUED)]
    events = page.take(
        page.core.restore("#방", rows, page.now, mark=Mark(rows[1].utc_ms, "m2"), read_ms=rows[0].utc_ms)
    )
    room = page.room("#방")
    assert RoomAdded(room.key) in events
    added = [event for event in events if isinstance(event, RowAdded)]
    assert [(event.row.msgid, event.restored) for event in added] == [("m1", True), ("m2", True)]
    assert len({row.id for row in room.rows}) == 2
    assert (room.kind, room.joined, room.unread, room.older) == (RoomKind.CHANNEL, False, 1, Older.UNKNOWN)
    assert page.core.mark(room.key) == Mark(rows[1].utc_ms, "m2")
    assert page.core.mark(Folded("#none")) is None


def test_what_came_since_is_asked_for_on_entering() -> None:
    page = Page()
    page.take(
        page.core.restore(
            "#방", [stored(1)], page.now, mark=Mark(stored(1).utc_ms, "m1"), read_ms=stored(1).utc_ms
        )
    )
    registered(page, BARE)
    page.play("< :하늘!u@h JOIN #방\n> MODE #방\n> CHATHISTORY LATEST #방 msgid=m1 100")
    page.play(page_of("#방", "m2 50 민수: 둘") + "\n> CHATHISTORY BETWEEN #방 msgid=m2 msgid=m1 100")
    page.play(page_of("#방"))
    assert shown(page) == ["m1", "m2"]
    # Read up to the last time; the room is in front, so a line shows where it goes on.
    room = page.room("#방")
    assert room.unread == 0
    assert room.divider == next(row.id for row in room.rows if row.msgid == "m2")
    assert page.core.mark(Folded("#방")) == Mark(TimeMs(BEGIN_MS - HOUR_MS + 50_000), "m2")


def test_a_mark_stands_still_while_something_is_missing() -> None:
    """What is written down meanwhile must not look whole."""
    page = Page()
    page.take(page.core.restore("#방", [stored(1)], page.now, mark=Mark(stored(1).utc_ms, "m1")))
    registered(page, BARE)
    page.play("< :하늘!u@h JOIN #방\n> MODE #방\n> CHATHISTORY LATEST #방 msgid=m1 100")
    page.play("< @msgid=live;time=2027-01-15T08:00:00.000Z :민수!m@h PRIVMSG #방 :지금")
    mark = page.core.mark(Folded("#방"))
    assert mark is not None
    assert mark.msgid == "m1"


def test_a_gap_is_still_one_after_a_restart() -> None:
    fields = {"after_ms": str(BEGIN_MS - HOUR_MS), "after": "m0", "before_ms": str(BEGIN_MS), "before": "m9"}
    gap = NoticeRow(RowId(3), TimeMs(BEGIN_MS - HOUR_MS + 9_000), NoticeKind.GAP, fields)
    page = Page()
    page.take(page.core.restore("#방", [stored(0), gap, stored(9)], page.now))
    (known,) = page.core._ctx.histories[Folded("#방")].gaps
    assert (known.after.msgid, known.row) == ("m0", page.room("#방").rows[1].id)


def test_older_rows_of_the_store_come_while_scrolling_and_go_again() -> None:
    page = Page()
    page.take(page.core.restore("#방", [stored(n) for n in range(2_000, 4_000)], page.now))
    page.take(page.core.show(Folded("#방"), page.now))
    events = page.take(page.core.restore("#방", [stored(n) for n in range(1_900, 2_000)], page.now))
    assert len(page.room("#방").rows) == MAX_ROWS + 100
    assert not any(isinstance(event, RowRemoved) for event in events)
    removed = page.take(page.core.show(None, page.now))
    assert len(page.room("#방").rows) == MAX_ROWS
    assert all(event.trimmed for event in removed if isinstance(event, RowRemoved))


def test_a_private_talk_is_restored_too() -> None:
    page = Page()
    page.take(page.core.restore("민수", [stored(1)], page.now))
    assert page.room("민수").kind is RoomKind.PRIVATE
