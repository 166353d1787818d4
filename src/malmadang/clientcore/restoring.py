"""Rows out of a store on this machine: into the View before the server has spoken, and while scrolling."""

from collections.abc import Sequence

import msgspec

from malmadang.clientcore import reading
from malmadang.clientcore.context import Context
from malmadang.clientcore.historystate import Gap, Mark
from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, NoticeRow, Row
from malmadang.clientcore.timeline import is_pending
from malmadang.clientcore.view import RoomKind
from malmadang.ports import TimeMs


def restore(ctx: Context, name: str, rows: Sequence[Row], mark: Mark | None, read_ms: TimeMs) -> None:
    """Fill a room with what a store has of it; see `ClientCore.restore`."""
    kind = RoomKind.CHANNEL if ctx.is_channel(name) else RoomKind.PRIVATE
    room = ctx.find_room(name) or ctx.open_room(name, kind)
    history = ctx.histories[room.key]
    is_scrolling = bool(room.rows)
    if history.mark is None and mark is not None:
        history.mark = mark
        ctx.catch_up.since_ms = max(ctx.catch_up.since_ms, mark.utc_ms)
    room.read_ms = max(room.read_ms, read_ms)
    numbered = [
        msgspec.structs.replace(row, id=ctx.next_row_id())
        for row in rows
        # What was never confirmed is kept with the unsent messages.
        if not is_pending(row) and not (isinstance(row, MessageRow) and row.delivery is Delivery.FAILED)
    ]
    new = ctx.merge_rows(room, numbered, restored=True)
    if is_scrolling:
        history.browsed += len(new)
    history.gaps += [_gap(row) for row in new if isinstance(row, NoticeRow) and row.kind is NoticeKind.GAP]
    room.last_ms = max([room.last_ms, *(row.utc_ms for row in new if isinstance(row, MessageRow))])
    reading.recount(ctx, room)
    ctx.trim(room)


def _gap(row: NoticeRow) -> Gap:
    """Return the gap that a GAP row stands for."""
    fields = row.fields
    after, before = (Mark(TimeMs(int(fields[f"{end}_ms"])), fields[end]) for end in ("after", "before"))
    return Gap(after, before, row.id, begun=True)
