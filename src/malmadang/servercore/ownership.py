"""Whose a room is: founding, claiming, handing over, giving up, closing, and the ranks that accounts have."""

from __future__ import annotations

from malmadang.ports import ChannelGone
from malmadang.servercore.channel import OPERATOR, OWNER, PREFIXES, Channel
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Keep
from malmadang.servercore.fitting import encode
from malmadang.servercore.gamehost import end
from malmadang.servercore.render import Line
from malmadang.servercore.reserving import close_empty
from malmadang.servercore.roomrecords import record_of
from malmadang.servercore.staying import end_stay
from malmadang.servercore.user import User
from malmadang.wire.modes import ModeChange, format_modes
from malmadang.wire.names import Folded, casefold, normalize_name

FOUNDER = OWNER | OPERATOR
"""What the founder of an owned room has: `@` too, because that is what programs look for."""


def keep_channel(ctx: Context, channel: Channel) -> None:
    """Let the store keep the channel as it is from now on; nothing happens to a room that is not kept.

    Refused by the store it stays as it is here, and the store is owed it.
    """
    if channel.is_kept:
        ctx.effects.append(Keep(record_of(channel)))


def owned_by(ctx: Context, account: str) -> list[Channel]:
    """Return the rooms of an account, by name."""
    folded = casefold(account)
    found = (channel for channel in ctx.state.channels.values() if casefold(channel.founder) == folded)
    return sorted(found, key=lambda channel: channel.name)


def may_own_more(ctx: Context, account: str) -> bool:
    """Whether the account may have one room more."""
    return len(owned_by(ctx, account)) < ctx.config.channels.owned_per_account


def is_common(ctx: Context, channel: Channel) -> bool:
    """Whether the room is one of the settings: everybody's, so nobody comes to own it by being first."""
    names = ctx.config.channels.default
    return any(casefold(normalize_name(name)) == channel.folded for name in names)


def open_room(ctx: Context, user: User, channel: Channel) -> int:
    """Note who has opened a room; return the rank that comes with it.

    An account's room is its own from the beginning. A guest's becomes its own when it gets an account while
    it is still there.

    Source: ADR-0013.
    """
    channel.opener = user
    if not user.account or is_common(ctx, channel) or not may_own_more(ctx, user.account):
        return OPERATOR
    channel.founder = user.account
    channel.ranks[casefold(user.account)] = FOUNDER
    keep_channel(ctx, channel)
    return FOUNDER


def claim(ctx: Context, user: User, channel: Channel) -> None:
    """Make a room that nobody owns the acting account's, and tell its members.

    Those who have a rank and an account keep it from now on.
    """
    channel.founder = user.account
    for member, membership in channel.members.items():
        if member.account and membership.rank:
            account = casefold(member.account)
            channel.ranks[account] = channel.ranks.get(account, 0) | membership.rank
    _enthrone(ctx, channel)


def hand_over(ctx: Context, channel: Channel, account: str) -> None:
    """Make a room another account's. Who had it stays an owner beside the new one, but can be put out."""
    channel.founder = account
    _enthrone(ctx, channel)


def give_up(ctx: Context, channel: Channel) -> None:
    """Let a room be nobody's: whoever is in it stays with the ranks there are; empty, it closes."""
    channel.founder = ""
    channel.ranks.clear()
    channel.opener = None
    if not channel.is_kept:
        ctx.state.games.forget_room(channel.folded)
    ctx.effects.append(Keep(record_of(channel) if channel.is_kept else ChannelGone(channel.name)))
    close_empty(ctx, channel)


def close_room(ctx: Context, channel: Channel) -> None:
    """Put everybody out of an owned room and forget it; the steward is who does it."""
    comment = ctx.phrases.say("rooms_closed", channel=channel.name)
    channel.awaited.clear()
    if channel.game is not None:
        end(ctx, channel.game)
    for member in tuple(channel.members):
        line = server_line(ctx, f"KICK {channel.name} {member.nick} :{comment}")
        if member is ctx.user:
            ctx.post_with_reply(channel, line)
        else:
            ctx.post(channel, line)
        ctx.unsubscribe(member, channel)
        end_stay(ctx, member, channel)
        channel.remove(member)
    give_up(ctx, channel)


def server_line(ctx: Context, tail: str) -> Line:
    """Return a line of the server's own doing, stamped with the present time, with a msgid.

    Args:
        tail: verb and parameters.
    """
    return Line(encode(f":{ctx.config.server.name} {tail}"), ctx.now.utc_ms, ctx.msgids.next())


def _enthrone(ctx: Context, channel: Channel) -> None:
    account = casefold(channel.founder)
    channel.ranks[account] = channel.ranks.get(account, 0) | FOUNDER
    settle_ranks(ctx, channel)
    keep_channel(ctx, channel)


def set_rank(ctx: Context, channel: Channel, account: Folded, rank: int) -> None:
    """Give an account the rank it has in an owned room from now on, and tell the members what has changed."""
    if rank:
        channel.ranks[account] = rank
    else:
        channel.ranks.pop(account, None)
    settle_ranks(ctx, channel)
    keep_channel(ctx, channel)


def settle_ranks(ctx: Context, channel: Channel) -> None:
    """Give the members of an owned room the ranks of their accounts; all members hear what has changed."""
    changes: list[ModeChange] = []
    for member, membership in channel.members.items():
        if member.account:
            wanted = channel.rank_of_account(member.account)
            changes += rank_changes(member, membership.rank, wanted)
            membership.rank = wanted
    announce_ranks(ctx, channel, changes)


def rank_changes(user: User, before: int, after: int) -> list[ModeChange]:
    """Return what to tell when somebody's rank has become another, highest first."""
    return [
        ModeChange("+" if after & bit else "-", letter, user.nick)
        for bit, letter, _ in PREFIXES
        if (before ^ after) & bit
    ]


def announce_ranks(
    ctx: Context, channel: Channel, changes: list[ModeChange], *, but_for: User | None = None
) -> None:
    """Tell the members, as the server's word, which ranks have changed.

    Args:
        but_for: who is told otherwise.
    """
    if not changes:
        return
    channel.names.clear()
    silent = tuple(but_for.clients) if but_for is not None else ()
    for start in range(0, len(changes), 4):
        text = " ".join(format_modes(changes[start : start + 4]))
        ctx.post(channel, server_line(ctx, f"MODE {channel.name} {text}"), silent=silent)


# -- people who log in and out -----------------------------------------------------------------------


def follow_account(ctx: Context, user: User, before: str) -> None:
    """Let the ranks of a user follow from the account it has now, in all the owned rooms it is in.

    What a guest was given goes with it into its account; what an account has stays with the account.

    Args:
        before: the account it had, "" for none.
    """
    for channel in tuple(user.channels.values()):
        membership = channel.members[user]
        if channel.founder:
            account, rank = casefold(user.account), channel.rank_of_account(user.account)
            if user.account and not before and membership.rank:
                rank |= membership.rank
                channel.ranks[account] = rank
                keep_channel(ctx, channel)
            changes = rank_changes(user, membership.rank, rank)
            membership.rank = rank
            announce_ranks(ctx, channel, changes)
            if user.account:
                # Somebody else may be here by the same account.
                settle_ranks(ctx, channel)
        elif channel.opener is user and user.account and not before and _may_claim(ctx, user, channel):
            claim(ctx, user, channel)


def _may_claim(ctx: Context, user: User, channel: Channel) -> bool:
    return (
        bool(channel.rank(user) & OPERATOR)
        and not is_common(ctx, channel)
        and may_own_more(ctx, user.account)
    )


def forget_account(ctx: Context, account: Folded) -> None:
    """Take a deleted account out of all rooms; what it owned goes to another owner, or is nobody's.

    Whoever is logged in to it keeps its rank in rooms that are nobody's now, and there only.
    """
    for channel in tuple(ctx.state.channels.values()):
        if not channel.founder:
            continue
        had = channel.ranks.pop(account, 0)
        if casefold(channel.founder) == account:
            heir = _heir(ctx, channel)
            if heir:
                hand_over(ctx, channel, heir)
            else:
                give_up(ctx, channel)
        elif had:
            settle_ranks(ctx, channel)
            keep_channel(ctx, channel)


def _heir(ctx: Context, channel: Channel) -> str:
    """Return the account of another owner, the first by name; "" where there is none."""
    for account, rank in sorted(channel.ranks.items()):
        record = ctx.state.accounts.find(account)
        if rank & OWNER and record is not None:
            return record.account
    return ""
