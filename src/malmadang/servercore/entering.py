"""Entering a room: what its members hear, and what a client of whoever is in it reads first."""

from __future__ import annotations

from malmadang.servercore.absences import note_coming
from malmadang.servercore.acting import acting_as
from malmadang.servercore.channel import Channel, NameList
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Allow, Subscribe
from malmadang.servercore.fitting import encode, fit
from malmadang.servercore.gamehost import enter_room
from malmadang.servercore.lasting import lasts
from malmadang.servercore.metadata import introduce, show_on_entering
from malmadang.servercore.ownership import announce_ranks, rank_changes
from malmadang.servercore.render import AWAY_NOTIFY, EXTENDED_JOIN, Line
from malmadang.servercore.staying import begin_stay, keep_looks
from malmadang.servercore.user import User
from malmadang.wire.names import casefold, normalize_name
from malmadang.wire.numerics import RPL_ENDOFNAMES, RPL_NAMREPLY, RPL_TOPIC, RPL_TOPICWHOTIME
from malmadang.wire.stamps import format_time

MARKERS = "draft/read-marker"
_NAMES_OVERHEAD = 40
_MANY_LINES = 64
"""From here on a list of names is waited for: with some others of its kind it might fill the queue."""
_LINE_AND_TAGS_BYTES = 640


def enter(ctx: Context, user: User, channel: Channel, rank: int) -> None:
    """Make the acting user a member: the others hear JOIN, all its clients hear JOIN, topic and names."""
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
    note_coming(ctx, user, channel)
    if lasts(ctx.state, user):
        begin_stay(ctx, user, channel)
        keep_looks(ctx, user)
    ctx.reply(line)
    if user.away is not None:
        away = ctx.event_line(user, f"AWAY :{user.away}", need=AWAY_NOTIFY)
        ctx.post(channel, away, silent=tuple(user.clients))
    introduce(ctx, user, channel)
    ctx.subscribe(user, channel)
    _show(ctx, channel)
    for client in user.clients.values():
        if client is not ctx.client:
            with acting_as(ctx, client):
                ctx.reply(line)
                _show(ctx, channel)


def show_room(ctx: Context, channel: Channel, *, reads: bool = False) -> None:
    """Let the acting client, which is new, read a channel that its user is in: JOIN, topic, names.

    Args:
        reads: it does already, and is to be told anew (the channel has another name).
    """
    user = ctx.user
    said = f"{user.account or '*'} :{user.realname}"
    bare, upgraded = (encode(f"{user.source}JOIN {channel.name}{more}") for more in ("", f" {said}"))
    ctx.reply(Line(bare, ctx.now.utc_ms, account=user.account, upgrade=EXTENDED_JOIN, upgraded=upgraded))
    if not reads:
        ctx.effects.append(Subscribe(channel.id, ctx.client.id))
    _show(ctx, channel)
    if channel.game is not None:
        enter_room(ctx, channel, channel.game)


def _show(ctx: Context, channel: Channel) -> None:
    send_topic(ctx, channel)
    if MARKERS in ctx.client.caps:
        send_marker(ctx, channel.name)
    if "no-implicit-names" not in ctx.client.caps:
        send_names(ctx, channel)
    show_on_entering(ctx, channel)


def send_marker(ctx: Context, target: str) -> None:
    """Tell the acting client how far its user has read a target."""
    ctx.reply(marker_text(ctx, ctx.user, target))


def marker_text(ctx: Context, user: User, target: str) -> str:
    """Return the line that tells how far a user has read a target.

    Source: IRCv3 read-marker.
    """
    utc_ms = ctx.state.markers.get(user, casefold(normalize_name(target)))
    stamp = "*" if utc_ms is None else f"timestamp={format_time(utc_ms)}"
    return fit(f":{ctx.config.server.name} MARKREAD {target} {stamp}")


def send_topic(ctx: Context, channel: Channel) -> None:
    """Send topic, setter and time; nothing where there is no topic."""
    topic = channel.topic
    if topic is not None:
        ctx.numeric(RPL_TOPIC, channel.name, text=topic.text)
        ctx.numeric(RPL_TOPICWHOTIME, channel.name, topic.setter, str(topic.utc_ms // 1000), text="")


def send_names(ctx: Context, channel: Channel) -> None:
    """Send the members of a channel and the end of the list."""
    send_members(ctx, channel)
    ctx.numeric(RPL_ENDOFNAMES, channel.name)


def send_members(ctx: Context, channel: Channel) -> None:
    """Send the members of a channel, without the end of the list."""
    bodies = _names_bodies(ctx, channel)
    if len(bodies) >= _MANY_LINES:
        ctx.effects.append(Allow(ctx.client.id, len(bodies) * _LINE_AND_TAGS_BYTES))
    sign = "@" if channel.is_secret else "="
    head = f":{ctx.config.server.name} {RPL_NAMREPLY.code} {ctx.client.nick} {sign} {channel.name} :"
    for body in bodies:
        ctx.reply(head + body)


def _names_bodies(ctx: Context, channel: Channel) -> list[str]:
    """Return the member list cut into bodies of one line each.

    Kept with the channel until somebody goes, or changes rank or name: asking again is cheap. Invisible
    members show only to members, so an outsider's list is made anew.
    """
    caps = ctx.client.caps
    every, masks = "multi-prefix" in caps, "userhost-in-names" in caps
    is_member = ctx.user in channel.members
    known = channel.names.get((every, masks)) if is_member else None
    if known is not None:
        return known.bodies
    room_bytes = 510 - _NAMES_OVERHEAD - len(ctx.config.server.name) - len(channel.name.encode())
    names = NameList(room_bytes - ctx.config.names.nick_bytes, every=every, masks=masks)
    for member, membership in channel.members.items():
        if is_member or "i" not in member.modes:
            names.add(member, membership)
    if is_member:
        channel.names[every, masks] = names
    return names.bodies
