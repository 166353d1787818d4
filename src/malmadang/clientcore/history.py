"""What was said before and while we were away: asked of the server in pages, put where it belongs, each once.

After a lost line we are in the room first (JOIN), and only then ask for what came after the last message
known: what is said meanwhile comes live and is met again in the page, by its msgid.
"""

from malmadang.clientcore import reading, resending
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import CaughtUp, HistoryLoaded, RoomPart
from malmadang.clientcore.faults import FaultError, FaultKind
from malmadang.clientcore.historystate import Ask, Gap, Mark, Request
from malmadang.clientcore.progress import Label
from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, NoticeRow, Row, RowId
from malmadang.clientcore.view import SERVER_KEY, Older, Room, RoomKind
from malmadang.ports import TimeMs
from malmadang.wire.stamps import format_time

AROUND = 50
TARGETS = 50
AT_ONCE = 6
"""So many rooms are asked for at one time; a server may slow down who asks for more."""
ANSWER_MS = 30_000
"""An answer that has not ended by then will not."""
MAX_BROWSED = 20_000
_FUZZ_MS = 10_000
"""Clocks of one network differ."""
_FIRST_LOOK_MS = 7 * 86_400_000
"""Private talks of so long ago are looked for where nothing is known of the last time."""


def is_offered(ctx: Context) -> bool:
    """Can the server be asked, and its answers be told from live lines?"""
    return all(ctx.has(name) for name in ("draft/chathistory", "batch", "server-time"))


# What happens.


def entered(ctx: Context, room: Room) -> None:
    """We hear what is said in a room from now on: ask for what was said before."""
    if not is_offered(ctx):
        return
    history = ctx.histories[room.key]
    if history.mark is None and any(is_placed(row) for row in room.rows):
        # The line broke before the first page had come; what was live until then is whole.
        set_mark(ctx, room)
    if history.mark is None:
        enqueue(ctx, Request(room.key, Ask.NEWEST))
    else:
        history.head = Gap(history.mark, pages=ctx.settings.history_pages)
        enqueue(ctx, Request(room.key, Ask.GAP, history.head))


def returned(ctx: Context) -> None:
    """We hear what is said to us from now on; what was said meanwhile is looked for after the welcome."""
    catch_up = ctx.catch_up
    catch_up.running, catch_up.count, catch_up.looked = ctx.view.connection.returned, 0, False
    if not is_offered(ctx):
        return
    for room in ctx.view.rooms:
        history = ctx.histories[room.key]
        if room.kind is RoomKind.PRIVATE and history.mark is not None:
            history.head = Gap(history.mark, pages=ctx.settings.history_pages)


def look_for_private_words(ctx: Context) -> None:
    """Ask who has spoken to us while we were away."""
    if is_offered(ctx):
        enqueue(ctx, Request(SERVER_KEY, Ask.TARGETS))


def note(ctx: Context, room: Room, row: MessageRow) -> None:
    """A live message has its place in the log."""
    if not ctx.incoming.stamped:
        return
    history = ctx.histories[room.key]
    here = Mark(row.utc_ms, row.msgid)
    if history.head is not None:
        history.head.before = history.head.before or here
    elif history.mark is None or history.mark.utc_ms <= here.utc_ms:
        history.mark = here


def line_is_gone(ctx: Context) -> None:
    """Nothing that was asked for comes any more; what was not known stays unknown."""
    catch_up = ctx.catch_up
    if catch_up.looked:
        catch_up.since_ms = TimeMs(ctx.now.utc_ms + ctx.skew_ms)
        catch_up.looked = False
    catch_up.waiting.clear()
    catch_up.in_flight.clear()
    catch_up.running = False
    for key, history in ctx.histories.items():
        room = ctx.rooms[key]
        history.told_ms = TimeMs(0)
        _leave_open(ctx, room)
        if room.older is Older.LOADING:
            set_older(ctx, room, Older.MORE)


def _leave_open(ctx: Context, room: Room) -> None:
    """Nothing more comes of what is missing in a room for now: whatever has no row yet gets one."""
    history = ctx.histories[room.key]
    history.head = None
    for gap in history.gaps:
        if not gap.row:
            behind = ctx.timelines[room.key].row_of_msgid(gap.before.msgid) if gap.before else None
            show_gap(ctx, room, gap, behind)
    reading.recount(ctx, room)


def timed_out(ctx: Context) -> None:
    """The server has left a question unanswered."""
    for request in list(ctx.catch_up.in_flight.values()):
        _failed(ctx, request)
    pump(ctx)


# What the person asks for.


def load_older(ctx: Context, room: Room) -> None:
    """Load the page before a room's first row.

    Raises:
        FaultError: the server keeps no history, or the line is down.
    """
    _require(ctx)
    if room.older in (Older.LOADING, Older.NONE) or room.kind is RoomKind.SERVER:
        return
    set_older(ctx, room, Older.LOADING)
    enqueue(ctx, Request(room.key, Ask.OLDER, by_person=True))


def load_gap(ctx: Context, room: Room, row_id: RowId) -> None:
    """Load a page of what is missing at a GAP row; a row that is none is left alone.

    Raises:
        FaultError: as `load_older`.
    """
    _require(ctx)
    gap = next((gap for gap in ctx.histories[room.key].gaps if gap.row == row_id), None)
    if gap is not None:
        gap.pages = max(gap.pages, 1)
        enqueue(ctx, Request(room.key, Ask.GAP, gap, by_person=True))


def load_more(ctx: Context, room: Room) -> None:
    """Load a page of the newest gap, or where there is none, of what is older.

    Raises:
        FaultError: as `load_older`; NO_OLDER: the talk begins here.
    """
    rows = {gap.row for gap in ctx.histories[room.key].gaps if gap.row}
    newest = next((row.id for row in reversed(room.rows) if row.id in rows), None)
    if newest is not None:
        load_gap(ctx, room, newest)
    elif room.older is Older.NONE:
        raise FaultError(FaultKind.NO_OLDER)
    else:
        load_older(ctx, room)


def load_around(ctx: Context, room: Room, msgid: str) -> None:
    """Load a message and its neighbours.

    Raises:
        FaultError: as `load_older`.
    """
    row = ctx.timelines[room.key].row_of_msgid(msgid)
    if row is not None:
        ctx.emit(HistoryLoaded(room.key, row.id, msgid))
        return
    _require(ctx)
    enqueue(ctx, Request(room.key, Ask.AROUND, msgid=msgid, by_person=True))


def _require(ctx: Context) -> None:
    if not ctx.is_online:
        raise FaultError(FaultKind.NOT_ONLINE, command="CHATHISTORY")
    if not is_offered(ctx):
        raise FaultError(FaultKind.NOT_OFFERED, what="history")


# Asking.


def enqueue(ctx: Context, request: Request) -> None:
    """Ask as soon as it can be; what is to be asked already is asked once."""
    waiting = ctx.catch_up.waiting
    if not any(one.key == request.key and one.ask is request.ask for one in waiting):
        waiting.append(request)
    pump(ctx)


def pump(ctx: Context) -> None:
    """Ask what can be asked now: one question a room, the room in front first."""
    catch_up = ctx.catch_up
    ready = [request for request in catch_up.waiting if request.key not in catch_up.in_flight]
    ready.sort(key=lambda request: request.key != ctx.view.shown)
    for request in ready:
        if len(catch_up.in_flight) >= AT_ONCE:
            return
        if request.key not in catch_up.in_flight:
            catch_up.waiting.remove(request)
            _ask(ctx, request)
    if not catch_up.in_flight and not catch_up.waiting:
        ctx.timers.pop("history", None)
        if _is_everywhere(ctx):
            resending.give_up(ctx)
        if catch_up.running and _is_everywhere(ctx):
            catch_up.running = False
            ctx.emit(CaughtUp(catch_up.count))


def _is_everywhere(ctx: Context) -> bool:
    """Are we back in every room we want to be in?"""
    rooms = (ctx.rooms.get(key) for key in ctx.wanted)
    return "burst" not in ctx.timers and all(room is not None and room.joined for room in rooms)


def _ask(ctx: Context, request: Request) -> None:
    room = ctx.rooms.get(request.key)
    params = None if room is None else _params(ctx, room, request)
    if params is None:
        return
    tags = ctx.label(Label(request.key, quiet=True))
    if ctx.send("CHATHISTORY", *params, str(request.limit), tags=tags):
        ctx.catch_up.in_flight[request.key] = request
        ctx.timers["history"] = ctx.after(ANSWER_MS)


def _params(ctx: Context, room: Room, request: Request) -> tuple[str, ...] | None:
    """Return what stands between CHATHISTORY and the limit; None where there is nothing to ask any more."""
    allowed = ctx.support.tokens.get("CHATHISTORY", "")
    most = int(allowed) if allowed.isascii() and allowed.isdigit() and len(allowed) < 9 else 0
    fixed = {Ask.AROUND: AROUND, Ask.TARGETS: TARGETS, Ask.NEWEST: ctx.settings.history_first}
    wanted = fixed.get(request.ask, ctx.settings.history_page)
    request.limit = min(wanted, most) if most else wanted
    match request.ask:
        case Ask.TARGETS:
            now_ms = ctx.now.utc_ms + ctx.skew_ms
            since_ms = max(0, (ctx.catch_up.since_ms or now_ms - _FIRST_LOOK_MS) - _FUZZ_MS)
            return "TARGETS", _time(now_ms + _FUZZ_MS), _time(since_ms)
        case Ask.NEWEST:
            return "LATEST", room.name, "*"
        case Ask.AROUND:
            return "AROUND", room.name, f"msgid={request.msgid}"
        case Ask.OLDER:
            oldest = _oldest(ctx, room)
            if oldest is None:
                return "LATEST", room.name, "*"
            return "BEFORE", room.name, _reference(ctx, oldest, 1)
        case Ask.GAP:
            return _gap_params(ctx, room, request.gap)


def _gap_params(ctx: Context, room: Room, gap: Gap | None) -> tuple[str, ...] | None:
    history = ctx.histories[room.key]
    if gap is None or (gap is not history.head and gap not in history.gaps):
        return None
    after = _reference(ctx, gap.after, -1, by_time=gap.by_time)
    if not gap.begun or gap.before is None:
        return "LATEST", room.name, after
    return "BETWEEN", room.name, _reference(ctx, gap.before, 1, by_time=gap.by_time), after


def _reference(ctx: Context, mark: Mark, outwards_ms: int, *, by_time: bool = False) -> str:
    """Name a place in a log. By time its whole millisecond belongs to the answer, known or not."""
    types = ctx.support.tokens.get("MSGREFTYPES", "msgid,timestamp").split(",")
    if mark.msgid and "msgid" in types and not by_time:
        return f"msgid={mark.msgid}"
    return _time(max(0, mark.utc_ms + outwards_ms))


def _time(utc_ms: int) -> str:
    return f"timestamp={format_time(utc_ms)}"


def _oldest(ctx: Context, room: Room) -> Mark | None:
    """Return where what is loaded begins; not everything of a log makes a row."""
    first = next((mark_of(row) for row in room.rows if is_placed(row)), None)
    oldest = ctx.histories[room.key].oldest
    if first is None or (oldest is not None and oldest.utc_ms <= first.utc_ms):
        return oldest
    return first


def is_placed(row: Row) -> bool:
    """Does the row stand in the server's log, as far as we know?"""
    if isinstance(row, MessageRow):
        return row.delivery is Delivery.SENT
    return bool(row.msgid)


# Answers.


def request_of(ctx: Context, label: Label | None, target: str) -> Request | None:
    """Find the question that a batch or a refusal answers."""
    key = label.origin if label is not None and label.quiet else ctx.fold(target)
    return ctx.catch_up.in_flight.get(key)


def refused(ctx: Context, label: Label | None, params: tuple[str, ...]) -> None:
    """Handle FAIL CHATHISTORY.

    Source: IRCv3 chathistory, "Errors and Warnings".
    """
    target = params[3] if len(params) > 4 else ""
    request = request_of(ctx, label, target)
    if request is None and "TARGETS" in params:
        request = ctx.catch_up.in_flight.get(SERVER_KEY)
    if request is None:
        return
    gap = request.gap
    if gap is not None and not gap.by_time:
        # The message may have been thrown away by the server: its time still says where it stood.
        gap.by_time = True
        del ctx.catch_up.in_flight[request.key]
        ctx.catch_up.waiting.insert(0, request)
    else:
        _failed(ctx, request)
    pump(ctx)


def _failed(ctx: Context, request: Request) -> None:
    ctx.catch_up.in_flight.pop(request.key, None)
    room = ctx.rooms.get(request.key)
    if request.ask is Ask.TARGETS:
        _ask_each(ctx)
    if room is None or request.ask is Ask.TARGETS:
        return
    _leave_open(ctx, room)
    if request.ask in (Ask.NEWEST, Ask.OLDER):
        set_older(ctx, room, Older.UNKNOWN)
    if request.by_person:
        ctx.emit(HistoryLoaded(room.key, RowId(0), request.msgid))


def mark_of(row: Row) -> Mark:
    """Return a row's place in the log."""
    return Mark(row.utc_ms, row.msgid)


def set_mark(ctx: Context, room: Room) -> None:
    """All that is newest is here: from now on live messages move the mark on."""
    newest = next((row for row in reversed(room.rows) if is_placed(row)), None)
    now_ms = ctx.now.utc_ms + ctx.skew_ms - _FUZZ_MS
    ctx.histories[room.key].mark = Mark(TimeMs(max(0, now_ms))) if newest is None else mark_of(newest)


def set_older(ctx: Context, room: Room, older: Older) -> None:
    """Say what lies before a room's first row."""
    if room.older is not older:
        room.older = older
        ctx.changed(room, RoomPart.HISTORY)


def _ask_each(ctx: Context) -> None:
    """The server does not tell who has spoken to us: ask for each talk that is open."""
    for key, history in ctx.histories.items():
        if ctx.rooms[key].kind is RoomKind.PRIVATE and history.head is not None:
            enqueue(ctx, Request(key, Ask.GAP, history.head))


def show_gap(ctx: Context, room: Room, gap: Gap, first: Row | None) -> None:
    """Put the row of a gap above the first row behind it."""
    before = gap.before or gap.after
    fields = {
        "after_ms": str(gap.after.utc_ms),
        "after": gap.after.msgid,
        "before_ms": str(before.utc_ms),
        "before": before.msgid,
    }
    row = NoticeRow(ctx.next_row_id(), before.utc_ms, NoticeKind.GAP, fields, replayed=True)
    gap.row = row.id
    ctx.merge_rows(room, [row] if first is None else [row, first])
