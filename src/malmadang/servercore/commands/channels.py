"""JOIN PART NAMES: entering and leaving rooms, and who is in them."""

from __future__ import annotations

from malmadang.servercore.authority import Action, may_see, require, require_entry
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.departure import remove_member
from malmadang.servercore.entering import enter, send_members
from malmadang.servercore.gamehost import enter_room
from malmadang.servercore.ownership import open_room
from malmadang.servercore.params import as_given, pieces, word
from malmadang.servercore.recall import recall
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.user import User
from malmadang.wire.message import Message
from malmadang.wire.names import check_channel, normalize_name
from malmadang.wire.numerics import (
    ERR_BADCHANMASK,
    ERR_CHANNELISFULL,
    ERR_NEEDMOREPARAMS,
    ERR_NOPRIVILEGES,
    ERR_NOSUCHCHANNEL,
    ERR_TOOMANYCHANNELS,
    RPL_ENDOFNAMES,
)
from malmadang.wire.split import cut_text


def join(ctx: Context, message: Message) -> None:
    """Enter channels, or leave all of them with `JOIN 0`.

    Source: Modern IRC, JOIN message; RFC 2812 3.2.1.
    """
    if message.params[0] == "0":
        for channel in tuple(ctx.user.channels.values()):
            leave(ctx, ctx.user, channel, "")
        return
    keys = message.params[1].split(",") if len(message.params) > 1 else []
    if not pieces(message.params[0]):
        raise Refusal(ERR_NEEDMOREPARAMS, "JOIN")
    entered: list[Channel] = []
    for place, typed in enumerate(message.params[0].split(",")):
        if not typed:
            continue
        key = keys[place] if place < len(keys) else ""
        try:
            room = _join_one(ctx, typed, key)
            if room is not None:
                entered.append(room)
        except Refusal as refusal:
            ctx.refuse(refusal)
    recall(ctx, entered)
    for channel in entered:
        if channel.game is not None:
            enter_room(ctx, channel, channel.game)


def _join_one(ctx: Context, typed: str, key: str) -> Channel | None:
    """Enter a channel; return it, or None for one the user is in already."""
    user, config, limits = ctx.user, ctx.config, ctx.config.limits
    channel = ctx.state.channel(typed)
    if channel is None:
        name = normalize_name(typed)
        if not name.startswith("#"):
            raise Refusal(ERR_NOSUCHCHANNEL, word(typed))
        fault = check_channel(
            name, max_chars=config.names.channel_chars, max_bytes=config.names.channel_bytes
        )
        if fault is not None:
            raise Refusal(ERR_BADCHANMASK, word(typed), text=ctx.phrases.name_fault(fault))
        channel = ctx.state.channel(name)
    if channel is not None and user in channel.members:
        return None
    if len(user.channels) >= config.channels.max_per_user:
        raise Refusal(ERR_TOOMANYCHANNELS, word(typed))
    if channel is None:
        if config.channels.operator_only_creation and not user.is_operator:
            raise Refusal(ERR_NOPRIVILEGES)
        channel = ctx.state.create_channel(name, ctx.now)
        enter(ctx, user, channel, open_room(ctx, user, channel))
        return channel
    require_entry(user, channel, key)
    if len(channel.members) >= limits.members_per_channel:
        raise Refusal(ERR_CHANNELISFULL, channel.name)
    rank = channel.rank_of_account(user.account)
    enter(ctx, user, channel, rank)
    return channel


def find_channel(ctx: Context, typed: str) -> Channel:
    """Return the channel of that name.

    Raises:
        Refusal: there is none.
    """
    channel = ctx.state.channel(typed)
    if channel is None:
        raise Refusal(ERR_NOSUCHCHANNEL, word(typed))
    return channel


def part(ctx: Context, message: Message) -> None:
    """Leave channels.

    Source: Modern IRC, PART message.
    """
    reason = cut_text(message.params[1], ctx.config.limits.kick_bytes) if len(message.params) > 1 else ""
    typed_names = pieces(message.params[0])
    if not typed_names:
        raise Refusal(ERR_NEEDMOREPARAMS, "PART")
    for typed in typed_names:
        try:
            channel = find_channel(ctx, typed)
            require(Action.LEAVE, ctx.user, channel)
            leave(ctx, ctx.user, channel, reason)
        except Refusal as refusal:
            ctx.refuse(refusal)


def leave(ctx: Context, user: User, channel: Channel, reason: str) -> None:
    """Take the acting user out of a channel; all its members, itself included, hear PART."""
    tail = f"PART {channel.name} :{reason}" if reason else f"PART {channel.name}"
    line = ctx.kept_line(user, channel, "PART", reason, tail=tail)
    ctx.post_with_reply(channel, line)
    remove_member(ctx, user, channel)


def names(ctx: Context, message: Message) -> None:
    """List who is in channels.

    Source: Modern IRC, NAMES message.
    """
    if not message.params or not message.params[0]:
        ctx.numeric(RPL_ENDOFNAMES, "*")
        return
    found = dict.fromkeys(ctx.state.channel(typed) for typed in message.params[0].split(","))
    for channel in found:
        if channel is not None and may_see(ctx.user, channel):
            send_members(ctx, channel)
    ctx.numeric(RPL_ENDOFNAMES, as_given(message.params[0]))
