"""Who is where: JOIN, PART, KICK, QUIT, NICK, RENAME, NAMES."""

from malmadang.clientcore import composing, gaming, history, presence, reading, sending
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import RoomPart, SelfChanged, ShowRoom
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.plaintext import clean
from malmadang.clientcore.progress import Wanted
from malmadang.clientcore.rows import NoticeKind
from malmadang.clientcore.view import SERVER_KEY, Member, Person, Room, RoomKind
from malmadang.wire.message import Message, Source
from malmadang.wire.names import Folded


def put_member(ctx: Context, room: Room, person: Person, letters: str) -> Member:
    """Make a person a member with exactly these ranks (mode letters)."""
    prefixes = ctx.support.prefixes
    letters = prefixes.sort(letters)
    member = Member(person, prefixes.show(letters), prefixes.rank(letters[:1]))
    room.members[ctx.fold(person.nick)] = member
    return member


def _drop_member(ctx: Context, room: Room, key: Folded) -> None:
    member = room.members.pop(key, None)
    if member is not None:
        composing.stopped(ctx, room, member.nick)
    ctx.forget_stranger(key)
    ctx.changed(room, RoomPart.MEMBERS)


def leave_room(ctx: Context, room: Room, fault: Fault | None) -> None:
    """We are no longer in this channel: whom it held is not known any more."""
    gone = list(room.members)
    room.members.clear()
    gaming.forget(ctx, room)
    room.joined = room.listed = False
    room.fault = fault
    for key in gone:
        ctx.forget_stranger(key)
    ctx.changed(room, RoomPart.MEMBERS | RoomPart.STANDING)


def join(ctx: Context, message: Message) -> None:
    """Handle JOIN, extended or not.

    Source: RFC 2812 3.2.1; IRCv3 extended-join.
    """
    source = message.source or ""
    name = message.params[0]
    person = ctx.person(source)
    if ctx.has("extended-join") and len(message.params) >= 3:
        person.account = "" if message.params[1] == "*" else message.params[1]
        person.realname = message.params[2]
    own = ctx.is_me(person.nick)
    room = _enter(ctx, name) if own else ctx.find_room(name)
    if room is None:
        return
    put_member(ctx, room, person, "")
    ctx.names_seen.get(room.key, set()).add(ctx.fold(person.nick))
    ctx.changed(room, RoomPart.MEMBERS)
    ctx.notice(room, NoticeKind.JOINED, own=own, who=person.nick, account=person.account)
    if own:
        sending.pump(ctx)
    else:
        presence.appeared(ctx, ctx.fold(person.nick))


def _enter(ctx: Context, name: str) -> Room:
    """We are in a channel now."""
    room = ctx.open_room(name, RoomKind.CHANNEL)
    wanted = ctx.wanted.get(room.key)
    room.name = name
    room.members.clear()
    room.modes.clear()
    room.topic = room.topic_by = ""
    room.joined, room.listed, room.fault = True, False, None
    ctx.wanted[room.key] = Wanted(name, wanted.password if wanted else "")
    ctx.changed(room, RoomPart.STANDING | RoomPart.TOPIC | RoomPart.MODES)
    reading.begin(ctx, room, ctx.incoming.utc_ms - 1)
    ctx.ask_quietly(room.key, "MODE", name)
    history.entered(ctx, room)
    if wanted is not None and wanted.show:
        ctx.emit(ShowRoom(room.key))
    return room


def part(ctx: Context, message: Message) -> None:
    """Handle PART.

    Source: RFC 2812 3.2.2.
    """
    room = ctx.find_room(message.params[0])
    nick = Source.parse(message.source or "").nick
    if room is None:
        return
    if ctx.is_me(nick):
        ctx.wanted.pop(room.key, None)
        ctx.close_room(room)
        return
    reason = clean(message.params[1]) if len(message.params) > 1 else ""
    ctx.notice(room, NoticeKind.PARTED, who=nick, reason=reason)
    _drop_member(ctx, room, ctx.fold(nick))


def kick(ctx: Context, message: Message) -> None:
    """Handle KICK. We do not come back by ourselves.

    Source: RFC 2812 3.2.8.
    """
    room = ctx.find_room(message.params[0])
    who = message.params[1]
    by = Source.parse(message.source or "").nick
    reason = clean(message.params[2]) if len(message.params) > 2 else ""
    if room is None:
        return
    own = ctx.is_me(who)
    ctx.notice(room, NoticeKind.KICKED, own=own, who=who, by=by, reason="" if reason == by else reason)
    if own:
        ctx.wanted.pop(room.key, None)
        leave_room(ctx, room, Fault(FaultKind.KICKED, {"by": by, "reason": reason}))
    else:
        _drop_member(ctx, room, ctx.fold(who))


def quit_(ctx: Context, message: Message) -> None:
    """Handle QUIT.

    Source: RFC 2812 3.1.7.
    """
    nick = Source.parse(message.source or "").nick
    key = ctx.fold(nick)
    # Servers put that before the words of people who left by themselves.
    reason = clean(message.params[0]).removeprefix("Quit: ") if message.params else ""
    for room in list(ctx.view.rooms):
        if key in room.members or room.key == key:
            ctx.notice(room, NoticeKind.QUIT, who=nick, reason=reason)
        if room.members.pop(key, None) is not None:
            ctx.changed(room, RoomPart.MEMBERS)
    composing.stopped_everywhere(ctx, nick)
    presence.disappeared(ctx, key)
    ctx.forget_stranger(key)
    ctx.nick_freed(nick)


def nick(ctx: Context, message: Message) -> None:
    """Handle NICK: one person, everywhere at once.

    Source: RFC 2812 3.1.2.
    """
    source = message.source or ""
    old, new = Source.parse(source).nick, message.params[0]
    if ctx.incoming.label is not None and not ctx.is_me(old) and old == new:
        # InspIRCd 3 answers a labelled NICK from the new nick.
        old = source = ctx.view.nick
    old_key, new_key = ctx.fold(old), ctx.fold(new)
    own = ctx.is_me(old)
    if not new or not (own or old_key in ctx.view.people):
        return
    if new_key != old_key:
        # Whoever we thought had this nick has gone, and we were not told.
        for room in ctx.view.rooms:
            room.members.pop(new_key, None)
    if own:
        ctx.view.nick = new
    composing.stopped_everywhere(ctx, old)
    person = ctx.person(source)
    person.nick = new
    ctx.view.people.pop(old_key, None)
    ctx.view.people[new_key] = person
    for room in list(ctx.view.rooms):
        member = room.members.pop(old_key, None)
        if member is not None:
            room.members[new_key] = member
            ctx.names_seen.get(room.key, set()).add(new_key)
            ctx.changed(room, RoomPart.MEMBERS)
        private = room.key == old_key and room.kind is RoomKind.PRIVATE
        if private and not own:
            ctx.rename_room(room, new)
        if member is not None or private or (own and room.key == SERVER_KEY):
            ctx.notice(room, NoticeKind.NICK, own=own, who=old, new=new)
    if own:
        ctx.emit(SelfChanged())
    else:
        presence.renamed(ctx, old, new)
        ctx.nick_freed(old)


def rename(ctx: Context, message: Message) -> None:
    """Handle RENAME: the room has another name and is the same in everything else.

    Source: IRCv3 channel-rename.
    """
    old, new = message.params[:2]
    room = ctx.find_room(old)
    if room is None or not ctx.is_channel(new):
        return
    other = ctx.find_room(new)
    if other is not None and other is not room:
        if other.joined:
            return
        # What we had open under that name was another room, and is gone.
        ctx.close_room(other)
    old_key = room.key
    ctx.rename_room(room, new)
    wanted = ctx.wanted.pop(old_key, None)
    if wanted is not None:
        ctx.wanted[room.key] = Wanted(new, wanted.password)
    seen = ctx.names_seen.pop(old_key, None)
    if seen is not None:
        ctx.names_seen[room.key] = seen
    by = Source.parse(message.source or "").nick
    reason = clean(message.params[2]) if len(message.params) > 2 else ""
    ctx.changed(room, RoomPart.STANDING)
    ctx.notice(room, NoticeKind.RENAMED, own=ctx.is_me(by), by=by, new=new, reason=reason)


def names_reply(ctx: Context, message: Message) -> None:
    """Handle 353: some of a channel's members.

    Source: RFC 2812 5.1; IRCv3 multi-prefix, userhost-in-names.
    """
    name, names = message.params[-2], message.params[-1].split()
    room = ctx.find_room(name)
    if room is None or not room.joined:
        ctx.names_asked.setdefault(ctx.fold(name), []).extend(names)
        return
    seen = ctx.names_seen.setdefault(room.key, set())
    for entry in names:
        letters, mask = ctx.support.prefixes.take_off(entry)
        person = ctx.person(mask)
        person.nick = Source.parse(mask).nick
        put_member(ctx, room, person, letters)
        seen.add(ctx.fold(person.nick))


def names_end(ctx: Context, message: Message) -> None:
    """Handle 366: the list is whole, who was not in it is not there.

    Source: RFC 2812 5.1.
    """
    if len(message.params) < 3:
        return
    name = message.params[1]
    key = ctx.fold(name)
    outside = ctx.names_asked.pop(key, None)
    room = ctx.find_room(name)
    if room is not None and room.joined:
        seen = ctx.names_seen.pop(key, None)
        if seen is not None:
            for gone in room.members.keys() - seen - {ctx.fold(ctx.view.nick)}:
                del room.members[gone]
                ctx.forget_stranger(gone)
        fresh, room.listed = not room.listed, True
        ctx.changed(room, RoomPart.MEMBERS | RoomPart.STANDING)
        if fresh:
            presence.survey(ctx, room)
    elif outside is not None or (ctx.incoming.label is not None and not ctx.is_quiet):
        listed = " ".join(entry.partition("!")[0] for entry in outside or ())
        ctx.notice(ctx.origin(), NoticeKind.NAMES, room=name, names=listed, count=str(len(outside or ())))
