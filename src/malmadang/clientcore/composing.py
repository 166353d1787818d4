"""Who is writing: what others tell of it, and what is told of the person."""

from malmadang.clientcore import slash
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import RoomPart
from malmadang.clientcore.progress import OwnTyping, Typist
from malmadang.clientcore.view import Room, RoomKind
from malmadang.ports import SteadyMs
from malmadang.wire.names import Folded

ACTIVE_MS = 6_000
PAUSED_MS = 30_000
EACH_MS = 3_000
"""Nothing is told twice within so long, whatever it is."""
PAUSE_MS = 4_000
"""Who has not touched the text for so long is pausing."""
_MAX_TYPISTS = 20


# Others.


def heard(ctx: Context, room: Room, nick: str, state: str) -> None:
    """Somebody says that she types, pauses, or has stopped.

    Source: IRCv3 typing.
    """
    if state not in ("active", "paused") or ctx.is_me(nick):
        stopped(ctx, room, nick)
        return
    typists = ctx.typists.setdefault(room.key, {})
    if len(typists) >= _MAX_TYPISTS and ctx.fold(nick) not in typists:
        return
    typists[ctx.fold(nick)] = Typist(nick, ctx.after(ACTIVE_MS if state == "active" else PAUSED_MS))
    _show(ctx, room)


def stopped(ctx: Context, room: Room, nick: str) -> None:
    """Somebody has said something, or is gone."""
    if ctx.typists.get(room.key, {}).pop(ctx.fold(nick), None) is not None:
        _show(ctx, room)


def stopped_everywhere(ctx: Context, nick: str) -> None:
    """Somebody has left the server, or is called otherwise now."""
    for key in list(ctx.typists):
        room = ctx.rooms.get(key)
        if room is not None:
            stopped(ctx, room, nick)


def _show(ctx: Context, room: Room) -> None:
    typists = ctx.typists.get(room.key, {})
    nicks = tuple(typist.nick for typist in typists.values())
    if nicks != room.typing:
        room.typing = nicks
        ctx.changed(room, RoomPart.TYPING)
    _set_timer(ctx)


def line_is_gone(ctx: Context) -> None:
    """Nobody tells any more when somebody stops."""
    ctx.own_typing.clear()
    ctx.typists.clear()
    for room in ctx.view.rooms:
        if room.typing:
            room.typing = ()
            ctx.changed(room, RoomPart.TYPING)


# The person.


def typed(ctx: Context, key: Folded, text: str) -> None:
    """The text in a room's composer is this now; see `ClientCore.typed`."""
    room = ctx.rooms.get(key)
    if room is None or room.kind is RoomKind.SERVER or not room.joined or not ctx.is_online:
        return
    if not ctx.may_tag("typing"):
        return
    now_ms, own = ctx.now.steady_ms, ctx.own_typing.get(key)
    if not text.strip() or slash.is_command(text):
        if own is not None:
            del ctx.own_typing[key]
            if own.told_ms + EACH_MS <= now_ms:
                _tell(ctx, room, "done")
        return
    if own is None or own.told_ms + EACH_MS <= now_ms:
        _tell(ctx, room, "active")
        ctx.own_typing[key] = OwnTyping("active", now_ms, now_ms)
    else:
        own.touched_ms = now_ms
    _set_timer(ctx)


def said(ctx: Context, key: Folded) -> None:
    """The text has been sent, which ends the typing without a word."""
    ctx.own_typing.pop(key, None)


def _tell(ctx: Context, room: Room, state: str) -> None:
    ctx.send("TAGMSG", room.name, tags={"+typing": state})


# The clock.


def ring(ctx: Context) -> None:
    """Let go of who has been silent too long; tell that the person pauses."""
    now_ms = ctx.now.steady_ms
    for key, typists in list(ctx.typists.items()):
        for nick in [nick for nick, typist in typists.items() if typist.until_ms <= now_ms]:
            del typists[nick]
        room = ctx.rooms.get(key)
        if room is None or not typists:
            del ctx.typists[key]
        if room is not None:
            _show(ctx, room)
    for key, own in list(ctx.own_typing.items()):
        room = ctx.rooms.get(key)
        if room is None:
            del ctx.own_typing[key]
        elif own.state == "active" and own.touched_ms + PAUSE_MS <= now_ms:
            own.state, own.told_ms = "paused", now_ms
            _tell(ctx, room, "paused")
    _set_timer(ctx)


def _set_timer(ctx: Context) -> None:
    times = [typist.until_ms for typists in ctx.typists.values() for typist in typists.values()]
    times += [SteadyMs(own.touched_ms + PAUSE_MS) for own in ctx.own_typing.values() if own.state == "active"]
    if times:
        ctx.timers["typing"] = min(times)
    else:
        ctx.timers.pop("typing", None)
