"""Looking for what was said: the server looks, or what is loaded is looked through."""

import unicodedata

import msgspec

from malmadang.clientcore import commands as c
from malmadang.clientcore import talk
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import SearchChanged
from malmadang.clientcore.faults import Fault, FaultError, FaultKind
from malmadang.clientcore.progress import Asked, Batch, Label
from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind
from malmadang.clientcore.view import Finding, Hit
from malmadang.wire.message import MAX_BODY_BYTES, Source, format_tags
from malmadang.wire.names import Folded
from malmadang.wire.stamps import format_time

BATCH_TYPE = "soju.im/search"
LIMIT = 50
_MAX_BYTES = MAX_BODY_BYTES - len("SEARCH :")


def is_offered(ctx: Context) -> bool:
    """Can the server be asked?"""
    return ctx.is_online and all(ctx.has(name) for name in (BATCH_TYPE, "batch", "server-time"))


def search(ctx: Context, command: c.Search, origin: Folded) -> None:
    """Look for something.

    Raises:
        FaultError: NO_LINE: it is too long to be asked for.
    """
    finding = Finding(command.text, command.room)
    before = ctx.view.search
    if (
        command.before_ms
        and before is not None
        and (before.text, before.room) == (command.text, command.room)
    ):
        finding = msgspec.structs.replace(finding, hits=before.hits)
    if not is_offered(ctx):
        hits = _look_through(ctx, command)
        _show(ctx, msgspec.structs.replace(finding, hits=hits, is_local=True), origin, command, hits)
        return
    wanted = {"text": command.text, "limit": str(LIMIT)}
    if command.room:
        wanted["in"] = command.room
    if command.before_ms:
        wanted["before"] = format_time(command.before_ms - 1)
    attributes, tags = format_tags(wanted), ctx.label(Label(origin))
    if len(attributes.encode()) > _MAX_BYTES or not ctx.send("SEARCH", attributes, tags=tags):
        raise FaultError(FaultKind.NO_LINE, line=command.text)
    ctx.searches.append(Asked(command, origin, tags.get("label", "")))
    _set(ctx, msgspec.structs.replace(finding, is_running=True))


def answered(ctx: Context, batch: Batch) -> None:
    """The server has found what it has found.

    Source: soju.im/search.
    """
    asked = _take(ctx, batch.tags.get("label", ""))
    finding = ctx.view.search
    if (
        asked is None
        or finding is None
        or (finding.text, finding.room) != (asked.command.text, asked.command.room)
    ):
        return
    hits = []
    for line in batch.lines:
        if line.verb in ("PRIVMSG", "NOTICE") and len(line.params) > 1:
            ctx.begin(line, None)
            nick = Source.parse(line.source or "").nick
            own = ctx.is_me(nick)
            name = line.params[0] if own or ctx.is_channel(line.params[0]) else nick
            if not talk.is_ignored(ctx, line.source or ""):
                row = msgspec.structs.replace(talk.make_row(ctx, line, own=own, is_live=False), replayed=True)
                hits.append(Hit(name, row))
    hits.sort(key=lambda hit: hit.row.utc_ms)
    known = {hit.row.msgid for hit in finding.hits if hit.row.msgid}
    new = tuple(hit for hit in hits if hit.row.msgid not in known)
    is_full = len(batch.lines) >= LIMIT
    finding = Finding(finding.text, finding.room, (*new, *finding.hits), has_more=is_full and bool(new))
    _show(ctx, finding, asked.origin, asked.command, new)


def _is_for(command: c.Search, finding: Finding) -> bool:
    return (command.text, command.room) == (finding.text, finding.room)


def refused(ctx: Context, label: str, fields: dict[str, str]) -> None:
    """The server could not search."""
    asked = _take(ctx, label)
    if asked is not None and ctx.view.search is not None and ctx.view.search.is_running:
        fault = Fault(FaultKind.NOT_DELIVERED, fields)
        _set(ctx, msgspec.structs.replace(ctx.view.search, is_running=False, fault=fault))


def _take(ctx: Context, label: str) -> Asked | None:
    """Find the question that is answered: by its label, or the oldest."""
    place = next((number for number, one in enumerate(ctx.searches) if label and one.label == label), 0)
    return ctx.searches.pop(place) if ctx.searches else None


def line_is_gone(ctx: Context) -> None:
    """Nobody answers any more."""
    ctx.searches.clear()
    if ctx.view.search is not None and ctx.view.search.is_running:
        _set(
            ctx,
            msgspec.structs.replace(
                ctx.view.search, is_running=False, fault=Fault(FaultKind.LOST, {"detail": ""})
            ),
        )


def _look_through(ctx: Context, command: c.Search) -> tuple[Hit, ...]:
    words = _plain(command.text).split()
    rooms = [room for room in ctx.view.rooms if not command.room or room.key == ctx.fold(command.room)]
    hits = [
        Hit(room.name, row)
        for room in rooms
        for row in room.rows
        if isinstance(row, MessageRow)
        and row.delivery is Delivery.SENT
        and (not command.before_ms or row.utc_ms < command.before_ms)
        and words
        and all(word in _plain(row.text) for word in words)
    ]
    hits.sort(key=lambda hit: hit.row.utc_ms)
    return tuple(hits[-LIMIT:])


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _show(ctx: Context, finding: Finding, origin: Folded, command: c.Search, new: tuple[Hit, ...]) -> None:
    _set(ctx, finding)
    if not command.rows:
        return
    room = ctx.rooms.get(origin, ctx.view.server)
    ctx.begin_own()
    for hit in new:
        row = hit.row
        # It stands where it was asked for, not where it was said.
        fields = {"room": hit.room, "who": row.sender, "text": row.text, "msgid": row.msgid}
        ctx.add_notice(room, NoticeKind.FOUND, fields | {"ms": str(row.utc_ms)})
    local = "1" if finding.is_local else ""
    ctx.notice(room, NoticeKind.FOUND_END, text=finding.text, count=str(len(new)), local=local)


def _set(ctx: Context, finding: Finding) -> None:
    ctx.view.search = finding
    ctx.emit(SearchChanged())
