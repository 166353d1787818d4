"""WHOIS and WHOWAS: who somebody is, and who somebody was."""

from __future__ import annotations

from malmadang.servercore.allowance import Allowance
from malmadang.servercore.authority import may_see_in
from malmadang.servercore.commands.who import shown_address
from malmadang.servercore.context import Context
from malmadang.servercore.metadata import values_of
from malmadang.servercore.params import as_given, require_us, word
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.state import Whowas
from malmadang.servercore.user import User
from malmadang.wire.message import Message
from malmadang.wire.names import casefold, normalize_name
from malmadang.wire.numerics import (
    ERR_NONICKNAMEGIVEN,
    ERR_NOSUCHNICK,
    ERR_WASNOSUCHNICK,
    RPL_AWAY,
    RPL_ENDOFWHOIS,
    RPL_ENDOFWHOWAS,
    RPL_WHOISACCOUNT,
    RPL_WHOISACTUALLY,
    RPL_WHOISBOT,
    RPL_WHOISCHANNELS,
    RPL_WHOISIDLE,
    RPL_WHOISKEYVALUE,
    RPL_WHOISOPERATOR,
    RPL_WHOISSECURE,
    RPL_WHOISSERVER,
    RPL_WHOISUSER,
    RPL_WHOWASUSER,
)

_CHANNELS_BYTES = 300


def whois(ctx: Context, message: Message) -> None:
    """Tell about one person; of several named, about the first.

    Source: Modern IRC, WHOIS message; RPL_ENDOFWHOIS (what was asked comes back letter by letter).
    """
    params = message.params
    typed = params[1] if len(params) > 1 else params[0] if params else ""
    nick = typed.partition(",")[0]
    if not nick:
        raise Refusal(ERR_NONICKNAMEGIVEN)
    if len(params) > 1:
        require_us(ctx.state, params[0], ctx.config.server.name)
    target = ctx.state.user(normalize_name(nick))
    if target is None:
        ctx.numeric(ERR_NOSUCHNICK, word(nick))
        ctx.numeric(RPL_ENDOFWHOIS, as_given(typed))
        return
    ctx.data(RPL_WHOISUSER, target.nick, target.username, target.host, "*", target.realname)
    _send_channels(ctx, target)
    _send_more(ctx, target)
    ctx.numeric(RPL_ENDOFWHOIS, as_given(typed))


def _send_channels(ctx: Context, target: User) -> None:
    every = "multi-prefix" in ctx.client.caps
    line: list[str] = []
    used = 0
    for channel in target.channels.values():
        if not may_see_in(ctx.user, target, channel):
            continue
        item = channel.members[target].signs(every=every) + channel.name
        size = len(item.encode()) + 1
        if line and used + size > _CHANNELS_BYTES:
            ctx.data(RPL_WHOISCHANNELS, target.nick, " ".join(line))
            line, used = [], 0
        line.append(item)
        used += size
    if line:
        ctx.data(RPL_WHOISCHANNELS, target.nick, " ".join(line))


def _send_more(ctx: Context, target: User) -> None:
    server, nick = ctx.config.server, target.nick
    ctx.data(RPL_WHOISSERVER, nick, server.name, server.description)
    if target.is_operator:
        ctx.numeric(RPL_WHOISOPERATOR, nick)
    if target.away is not None:
        ctx.numeric(RPL_AWAY, nick, text=target.away)
    if "B" in target.modes:
        ctx.numeric(RPL_WHOISBOT, nick)
    if target.account:
        ctx.numeric(RPL_WHOISACCOUNT, nick, target.account)
    address = shown_address(ctx, target)
    if address:
        ctx.numeric(RPL_WHOISACTUALLY, nick, f"{target.username}@{address}", address)
    if target.is_secure:
        ctx.numeric(RPL_WHOISSECURE, nick)
    for key, value in sorted(values_of(ctx, target).items()):
        ctx.data(RPL_WHOISKEYVALUE, nick, key, "*", value)
    idle_s = target.idle_ms(ctx.now.steady_ms) // 1000
    ctx.numeric(RPL_WHOISIDLE, nick, str(idle_s), str(target.signon_utc_ms // 1000))


def whowas(ctx: Context, message: Message) -> None:
    """Tell about those who had a nick before, newest first.

    Source: Modern IRC, WHOWAS message.
    """
    params = message.params
    nick = params[0].partition(",")[0] if params else ""
    if not nick:
        raise Refusal(ERR_NONICKNAMEGIVEN)
    folded = casefold(normalize_name(nick))
    found = [entry for entry in reversed(ctx.state.whowas) if casefold(entry.nick) == folded]
    if not found:
        ctx.numeric(ERR_WASNOSUCHNICK, word(nick))
    allowance = Allowance(ctx.config.limits.sendq_bytes)
    for entry in found[: _count(params[1] if len(params) > 1 else "")]:
        lines = _whowas_lines(ctx, entry)
        if not all(allowance.take(line) for line in lines):
            break
        for line in lines:
            ctx.reply(line)
    ctx.numeric(RPL_ENDOFWHOWAS, word(nick))


def _count(typed: str) -> int | None:
    """Return how many entries are asked for, None for all of them."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= 9
    return (int(typed) or None) if is_number else None


def _whowas_lines(ctx: Context, entry: Whowas) -> list[str]:
    server = ctx.config.server.name
    return [
        ctx.data_line(RPL_WHOWASUSER, entry.nick, entry.username, entry.host, "*", entry.realname),
        ctx.data_line(RPL_WHOISSERVER, entry.nick, server, ctx.time_text(entry.utc_ms)),
    ]
