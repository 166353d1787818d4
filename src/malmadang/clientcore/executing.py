"""What the person asks for -> lines to the server and changes of the View."""

import msgspec

from malmadang.clientcore import (
    accounts,
    gaming,
    history,
    naming,
    negotiation,
    pointing,
    presence,
    reading,
    searching,
    sending,
    slash,
)
from malmadang.clientcore import commands as c
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import CloseLine, RowsCleared, SaveMemory, SelfChanged, ShowRoom
from malmadang.clientcore.faults import FaultError, FaultKind
from malmadang.clientcore.progress import Wanted
from malmadang.clientcore.rows import MessageRow, NoticeKind
from malmadang.clientcore.view import SERVER_KEY, Phase, Room, RoomKind
from malmadang.wire.errors import WireError
from malmadang.wire.message import parse_line
from malmadang.wire.names import Folded, check_nick, normalize_name

_DEFAULT_AWAY = {"ko": "자리를 비웠어요", "en": "Away"}
_RESENT = {"ko": "글 {count}개를 다시 보내요", "en": "Sending again: {count}"}
_DISCARDED = {"ko": "보내지 못한 글 {count}개를 버렸어요", "en": "Unsent messages thrown away: {count}"}
_DEFAULT_QUIT = {"ko": "다음에 또 만나요", "en": "Good bye"}


def execute(ctx: Context, command: c.Command, origin: Folded) -> None:
    """Carry a command out.

    Args:
        origin: room in which it was asked; answers appear there.
    Raises:
        FaultError: it cannot be done, and nothing was.
    """
    if isinstance(command, c.AccountCommand):
        accounts.execute(ctx, command, origin)
        return
    match command:
        case c.Say():
            say(ctx, command)
        case c.Reply() | c.React() | c.Redact():
            pointing.execute(ctx, command, origin)
        case c.Search():
            searching.search(ctx, command, origin)
        case c.Join():
            _join(ctx, command, origin)
        case c.Leave():
            _leave(ctx, command, origin)
        case c.Show():
            _show(ctx, command.room)
        case c.SetNick():
            _set_nick(ctx, command.nick, origin)
        case c.Ignore() | c.Unignore():
            _ignore(ctx, command, origin)
        case c.Names():
            _names(ctx, command.room, origin)
        case c.LoadOlder() | c.LoadGap() | c.LoadAround() | c.LoadMore():
            _load(ctx, command)
        case c.Clear():
            _clear(ctx, command.room)
        case c.Help():
            _help(ctx, command.command, origin)
        case c.Login():
            _login(ctx, command)
        case c.Resend():
            _resend(ctx, command, origin)
        case c.Discard():
            _discard(ctx, command, origin)
        case _:
            _ask(ctx, command, origin)


def _ask(ctx: Context, command: c.Command, origin: Folded) -> None:
    """Carry out a command that is a line to the server."""
    if ctx.view.connection.phase is not Phase.ONLINE:
        raise FaultError(FaultKind.NOT_ONLINE, command=type(command).__name__)
    match command:
        case c.SetDisplayName():
            naming.set_name(ctx, command, origin)
        case c.SetTopic():
            topic = () if command.topic is None else (one_line(command.topic),)
            ctx.ask(origin, "TOPIC", command.room, *topic)
        case c.RenameRoom():
            why = (one_line(command.reason),) if command.reason else ()
            ctx.ask(origin, "RENAME", command.room, command.name, *why)
        case c.SetAway():
            text = () if command.text is None else (one_line(command.text) or _words(ctx, _DEFAULT_AWAY),)
            ctx.ask(origin, "AWAY", *text)
        case c.Invite():
            ctx.ask(origin, "INVITE", command.nick, command.room)
        case c.Kick():
            reason = (one_line(command.reason),) if command.reason else ()
            ctx.ask(origin, "KICK", command.room, command.nick, *reason)
        case c.Ban():
            sign = "-b" if command.lift else "+b"
            ctx.ask(origin, "MODE", command.room, sign, _ban_mask(ctx, command))
        case c.SetRank():
            change = f"{'+' if command.give else '-'}{command.letter}"
            ctx.ask(origin, "MODE", command.room, change, command.nick)
        case c.SetMode():
            ctx.ask(origin, "MODE", command.room, *command.modes.split())
        case c.ListRooms():
            ctx.view.directory.clear()
            ctx.list_rows = command.rows
            ctx.ask(origin, "LIST", *([command.pattern] if command.pattern else []))
        case c.Whois():
            ctx.ask(command.shown_in or origin, "WHOIS", command.nick)
        case c.Game():
            gaming.ask(ctx, command, origin)
        case c.Raw():
            _raw(ctx, command.line, origin)
        case _:
            # ClientCore itself carries out the rest: Quit, Reconnect, TrustCertificate.
            pass


def one_line(text: str) -> str:
    """Return a text without line breaks and NUL."""
    return " ".join(text.replace("\0", "").split("\n")).replace("\r", "").strip()


def _words(ctx: Context, words: dict[str, str]) -> str:
    return words[ctx.settings.language]


def quit_words(ctx: Context, reason: str) -> str:
    """Return what the others read when we leave."""
    return one_line(reason) or _words(ctx, _DEFAULT_QUIT)


def say(ctx: Context, command: c.Say) -> None:
    """Say something in a room, which a private talk is opened for.

    Raises:
        FaultError: we are not in the channel, or nobody can be called that.
    """
    name = ctx.support.split_target(command.room)[1]
    room = ctx.find_room(name)
    if room is None or room.kind is RoomKind.SERVER:
        if ctx.is_channel(name):
            raise FaultError(FaultKind.NOT_IN_ROOM, room=name)
        room = open_private(ctx, name)
    elif room.kind is RoomKind.CHANNEL and not room.joined and room.key not in ctx.wanted:
        raise FaultError(FaultKind.NOT_IN_ROOM, room=room.name)
    answered = ctx.timelines[room.key].row_of_msgid(command.reply_to) if command.reply_to else None
    if isinstance(answered, MessageRow) and ctx.is_online:
        pointing.reply(ctx, room, command.room, answered, command.text)
    else:
        sending.say(ctx, room, command.room, command.text, command.form, command.reply_to)


def open_private(ctx: Context, nick: str) -> Room:
    """Return the private talk with somebody, opened if it is not."""
    if not nick or " " in nick or nick[0] == ":" or ctx.fold(nick) == SERVER_KEY:
        raise FaultError(FaultKind.NO_ROOM)
    known = ctx.find_room(nick)
    if known is not None:
        return known
    person = ctx.person(nick)
    room = reading.open_private(ctx, person.nick, 0)
    if ctx.view.connection.phase is Phase.ONLINE:
        presence.watch(ctx, room)
    return room


def _join(ctx: Context, command: c.Join, origin: Folded) -> None:
    name = normalize_name(command.room)
    room = ctx.find_room(name)
    if room is not None and room.joined:
        ctx.emit(ShowRoom(room.key))
        return
    if " " in name or "," in name or name in ("", "0"):
        raise FaultError(FaultKind.ADDRESS_ROOM, room=name)
    password = command.password.split(" ")[0]
    ctx.wanted[ctx.fold(name)] = Wanted(name, password, show=True)
    if ctx.view.connection.phase is Phase.ONLINE:
        ctx.ask(origin, "JOIN", name, *([password] if password else []))


def _leave(ctx: Context, command: c.Leave, origin: Folded) -> None:
    room = ctx.find_room(command.room)
    if room is None:
        raise FaultError(FaultKind.NOT_IN_ROOM, room=command.room)
    ctx.wanted.pop(room.key, None)
    if room.joined and room.kind is RoomKind.CHANNEL and ctx.view.connection.phase is Phase.ONLINE:
        ctx.ask(origin, "PART", room.name, *([one_line(command.reason)] if command.reason else []))
        return
    if room.kind is RoomKind.PRIVATE and ctx.view.connection.phase is Phase.ONLINE:
        presence.unwatch(ctx, room)
    ctx.close_room(room)


def _show(ctx: Context, name: str) -> None:
    room = ctx.find_room(name) or ctx.find_room(f"#{name}")
    if room is None and ctx.is_channel(name):
        raise FaultError(FaultKind.NOT_IN_ROOM, room=name)
    ctx.emit(ShowRoom((room or open_private(ctx, name)).key))


def _set_nick(ctx: Context, nick: str, origin: Folded) -> None:
    nick = normalize_name(nick.strip())
    fault = check_nick(nick, max_chars=64, max_bytes=192)
    if fault is not None:
        raise FaultError(FaultKind.NAME, why=fault.kind.name, letter=fault.letter, limit=str(fault.limit))
    ctx.desired_nick = nick
    ctx.regaining = False
    phase = ctx.view.connection.phase
    if phase is Phase.ONLINE:
        ctx.ask(origin, "NICK", nick)
    elif phase is Phase.REGISTERING:
        negotiation.choose_nick(ctx, nick)
    else:
        ctx.view.nick = nick
        ctx.emit(SelfChanged())


def _ignore(ctx: Context, command: c.Ignore | c.Unignore, origin: Folded) -> None:
    room = ctx.rooms.get(origin, ctx.view.server)
    ignored, who = ctx.memory.ignored, command.who.strip()
    same = [entry for entry in ignored if ctx.fold(entry) == ctx.fold(who)]
    if isinstance(command, c.Unignore):
        if not same:
            raise FaultError(FaultKind.NOT_IGNORED, who=who)
        ignored = tuple(entry for entry in ignored if entry not in same)
        kind = NoticeKind.UNIGNORED
    elif not who:
        ctx.begin_own()
        ctx.notice(room, NoticeKind.IGNORES, names=" ".join(ignored))
        return
    else:
        ignored = ignored if same else (*ignored, who)
        kind = NoticeKind.IGNORING
    if ignored != ctx.memory.ignored:
        ctx.memory = msgspec.structs.replace(ctx.memory, ignored=ignored)
        ctx.emit(SaveMemory())
    ctx.notice(room, kind, who=who)


def _names(ctx: Context, name: str, origin: Folded) -> None:
    room = ctx.find_room(name)
    if room is not None and room.joined:
        names = " ".join(f"{member.prefixes[:1]}{member.nick}" for member in room.ranked())
        where = ctx.rooms.get(origin, room)
        ctx.notice(where, NoticeKind.NAMES, room=room.name, names=names, count=str(len(room.members)))
    elif ctx.view.connection.phase is Phase.ONLINE:
        ctx.ask(origin, "NAMES", name)
    else:
        raise FaultError(FaultKind.NOT_ONLINE, command="NAMES")


def _load(ctx: Context, command: c.LoadOlder | c.LoadGap | c.LoadAround | c.LoadMore) -> None:
    room = ctx.find_room(command.room)
    if room is None:
        raise FaultError(FaultKind.NOT_IN_ROOM, room=command.room)
    match command:
        case c.LoadOlder():
            history.load_older(ctx, room)
        case c.LoadGap():
            history.load_gap(ctx, room, command.row)
        case c.LoadAround():
            history.load_around(ctx, room, command.msgid)
        case c.LoadMore():
            history.load_more(ctx, room)


def _resend(ctx: Context, command: c.Resend, origin: Folded) -> None:
    """Send again what failed or is held.

    Raises:
        FaultError: NOTHING_WAITS.
    """
    if command.typed:
        _tell_count(ctx, origin, _RESENT)
        for row in list(ctx.outbox.failed):
            sending.resend(ctx, row)
    sending.resend(ctx, command.row)


def _discard(ctx: Context, command: c.Discard, origin: Folded) -> None:
    """Forget what failed or waits.

    Raises:
        FaultError: NOTHING_WAITS.
    """
    if command.typed:
        _tell_count(ctx, origin, _DISCARDED)
        for row in list(ctx.outbox.failed):
            sending.discard(ctx, row)
    sending.discard(ctx, command.row)


def _tell_count(ctx: Context, origin: Folded, words: dict[str, str]) -> None:
    """Say how many messages a command typed by hand is about."""
    outbox = ctx.outbox
    count = len(outbox.failed) + len(outbox.queue) + len(outbox.uncertain)
    if not count:
        raise FaultError(FaultKind.NOTHING_WAITS)
    room = ctx.rooms.get(origin, ctx.view.server)
    ctx.notice(room, NoticeKind.REPLY, text=_words(ctx, words).format(count=count))


def _clear(ctx: Context, name: str) -> None:
    room = ctx.find_room(name)
    if room is not None:
        ctx.timelines[room.key].clear()
        ctx.emit(RowsCleared(room.key))


def _help(ctx: Context, name: str, origin: Folded) -> None:
    if name and slash.find_command(name) is None:
        raise FaultError(FaultKind.UNKNOWN_COMMAND, command=name, nearest=slash.suggest(name))
    ctx.notice(ctx.rooms.get(origin, ctx.view.server), NoticeKind.HELP, command=name.removeprefix("/"))


def _login(ctx: Context, command: c.Login) -> None:
    if ctx.is_online and command.account:
        ctx.begin_own()
        ctx.identity.trial = (command.account, command.password)
        negotiation.try_out(ctx)
        return
    password = command.password if command.account else ""
    ctx.settings = msgspec.structs.replace(ctx.settings, account=command.account, password=password)
    if ctx.registration.asking_nick and ctx.view.connection.phase is Phase.REGISTERING:
        # The nick is the account's: begin anew, and log in before it is asked for.
        ctx.registration.asking_nick = False
        ctx.upgrade = ctx.target
        ctx.send("QUIT")
        ctx.emit(CloseLine())


def _ban_mask(ctx: Context, command: c.Ban) -> str:
    """Return the mask for a nick: its host, unless a bystander has the same one."""
    who = command.who
    if any(sign in who for sign in "!@*?$:"):
        return who
    person = ctx.view.people.get(ctx.fold(who))
    if person is None or not person.host:
        return f"{who}!*@*"
    shared = any(other.host == person.host for other in ctx.view.people.values() if other is not person)
    return f"{person.nick}!*@*" if shared else f"*!*@{person.host}"


def _raw(ctx: Context, line: str, origin: Folded) -> None:
    """Send a line as typed; the parser checks that it is one, and only one.

    Raises:
        FaultError: it is no line.
    """
    try:
        message = parse_line(one_line(line).encode())
        ctx.ask(origin, message.verb, *message.params)
    except (WireError, UnicodeEncodeError) as error:
        raise FaultError(FaultKind.NO_LINE, line=line) from error
