"""TOPIC KICK INVITE KNOCK: what members do with their room, and outsiders at its door."""

from __future__ import annotations

from malmadang.servercore.authority import Action, is_barred, may_put_out, may_see, require
from malmadang.servercore.channel import HALF_OPERATOR, Channel, Topic
from malmadang.servercore.commands.channels import find_channel
from malmadang.servercore.context import Context
from malmadang.servercore.departure import remove_member
from malmadang.servercore.entering import send_topic
from malmadang.servercore.fitting import fit
from malmadang.servercore.ownership import keep_channel
from malmadang.servercore.params import pieces, word
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.render import INVITE_NOTIFY, text_line
from malmadang.servercore.user import User
from malmadang.wire.message import MAX_BODY_BYTES, Message
from malmadang.wire.numerics import (
    ERR_CANNOTKNOCK,
    ERR_CHANOPEN,
    ERR_CHANOPRIVSNEEDED,
    ERR_KNOCKONCHAN,
    ERR_NEEDMOREPARAMS,
    ERR_NOSUCHCHANNEL,
    ERR_NOSUCHNICK,
    ERR_TOOMANYKNOCK,
    ERR_USERNOTINCHANNEL,
    ERR_USERONCHANNEL,
    RPL_AWAY,
    RPL_ENDOFINVITELIST,
    RPL_INVITELIST,
    RPL_INVITING,
    RPL_KNOCK,
    RPL_KNOCKDLVR,
    RPL_NOTOPIC,
)
from malmadang.wire.split import cut_text

_KNOCK_PAUSE_MS = 60_000
"""How long one person waits between two knocks, wherever."""
_DOOR_PAUSE_MS = 10_000
"""How long one door rests between two knocks, whoever knocks."""


# -- topic -------------------------------------------------------------------------------------------


def is_topic_question(message: Message) -> bool:
    """Whether a TOPIC only asks."""
    return len(message.params) < 2


def topic(ctx: Context, message: Message) -> None:
    """Show a channel's topic, or change it.

    Source: Modern IRC, TOPIC message; RFC 2812 3.2.4.
    """
    channel = find_channel(ctx, message.params[0])
    if is_topic_question(message):
        require(Action.SEE, ctx.user, channel)
        if channel.topic is None:
            ctx.numeric(RPL_NOTOPIC, channel.name)
        else:
            send_topic(ctx, channel)
        return
    user = ctx.user
    require(Action.SET_TOPIC, user, channel)
    head = f"TOPIC {channel.name} :"
    room_bytes = MAX_BODY_BYTES - len((user.source + head).encode())
    text = cut_text(message.params[1], min(ctx.config.limits.topic_bytes, room_bytes))
    channel.topic = Topic(text, user.mask, ctx.now.utc_ms) if text else None
    keep_channel(ctx, channel)
    ctx.post_with_reply(channel, ctx.kept_line(user, channel, "TOPIC", text, tail=head + text))


# -- kick --------------------------------------------------------------------------------------------


def kick(ctx: Context, message: Message) -> None:
    """Put people out: several from one channel, or pairs of channel and person.

    Source: Modern IRC, KICK message; RFC 2812 3.2.8.
    """
    names, nicks = pieces(message.params[0]), pieces(message.params[1])
    if len(names) == 1:
        names *= len(nicks)
    if not nicks or len(names) != len(nicks):
        raise Refusal(ERR_NEEDMOREPARAMS, "KICK")
    said = message.params[2] if len(message.params) > 2 else ""
    comment = cut_text(said, ctx.config.limits.kick_bytes) or ctx.user.nick
    for name, nick in zip(names, nicks, strict=True):
        try:
            _kick_one(ctx, find_channel(ctx, name), nick, comment)
        except Refusal as refusal:
            ctx.refuse(refusal)


def _kick_one(ctx: Context, channel: Channel, nick: str, comment: str) -> None:
    user = ctx.user
    require(Action.KICK, user, channel)
    target = ctx.state.user(nick)
    if target is None or target not in channel.members:
        raise Refusal(ERR_USERNOTINCHANNEL, word(nick), channel.name)
    if not may_put_out(user, target, channel):
        raise Refusal(ERR_CHANOPRIVSNEEDED, channel.name)
    said = f"{target.nick} :{comment}"
    line = ctx.kept_line(user, channel, "KICK", said, tail=f"KICK {channel.name} {said}")
    ctx.post_with_reply(channel, line)
    remove_member(ctx, target, channel)


# -- invite ------------------------------------------------------------------------------------------


def is_invite_question(message: Message) -> bool:
    """Whether an INVITE only asks for the invitations received."""
    return not message.params


def invite(ctx: Context, message: Message) -> None:
    """Invite somebody, or list the invitations received.

    A half-operator's invitation opens the door once, whatever +i, +l and +b say; an ordinary member's is a
    message only, or any member could undo a ban.

    Source: Modern IRC, INVITE message; IRCv3 invite-notify.
    """
    if is_invite_question(message):
        for name in sorted(channel.name for channel in ctx.user.invitations):
            ctx.numeric(RPL_INVITELIST, name, text="")
        ctx.numeric(RPL_ENDOFINVITELIST)
        return
    if len(message.params) < 2:
        raise Refusal(ERR_NEEDMOREPARAMS, "INVITE")
    user, typed = ctx.user, message.params[0]
    target = ctx.state.user(typed)
    if target is None:
        raise Refusal(ERR_NOSUCHNICK, word(typed))
    channel = find_channel(ctx, message.params[1])
    require(Action.INVITE, user, channel)
    if target in channel.members:
        raise Refusal(ERR_USERONCHANNEL, target.nick, channel.name)
    if channel.rank(user) >= HALF_OPERATOR:
        channel.invite(target)
    ctx.numeric(RPL_INVITING, target.nick, channel.name, text="")
    if target.away is not None:
        ctx.numeric(RPL_AWAY, target.nick, text=target.away)
    tail = f"INVITE {target.nick} {channel.name}"
    ctx.tell(target, ctx.event_line(user, tail))
    ctx.post(channel, ctx.event_line(user, tail, need=INVITE_NOTIFY), silent=(ctx.client.id,))


# -- knock -------------------------------------------------------------------------------------------


def knock(ctx: Context, message: Message) -> None:
    """Ask the operators of a closed channel to be let in.

    Source: numerics 710 to 714 as in wide use; 005 KNOCK.
    """
    user = ctx.user
    channel = find_channel(ctx, message.params[0])
    if not may_see(user, channel):
        raise Refusal(ERR_NOSUCHCHANNEL, channel.name)
    if user in channel.members:
        raise Refusal(ERR_KNOCKONCHAN, channel.name)
    is_full = bool(channel.limit) and len(channel.members) >= channel.limit
    if not ("i" in channel.modes or channel.key or is_full):
        raise Refusal(ERR_CHANOPEN, channel.name)
    if is_barred(user, channel, mute=False):
        raise Refusal(ERR_CANNOTKNOCK, channel.name)
    if not ctx.client.exempt:
        _slow_down(ctx, user, channel)
    said = message.params[1] if len(message.params) > 1 else ""
    text = ctx.phrases.numeric(RPL_KNOCK) + (f": {said}" if said else "")
    for member, membership in channel.members.items():
        if membership.rank >= HALF_OPERATOR:
            head = f":{ctx.config.server.name} {RPL_KNOCK.code} {member.nick} {channel.name} {user.mask}"
            ctx.tell(member, text_line(fit(f"{head} :{text}")))
    ctx.numeric(RPL_KNOCKDLVR, channel.name)


def _slow_down(ctx: Context, user: User, channel: Channel) -> None:
    now_ms = ctx.now.steady_ms
    for knocked_ms, pause_ms in ((user.knocked_ms, _KNOCK_PAUSE_MS), (channel.knocked_ms, _DOOR_PAUSE_MS)):
        if knocked_ms is not None and now_ms - knocked_ms < pause_ms:
            raise Refusal(ERR_TOOMANYKNOCK, channel.name)
    user.knocked_ms = channel.knocked_ms = now_ms
