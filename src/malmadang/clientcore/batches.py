"""Lines that belong together: answers under one label, stretches of history."""

from malmadang.clientcore.context import Context
from malmadang.clientcore.events import RowAdded
from malmadang.clientcore.progress import Batch
from malmadang.clientcore.rows import Row
from malmadang.clientcore.talk import replayed
from malmadang.clientcore.view import Room
from malmadang.wire.message import Message
from malmadang.wire.names import Folded

HISTORY_TYPES = frozenset({"chathistory", "znc.in/playback", "playback"})
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
        parent = find(ctx, message)
        history = message.params[1] in HISTORY_TYPES or (parent is not None and parent.is_history)
        ctx.batches[reference[1:]] = Batch(ctx.incoming.label, history)
    elif reference.startswith("-"):
        ended = ctx.batches.pop(reference[1:], None)
        if ended is not None and ended.lines:
            _merge(ctx, ended.lines)


def gather(batch: Batch, message: Message) -> bool:
    """Keep a line for the batch's end; False where it is to be handled now."""
    if not batch.is_history or message.verb == "BATCH":
        return False
    if len(batch.lines) < _MAX_LINES:
        batch.lines.append(message)
    return True


def _merge(ctx: Context, lines: list[Message]) -> None:
    """Put a stretch of history into the rooms' rows."""
    rooms: dict[Folded, Room] = {}
    stretches: dict[Folded, list[Row]] = {}
    for line in lines:
        if line.verb in ("PRIVMSG", "NOTICE") and len(line.params) > 1:
            ctx.begin(line, None)
            found = replayed(ctx, line)
            if found is not None:
                room, row = found
                rooms[room.key] = room
                stretches.setdefault(room.key, []).append(row)
    for key, rows in stretches.items():
        for new, index in ctx.timelines[key].merge(rows):
            ctx.emit(RowAdded(key, new, index))
        rooms[key].last_ms = max(rooms[key].last_ms, *(row.utc_ms for row in rows))
        ctx.trim(rooms[key])
