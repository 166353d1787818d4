"""What people say: PRIVMSG, NOTICE, CTCP, WALLOPS; and whom we do not listen to."""

import msgspec

from malmadang import __version__
from malmadang.clientcore import accounts, composing, gaming, history, reading, remarks, sending
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import Alert, AlertKind
from malmadang.clientcore.korean import names_person
from malmadang.clientcore.outbox import Outgoing
from malmadang.clientcore.plaintext import clean, clean_lines
from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow, NoticeKind
from malmadang.clientcore.view import Room, RoomKind
from malmadang.wire.masks import is_match, normalize_mask
from malmadang.wire.message import Message, Source

_CTCP_EACH_MS = 10_000
_CTCP_BYTES = 100


def is_ignored(ctx: Context, source: str) -> bool:
    """Has the person asked not to hear this source?"""
    parts = Source.parse(source)
    text = f"{parts.nick}!{parts.user}@{parts.host}"
    return any(is_match(normalize_mask(entry), text) for entry in ctx.memory.ignored)


def message(ctx: Context, message: Message) -> None:
    """Handle PRIVMSG and NOTICE.

    Source: RFC 2812 3.3; IRCv3 echo-message.
    """
    source = message.source or ""
    own = ctx.is_me(Source.parse(source).nick)
    if own:
        _own_message(ctx, message)
    elif not is_ignored(ctx, source) and not _ctcp(ctx, message):
        _live(ctx, message, own=False)


def _own_message(ctx: Context, message: Message) -> None:
    """Our own words: the echo of what we sent, or sent by another client of ours."""
    incoming = ctx.incoming
    target = ctx.fold(message.params[0])
    if target in ctx.unshown_echoes:
        ctx.unshown_echoes.remove(target)
        return
    outgoing = _echoed(ctx, message)
    if outgoing is not None:
        person = ctx.person(message.source or "")
        sending.confirm(ctx, outgoing, mask=person.mask)
    elif not ctx.is_me(message.params[0]) or (incoming.msgid and ctx.has("echo-message")):
        # Words to ourselves come a second time; without a msgid nothing tells the two apart.
        _live(ctx, message, own=True)


def _echoed(ctx: Context, message: Message) -> Outgoing | None:
    """Find which of our messages under way this is."""
    outbox, label = ctx.outbox, ctx.incoming.label
    if label is not None and label.row:
        return outbox.in_flight.get(label.row)
    if (found := outbox.by_nonce(ctx.incoming.tags.get(sending.NONCE_TAG, ""))) is not None:
        return found
    if not ctx.has("echo-message") or ctx.has("labeled-response"):
        return None
    key = ctx.fold(ctx.support.split_target(message.params[0])[1])
    # A server may change the text (colours taken out), but not the order.
    return outbox.oldest(key, message.params[1]) or outbox.oldest(key)


def _live(ctx: Context, message: Message, *, own: bool) -> None:
    place = _place(ctx, message, own=own)
    if place is None:
        return
    room, row = place
    composing.stopped(ctx, room, row.sender)
    gaming.note(ctx, room, row)
    if ctx.add_row(room, row):
        note_message(ctx, room, row)
        remarks.join_loose(ctx, room, [row])


def note_message(ctx: Context, room: Room, row: MessageRow) -> None:
    """Count a live message, and call the person if it is for her."""
    room.last_ms = max(room.last_ms, row.utc_ms)
    history.note(ctx, room, row)
    was_read = row.utc_ms < room.read_ms
    reading.came(ctx, room, row)
    if row.own or was_read:
        return
    if room.kind is RoomKind.PRIVATE:
        ctx.emit(Alert(AlertKind.PRIVATE, room.key, row))
    elif row.mention:
        ctx.emit(Alert(AlertKind.MENTION, room.key, row))


def replayed(ctx: Context, message: Message, target: str = "") -> tuple[Room, MessageRow] | None:
    """Make the row of a message out of history; None where it makes none.

    Args:
        target: whose history it is, "" where that is not known.
    """
    source = message.source or ""
    text = message.params[1]
    if text.startswith("\x01") and not text.startswith("\x01ACTION"):
        return None
    if is_ignored(ctx, source):
        return None
    nick = Source.parse(source).nick
    room = ctx.find_room(target) if target else None
    own = ctx.is_me(nick)
    if room is not None and room.kind is RoomKind.PRIVATE and not own:
        # The history of a talk with one other person: who else speaks in it had another nick then.
        own = ctx.fold(nick) != room.key and ctx.fold(message.params[0]) == room.key
    place = _place(ctx, message, own=own, room=room, is_live=False)
    if place is None:
        return None
    room, row = place
    return room, msgspec.structs.replace(row, replayed=True)


def _place(
    ctx: Context, message: Message, *, own: bool, room: Room | None = None, is_live: bool = True
) -> tuple[Room, MessageRow] | None:
    """Find the room a message belongs to, and make its row there; None where it was said as a notice row.

    Args:
        is_live: what the line shows of its sender is so now.
    """
    target, text = message.params[0], message.params[1]
    source = Source.parse(message.source or "")
    name = ctx.support.split_target(target)[1]
    by_person = bool(source.host) or own or ctx.fold(source.nick) in ctx.view.people or room is not None
    room = room or _room(ctx, name, source.nick, own=own, opens=message.verb == "PRIVMSG" and by_person)
    if is_live and message.verb == "NOTICE":
        accounts.steward_says(ctx, message.source or "", clean(text))
    if room is None or not by_person:
        where = room or ctx.origin()
        ctx.notice(where, NoticeKind.SERVER_TEXT, by=source.nick or ctx.view.network, text=clean(text))
        return None
    row = make_row(ctx, message, own=own, is_live=is_live)
    return room, msgspec.structs.replace(row, utc_ms=ctx.stamp(room))


def make_row(ctx: Context, message: Message, *, own: bool, is_live: bool) -> MessageRow:
    """Make the row of a message.

    Args:
        is_live: what the line shows of its sender is so now.
    """
    text, tags = message.params[1], ctx.incoming.tags
    form = MessageForm.NOTICE if message.verb == "NOTICE" else MessageForm.TEXT
    if text.startswith("\x01ACTION"):
        form, text = MessageForm.ACTION, text[len("\x01ACTION") :].strip("\x01").strip()
    text = clean_lines(text)
    news = gaming.read(ctx) if is_live else None
    names_me = names_person(text, ctx.view.nick) if news is None else gaming.calls(ctx, news)
    return MessageRow(
        ctx.next_row_id(),
        ctx.incoming.utc_ms,
        Source.parse(message.source or "").nick,
        text,
        own=own,
        form=form,
        delivery=Delivery.SENT,
        mention=not own and names_me,
        msgid=ctx.incoming.msgid,
        reply_to=tags.get("+reply") or tags.get("+draft/reply", ""),
        mask=message.source or "",
        account=_sender_account(ctx, message) if is_live else tags.get("account", ""),
        audience=ctx.support.split_target(message.params[0])[0],
        bot="bot" in tags,
        game=news,
    )


def _room(ctx: Context, name: str, nick: str, *, own: bool, opens: bool) -> Room | None:
    context = ctx.incoming.tags.get("+channel-context", "")
    if context and (room := ctx.find_room(context)) is not None and nick and not ctx.is_channel(name):
        return room
    if ctx.is_channel(name):
        return ctx.find_room(name)
    peer = name if own else nick
    room = ctx.find_room(peer) if peer else None
    return reading.open_private(ctx, peer, ctx.incoming.utc_ms - 1) if room is None and opens else room


def _sender_account(ctx: Context, message: Message) -> str:
    """Bring what we know of the sender up to date; returns the account."""
    source = message.source or ""
    key = ctx.fold(Source.parse(source).nick)
    if key not in ctx.view.people and key not in ctx.rooms:
        return ctx.incoming.tags.get("account", "")
    person = ctx.person(source)
    if ctx.has("account-tag"):
        person.account = ctx.incoming.tags.get("account", "")
    return person.account


def _ctcp(ctx: Context, message: Message) -> bool:
    """Handle a CTCP request or answer; False where the message is words (or an action).

    VERSION and PING asked of us alone are answered, not too often; everything else is left alone.

    Source: modern.ircdocs.horse/ctcp.
    """
    text = message.params[1]
    if not text.startswith("\x01") or text.startswith("\x01ACTION"):
        return False
    command, _, rest = text.strip("\x01").partition(" ")
    nick = Source.parse(message.source or "").nick
    if message.verb == "NOTICE":
        ctx.notice(ctx.origin(), NoticeKind.CTCP, by=nick, text=clean(f"{command} {rest}".strip()))
        return True
    answer = {"VERSION": f"Malmadang {__version__}", "PING": rest}.get(command.upper())
    if answer is None or not ctx.is_me(message.params[0]) or len(answer.encode()) > _CTCP_BYTES:
        return True
    if ctx.now.steady_ms >= ctx.ctcp_free_ms:
        ctx.ctcp_free_ms = ctx.now.steady_ms + _CTCP_EACH_MS
        ctx.send("NOTICE", nick, f"\x01{command.upper()} {answer}\x01")
    return True


def wallops(ctx: Context, message: Message) -> None:
    """Handle WALLOPS: words to all who listen for them."""
    by = Source.parse(message.source or "").nick
    ctx.notice(ctx.view.server, NoticeKind.WALLOPS, by=by, text=clean(message.params[0]))


def tag_message(ctx: Context, message: Message) -> None:
    """Handle TAGMSG: somebody types, or reacts to a message.

    Source: IRCv3 message-tags, "The TAGMSG command"; typing; react.
    """
    source = message.source or ""
    nick = Source.parse(source).nick
    if not message.params or is_ignored(ctx, source):
        return
    own = ctx.is_me(nick)
    name = ctx.support.split_target(message.params[0])[1]
    room = ctx.find_room(name if own or ctx.is_channel(name) else nick)
    if room is None:
        return
    if (state := ctx.incoming.tags.get("+typing")) is not None:
        composing.heard(ctx, room, nick, state)
    if (change := remarks.tag_message(ctx, message)) is not None:
        remarks.apply(ctx, room, change)
