"""Who is there and who is absent: AWAY, ACCOUNT, CHGHOST, SETNAME, WHO on entering, MONITOR."""

from malmadang.clientcore import login
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import RoomPart, SelfChanged
from malmadang.clientcore.plaintext import clean
from malmadang.clientcore.rows import NoticeKind
from malmadang.clientcore.view import Person, Room, RoomKind
from malmadang.wire.message import Message, Source
from malmadang.wire.names import Folded

WHO_MEMBERS = 300
"""Rooms with more members than this are not asked for away marks: the answer has a line for each."""
AGAIN_MS = 120_000
AGAIN_MEMBERS = 100
_WHOX_FIELDS = "%tcuhnfar,77"
_SURVEY_MS = 30_000
"""An answer that has not ended by then will not."""


def _known(ctx: Context, source: str) -> Person | None:
    """Return the person a line is about, brought up to date, if it is somebody we know."""
    if ctx.fold(Source.parse(source).nick) not in ctx.view.people:
        return None
    return ctx.person(source)


def _told(ctx: Context, person: Person) -> None:
    """Tell the shells wherever the person is seen."""
    key = ctx.fold(person.nick)
    for room in ctx.view.rooms:
        if key in room.members or room.key == key:
            ctx.changed(room, RoomPart.MEMBERS)
    if ctx.is_me(person.nick):
        ctx.emit(SelfChanged())


def away(ctx: Context, message: Message) -> None:
    """Handle AWAY of somebody.

    Source: IRCv3 away-notify.
    """
    person = _known(ctx, message.source or "")
    if person is not None:
        person.away_text = clean(message.params[0]) if message.params else ""
        person.away = bool(person.away_text)
        if ctx.is_me(person.nick):
            ctx.view.away = person.away
        _told(ctx, person)


def account(ctx: Context, message: Message) -> None:
    """Handle ACCOUNT.

    Source: IRCv3 account-notify.
    """
    person = _known(ctx, message.source or "")
    if person is not None:
        person.account = "" if message.params[0] == "*" else message.params[0]
        if ctx.is_me(person.nick):
            ctx.view.account = person.account
            login.account_is(ctx, person.account)
        _told(ctx, person)


def chghost(ctx: Context, message: Message) -> None:
    """Handle CHGHOST.

    Source: IRCv3 chghost.
    """
    person = _known(ctx, message.source or "")
    if person is not None:
        person.user, person.host = message.params[0], message.params[1]
        _told(ctx, person)


def setname(ctx: Context, message: Message) -> None:
    """Handle SETNAME.

    Source: IRCv3 setname.
    """
    person = _known(ctx, message.source or "")
    if person is not None:
        person.realname = message.params[0]
        _told(ctx, person)


def own_away(ctx: Context, message: Message) -> None:
    """Handle 305 and 306: our own mark.

    Source: RFC 2812 4.1.
    """
    ctx.view.away = message.verb == "306"
    me = ctx.view.people.get(ctx.fold(ctx.view.nick))
    if me is not None:
        me.away = ctx.view.away
        _told(ctx, me)
    else:
        ctx.emit(SelfChanged())
    ctx.notice(ctx.origin(), NoticeKind.AWAY_ON if ctx.view.away else NoticeKind.AWAY_OFF)


def own_host(ctx: Context, message: Message) -> None:
    """Handle 396: our host as others see it.

    Source: de facto (displayed host).
    """
    me = ctx.person(ctx.view.nick)
    user, _, host = message.params[1].rpartition("@")
    me.user, me.host = user or me.user, host


# WHO: away marks, hosts, accounts of a room just entered, one room at a time.


def survey(ctx: Context, room: Room) -> None:
    """Ask who in a room is absent, once it is our turn to ask."""
    if len(room.members) <= WHO_MEMBERS:
        ctx.surveys.append(room.key)
        _next_survey(ctx)


def survey_again(ctx: Context) -> None:
    """Without away-notify, marks grow old: look again at the room in front, now and then."""
    if ctx.has("away-notify"):
        return
    ctx.timers["away"] = ctx.after(AGAIN_MS)
    room = None if ctx.view.shown is None else ctx.rooms.get(ctx.view.shown)
    if room is not None and room.joined and room.listed and len(room.members) <= AGAIN_MEMBERS:
        ctx.surveys.append(room.key)
        _next_survey(ctx)


def _next_survey(ctx: Context) -> None:
    if ctx.now.steady_ms - ctx.surveyed_ms > _SURVEY_MS:
        ctx.surveying = None
    while ctx.surveys and ctx.surveying is None:
        room = ctx.rooms.get(ctx.surveys.pop(0))
        if room is not None and room.joined:
            ctx.surveying, ctx.surveyed_ms = room.key, ctx.now.steady_ms
            fields = (_WHOX_FIELDS,) if ctx.support.has("WHOX") else ()
            ctx.ask_quietly(room.key, "WHO", room.name, *fields)


def survey_refused(ctx: Context) -> None:
    """The server does not answer the question: go on with the next room."""
    ctx.surveying = None
    _next_survey(ctx)


def is_survey(ctx: Context, name: str) -> bool:
    """Is an answer to WHO about that room for us, not for the person?"""
    return ctx.surveying is not None and (ctx.is_quiet or ctx.surveying == ctx.fold(name))


def who_reply(ctx: Context, message: Message) -> bool:
    """Handle 352 of a survey; False where the person asked.

    Source: RFC 2812 5.1.
    """
    channel, user, host, _, nick, flags = message.params[1:7]
    if not is_survey(ctx, channel):
        return False
    realname = message.params[7].partition(" ")[2] if len(message.params) > 7 else ""
    _seen(ctx, f"{nick}!{user}@{host}", flags, realname, None)
    return True


def whox_reply(ctx: Context, message: Message) -> bool:
    """Handle 354 of a survey; False where the person asked.

    Source: IRCv3 whox.
    """
    if len(message.params) < 9 or message.params[1] != "77":
        return False
    _, _, _, user, host, nick, flags, account_name, realname = message.params[:9]
    _seen(ctx, f"{nick}!{user}@{host}", flags, realname, "" if account_name == "0" else account_name)
    return True


def _seen(ctx: Context, mask: str, flags: str, realname: str, account_name: str | None) -> None:
    person = _known(ctx, mask)
    if person is None:
        return
    person.away = flags.startswith("G")
    person.bot = bool(ctx.support.bot_mode) and ctx.support.bot_mode in flags
    person.realname = realname
    if account_name is not None:
        person.account = account_name


def who_end(ctx: Context, message: Message) -> bool:
    """Handle 315 of a survey; False where the person asked.

    Source: RFC 2812 5.1.
    """
    if not is_survey(ctx, message.params[1]):
        return False
    room = None if ctx.surveying is None else ctx.rooms.get(ctx.surveying)
    ctx.surveying = None
    if room is not None:
        ctx.changed(room, RoomPart.MEMBERS)
    _next_survey(ctx)
    return True


# MONITOR: are the people of private talks there?


def watch(ctx: Context, room: Room) -> None:
    """Follow whether the other side of a private talk is there."""
    limit = ctx.support.monitor_limit
    if limit is None or limit > len(ctx.watched):
        ctx.watched.add(room.key)
        ctx.send("MONITOR", "+", room.name)


def unwatch(ctx: Context, room: Room) -> None:
    """Stop following."""
    if room.key in ctx.watched:
        ctx.watched.discard(room.key)
        ctx.send("MONITOR", "-", room.name)


def watch_all(ctx: Context) -> None:
    """Follow everybody we talk to in private, after the welcome."""
    ctx.watched.clear()
    for room in ctx.view.rooms:
        if room.kind is RoomKind.PRIVATE:
            watch(ctx, room)


def monitor_online(ctx: Context, message: Message) -> None:
    """Handle 730.

    Source: IRCv3 monitor.
    """
    for mask in message.params[-1].split(","):
        if ctx.fold(Source.parse(mask).nick) in ctx.rooms:
            ctx.person(mask)
        _set_online(ctx, ctx.fold(Source.parse(mask).nick), online=True)


def monitor_offline(ctx: Context, message: Message) -> None:
    """Handle 731.

    Source: IRCv3 monitor.
    """
    for nick in message.params[-1].split(","):
        _set_online(ctx, ctx.fold(Source.parse(nick).nick), online=False)


def appeared(ctx: Context, key: Folded) -> None:
    """Somebody has shown that she is there."""
    _set_online(ctx, key, online=True)


def disappeared(ctx: Context, key: Folded) -> None:
    """Somebody has gone."""
    _set_online(ctx, key, online=False)


def renamed(ctx: Context, old: str, new: str) -> None:
    """The other side of a private talk has another nick: follow that one."""
    room = ctx.find_room(new)
    old_key = ctx.fold(old)
    if room is None or room.kind is not RoomKind.PRIVATE:
        return
    if old_key in ctx.watched:
        ctx.watched.discard(old_key)
        ctx.send("MONITOR", "-", old)
        watch(ctx, room)
    # The server may have said before that nobody has the old nick any more.
    appeared(ctx, room.key)


def _set_online(ctx: Context, key: Folded, *, online: bool) -> None:
    room = ctx.rooms.get(key)
    if room is None or room.kind is not RoomKind.PRIVATE:
        return
    person = ctx.person(room.name)
    if person.online is not online:
        person.online = online
        person.away = person.away and online
        ctx.changed(room, RoomPart.MEMBERS)
