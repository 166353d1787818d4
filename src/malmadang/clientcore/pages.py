"""Pages of history as they come: what they close, what they leave open, where they begin."""

from malmadang.clientcore import history, reading
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import HistoryLoaded
from malmadang.clientcore.history import MAX_BROWSED
from malmadang.clientcore.historystate import Ask, Gap, Mark, Request
from malmadang.clientcore.progress import Batch
from malmadang.clientcore.rows import MessageRow, Row, RowId
from malmadang.clientcore.view import SERVER_KEY, Older, Room, RoomKind
from malmadang.ports import TimeMs
from malmadang.wire.stamps import parse_time


def answered(ctx: Context, request: Request, batch: Batch, page: list[Row], new: list[Row]) -> None:
    """A page is in its place.

    Args:
        page: its rows, those that were here already as they stand there.
        new: which of them were not.
    """
    del ctx.catch_up.in_flight[request.key]
    room = ctx.rooms[request.key]
    start = _start(batch)
    is_last = start is None or "draft/chathistory-end" in batch.tags
    if request.by_person:
        log = ctx.histories[room.key]
        log.browsed = min(MAX_BROWSED, log.browsed + len(new))
    match request.ask:
        case Ask.GAP if request.gap is not None:
            _filled(ctx, room, request, request.gap, batch, page, new, is_last=is_last)
        case Ask.AROUND:
            _around(ctx, room, page, new)
        case _:
            log = ctx.histories[room.key]
            stands_still = start is not None and start == log.oldest
            log.oldest = start or log.oldest
            if request.ask is Ask.NEWEST:
                history.set_mark(ctx, room)
            history.set_older(ctx, room, Older.NONE if is_last or stands_still else Older.MORE)
    if request.by_person:
        row = ctx.timelines[room.key].row_of_msgid(request.msgid) if request.msgid else None
        ctx.emit(HistoryLoaded(room.key, row.id if row is not None else RowId(0), request.msgid))
    history.pump(ctx)


def _start(batch: Batch) -> Mark | None:
    """Return where a page begins."""
    if not batch.lines:
        return None
    tags = batch.lines[0].tags or {}
    return Mark(TimeMs(parse_time(tags.get("time", "")) or 0), tags.get("msgid", ""))


def _filled(
    ctx: Context,
    room: Room,
    request: Request,
    gap: Gap,
    batch: Batch,
    page: list[Row],
    new: list[Row],
    *,
    is_last: bool,
) -> None:
    """A page of a gap has come: close it, go on, or leave the rest to the person."""
    log, start = ctx.histories[room.key], _start(batch)
    if ctx.catch_up.running:
        ctx.catch_up.count += sum(1 for row in new if isinstance(row, MessageRow) and not row.own)
    if gap.row:
        ctx.remove_row(room, gap.row)
        gap.row = RowId(0)
    stands_still = gap.begun and start == gap.before
    gap.before, gap.begun = start, True
    reached = start is None or start.utc_ms < gap.after.utc_ms or stands_still
    if is_last or reached or gap.after.msgid in {row.msgid for row in page if row.msgid}:
        if gap is log.head:
            log.head = None
            history.set_mark(ctx, room)
        else:
            log.gaps.remove(gap)
    elif len(batch.lines) < request.limit:
        # Most likely the last one, but a server may cut pages by size, too.
        history.enqueue(ctx, Request(room.key, Ask.GAP, gap))
    else:
        gap.pages -= 1
        if gap is log.head:
            log.head = None
            log.gaps.append(gap)
            history.set_mark(ctx, room)
        history.show_gap(ctx, room, gap, page[0] if page else None)
        if gap.pages > 0:
            history.enqueue(ctx, Request(room.key, Ask.GAP, gap))


def _around(ctx: Context, room: Room, page: list[Row], new: list[Row]) -> None:
    """What was asked for may stand alone among rows it does not touch: say where something is missing."""
    log = ctx.histories[room.key]
    if not page or not new:
        return
    known = {row.msgid for row in page if row.msgid}
    first, last = page[0], page[-1]
    for gap in [gap for gap in log.gaps if gap.before is not None]:
        before = gap.before or gap.after
        if last.utc_ms < gap.after.utc_ms or before.utc_ms < first.utc_ms:
            continue
        # In the midst of a gap, or at one of its ends: what is left of it may be none, one or two.
        ctx.remove_row(room, gap.row)
        log.gaps.remove(gap)
        if gap.after.msgid not in known and gap.after.utc_ms <= first.utc_ms:
            _open_gap(ctx, room, gap.after, first)
        behind = ctx.timelines[room.key].row_of_msgid(before.msgid)
        if before.msgid not in known and last.utc_ms <= before.utc_ms and behind is not None:
            _open_gap(ctx, room, history.mark_of(last), behind)
        return
    index = ctx.timelines[room.key].find(last.id) + 1
    touches = len(new) < len(page)
    if not touches and index < len(room.rows) and history.is_placed(room.rows[index]):
        _open_gap(ctx, room, history.mark_of(last), room.rows[index])


def _open_gap(ctx: Context, room: Room, after: Mark, behind: Row) -> None:
    gap = Gap(after, history.mark_of(behind), begun=True)
    ctx.histories[room.key].gaps.append(gap)
    history.show_gap(ctx, room, gap, behind)


def targets(ctx: Context, batch: Batch) -> None:
    """Handle the answer to TARGETS: ask for the private talks in which something was said since.

    Source: IRCv3 chathistory, TARGETS.
    """
    catch_up = ctx.catch_up
    if catch_up.in_flight.pop(SERVER_KEY, None) is None:
        return
    catch_up.looked = True
    for line in batch.lines:
        if line.verb != "CHATHISTORY" or len(line.params) < 3:
            continue
        nick, utc_ms = line.params[1], parse_time(line.params[2])
        if utc_ms is None or ctx.is_channel(nick) or " " in nick or ctx.fold(nick) == SERVER_KEY:
            continue
        room = ctx.find_room(nick) or reading.open_private(ctx, nick, catch_up.since_ms)
        log = ctx.histories[room.key]
        if log.mark is None:
            history.enqueue(ctx, Request(room.key, Ask.NEWEST))
        elif log.mark.utc_ms < utc_ms and log.head is not None:
            history.enqueue(ctx, Request(room.key, Ask.GAP, log.head))
    asked = {request.key for request in (*catch_up.waiting, *catch_up.in_flight.values())}
    for key, log in ctx.histories.items():
        if ctx.rooms[key].kind is RoomKind.PRIVATE and key not in asked and log.head is not None:
            log.head = None
            reading.recount(ctx, ctx.rooms[key])
    history.pump(ctx)
