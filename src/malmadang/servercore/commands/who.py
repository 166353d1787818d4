"""WHO and WHOX: people in a channel, by nick or by mask."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from malmadang.servercore.allowance import Allowance
from malmadang.servercore.authority import may_find, may_see, may_see_in
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.params import as_given
from malmadang.servercore.user import User
from malmadang.wire.masks import is_match
from malmadang.wire.message import Message
from malmadang.wire.names import normalize_name
from malmadang.wire.numerics import RPL_ENDOFWHO, RPL_WHOREPLY, RPL_WHOSPCRPL

_FIELDS = "tcuihsnfdlaor"
"""WHOX fields in the order in which they are answered, whatever the order asked."""
_HIDDEN_ADDRESS = "255.255.255.255"

Row = tuple[User, Channel | None]


class Form(msgspec.Struct, frozen=True, gc=False):
    """How a WHO wants its answer.

    Attributes:
        is_extended: WHOX: exactly `fields`, as 354; else 352.
        token: digits that come back with every line.
        only_operators: the flag `o`.
    """

    is_extended: bool = False
    fields: str = ""
    token: str = "0"
    only_operators: bool = False


def parse_form(text: str) -> Form:
    """Read the second parameter: `o`, `%fields`, `o%fields,token`.

    Source: IRCv3 whox; RFC 2812 3.6.1 (the flag o).
    """
    flags, percent, rest = text.partition("%")
    asked, _, token = rest.partition(",")
    fields = "".join(field for field in _FIELDS if field in asked)
    is_token = token.isascii() and token.isdigit() and len(token) <= 3
    return Form(bool(percent), fields, token if is_token else "0", "o" in flags)


def who(ctx: Context, message: Message) -> None:
    """List people: a channel's, one by nick, or those a mask fits.

    Source: Modern IRC, WHO message; IRCv3 whox.
    """
    params = message.params
    typed = params[0] if params and params[0] else "*"
    form = parse_form(params[1]) if len(params) > 1 else Form()
    allowance = Allowance(ctx.config.limits.sendq_bytes)
    for place, row in enumerate(_rows(ctx, typed, form)):
        line = _extended_line(ctx, row, form) if form.is_extended else _plain_line(ctx, row)
        if not allowance.take(line):
            ctx.note(ctx.phrases.say("who_cut", count=str(place)))
            break
        ctx.reply(line)
    ctx.numeric(RPL_ENDOFWHO, as_given(typed))


def _rows(ctx: Context, typed: str, form: Form) -> Iterator[Row]:
    if typed.startswith("#"):
        rows = _in_channel(ctx, typed)
    elif (one := ctx.state.user(normalize_name(typed))) is not None:
        rows = iter([(one, _channel_of(ctx.user, one))])
    else:
        rows = _by_mask(ctx, typed, form)
    for row in rows:
        if not form.only_operators or row[0].is_operator:
            yield row


def _in_channel(ctx: Context, typed: str) -> Iterator[Row]:
    user, channel = ctx.user, ctx.state.channel(typed)
    if channel is not None and may_see(user, channel):
        is_member = user in channel.members
        for member in channel.members:
            if is_member or may_find(user, member):
                yield member, channel


def _by_mask(ctx: Context, typed: str, form: Form) -> Iterator[Row]:
    user, mask = ctx.user, normalize_name(typed)
    is_full = "!" in mask or "@" in mask
    is_everybody = mask in ("*", "0")
    for other in ctx.state.users.values():
        if form.only_operators and not other.is_operator:
            continue
        fits = is_everybody or (
            is_match(mask, other.mask)
            if is_full
            else is_match(mask, other.nick) or is_match(mask, other.host)
        )
        if fits and may_find(user, other):
            yield other, _channel_of(user, other)


def _channel_of(user: User, target: User) -> Channel | None:
    """Return a channel to show with somebody found by nick or mask: a shared one before any other."""
    shared = (channel for channel in target.channels.values() if user in channel.members)
    others = (channel for channel in target.channels.values() if may_see_in(user, target, channel))
    return next(shared, None) or next(others, None)


def flags_of(ctx: Context, target: User, channel: Channel | None) -> str:
    """Return H or G, * for operators, prefixes in the channel, and B for bots.

    Source: Modern IRC, RPL_WHOREPLY; IRCv3 multi-prefix, bot-mode.
    """
    flags = "H" if target.away is None else "G"
    if target.is_operator:
        flags += "*"
    if channel is not None:
        flags += channel.members[target].signs(every="multi-prefix" in ctx.client.caps)
    return f"{flags}B" if "B" in target.modes else flags


def _plain_line(ctx: Context, row: Row) -> str:
    target, channel = row
    return ctx.data_line(
        RPL_WHOREPLY,
        channel.name if channel is not None else "*",
        target.username,
        target.host,
        ctx.config.server.name,
        target.nick,
        flags_of(ctx, target, channel),
        f"0 {target.realname}",
    )


def _extended_line(ctx: Context, row: Row, form: Form) -> str:
    target, channel = row
    values = {
        "t": form.token,
        "c": channel.name if channel is not None else "*",
        "u": target.username,
        "i": shown_address(ctx, target) or _HIDDEN_ADDRESS,
        "h": target.host,
        "s": ctx.config.server.name,
        "n": target.nick,
        "f": flags_of(ctx, target, channel),
        "d": "0",
        "l": str(target.idle_ms(ctx.now.steady_ms) // 1000),
        "a": target.account or "0",
        "o": "n/a",
        "r": target.realname,
    }
    chosen = [values[field] for field in form.fields]
    if form.fields.endswith("r"):
        return ctx.data_line(RPL_WHOSPCRPL, *chosen)
    return ctx.numeric_line(RPL_WHOSPCRPL, *chosen, text="")


def shown_address(ctx: Context, target: User) -> str:
    """Return the real address where the acting user may know it, "" where not.

    Source: Modern IRC, RPL_WHOISUSER (an address in a line never begins with a colon).
    """
    if target is not ctx.user and not ctx.user.is_operator:
        return ""
    address = target.address
    return f"0{address}" if address.startswith(":") else address
