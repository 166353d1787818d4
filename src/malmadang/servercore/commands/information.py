"""LUSERS MOTD VERSION INFO TIME ADMIN STATS LINKS: what the server tells of itself."""

from __future__ import annotations

from malmadang.servercore.context import Context
from malmadang.servercore.greeting import EXTENDED, VERSION, send_isupport, send_lusers, send_motd
from malmadang.servercore.params import require_us, word
from malmadang.servercore.refusal import Refusal
from malmadang.wire.masks import is_match
from malmadang.wire.message import Message
from malmadang.wire.numerics import (
    ERR_NOPRIVILEGES,
    ERR_NOTREGISTERED,
    RPL_ADMINEMAIL,
    RPL_ADMINLOC1,
    RPL_ADMINLOC2,
    RPL_ADMINME,
    RPL_ENDOFINFO,
    RPL_ENDOFLINKS,
    RPL_ENDOFSTATS,
    RPL_INFO,
    RPL_LINKS,
    RPL_STATSCONN,
    RPL_STATSOLINE,
    RPL_STATSUPTIME,
    RPL_TIME,
    RPL_VERSION,
)

_SECOND_MS = 1000
_DAY_S = 86_400


def _require_target(ctx: Context, message: Message, place: int = 0) -> None:
    """Refuse a query that is meant for another server."""
    if len(message.params) > place and message.params[place]:
        require_us(ctx.state, message.params[place], ctx.config.server.name)


def lusers(ctx: Context, message: Message) -> None:
    """Count people and channels.

    Source: Modern IRC, LUSERS message.
    """
    _require_target(ctx, message, place=1)
    send_lusers(ctx)


def motd(ctx: Context, message: Message) -> None:
    """Show the message of the day.

    Source: Modern IRC, MOTD message.
    """
    _require_target(ctx, message)
    send_motd(ctx)


def version(ctx: Context, message: Message) -> None:
    """Show the server's version and what it supports.

    Source: Modern IRC, VERSION message.
    """
    _require_target(ctx, message)
    ctx.numeric(RPL_VERSION, VERSION, ctx.config.server.name, text=ctx.phrases.say("version_comment"))
    send_isupport(ctx)


def info(ctx: Context, message: Message) -> None:
    """Tell about the server.

    Source: Modern IRC, INFO message.
    """
    _require_target(ctx, message)
    say = ctx.phrases.say
    for line in (
        say("info_what"),
        say("info_version", version=VERSION),
        say("info_since", time=ctx.time_text(ctx.state.created_ms)),
        say("info_license"),
    ):
        ctx.data(RPL_INFO, line)
    ctx.numeric(RPL_ENDOFINFO)


def time_(ctx: Context, message: Message) -> None:
    """Tell the server's time.

    Source: Modern IRC, TIME message.
    """
    _require_target(ctx, message)
    utc_ms = ctx.now.utc_ms
    text = ctx.phrases.say("local_time", time=ctx.time_text(utc_ms))
    ctx.numeric(RPL_TIME, ctx.config.server.name, str(utc_ms // _SECOND_MS), text=text)


def admin(ctx: Context, message: Message) -> None:
    """Tell who looks after the server.

    Source: Modern IRC, ADMIN message.
    """
    _require_target(ctx, message)
    server, say = ctx.config.server, ctx.phrases.say
    ctx.numeric(RPL_ADMINME, server.name)
    ctx.data(RPL_ADMINLOC1, server.description)
    ctx.data(RPL_ADMINLOC2, say("admin_location", network=server.network))
    ctx.data(RPL_ADMINEMAIL, say("admin_contact"))


def stats(ctx: Context, message: Message) -> None:
    """Show the uptime (u) or, to operators, who may become one (o).

    Source: RFC 2812 3.4.4; Modern IRC, STATS message.
    """
    _require_target(ctx, message, place=1)
    letter = message.params[0][:1]
    if letter == "u":
        up_s = max(0, ctx.now.utc_ms - ctx.state.created_ms) // _SECOND_MS
        days, rest = divmod(up_s, _DAY_S)
        clock = f"{rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02}"
        ctx.numeric(RPL_STATSUPTIME, days=str(days), clock=clock)
        ctx.numeric(RPL_STATSCONN, clients=str(ctx.state.max_users))
    elif letter == "o":
        if not ctx.user.is_operator:
            raise Refusal(ERR_NOPRIVILEGES)
        for operator in ctx.config.operators:
            ctx.numeric(RPL_STATSOLINE, "O", "*", "*", word(operator.name), text="")
    ctx.numeric(RPL_ENDOFSTATS, word(letter))


def links(ctx: Context, message: Message) -> None:
    """List the servers: this one.

    Source: Modern IRC, LINKS message; RFC 2812 3.4.5.
    """
    server = ctx.config.server
    mask = message.params[-1] if message.params and message.params[-1] else "*"
    if is_match(mask, server.name):
        ctx.data(RPL_LINKS, server.name, server.name, f"0 {server.description}")
    ctx.numeric(RPL_ENDOFLINKS, word(mask))


def isupport(ctx: Context, message: Message) -> None:
    """Tell what the server supports, before the welcome too for those who have negotiated that.

    Source: IRCv3 extended-isupport.
    """
    if ctx.client.user is None and EXTENDED not in ctx.client.caps:
        raise Refusal(ERR_NOTREGISTERED)
    send_isupport(ctx)
