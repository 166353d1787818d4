"""JOIN PART NAMES: entering and leaving rooms, and who is in them."""

from __future__ import annotations

from malmadang.servercore.authority import Action, may_see, require, require_entry
from malmadang.servercore.channel import Channel
from malmadang.servercore.commands.markread import CAPABILITY, send_marker
from malmadang.servercore.context import Context
from malmadang.servercore.departure import remove_member
from malmadang.servercore.ownership import announce_ranks, open_room, rank_changes
from malmadang.servercore.params import as_given, pieces, word
from malmadang.servercore.recall import recall
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.render import AWAY_NOTIFY, EXTENDED_JOIN
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
    RPL_NAMREPLY,
    RPL_TOPIC,
    RPL_TOPICWHOTIME,
)
from malmadang.wire.split import cut_text

_NAMES_OVERHEAD = 40


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


def enter(ctx: Context, user: User, channel: Channel, rank: int) -> None:
    """Make the acting user a member: the others hear JOIN, its clients hear JOIN, topic and names."""
    said = f"{user.account or '*'} :{user.realname}"
    line = ctx.kept_line(
        user,
        channel,
        "JOIN",
        said,
        tail=f"JOIN {channel.name}",
        upgrade=EXTENDED_JOIN,
        upgraded=f"JOIN {channel.name} {said}",
    )
    ctx.post(channel, line)
    announce_ranks(ctx, channel, rank_changes(user, 0, rank))
    channel.add(user, rank, ctx.now.utc_ms)
    acting = ctx.client
    for client in user.clients.values():
        if client is not acting:
            ctx.broadcast((client,), line)
    ctx.reply(line)
    if user.away is not None:
        away = ctx.event_line(user, f"AWAY :{user.away}", need=AWAY_NOTIFY)
        ctx.post(channel, away, silent=tuple(user.clients))
    ctx.subscribe(user, channel)
    send_topic(ctx, channel)
    if CAPABILITY in acting.caps:
        send_marker(ctx, channel.name)
    if "no-implicit-names" not in acting.caps:
        send_names(ctx, channel)


def send_topic(ctx: Context, channel: Channel) -> None:
    """Send topic, setter and time; nothing where there is no topic."""
    topic = channel.topic
    if topic is not None:
        ctx.numeric(RPL_TOPIC, channel.name, text=topic.text)
        ctx.numeric(RPL_TOPICWHOTIME, channel.name, topic.setter, str(topic.utc_ms // 1000), text="")


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
    for typed in message.params[0].split(","):
        channel = ctx.state.channel(typed)
        if channel is not None and may_see(ctx.user, channel):
            _send_members(ctx, channel)
    ctx.numeric(RPL_ENDOFNAMES, as_given(message.params[0]))


def send_names(ctx: Context, channel: Channel) -> None:
    """Send the members of a channel and the end of the list."""
    _send_members(ctx, channel)
    ctx.numeric(RPL_ENDOFNAMES, channel.name)


def _send_members(ctx: Context, channel: Channel) -> None:
    sign = "@" if channel.is_secret else "="
    for body in _names_bodies(ctx, channel):
        ctx.numeric(RPL_NAMREPLY, sign, channel.name, text=body)


def _names_bodies(ctx: Context, channel: Channel) -> list[str]:
    """Return the member list cut into bodies of one line each.

    Kept with the channel until somebody comes, goes, or changes rank or name: asking again is cheap.
    Invisible members show only to members, so an outsider's list is made anew.
    """
    caps = ctx.client.caps
    every, masks = "multi-prefix" in caps, "userhost-in-names" in caps
    is_member = ctx.user in channel.members
    bodies = channel.names.get((every, masks)) if is_member else None
    if bodies is not None:
        return bodies
    room_bytes = 510 - _NAMES_OVERHEAD - len(ctx.config.server.name) - len(channel.name.encode())
    room_bytes -= ctx.config.names.nick_bytes
    bodies = []
    line: list[str] = []
    used = 0
    for member, membership in channel.members.items():
        if not is_member and "i" in member.modes:
            continue
        item = membership.signs(every=every) + (member.mask if masks else member.nick)
        size = len(item.encode()) + 1
        if used + size > room_bytes and line:
            bodies.append(" ".join(line))
            line, used = [], 0
        line.append(item)
        used += size
    if line:
        bodies.append(" ".join(line))
    if is_member:
        channel.names[every, masks] = bodies
    return bodies
