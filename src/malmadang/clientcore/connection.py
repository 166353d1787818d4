"""The line's own life: PING, ERROR, the welcome, and what ends it."""

import msgspec

from malmadang.clientcore import (
    handshake,
    history,
    naming,
    negotiation,
    presence,
    reading,
    replies,
    resending,
    sending,
)
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import SelfChanged
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.plaintext import clean
from malmadang.clientcore.progress import Wanted
from malmadang.clientcore.rows import NoticeKind
from malmadang.clientcore.view import Phase, RoomKind
from malmadang.wire.message import Message, Source

WELCOME_MS = 30_000
"""A server that has not let us in by then will not."""
BURST_MS = 3_000
"""A welcome without a message of the day, not even a missing one, is over by then."""
STEADY_MS = 30_000
"""A line that breaks sooner counts as short: each of them in a row makes the next waits longer."""


def ping(ctx: Context, message: Message) -> None:
    """Handle PING.

    Source: RFC 2812 3.7.2.
    """
    ctx.send("PONG", *message.params[:2])


def pong(ctx: Context, message: Message) -> None:
    """Handle PONG: any line shows that the server is there, this one says nothing more.

    Source: RFC 2812 3.7.3.
    """


def error(ctx: Context, message: Message) -> None:
    """Handle ERROR: the server closes the line, and says why.

    Source: RFC 2812 3.7.4.
    """
    text = clean(message.params[-1]) if message.params else ""
    ctx.last_words = Fault(FaultKind.CLOSED_BY_SERVER, {"text": text})


def welcome(ctx: Context, message: Message) -> None:
    """Handle 001: we are in, under the nick it names.

    Source: RFC 2812 5.1.
    """
    if ctx.view.connection.phase is not Phase.REGISTERING:
        return
    ctx.view.nick = message.params[0]
    me = ctx.person(ctx.view.nick)
    last_word = message.params[-1].rpartition(" ")[2]
    if Source.parse(last_word).host and ctx.is_me(Source.parse(last_word).nick):
        ctx.person(last_word)
    me.online = True
    me.account = ctx.view.account
    ctx.registration.ended = True
    ctx.attempt = ctx.short_lines
    ctx.timers.pop("welcome", None)
    ctx.timers.pop("cap", None)
    ctx.timers["burst"] = ctx.after(BURST_MS)
    ctx.timers["steady"] = ctx.after(STEADY_MS)
    state = ctx.view.connection
    ctx.set_state(
        msgspec.structs.replace(state, phase=Phase.ONLINE, fault=None, attempt=0, returned=ctx.was_online)
    )
    ctx.was_online = True
    history.returned(ctx)
    ctx.emit(SelfChanged())
    ctx.notice(ctx.view.server, NoticeKind.CONNECTED, server=state.server)
    replies.greeting(ctx, message)


def burst_over(ctx: Context, message: Message) -> None:
    """Handle 376 and 422: the welcome is over.

    Source: RFC 2812 5.1.
    """
    if message.verb == "376":
        replies.greeting(ctx, message)
    enter_rooms(ctx)


def enter_rooms(ctx: Context) -> None:
    """After the welcome: into the rooms we want, out with what has waited.

    Where the address names no room and the settings none, those the server recommends.
    """
    if ctx.timers.pop("burst", None) is None:
        return
    if not ctx.rooms_chosen:
        ctx.rooms_chosen = True
        settings = ctx.settings
        names = [name for name in (settings.address.room, *settings.rooms) if name]
        if not names and not ctx.wanted:
            names = list(ctx.support.rooms)
        for name in names:
            ctx.wanted.setdefault(ctx.fold(name), Wanted(name, show=name == names[0]))
    for wanted in ctx.wanted.values():
        ctx.send("JOIN", wanted.name, *([wanted.password] if wanted.password else []))
    presence.watch_all(ctx)
    for room in ctx.view.rooms:
        if room.kind is RoomKind.PRIVATE:
            reading.ask_marker(ctx, room)
    naming.welcomed(ctx)
    history.look_for_private_words(ctx)
    if not ctx.has("away-notify"):
        ctx.timers["away"] = ctx.after(presence.AGAIN_MS)
    resending.line_is_back(ctx)
    sending.line_is_back(ctx)
    sending.pump(ctx)
    if not ctx.is_me(ctx.desired_nick):
        ctx.timers["nick"] = ctx.after(NICK_MS)


NICK_MS = 30_000
"""How often the nick that the person wants is asked for while somebody else has it."""


def retake_nick(ctx: Context) -> None:
    """Ask for the wanted nick again: its holder may have been a line of ours that was lost."""
    if not ctx.is_me(ctx.desired_nick) and ctx.nick_tries < 10:
        ctx.nick_tries += 1
        ctx.regaining = True
        ctx.send("NICK", ctx.desired_nick)
        ctx.timers["nick"] = ctx.after(NICK_MS)


def nick_error(ctx: Context, message: Message) -> None:
    """Handle the numerics that refuse a nick, before and after the welcome.

    Source: RFC 2812 5.2.
    """
    if ctx.view.connection.phase is Phase.REGISTERING:
        negotiation.nick_refused(ctx, message)
        return
    if not ctx.regaining and not (message.verb == "437" and ctx.is_channel(message.params[1])):
        ctx.desired_nick = ctx.view.nick
    replies.error(ctx, message)


def unknown_command(ctx: Context, message: Message) -> None:
    """Handle 421.

    Source: RFC 2812 5.2.
    """
    verb = message.params[1].upper()
    if verb == "CAP" and ctx.view.connection.phase is Phase.REGISTERING:
        negotiation.cap_is_unknown(ctx)
    elif verb == "AUTHENTICATE" and ctx.login is not None:
        ctx.login = None
        handshake.finish(ctx)
    else:
        replies.error(ctx, message)


def cap_refused(ctx: Context, message: Message) -> None:
    """Handle 410 and 451: an old server answers CAP LS so.

    Source: RFC 2812 5.2; IRCv3 capability-negotiation.
    """
    if ctx.view.connection.phase is Phase.REGISTERING:
        negotiation.cap_is_unknown(ctx)
    else:
        replies.error(ctx, message)


def password_refused(ctx: Context, message: Message) -> None:
    """Handle 464: of the server's own password, or of OPER.

    Source: RFC 2812 5.2.
    """
    if ctx.view.connection.phase is Phase.REGISTERING:
        handshake.halt(ctx, Fault(FaultKind.PASSWORD_REFUSED, {"text": clean(message.params[-1])}))
    else:
        replies.error(ctx, message)


def banned(ctx: Context, message: Message) -> None:
    """Handle 465: not on this server.

    Source: RFC 2812 5.2.
    """
    handshake.halt(ctx, Fault(FaultKind.BANNED, {"text": clean(message.params[-1])}))
