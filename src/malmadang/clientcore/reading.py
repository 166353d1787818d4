"""What the person has read: the room in front of her, the counts of the others."""

from malmadang.clientcore.context import Context
from malmadang.clientcore.events import RoomPart
from malmadang.clientcore.rows import MessageRow, RowId
from malmadang.clientcore.view import Room
from malmadang.wire.names import Folded


def show(ctx: Context, key: Folded | None) -> None:
    """Put a room in front: what was unread gets a divider; the room before loses its own."""
    before = None if ctx.view.shown is None else ctx.rooms.get(ctx.view.shown)
    room = None if key is None else ctx.rooms.get(key)
    ctx.view.shown = None if room is None else room.key
    if before is not None and before is not room and before.divider:
        before.divider = RowId(0)
        ctx.changed(before, RoomPart.COUNTS)
    if room is not None and room.unread:
        room.divider = _first_unread(room)
        room.unread = room.mentions = 0
        ctx.changed(room, RoomPart.COUNTS)


def mark_read(ctx: Context, key: Folded) -> None:
    """Take divider and counts away."""
    room = ctx.rooms.get(key)
    if room is not None and (room.divider or room.unread):
        room.divider = RowId(0)
        room.unread = room.mentions = 0
        ctx.changed(room, RoomPart.COUNTS)


def _first_unread(room: Room) -> RowId:
    """Return the first of the messages that are unread."""
    left = room.unread
    first = RowId(0)
    for row in reversed(room.rows):
        if left and isinstance(row, MessageRow) and not row.own and not row.replayed:
            first, left = row.id, left - 1
    return first
