"""Commands about one message: answer it, react to it, take it back."""

from malmadang.clientcore import commands as c
from malmadang.clientcore import remarks, sending
from malmadang.clientcore.context import Context
from malmadang.clientcore.faults import FaultError, FaultKind
from malmadang.clientcore.historystate import Change
from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow
from malmadang.clientcore.view import Room, RoomKind
from malmadang.ports import TimeMs
from malmadang.wire.names import Folded


def execute(ctx: Context, command: c.Reply | c.React | c.Redact, origin: Folded) -> None:
    """Carry a command out.

    Raises:
        FaultError: there is no such message, or the server does not have what it takes.
    """
    room = ctx.find_room(command.room)
    if room is None or room.kind is RoomKind.SERVER or not room.joined:
        raise FaultError(FaultKind.NOT_IN_ROOM, room=command.room)
    match command:
        case c.Reply():
            reply(ctx, room, command.room, _find(room, command.who, ctx), command.text)
        case c.React():
            _react(ctx, room, command)
        case c.Redact():
            _redact(ctx, room, command, origin)


def reply(ctx: Context, room: Room, target: str, row: MessageRow, text: str) -> None:
    """Say something in answer to a message; by its sender's nick where the server carries no replies."""
    if row.msgid and ctx.may_tag("reply"):
        sending.say(ctx, room, target, text, MessageForm.TEXT, row.msgid)
    else:
        sending.say(ctx, room, target, f"{row.sender}: {text}", MessageForm.TEXT)


def _find(room: Room, who: str, ctx: Context, *, own: bool = False) -> MessageRow:
    """Return the newest message of somebody, of anybody else, or of ourselves.

    Raises:
        FaultError: NO_MESSAGE.
    """
    folded = ctx.fold(who)
    for row in reversed(room.rows):
        if not isinstance(row, MessageRow) or row.redacted or row.delivery is not Delivery.SENT:
            continue
        if ctx.fold(row.sender) == folded if who else row.own == own:
            return row
    raise FaultError(FaultKind.NO_MESSAGE)


def _msgid(ctx: Context, room: Room, msgid: str, who: str, *, own: bool = False) -> str:
    """Return the msgid that is meant.

    Raises:
        FaultError: NO_MESSAGE, also where the server gives no msgids.
    """
    msgid = msgid or _find(room, who, ctx, own=own).msgid
    if not msgid:
        raise FaultError(FaultKind.NO_MESSAGE)
    return msgid


def _require(ctx: Context, what: str, *, offered: bool) -> None:
    if not ctx.is_online:
        raise FaultError(FaultKind.NOT_ONLINE, command=what)
    if not offered:
        raise FaultError(FaultKind.NOT_OFFERED, what=what)


def _react(ctx: Context, room: Room, command: c.React) -> None:
    """Send a reaction; where the server echoes it, it shows once that has come.

    Source: IRCv3 react, reply.
    """
    _require(ctx, "react", offered=ctx.may_tag("draft/react") and ctx.may_tag("reply"))
    msgid = _msgid(ctx, room, command.msgid, command.who)
    row = ctx.timelines[room.key].row_of_msgid(msgid)
    given = command.give
    if given is None:
        reactions = row.reactions if isinstance(row, MessageRow) else ()
        given = not any(one.mine and one.emoji == command.emoji for one in reactions)
    name = "+draft/react" if given else "+draft/unreact"
    emoji = command.emoji.strip()
    if not 0 < len(emoji) <= remarks.EMOJI_LETTERS:
        raise FaultError(FaultKind.NO_LINE, line=command.emoji)
    if not ctx.send("TAGMSG", room.name, tags={"+reply": msgid, "+draft/reply": msgid, name: emoji}):
        raise FaultError(FaultKind.NO_LINE, line=command.emoji)
    if not ctx.has("echo-message"):
        now_ms = TimeMs(ctx.now.utc_ms + ctx.skew_ms)
        remarks.apply(ctx, room, Change(now_ms, msgid, ctx.view.nick, emoji=emoji, given=given))


def _redact(ctx: Context, room: Room, command: c.Redact, origin: Folded) -> None:
    """Ask the server to take a message back.

    Source: IRCv3 message-redaction.
    """
    _require(ctx, "redact", offered=ctx.has("draft/message-redaction"))
    msgid = _msgid(ctx, room, command.msgid, command.who, own=True)
    reason = (" ".join(command.reason.split()),) if command.reason.strip() else ()
    ctx.ask(origin, "REDACT", room.name, msgid, *reason)
