"""MONITOR: nicks a client wants to hear of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from malmadang.servercore.context import Context
from malmadang.servercore.params import pieces, word
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.registration import nick_fault
from malmadang.wire.message import Message
from malmadang.wire.names import Folded, casefold, normalize_name
from malmadang.wire.numerics import (
    ERR_MONLISTFULL,
    ERR_NEEDMOREPARAMS,
    ERR_UNKNOWNERROR,
    RPL_ENDOFMONLIST,
    RPL_MONLIST,
    RPL_MONOFFLINE,
    RPL_MONONLINE,
    Numeric,
)

_LINE_BYTES = 380


def monitor(ctx: Context, message: Message) -> None:
    """Add, remove, clear, list or ask after watched nicks.

    Source: IRCv3 monitor.
    """
    sign = message.params[0].upper()
    handler = _SUBCOMMANDS.get(sign)
    if handler is None:
        text = ctx.phrases.say("monitor_subcommand")
        raise Refusal(ERR_UNKNOWNERROR, "MONITOR", word(message.params[0]), text=text)
    if sign in "+-" and len(message.params) < 2:
        raise Refusal(ERR_NEEDMOREPARAMS, "MONITOR")
    handler(ctx, pieces(message.params[1]) if len(message.params) > 1 else [])


def _add(ctx: Context, targets: list[str]) -> None:
    client, most = ctx.client, ctx.config.limits.monitor
    known: dict[Folded, str] = {}
    absent: dict[str, None] = {}
    for place, typed in enumerate(targets):
        nick = normalize_name(typed)
        if nick_fault(ctx, nick) is not None:
            # Nobody can ever have it, so it is not kept.
            absent[word(typed)] = None
            continue
        folded = casefold(nick)
        if folded not in client.monitored:
            if len(client.monitored) >= most:
                _send_status(ctx, known.values(), absent)
                ctx.numeric(ERR_MONLISTFULL, str(most), word(",".join(targets[place:]), letters=300))
                return
            ctx.state.watch(client, nick)
        known[folded] = nick
    _send_status(ctx, known.values(), absent)


def _remove(ctx: Context, targets: list[str]) -> None:
    for typed in targets:
        ctx.state.unwatch(ctx.client, casefold(normalize_name(typed)))


def _clear(ctx: Context, targets: list[str]) -> None:
    for folded in tuple(ctx.client.monitored):
        ctx.state.unwatch(ctx.client, folded)


def _list(ctx: Context, targets: list[str]) -> None:
    _send_lines(ctx, RPL_MONLIST, ctx.client.monitored.values())
    ctx.numeric(RPL_ENDOFMONLIST)


def _status(ctx: Context, targets: list[str]) -> None:
    _send_status(ctx, ctx.client.monitored.values(), ())


_SUBCOMMANDS: dict[str, Callable[[Context, list[str]], None]] = {
    "+": _add,
    "-": _remove,
    "C": _clear,
    "L": _list,
    "S": _status,
}


def _send_status(ctx: Context, nicks: Iterable[str], absent: Iterable[str]) -> None:
    here: list[str] = []
    gone: list[str] = []
    for nick in nicks:
        user = ctx.state.user(nick)
        if user is not None:
            here.append(user.mask)
        else:
            gone.append(nick)
    _send_lines(ctx, RPL_MONONLINE, here)
    _send_lines(ctx, RPL_MONOFFLINE, [*gone, *absent])


def _send_lines(ctx: Context, numeric: Numeric, items: Iterable[str]) -> None:
    """Send items joined by commas, in as many lines as they need."""
    line: list[str] = []
    used = 0
    for item in items:
        size = len(item.encode()) + 1
        if line and used + size > _LINE_BYTES:
            ctx.data(numeric, ",".join(line))
            line, used = [], 0
        line.append(item)
        used += size
    if line:
        ctx.data(numeric, ",".join(line))
