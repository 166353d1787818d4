"""Staying in rooms without a connection: what is kept of it, and what others see.

Source: ADR-0016; IRCv3 draft/pre-away; draft/persistence as other servers have it.
"""

from __future__ import annotations

from malmadang.ports import ChannelGone, MembershipGone, MembershipRecord
from malmadang.servercore.acting import acting_as
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Keep
from malmadang.servercore.lasting import SETTING, is_wanted, lasts, with_looks
from malmadang.servercore.render import AWAY_NOTIFY
from malmadang.servercore.roomrecords import record_of
from malmadang.servercore.user import User
from malmadang.servercore.watching import tell_watchers
from malmadang.wire.numerics import RPL_NOWAWAY, RPL_UNAWAY

PERSISTENCE = "draft/persistence"
PRE_AWAY = "draft/pre-away"


def settle_stay(ctx: Context, user: User) -> None:
    """Keep the memberships of a user that stays, and none of one that does not."""
    stays = lasts(ctx.state, user)
    for channel in tuple(user.channels.values()):
        if stays:
            begin_stay(ctx, user, channel)
        else:
            end_stay(ctx, user, channel)
    if stays:
        keep_looks(ctx, user)


def keep_looks(ctx: Context, user: User) -> None:
    """Keep what others see of a user, if it is one that stays."""
    record = ctx.state.accounts.find(user.account) if user.account else None
    if record is not None and lasts(ctx.state, user):
        now = with_looks(record, user)
        if now is not record:
            ctx.state.accounts.put(now)
            ctx.effects.append(Keep(now))


def begin_stay(ctx: Context, user: User, channel: Channel) -> None:
    """Keep a membership, and the channel for it."""
    if user not in channel.stayers:
        channel.stayers[user] = user.account
        ctx.effects.append(Keep(record_of(channel)))
        ctx.effects.append(
            Keep(MembershipRecord(user.account, channel.name, channel.members[user].joined_ms))
        )


def end_stay(ctx: Context, user: User, channel: Channel) -> None:
    """Keep a membership no longer; with the last one a room that nobody owns is not kept either."""
    if user in channel.stayers:
        account = channel.stayers.pop(user)
        ctx.effects.append(Keep(MembershipGone(account, channel.name)))
        ctx.effects.append(Keep(record_of(channel) if channel.is_kept else ChannelGone(channel.name)))


def send_persistence(ctx: Context, *, asked: bool = False) -> None:
    """Tell the acting client whether its account stays, when it has asked for it, now or once and for all."""
    record = ctx.state.accounts.find(ctx.user.account) if ctx.user.account else None
    if record is not None and (asked or PERSISTENCE in ctx.client.caps):
        wish = record.settings.get(SETTING, "") or "default"
        effect = "ON" if is_wanted(ctx.config, record) else "OFF"
        ctx.reply(f":{ctx.config.server.name} PERSISTENCE STATUS {wish.upper()} {effect}")


# -- what others see ---------------------------------------------------------------------------------


def settle_away(ctx: Context, user: User) -> None:
    """Let others see whether somebody is there: not when it says so, nor when no client of it is."""
    is_here = any(not client.absent for client in user.clients.values())
    text = user.said_away
    if text is None and not is_here:
        text = ctx.phrases.say("nobody_here")
    if text == user.away:
        return
    user.away = text
    line = ctx.event_line(user, "AWAY" if text is None else f"AWAY :{text}", need=AWAY_NOTIFY)
    ctx.post_to_peers(user, line, silent=tuple(user.clients))
    tell_watchers(ctx, user, line)


def say_away(ctx: Context, user: User, text: str | None) -> None:
    """Mark a user as away by its own word, or as back; all its clients are told."""
    user.said_away = text
    for client in user.clients.values():
        with acting_as(ctx, client):
            ctx.numeric(RPL_UNAWAY if text is None else RPL_NOWAWAY)
    settle_away(ctx, user)
