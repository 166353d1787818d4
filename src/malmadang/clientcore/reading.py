"""What the person has read: the room in front of her, the counts of the others, the same on all her devices.

How far she has read is a time (`Room.read_ms`), as the read markers of the server are. Where the server keeps
none, it is known to this client alone.
"""

from malmadang.clientcore.context import Context
from malmadang.clientcore.events import RoomPart
from malmadang.clientcore.rows import Delivery, MessageRow, RowId
from malmadang.clientcore.view import Room, RoomKind
from malmadang.ports import TimeMs
from malmadang.wire.message import Message
from malmadang.wire.names import Folded
from malmadang.wire.stamps import format_time, parse_time

TELL_MS = 200
"""How long a new read position waits before the other devices are told: more may be read meanwhile."""


def show(ctx: Context, key: Folded | None) -> None:
    """Put a room in front: what was unread gets a divider; the room before loses its own."""
    before = None if ctx.view.shown is None else ctx.rooms.get(ctx.view.shown)
    room = None if key is None else ctx.rooms.get(key)
    ctx.view.shown = None if room is None else room.key
    if before is not None and before is not room:
        ctx.histories[before.key].browsed = 0
        ctx.trim(before)
        if before.divider:
            before.divider = RowId(0)
            ctx.changed(before, RoomPart.COUNTS)
    if room is not None and ctx.attends:
        _look_at(ctx, room)


def attend(ctx: Context, *, attends: bool) -> None:
    """The person looks at the window again, or no longer: then nothing that comes is read."""
    ctx.attends = attends
    room = None if ctx.view.shown is None else ctx.rooms.get(ctx.view.shown)
    if attends and room is not None:
        _look_at(ctx, room)


def _look_at(ctx: Context, room: Room) -> None:
    if room.unread:
        room.divider = _first_unread(room)
    _read_all(ctx, room)


def mark_read(ctx: Context, key: Folded) -> None:
    """Take divider and counts away."""
    room = ctx.rooms.get(key)
    if room is None:
        return
    if room.divider:
        room.divider = RowId(0)
        ctx.changed(room, RoomPart.COUNTS)
    _read_all(ctx, room)


def is_read_now(ctx: Context, room: Room) -> bool:
    """Does the person see what comes into this room?"""
    return ctx.attends and ctx.view.shown == room.key


def came(ctx: Context, room: Room, row: MessageRow) -> None:
    """A live message is there."""
    if is_read_now(ctx, room) or row.own:
        # Whoever writes has read, on whichever device.
        _read_all(ctx, room)
    elif row.utc_ms >= room.read_ms:
        room.unread += 1
        room.mentions += row.mention
        ctx.changed(room, RoomPart.COUNTS)


def recount(ctx: Context, room: Room) -> None:
    """Rows have come, gone or changed other than at the end: count again."""
    unread = mentions = 0
    for row in reversed(room.rows):
        if isinstance(row, MessageRow) and row.delivery is Delivery.SENT:
            if row.utc_ms <= room.read_ms:
                break
            if not row.own and not row.redacted:
                unread += 1
                mentions += row.mention
    changed = (unread, mentions) != (room.unread, room.mentions)
    room.unread, room.mentions = unread, mentions
    if is_read_now(ctx, room):
        if unread and not room.divider:
            # Missed while the line was down: she has the room in front and sees where it goes on.
            room.divider = _first_unread(room)
        _read_all(ctx, room)
    elif changed:
        ctx.changed(room, RoomPart.COUNTS)


def _read_all(ctx: Context, room: Room) -> None:
    """Everything that is here is read."""
    newest = next((row for row in reversed(room.rows) if _is_said(row)), None)
    counted = room.unread or room.mentions
    room.unread = room.mentions = 0
    # What was missed is still on its way: it must not count as read because something newer was.
    is_whole = ctx.histories[room.key].head is None
    if newest is not None and newest.utc_ms > room.read_ms and is_whole:
        room.read_ms = newest.utc_ms
        ctx.guessed_reads.discard(room.key)
        _tell_soon(ctx, room)
        counted = 1
    if counted:
        ctx.changed(room, RoomPart.COUNTS)


def _tell_soon(ctx: Context, room: Room) -> None:
    if room.kind is not RoomKind.SERVER and ctx.has("draft/read-marker") and ctx.is_online:
        ctx.untold_reads.add(room.key)
        ctx.timers.setdefault("read", ctx.after(TELL_MS))


def _is_said(row: object) -> bool:
    return isinstance(row, MessageRow) and row.delivery is Delivery.SENT


def tell(ctx: Context) -> None:
    """Tell the server, and so the other devices, how far the person has read."""
    for key in sorted(ctx.untold_reads):
        room = ctx.rooms.get(key)
        if room is not None and ctx.is_online and ctx.has("draft/read-marker"):
            ctx.histories[key].told_ms = room.read_ms
            ctx.send("MARKREAD", room.name, f"timestamp={format_time(room.read_ms)}")
    ctx.untold_reads.clear()


# Where reading begins.


def begin(ctx: Context, room: Room, utc_ms: int) -> None:
    """A room is new: what was said before counts as read, unless the server knows better."""
    if not room.read_ms:
        room.read_ms = TimeMs(max(0, utc_ms))
        ctx.guessed_reads.add(room.key)


def open_private(ctx: Context, nick: str, utc_ms: int) -> Room:
    """Open a private talk; what is said after a time is unread, unless the server knows better.

    Args:
        utc_ms: 0 for now.
    """
    room = ctx.open_room(nick, RoomKind.PRIVATE)
    begin(ctx, room, utc_ms or ctx.incoming.utc_ms)
    ask_marker(ctx, room)
    return room


def ask_marker(ctx: Context, room: Room) -> None:
    """Ask how far a private talk has been read; of channels it is told on entering."""
    if ctx.is_online and ctx.has("draft/read-marker"):
        ctx.send("MARKREAD", room.name)


def markread(ctx: Context, message: Message) -> None:
    """Handle MARKREAD: how far one of our devices has read.

    Source: IRCv3 read-marker.
    """
    room = ctx.find_room(message.params[0])
    kind, _, stamp = message.params[1].partition("=")
    utc_ms = parse_time(stamp) if kind == "timestamp" else None
    if room is None:
        return
    is_sure = room.key not in ctx.guessed_reads
    if is_sure and (utc_ms or 0) < room.read_ms and ctx.histories[room.key].told_ms < room.read_ms:
        # Read while the line was down: the other devices have not heard of it.
        _tell_soon(ctx, room)
    if utc_ms is None or (utc_ms <= room.read_ms and is_sure):
        return
    ctx.guessed_reads.discard(room.key)
    room.read_ms = TimeMs(utc_ms)
    ctx.changed(room, RoomPart.COUNTS)
    recount(ctx, room)


def _first_unread(room: Room) -> RowId:
    """Return the first of the messages that are unread."""
    left = room.unread
    first = RowId(0)
    for row in reversed(room.rows):
        if left and isinstance(row, MessageRow) and not row.own and not row.redacted:
            first, left = row.id, left - 1
    return first
