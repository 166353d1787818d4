"""What is said about messages: reactions, and that one was taken back. In whatever order it comes."""

import msgspec

from malmadang.clientcore import reading
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import Reacted, Redacted
from malmadang.clientcore.historystate import Change
from malmadang.clientcore.plaintext import clean
from malmadang.clientcore.rows import MessageRow, Reaction, Row
from malmadang.clientcore.view import Room
from malmadang.ports import TimeMs
from malmadang.wire.message import Message, Source

EMOJI_LETTERS = 32
"""A reaction may be any text; longer ones are left out."""
_MAX_LOOSE = 500
_MAX_KNOWN = 2_000


def tag_message(ctx: Context, message: Message) -> Change | None:
    """Read the reaction that a TAGMSG carries; None where it carries none.

    Source: IRCv3 react, reply.
    """
    tags = message.tags or {}
    msgid = tags.get("+reply") or tags.get("+draft/reply", "")
    given = "+draft/react" in tags
    emoji = clean(tags.get("+draft/react") or tags.get("+draft/unreact", "")).strip()
    nick = Source.parse(message.source or "").nick
    if not msgid or not nick or not 0 < len(emoji) <= EMOJI_LETTERS:
        return None
    return Change(ctx.incoming.utc_ms, msgid, nick, emoji=emoji, given=given)


def redaction(ctx: Context, message: Message) -> Change | None:
    """Read a REDACT.

    Source: IRCv3 message-redaction.
    """
    if len(message.params) < 2:
        return None
    reason = clean(message.params[2]) if len(message.params) > 2 else ""
    by = Source.parse(message.source or "").nick
    return Change(ctx.incoming.utc_ms, message.params[1], by, reason=reason)


def redact(ctx: Context, message: Message) -> None:
    """Handle REDACT.

    Source: IRCv3 message-redaction.
    """
    target, by = message.params[0], Source.parse(message.source or "").nick
    room = ctx.find_room(by if ctx.is_me(target) and not ctx.is_me(by) else target)
    change = redaction(ctx, message)
    if room is not None and change is not None:
        apply(ctx, room, change)


def apply(ctx: Context, room: Room, change: Change) -> None:
    """Change the message that is meant, or keep the change until it is here."""
    row = ctx.timelines[room.key].row_of_msgid(change.msgid)
    if isinstance(row, MessageRow):
        if _is_news(ctx, room, change):
            ctx.change_row(room, changed(ctx, row, change))
        if not change.emoji and room.unread:
            reading.recount(ctx, room)
        return
    loose = ctx.histories[room.key].loose
    loose.setdefault(change.msgid, []).append(change)
    while len(loose) > _MAX_LOOSE:
        del loose[next(iter(loose))]
    if change.emoji:
        ctx.emit(Reacted(room.key, change.msgid, change.emoji, change.nick, change.given))
    else:
        ctx.emit(Redacted(room.key, change.msgid, change.nick, change.reason))


def join_loose(ctx: Context, room: Room, rows: list[Row]) -> None:
    """Messages have come of which something has been said already."""
    loose = ctx.histories[room.key].loose
    for row in rows if loose else ():
        for change in sorted(loose.pop(row.msgid, ()), key=lambda change: change.utc_ms):
            apply(ctx, room, change)


def changed(ctx: Context, row: MessageRow, change: Change) -> MessageRow:
    """Return the message as it is afterwards."""
    if not change.emoji:
        trace = msgspec.structs.replace(row, redacted=True, redacted_by=change.nick, reason=change.reason)
        return msgspec.structs.replace(trace, text="", reactions=(), mention=False)
    if row.redacted:
        return row
    folded = ctx.fold(change.nick)
    reactions = []
    for one in row.reactions:
        nicks = one.nicks
        if one.emoji == change.emoji:
            nicks = tuple(nick for nick in nicks if ctx.fold(nick) != folded)
            nicks = (*nicks, change.nick) if change.given else nicks
        if nicks:
            reactions.append(Reaction(one.emoji, nicks, any(ctx.is_me(nick) for nick in nicks)))
    if change.given and all(one.emoji != change.emoji for one in row.reactions):
        reactions.append(Reaction(change.emoji, (change.nick,), ctx.is_me(change.nick)))
    return msgspec.structs.replace(row, reactions=tuple(reactions))


def _is_news(ctx: Context, room: Room, change: Change) -> bool:
    """Is nothing newer known about the same? History may tell an older reaction after its end."""
    if not change.emoji:
        return True
    known = ctx.histories[room.key].known
    name = (change.msgid, change.emoji, ctx.fold(change.nick))
    if known.get(name, TimeMs(0)) > change.utc_ms:
        return False
    known[name] = change.utc_ms
    while len(known) > _MAX_KNOWN:
        del known[next(iter(known))]
    return True
