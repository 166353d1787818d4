"""MARKREAD: how far one has read."""

from __future__ import annotations

from malmadang.ports import MarkerRecord, TimeMs
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Keep
from malmadang.servercore.entering import MARKERS, marker_text, send_marker
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure
from malmadang.servercore.registration import nick_fault
from malmadang.servercore.render import text_line
from malmadang.servercore.user import User
from malmadang.wire.message import Message
from malmadang.wire.names import Folded, casefold, check_channel, normalize_name
from malmadang.wire.stamps import parse_time


def markread(ctx: Context, message: Message) -> None:
    """Tell how far the acting user has read a target, or move it on.

    Source: IRCv3 read-marker.
    """
    params = message.params
    if not params or not params[0]:
        raise Failure("MARKREAD", "NEED_MORE_PARAMS", phrase="marker_params")
    typed = params[0]
    target = _target(ctx, typed)
    if len(params) == 1:
        send_marker(ctx, typed)
        return
    kind, _, stamp = params[1].partition("=")
    utc_ms = parse_time(stamp) if kind == "timestamp" else None
    if utc_ms is None:
        raise Failure("MARKREAD", "INVALID_PARAMS", word(typed), phrase="marker_params")
    user, moment = ctx.user, TimeMs(utc_ms)
    if not ctx.state.markers.advance(user, target, moment):
        send_marker(ctx, typed)
        return
    if user.account:
        ctx.effects.append(Keep(MarkerRecord(user.account, target, moment)))
    send_marker(ctx, typed)
    line = text_line(marker_text(ctx, user, typed))
    for reader in _readers(ctx, user):
        for client in reader.clients.values():
            if client is not ctx.client and MARKERS in client.caps:
                ctx.broadcast((client,), line)


def _readers(ctx: Context, user: User) -> list[User]:
    """Return everybody who is logged in to the user's account; a guest is alone."""
    if not user.account:
        return [user]
    return sorted(ctx.state.accounts.users[casefold(user.account)], key=lambda one: one.nick)


def _target(ctx: Context, typed: str) -> Folded:
    """Return a channel's or person's name, folded, whether there is one of that name or not.

    Raises:
        Failure: it can be neither.
    """
    name, names = normalize_name(typed), ctx.config.names
    if name.startswith("#"):
        fault = check_channel(name, max_chars=names.channel_chars, max_bytes=names.channel_bytes)
    else:
        fault = nick_fault(ctx, name)
    if fault is not None:
        raise Failure("MARKREAD", "INVALID_PARAMS", word(typed), phrase="marker_params")
    return casefold(name)
