"""AWAY ISON USERHOST SETNAME: whether people are here, and what they call themselves."""

from __future__ import annotations

from malmadang.servercore.context import Context
from malmadang.servercore.devices import ABSENT
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.servercore.render import SETNAME
from malmadang.servercore.staying import PRE_AWAY, keep_looks, say_away, settle_away
from malmadang.servercore.watching import tell_watchers
from malmadang.wire.message import Message
from malmadang.wire.names import normalize_name
from malmadang.wire.numerics import ERR_NOTREGISTERED, RPL_ISON, RPL_NOWAWAY, RPL_UNAWAY, RPL_USERHOST
from malmadang.wire.split import cut_text

_USERHOST_NICKS = 5
_ISON_NICKS = 100


def away(ctx: Context, message: Message) -> None:
    """Mark the acting user as away, or as back.

    Source: Modern IRC, AWAY message; IRCv3 away-notify, extended-monitor, pre-away (on arrival, and `*`).
    """
    client, text = ctx.client, ""
    if message.params:
        text = cut_text(message.params[0], ctx.config.limits.away_bytes)
    may_be_absent = PRE_AWAY in client.caps
    if client.user is None:
        if not may_be_absent:
            raise Refusal(ERR_NOTREGISTERED)
        client.claim.away = text
        ctx.numeric(RPL_NOWAWAY if text else RPL_UNAWAY)
        return
    client.absent = text == ABSENT and may_be_absent
    if client.absent:
        ctx.numeric(RPL_NOWAWAY)
        settle_away(ctx, client.user)
    else:
        say_away(ctx, client.user, text or None)


def ison(ctx: Context, message: Message) -> None:
    """Say which of the nicks are in use.

    Source: RFC 2812 4.9.
    """
    nicks = [nick for param in message.params for nick in param.split()][:_ISON_NICKS]
    found = (ctx.state.user(normalize_name(nick)) for nick in dict.fromkeys(nicks))
    ctx.data(RPL_ISON, " ".join(user.nick for user in found if user is not None))


def userhost(ctx: Context, message: Message) -> None:
    """Say of up to five nicks whether they are operators and away, and what others see of their hosts.

    Source: Modern IRC, USERHOST message.
    """
    nicks = [nick for param in message.params for nick in param.split()][:_USERHOST_NICKS]
    found = (ctx.state.user(normalize_name(nick)) for nick in dict.fromkeys(nicks))
    ctx.data(
        RPL_USERHOST,
        " ".join(
            f"{user.nick}{'*' if user.is_operator else ''}={'+' if user.away is None else '-'}"
            f"{user.username}@{user.host}"
            for user in found
            if user is not None
        ),
    )


def setname(ctx: Context, message: Message) -> None:
    """Change the acting user's real name.

    Source: IRCv3 setname, extended-monitor.
    """
    user, realname = ctx.user, message.params[0].strip()
    if not realname or len(realname.encode()) > ctx.config.limits.realname_bytes:
        raise Failure("SETNAME", "INVALID_REALNAME", phrase="invalid_realname")
    user.realname = realname
    keep_looks(ctx, user)
    line = ctx.event_line(user, f"SETNAME :{realname}", need=SETNAME)
    ctx.post_to_peers(user, line, silent=(ctx.client.id,))
    ctx.reply(line)
    tell_watchers(ctx, user, line)
