"""The open rooms and their rows."""

import msgspec

from malmadang.clientcore.events import RowChanged, RowRemoved
from malmadang.clientcore.rows import MessageRow, RowId
from malmadang.clientcore.view import RoomKind
from tests.clientcore.page import Page, talking


def test_a_row_is_changed_in_its_place_and_only_when_it_is_different() -> None:
    page = talking()
    page.play("< @msgid=a :민수!m@h PRIVMSG #방 :하나")
    ctx, room = page.core._ctx, page.room("#방")
    row = room.rows[-1]
    ctx.change_row(room, row)
    assert ctx.events == []
    assert isinstance(row, MessageRow)
    changed = msgspec.structs.replace(row, text="둘")
    ctx.change_row(room, changed)
    assert ctx.events == [RowChanged(room.key, changed, 1, 1)]
    ctx.change_row(room, msgspec.structs.replace(row, id=RowId(999)))
    assert len(ctx.events) == 1


def test_a_row_is_taken_out_once() -> None:
    page = talking()
    page.play("< @msgid=a :민수!m@h PRIVMSG #방 :하나")
    ctx, room = page.core._ctx, page.room("#방")
    row = room.rows[-1]
    ctx.remove_row(room, row.id)
    ctx.remove_row(room, row.id)
    assert ctx.events == [RowRemoved(room.key, row.id, 1)]


def test_a_room_keeps_its_key_beside_its_history() -> None:
    page = Page()
    ctx = page.core._ctx
    room = ctx.open_room("민수", RoomKind.PRIVATE)
    history = ctx.histories[room.key]
    assert ctx.rename_room(room, "철수")
    assert ctx.histories[room.key] is history
    ctx.close_room(room)
    assert room.key not in ctx.histories
