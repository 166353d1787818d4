"""Who MONITORs whom, and what they are told."""

from __future__ import annotations

from malmadang.servercore.context import Context
from malmadang.servercore.effects import Send
from malmadang.servercore.render import Line, text_line
from malmadang.servercore.user import User
from malmadang.wire.names import casefold
from malmadang.wire.numerics import RPL_MONOFFLINE, RPL_MONONLINE, Numeric


def announce_presence(ctx: Context, user: User) -> None:
    """Tell those who MONITOR the nick that it is in use now.

    Source: IRCv3 monitor.
    """
    _announce(ctx, user.nick, RPL_MONONLINE, user.mask)


def announce_absence(ctx: Context, nick: str) -> None:
    """Tell those who MONITOR the nick that it is free now.

    Source: IRCv3 monitor.
    """
    _announce(ctx, nick, RPL_MONOFFLINE, nick)


def _announce(ctx: Context, nick: str, numeric: Numeric, what: str) -> None:
    watching = ctx.state.watchers.get(casefold(nick))
    if watching:
        server = ctx.config.server.name
        for client in watching.values():
            ctx.broadcast((client,), text_line(f":{server} {numeric.code} {client.nick} :{what}"))


def tell_watchers(ctx: Context, user: User, line: Line) -> None:
    """Give a line about a user to those who MONITOR it from afar and negotiated what the line needs.

    Who shares a channel with the user has had the line through that; nobody hears it twice.

    Args:
        line: its `need` holds the bit of the capability that the line belongs to.
    Source: IRCv3 extended-monitor.
    """
    for client in ctx.state.watchers.get(user.folded, {}).values():
        watcher = client.user
        if watcher is None or watcher is user or watcher.shares_channel_with(user):
            continue
        if "extended-monitor" in client.caps and not line.need & ~client.mask:
            ctx.effects.append(Send(client.id, line))
