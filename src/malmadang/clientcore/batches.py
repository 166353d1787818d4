"""Lines that belong together: answers under one label, stretches of history."""

from malmadang.clientcore import (
    history,
    multiline,
    pages,
    playback,
    reading,
    remarks,
    resending,
    searching,
    talk,
)
from malmadang.clientcore.context import Context
from malmadang.clientcore.historystate import Request
from malmadang.clientcore.progress import Batch
from malmadang.clientcore.rows import MessageRow, Row
from malmadang.clientcore.view import Room
from malmadang.wire.message import Message
from malmadang.wire.names import Folded

HISTORY_TYPES = frozenset({"chathistory", "znc.in/playback", "playback"})
_TARGETS = "draft/chathistory-targets"
_MAX_OPEN = 64
_MAX_LINES = 5_000


def find(ctx: Context, message: Message) -> Batch | None:
    """Return the open batch a line belongs to."""
    reference = (message.tags or {}).get("batch")
    return None if reference is None else ctx.batches.get(reference)


def batch(ctx: Context, message: Message) -> None:
    """Handle BATCH.

    Source: IRCv3 batch.
    """
    reference = message.params[0]
    if reference.startswith("+") and len(message.params) > 1 and len(ctx.batches) < _MAX_OPEN:
        ctx.batches[reference[1:]] = _open(ctx, message)
    elif reference.startswith("-"):
        ended = ctx.batches.pop(reference[1:], None)
        if ended is not None and ended.kind == multiline.BATCH_TYPE:
            _join(ctx, ended)
        elif ended is not None and ended.is_outermost:
            _end(ctx, ended)


def _open(ctx: Context, message: Message) -> Batch:
    kind, *params = message.params[1:]
    parent = find(ctx, message)
    gathers = kind in HISTORY_TYPES or kind in (_TARGETS, searching.BATCH_TYPE, multiline.BATCH_TYPE)
    inside = parent is not None and parent.gathers
    if kind == multiline.BATCH_TYPE:
        inside = False
    # What stands inside a stretch of history is gathered in that one.
    lines = parent.lines if parent is not None and inside else []
    target = params[0] if params else ""
    return Batch(
        ctx.incoming.label,
        kind,
        target,
        message.tags or {},
        gathers=gathers or inside,
        is_outermost=not inside,
        lines=lines,
        source=message.source,
        around=parent,
    )


def gather(batch: Batch, message: Message) -> bool:
    """Keep a line for the batch's end; False where it is to be handled now."""
    if not batch.gathers or message.verb == "BATCH":
        return False
    if len(batch.lines) < _MAX_LINES:
        batch.lines.append(message)
    return True


def _join(ctx: Context, ended: Batch) -> None:
    """Handle a message of several lines as one, now or with what it stands in."""
    message = multiline.join(ended)
    if message is None:
        return
    if ended.around is not None and ended.around.gathers:
        gather(ended.around, message)
    else:
        ctx.begin(message, ended.label)
        talk.message(ctx, message)


def _end(ctx: Context, ended: Batch) -> None:
    if ended.kind == _TARGETS:
        pages.targets(ctx, ended)
    elif ended.kind == searching.BATCH_TYPE:
        searching.answered(ctx, ended)
    elif ended.kind in HISTORY_TYPES:
        request = None
        if ended.kind == "chathistory":
            request = history.request_of(ctx, ended.label, ended.target)
        _merge(ctx, ended, request)


def _merge(ctx: Context, ended: Batch, request: Request | None) -> None:
    """Put a stretch of history into the rooms' rows."""
    rooms: dict[Folded, Room] = {}
    stretches: dict[Folded, list[Row]] = {}
    asked = None if request is None else ctx.rooms.get(request.key)
    for line in ended.lines:
        found = playback.play(ctx, line, ended.target if asked is None else asked.name)
        if found is not None:
            room, rows = found
            rooms[room.key] = room
            stretches.setdefault(room.key, []).extend(rows)
    new: dict[Folded, list[Row]] = {}
    for key, rows in stretches.items():
        new[key] = ctx.merge_rows(rooms[key], rows)
        said = [row.utc_ms for row in rows if isinstance(row, MessageRow)]
        rooms[key].last_ms = max([rooms[key].last_ms, *said])
    _remark(ctx, ended.lines, asked or ctx.find_room(ended.target))
    for key, rows in new.items():
        remarks.join_loose(ctx, rooms[key], rows)
        for row in rows:
            if isinstance(row, MessageRow):
                resending.found(ctx, rooms[key], row)
    if request is not None and asked is not None:
        pages.answered(ctx, request, ended, stretches.get(asked.key, []), new.get(asked.key, []))
    for room in rooms.values():
        reading.recount(ctx, room)
        ctx.trim(room)


def _remark(ctx: Context, lines: list[Message], room: Room | None) -> None:
    """Apply what a stretch of history says about messages, its own or others."""
    for line in lines if room is not None else ():
        ctx.begin(line, None)
        change = None
        if line.verb == "TAGMSG":
            change = remarks.tag_message(ctx, line)
        elif line.verb == "REDACT":
            change = remarks.redaction(ctx, line)
        if change is not None and room is not None:
            remarks.apply(ctx, room, change)
