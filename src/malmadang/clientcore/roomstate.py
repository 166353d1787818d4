"""What a room is like: MODE, TOPIC, INVITE, and the numerics that tell the same."""

from malmadang.clientcore.context import Context
from malmadang.clientcore.events import Alert, AlertKind, RoomPart
from malmadang.clientcore.membership import put_member
from malmadang.clientcore.plaintext import clean
from malmadang.clientcore.rows import NoticeKind
from malmadang.clientcore.talk import is_ignored
from malmadang.clientcore.view import Room
from malmadang.ports import TimeMs
from malmadang.wire.message import Message, Source
from malmadang.wire.modes import ModeChange, format_modes, parse_modes


def mode(ctx: Context, message: Message) -> None:
    """Handle MODE: ranks given and taken, and the rest.

    Source: RFC 2812 3.2.3; Modern IRC, "MODE message".
    """
    target, modes = message.params[0], message.params[1]
    room = ctx.find_room(target) if ctx.is_channel(target) else None
    if room is None:
        return
    by = Source.parse(message.source or "").nick
    changes = parse_modes(modes, message.params[2:], ctx.support.mode_kinds)
    others: list[ModeChange] = []
    for change in changes:
        if change.letter in ctx.support.mode_kinds.members and change.argument is not None:
            _rank(ctx, room, change, change.argument, by)
        else:
            others.append(change)
            _set_mode(ctx, room, change)
    if others:
        ctx.notice(room, NoticeKind.MODE, own=ctx.is_me(by), by=by, modes=" ".join(format_modes(others)))
        ctx.changed(room, RoomPart.MODES)


def _rank(ctx: Context, room: Room, change: ModeChange, nick: str, by: str) -> None:
    prefixes = ctx.support.prefixes
    member = room.members.get(ctx.fold(nick))
    given = change.sign == "+"
    if member is not None:
        letters = prefixes.take_off(member.prefixes)[0]
        letters = letters + change.letter if given else letters.replace(change.letter, "")
        put_member(ctx, room, member.person, letters)
        ctx.changed(room, RoomPart.MEMBERS)
        if not given and not ctx.has("multi-prefix"):
            # A lower rank may have been hidden behind the one that is gone.
            ctx.ask_quietly(room.key, "NAMES", room.name)
    ctx.notice(
        room,
        NoticeKind.RANK,
        own=ctx.is_me(nick),
        by=by,
        who=member.nick if member else nick,
        given="1" if given else "",
        letter=change.letter,
        sign=prefixes.show(change.letter),
    )


def _set_mode(ctx: Context, room: Room, change: ModeChange) -> None:
    kinds = ctx.support.mode_kinds
    if change.letter in kinds.lists:
        return
    if change.sign == "+":
        room.modes[change.letter] = change.argument or ""
    else:
        room.modes.pop(change.letter, None)


def mode_is(ctx: Context, message: Message) -> None:
    """Handle 324: all modes of a channel.

    Source: RFC 2812 5.1.
    """
    name, modes = message.params[1], message.params[2]
    room = ctx.find_room(name)
    quiet = ctx.was_asked_quietly("MODE", ctx.fold(name))
    if room is not None:
        room.modes.clear()
        for change in parse_modes(modes, message.params[3:], ctx.support.mode_kinds):
            _set_mode(ctx, room, change)
        ctx.changed(room, RoomPart.MODES)
    if not quiet:
        shown = " ".join(message.params[2:])
        ctx.notice(ctx.origin(name), NoticeKind.REPLY, code="324", text=f"{name} {shown}")


def creation_time(ctx: Context, message: Message) -> None:
    """Leave 329 alone: it follows every 324.

    Source: de facto; Modern IRC, Numerics.
    """


def topic(ctx: Context, message: Message) -> None:
    """Handle TOPIC.

    Source: RFC 2812 3.2.4.
    """
    room = ctx.find_room(message.params[0])
    if room is None:
        return
    by = Source.parse(message.source or "").nick
    room.topic = clean(message.params[1])
    room.topic_by, room.topic_ms = by, ctx.incoming.utc_ms
    ctx.changed(room, RoomPart.TOPIC)
    ctx.notice(room, NoticeKind.TOPIC, own=ctx.is_me(by), by=by, topic=room.topic)


def topic_is(ctx: Context, message: Message) -> None:
    """Handle 331 and 332: what the topic is.

    Source: RFC 2812 5.1.
    """
    name = message.params[1]
    text = clean(message.params[2]) if message.verb == "332" and len(message.params) > 2 else ""
    room = ctx.find_room(name)
    if room is not None and room.joined:
        room.topic = text
        ctx.changed(room, RoomPart.TOPIC)
    asked = ctx.incoming.label is not None
    if asked or room is None or not room.joined or room.listed or text:
        ctx.notice(ctx.origin(name), NoticeKind.TOPIC_IS, topic=text, by="")


def topic_by(ctx: Context, message: Message) -> None:
    """Handle 333: who gave the topic, and when (in seconds).

    Source: de facto; Modern IRC, RPL_TOPICWHOTIME.
    """
    room = ctx.find_room(message.params[1])
    if room is not None:
        room.topic_by = Source.parse(message.params[2]).nick
        stamp = message.params[3] if len(message.params) > 3 else ""
        room.topic_ms = TimeMs(int(stamp) * 1000 if stamp.isascii() and stamp.isdigit() else 0)
        ctx.changed(room, RoomPart.TOPIC)


def invite(ctx: Context, message: Message) -> None:
    """Handle INVITE: of ourselves, or (invite-notify) of somebody else.

    Source: RFC 2812 3.2.7; IRCv3 invite-notify.
    """
    source = message.source or ""
    by, (who, name) = Source.parse(source).nick, message.params[:2]
    if not ctx.is_me(who):
        ctx.notice(ctx.origin(name), NoticeKind.INVITING, own=ctx.is_me(by), by=by, who=who, room=name)
    elif not is_ignored(ctx, source):
        row = ctx.notice(ctx.view.server, NoticeKind.INVITED, by=by, room=name)
        ctx.emit(Alert(AlertKind.INVITE, ctx.view.server.key, row))


def inviting(ctx: Context, message: Message) -> None:
    """Handle 341: our invitation is on its way.

    Source: RFC 2812 5.1; Modern IRC (nick before channel).
    """
    who, name = message.params[1], message.params[2]
    if ctx.is_channel(who):
        who, name = name, who
    ctx.notice(ctx.origin(name), NoticeKind.INVITING, own=True, by=ctx.view.nick, who=who, room=name)
