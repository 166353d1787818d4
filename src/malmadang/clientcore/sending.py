"""Own messages: cut to fit, sent in order, confirmed by the server's echo, kept while the line is down."""

import unicodedata

import msgspec

from malmadang.clientcore import composing, multiline
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import QueueStale, SelfChanged
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.outbox import Outgoing
from malmadang.clientcore.progress import Label
from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow, RowId
from malmadang.clientcore.view import Phase, Room, RoomKind
from malmadang.ports import SteadyMs, TimeMs
from malmadang.wire.message import MAX_BODY_BYTES
from malmadang.wire.names import Folded
from malmadang.wire.split import split_text

NONCE_TAG = "+malmadang/nonce"
STALE_MS = 10 * 60_000
"""Messages that waited longer than this are not sent unasked."""
_UNKNOWN_MASK_BYTES = 75
"""`!user@host` while the server has not told ours: user 10, host 63, two signs."""


def text_limit(ctx: Context, target: str, form: MessageForm) -> int:
    """Return how many bytes of text one line to that target can carry to its readers.

    Source: RFC 2812 2.3 (512 bytes with the source the server puts in front).
    """
    me = ctx.view.people.get(ctx.fold(ctx.view.nick))
    known = len(f"!{me.user}@{me.host}".encode()) if me is not None and me.host else _UNKNOWN_MASK_BYTES
    verb = "NOTICE" if form is MessageForm.NOTICE else "PRIVMSG"
    frame = len(f":{ctx.view.nick} {verb} {target} :".encode()) + known
    if form is MessageForm.ACTION:
        frame += len("\x01ACTION \x01")
    return max(MAX_BODY_BYTES - frame, 4)


def cut(ctx: Context, target: str, text: str, form: MessageForm = MessageForm.TEXT) -> list[str]:
    """Return the lines a text becomes: one or more for each of its own lines, none for blank ones."""
    limit = text_limit(ctx, target, form)
    return [piece for line in _typed(text).split("\n") if line for piece in split_text(line, limit)]


def messages(ctx: Context, target: str, text: str, form: MessageForm = MessageForm.TEXT) -> list[str]:
    """Return the messages a text becomes: one where the server takes several lines and they fit."""
    most = None if form is MessageForm.ACTION else multiline.limits(ctx)
    if most is None:
        return cut(ctx, target, text, form)
    return multiline.messages(_typed(text), text_limit(ctx, target, form), most)


def _typed(text: str) -> str:
    """Return a text as it may be sent, its lines without blanks at the end."""
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # NUL cannot be sent, \x01 would make a CTCP of it.
    clean = clean.translate({0: None, 1: None})
    return "\n".join(line.rstrip() for line in clean.split("\n"))


def say(ctx: Context, room: Room, target: str, text: str, form: MessageForm, reply_to: str = "") -> None:
    """Put a text into a room as own rows, and send it as soon as that can be."""
    audience = ctx.support.split_target(target)[0]
    verb = "NOTICE" if form is MessageForm.NOTICE else "PRIVMSG"
    composing.said(ctx, room.key)
    for piece in messages(ctx, target, text, form):
        row = MessageRow(
            ctx.next_row_id(),
            ctx.stamp(room),
            ctx.view.nick,
            piece,
            own=True,
            form=form,
            delivery=_waiting_state(ctx, room),
            reply_to=reply_to,
            audience=audience,
        )
        ctx.add_row(room, row)
        room.last_ms = max(room.last_ms, row.utc_ms)
        param = f"\x01ACTION {piece}\x01" if form is MessageForm.ACTION else piece
        nonce, now_ms = ctx.entropy(8).hex(), TimeMs(ctx.now.utc_ms)
        ctx.outbox.queue.append(Outgoing(row.id, room.key, target, verb, param, nonce, reply_to, now_ms))
    pump(ctx)


def outgoing_of(ctx: Context, room: Room, row: MessageRow) -> Outgoing:
    """Make again what an own row was sent as."""
    verb = "NOTICE" if row.form is MessageForm.NOTICE else "PRIVMSG"
    param = f"\x01ACTION {row.text}\x01" if row.form is MessageForm.ACTION else row.text
    nonce, now_ms = ctx.entropy(8).hex(), TimeMs(ctx.now.utc_ms)
    return Outgoing(row.id, room.key, f"{row.audience}{room.name}", verb, param, nonce, row.reply_to, now_ms)


def _waiting_state(ctx: Context, room: Room) -> Delivery:
    return Delivery.SENDING if _is_open(ctx, room) else Delivery.QUEUED


def _is_open(ctx: Context, room: Room | None) -> bool:
    """Can a message go to that room now?"""
    online = ctx.view.connection.phase is Phase.ONLINE
    return online and room is not None and (room.kind is not RoomKind.CHANNEL or room.joined)


def pump(ctx: Context) -> None:
    """Write what can be written, in order, at the pace the server takes."""
    outbox = ctx.outbox
    if not outbox.held:
        for outgoing in list(outbox.queue):
            if not _is_open(ctx, ctx.rooms.get(outgoing.key)):
                continue
            if not ctx.support.has("SAFERATE") and not outbox.take_turn(ctx.now.steady_ms):
                break
            outbox.queue.remove(outgoing)
            _write(ctx, outgoing)
    count_waiting(ctx)


def flush(ctx: Context) -> None:
    """Write whatever has only its pace to wait for: the line is about to end."""
    for outgoing in list(ctx.outbox.queue):
        if not ctx.outbox.held and _is_open(ctx, ctx.rooms.get(outgoing.key)):
            ctx.outbox.queue.remove(outgoing)
            _write(ctx, outgoing)


def under_way(ctx: Context) -> int:
    """Return how many messages are written and not confirmed, or wait for nothing but their pace."""
    if ctx.view.connection.phase is not Phase.ONLINE:
        return 0
    outbox = ctx.outbox
    queue = () if outbox.held else outbox.queue
    return len(outbox.in_flight) + sum(_is_open(ctx, ctx.rooms.get(one.key)) for one in queue)


def next_turn(ctx: Context) -> SteadyMs | None:
    """Return when `pump` has something to do by the clock alone."""
    outbox = ctx.outbox
    waits = not outbox.held and any(_is_open(ctx, ctx.rooms.get(one.key)) for one in outbox.queue)
    return outbox.ready_ms if waits else None


def _write(ctx: Context, outgoing: Outgoing) -> None:
    tags: dict[str, str] = {}
    if ctx.has("message-tags"):
        tags[NONCE_TAG] = outgoing.nonce
        if outgoing.reply_to and ctx.may_tag("reply"):
            # Under both its names: not every client knows the new one.
            tags["+reply"] = tags["+draft/reply"] = outgoing.reply_to
    if not _put_on_the_wire(ctx, outgoing, tags | ctx.label(Label(outgoing.key, outgoing.row))):
        fail(ctx, outgoing, Fault(FaultKind.NO_LINE, {"line": outgoing.param}))
    elif ctx.has("echo-message") or ctx.has("labeled-response"):
        ctx.outbox.in_flight[outgoing.row] = outgoing
        change(ctx, outgoing, delivery=Delivery.SENDING, fault=None)
    else:
        # Nobody will tell its place: it is now, not when it was typed.
        utc_ms = TimeMs(ctx.now.utc_ms + ctx.skew_ms)
        change(ctx, outgoing, delivery=Delivery.SENT, fault=None, utc_ms=utc_ms)


def _put_on_the_wire(ctx: Context, outgoing: Outgoing, tags: dict[str, str]) -> bool:
    """Write the line, or the lines, of a message; False where it cannot be."""
    form = MessageForm.NOTICE if outgoing.verb == "NOTICE" else MessageForm.TEXT
    parts = multiline.pieces(outgoing.param, text_limit(ctx, outgoing.target, form))
    if len(parts) == 1 or outgoing.param.startswith("\x01"):
        return ctx.send(outgoing.verb, outgoing.target, outgoing.param, tags=tags)
    if multiline.limits(ctx) is not None:
        return multiline.write(ctx, outgoing.verb, outgoing.target, parts, tags)
    # It was written for a server that took it as one; each line says less than that.
    written = [
        ctx.send(outgoing.verb, outgoing.target, part.text, tags=tags if number == 0 else None)
        for number, part in enumerate(parts)
        if part.text.strip()
    ]
    return all(written)


def change(ctx: Context, outgoing: Outgoing, **changes: object) -> None:
    """Change an own row."""
    room = ctx.rooms.get(outgoing.key)
    timeline = ctx.timelines.get(outgoing.key)
    index = -1 if timeline is None else timeline.find(outgoing.row)
    if room is not None and timeline is not None and index >= 0:
        ctx.change_row(room, msgspec.structs.replace(timeline.rows[index], **changes))


def confirm(ctx: Context, outgoing: Outgoing, *, mask: str = "") -> None:
    """The server has taken the message; the line being handled carries its time and msgid."""
    ctx.outbox.in_flight.pop(outgoing.row, None)
    ctx.outbox.failed.pop(outgoing.row, None)
    incoming = ctx.incoming
    timeline = ctx.timelines.get(outgoing.key)
    if timeline is not None and incoming.msgid and timeline.has_msgid(incoming.msgid):
        # History brought it before the echo did.
        _remove(ctx, outgoing)
        return
    changes: dict[str, object] = {"delivery": Delivery.SENT, "mask": mask, "fault": None}
    if incoming.msgid:
        changes["msgid"] = incoming.msgid
    if incoming.stamped:
        changes["utc_ms"] = incoming.utc_ms
    change(ctx, outgoing, **changes)


def fail(ctx: Context, outgoing: Outgoing, fault: Fault) -> None:
    """The server has refused the message, or nobody knows what became of it."""
    ctx.outbox.in_flight.pop(outgoing.row, None)
    ctx.outbox.failed[outgoing.row] = outgoing
    change(ctx, outgoing, delivery=Delivery.FAILED, fault=fault)


def fail_waiting(ctx: Context, key: Folded, fault: Fault) -> None:
    """What waits for a room cannot go there: we do not get in."""
    for outgoing in [one for one in ctx.outbox.queue if one.key == key]:
        ctx.outbox.queue.remove(outgoing)
        fail(ctx, outgoing, fault)
    count_waiting(ctx)


def line_is_back(ctx: Context) -> None:
    """The line is good again: ask about what has waited too long."""
    queue = ctx.outbox.queue
    if not queue:
        return
    oldest_ms = min(outgoing.written_ms for outgoing in queue)
    if ctx.now.utc_ms - oldest_ms > STALE_MS:
        ctx.outbox.held = True
        ctx.emit(QueueStale(len(queue), oldest_ms))


def line_is_gone(ctx: Context) -> None:
    """The line has broken: what waits is no longer under way."""
    for outgoing in ctx.outbox.queue:
        change(ctx, outgoing, delivery=Delivery.QUEUED)
    count_waiting(ctx)


def resend(ctx: Context, row_id: RowId) -> None:
    """Send a failed message again, or with 0 everything that is held."""
    outbox = ctx.outbox
    if not row_id:
        outbox.held = False
    elif row_id in outbox.failed:
        outgoing = outbox.failed.pop(row_id)
        room = ctx.rooms.get(outgoing.key)
        if room is not None:
            again = msgspec.structs.replace(outgoing, written_ms=TimeMs(ctx.now.utc_ms))
            outbox.queue.append(again)
            change(ctx, again, delivery=_waiting_state(ctx, room), fault=None)
    pump(ctx)


def discard(ctx: Context, row_id: RowId) -> None:
    """Forget a failed or waiting message, or with 0 everything that waits."""
    outbox = ctx.outbox
    for waiting in (outbox.queue, outbox.uncertain):
        for outgoing in [one for one in waiting if row_id in (0, one.row)]:
            waiting.remove(outgoing)
            _remove(ctx, outgoing)
    if not row_id:
        outbox.held = False
    elif row_id in outbox.failed:
        _remove(ctx, outbox.failed.pop(row_id))
    count_waiting(ctx)


def _remove(ctx: Context, outgoing: Outgoing) -> None:
    room = ctx.rooms.get(outgoing.key)
    if room is not None:
        ctx.remove_row(room, outgoing.row)


def count_waiting(ctx: Context) -> None:
    """Tell the shells how many messages wait."""
    waiting = len(ctx.outbox.queue) + len(ctx.outbox.uncertain)
    if ctx.view.waiting != waiting:
        ctx.view.waiting = waiting
        ctx.emit(SelfChanged())
