"""The one place that decides who may do what in a channel."""

from enum import Enum

from malmadang.servercore.channel import ADMIN, HALF_OPERATOR, OPERATOR, OWNER, VOICE, Channel, Membership
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.user import User
from malmadang.wire.masks import is_match
from malmadang.wire.numerics import (
    ERR_BADCHANNELKEY,
    ERR_BANNEDFROMCHAN,
    ERR_CANNOTSENDTOCHAN,
    ERR_CHANNELISFULL,
    ERR_CHANOPRIVSNEEDED,
    ERR_INVITEONLYCHAN,
    ERR_NOSUCHCHANNEL,
    ERR_NOTONCHANNEL,
)


class Action(Enum):
    """What somebody may want to do with a channel."""

    SEE = "learn that it exists, its topic and members"
    SPEAK = "say something in it"
    READ_BACK = "read what was said in it before"
    LEAVE = "stop being a member"
    SET_TOPIC = "change its topic"
    INVITE = "invite somebody"
    KICK = "put somebody out"
    SET_MODE = "change its modes, lists, key and limit"
    VOICE = "give and take +v"
    PROMOTE = "give and take +o and +h"
    ADDRESS_RANK = "speak to the members of a rank (STATUSMSG)"
    ENTHRONE = "give and take +q and +a"
    TAKE_BACK = "take back what others have said in it"
    RENAME = "give it another name"


_NEEDED = {
    Action.KICK: HALF_OPERATOR,
    Action.SET_MODE: HALF_OPERATOR,
    Action.VOICE: HALF_OPERATOR,
    Action.PROMOTE: OPERATOR,
    Action.ENTHRONE: OWNER,
    Action.TAKE_BACK: OPERATOR,
}


def require(action: Action, user: User, channel: Channel) -> None:
    """Let the action pass, or raise what the user is told.

    Raises:
        Refusal: with the numeric for the reason.
    Source: Modern IRC, channel membership and modes; DESIGN 6.
    """
    membership = channel.members.get(user)
    if action is Action.SEE:
        if not may_see(user, channel):
            raise Refusal(ERR_NOSUCHCHANNEL, channel.name)
        return
    if action in (Action.SPEAK, Action.ADDRESS_RANK):
        if not may_speak(user, channel):
            raise Refusal(ERR_CANNOTSENDTOCHAN, channel.name)
        return
    if membership is None:
        require(Action.SEE, user, channel)
        raise Refusal(ERR_NOTONCHANNEL, channel.name)
    if action is Action.SET_TOPIC:
        needed = HALF_OPERATOR if "t" in channel.modes else 0
    elif action in (Action.LEAVE, Action.READ_BACK):
        needed = 0
    elif action is Action.RENAME:
        # Where a room is somebody's, its name is as well.
        needed = OWNER if channel.founder else OPERATOR
    elif action is Action.INVITE:
        needed = HALF_OPERATOR if "i" in channel.modes else 0
    else:
        needed = _NEEDED[action]
    if membership.rank < needed:
        raise Refusal(ERR_CHANOPRIVSNEEDED, channel.name)


def may_speak(user: User, channel: Channel) -> bool:
    """Whether a line of this user may go into the channel."""
    membership = channel.members.get(user)
    if membership is None:
        return (
            "n" not in channel.modes and _is_heard(user, channel) and not is_barred(user, channel, mute=True)
        )
    if membership.rank >= VOICE:
        return True
    if channel.is_moderated and not _is_heard(user, channel):
        return False
    if not channel.lists["b"]:
        return True
    return not _muted(user, channel, membership)


def _is_heard(user: User, channel: Channel) -> bool:
    """Whether +m and +M let somebody without voice speak."""
    return "m" not in channel.modes and ("M" not in channel.modes or bool(user.account))


def _muted(user: User, channel: Channel, membership: Membership) -> bool:
    stand = (channel.list_version, user.mask)
    if membership.checked != stand:
        membership.muted = is_barred(user, channel, mute=True)
        membership.checked = stand
    return membership.muted


def may_put_out(user: User, target: User, channel: Channel) -> bool:
    """Whether `user`, who may kick here, outranks `target` enough to do it to them.

    Equals may, but for the protected: only owners put them out. Nobody does it to the one whose room it is.
    Source: Modern IRC, channel membership prefixes.
    """
    if channel.is_owner(target):
        return user is target
    mine, theirs = channel.rank(user), channel.rank(target)
    if ADMIN <= theirs < OWNER:
        return mine >= OWNER or user is target
    return theirs < HALF_OPERATOR or mine.bit_length() >= theirs.bit_length()


def may_see(user: User, channel: Channel) -> bool:
    """Whether the user may learn that the channel exists, its topic and members."""
    return not channel.is_secret or user in channel.members or user.is_operator


def may_find(user: User, target: User) -> bool:
    """Whether a list of people that the user asked for may show the target; by exact nick anybody is found.

    Source: Modern IRC, invisible user mode.
    """
    return "i" not in target.modes or user is target or user.is_operator or user.shares_channel_with(target)


def may_see_in(user: User, target: User, channel: Channel) -> bool:
    """Whether the user may learn that the target is in the channel.

    Source: Modern IRC, RPL_WHOISCHANNELS: an invisible user's channels are no stranger's business.
    """
    if user in channel.members or user is target or user.is_operator:
        return True
    return not channel.is_secret and "i" not in target.modes


def require_entry(user: User, channel: Channel, key: str) -> None:
    """Let the user into the channel, or raise what it is told.

    Raises:
        Refusal: banned, wrong key, invite only, or full.
    Source: Modern IRC, JOIN; an INVITE overrides +i, +l and +b once; ADR-0013 (owners come in always).
    """
    if channel.rank_of_account(user.account) & OWNER:
        return
    invited = user in channel.invited
    if channel.key and key != channel.key:
        raise Refusal(ERR_BADCHANNELKEY, channel.name)
    if invited:
        return
    if is_barred(user, channel, mute=False):
        raise Refusal(ERR_BANNEDFROMCHAN, channel.name)
    if "i" in channel.modes and not is_invited_by_list(user, channel):
        raise Refusal(ERR_INVITEONLYCHAN, channel.name)
    if channel.limit and len(channel.members) >= channel.limit:
        raise Refusal(ERR_CHANNELISFULL, channel.name)


def is_barred(user: User, channel: Channel, *, mute: bool) -> bool:
    """Whether a ban, or with `mute` also a mute (`m:` before the mask), holds and no exception (+e) does."""
    for entry in channel.lists["b"].values():
        mask = entry.mask
        if mask.startswith("m:"):
            if not mute:
                continue
            mask = mask[2:]
        if _fits(mask, user):
            return not _is_excepted(user, channel, mute=mute)
    return False


def _is_excepted(user: User, channel: Channel, *, mute: bool) -> bool:
    """Whether an exception (+e) fits the user; `m:` before the mask makes it one from mutes only."""
    masks = (entry.mask for entry in channel.lists["e"].values())
    return any(_fits(mask.removeprefix("m:"), user) for mask in masks if mute or not mask.startswith("m:"))


def is_invited_by_list(user: User, channel: Channel) -> bool:
    """Whether a mask of the invite exceptions (+I) fits the user."""
    return any(_fits(entry.mask, user) for entry in channel.lists["I"].values())


def _fits(mask: str, user: User) -> bool:
    if mask.startswith("a:"):
        return bool(user.account) and is_match(mask[2:], user.account)
    return is_match(mask, user.mask)
