"""The steward and rooms: whose a room is, who has which rank in it, handing over, giving up, closing."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from malmadang.ports import AccountRecord
from malmadang.servercore.authority import may_see
from malmadang.servercore.channel import ADMIN, HALF_OPERATOR, OPERATOR, OWNER, PREFIXES, VOICE, Channel
from malmadang.servercore.context import Context
from malmadang.servercore.ownership import (
    FOUNDER,
    claim,
    close_room,
    give_up,
    hand_over,
    is_common,
    may_own_more,
    owned_by,
    set_rank,
)
from malmadang.servercore.refusal import Failure
from malmadang.servercore.user import User
from malmadang.wire.names import casefold

Say = Callable[..., None]
Handler = Callable[[Context, Say, list[str]], None]

ROOMS_PRIVILEGE = "rooms"
"""What an operator of the server must have to look after rooms that are not its own."""
HELP = tuple(f"rooms_help_{number}" for number in range(1, 9))

_RANKS = {
    "방장": FOUNDER, "owner": FOUNDER,
    "지킴이": ADMIN | OPERATOR, "admin": ADMIN | OPERATOR,
    "부방장": OPERATOR, "op": OPERATOR,
    "도우미": HALF_OPERATOR, "halfop": HALF_OPERATOR,
    "말할사람": VOICE, "voice": VOICE,
    "없음": 0, "none": 0,
}  # fmt: skip
_SURE = ("확인", "yes")


def _room(ctx: Context, words: list[str]) -> Channel:
    """Return the room that is named first.

    Raises:
        Failure: none is, or there is none of that name that may be known of.
    """
    channel = ctx.state.channel(words[0]) if words else None
    if channel is None or not may_see(ctx.user, channel):
        raise Failure("*", "NO_SUCH_CHANNEL", phrase="rooms_none_such")
    return channel


def _is_keeper(ctx: Context, channel: Channel) -> bool:
    return channel.is_owner(ctx.user) or ROOMS_PRIVILEGE in ctx.user.privileges


def _own_room(ctx: Context, words: list[str]) -> Channel:
    """Return the room that is named first, which is the acting user's to decide about.

    Raises:
        Failure: it is not.
    """
    channel = _room(ctx, words)
    if not channel.founder:
        raise Failure("*", "NOT_OWNED", phrase="rooms_nobodys")
    if not _is_keeper(ctx, channel):
        raise Failure("*", "NOT_OWNER", phrase="rooms_not_yours")
    return channel


def _account(ctx: Context, words: list[str]) -> AccountRecord:
    """Return the account that is named second.

    Raises:
        Failure: there is none of that name.
    """
    record = ctx.state.accounts.find(words[1]) if len(words) > 1 else None
    if record is None:
        raise Failure("*", "NO_SUCH_ACCOUNT", phrase="rooms_no_account")
    return record


def _show(ctx: Context, say: Say, words: list[str]) -> None:
    """Tell whose a room is and who has a rank in it."""
    channel = _room(ctx, words)
    if not channel.founder:
        say("rooms_nobodys")
        return
    say("rooms_owner", channel=channel.name, account=channel.founder)
    for account, rank in sorted(channel.ranks.items(), key=lambda item: -item[1]):
        signs = "".join(sign for bit, _, sign in PREFIXES if rank & bit)
        record = ctx.state.accounts.find(account)
        say("rooms_rank", account=account if record is None else record.account, signs=signs)


def _mine(ctx: Context, say: Say, _words: list[str]) -> None:
    if not ctx.user.account:
        say("steward_guest")
        return
    rooms = owned_by(ctx, ctx.user.account)
    if not rooms:
        say("rooms_mine_none")
    for channel in rooms:
        say("rooms_mine", channel=channel.name, count=str(len(channel.members)))


def _claim(ctx: Context, say: Say, words: list[str]) -> None:
    """Make a room that nobody owns the acting user's: its operator may, when who opened it is gone."""
    channel, user = _room(ctx, words), ctx.user
    if not user.account:
        say("steward_guest")
    elif channel.founder:
        say("rooms_owned", account=channel.founder)
    elif is_common(ctx, channel) and ROOMS_PRIVILEGE not in user.privileges:
        say("rooms_common")
    elif not channel.rank(user) & OPERATOR or not _is_free_for(user, channel):
        say("rooms_claim_who")
    elif not may_own_more(ctx, user.account):
        say("rooms_too_many", count=str(ctx.config.channels.owned_per_account))
    else:
        claim(ctx, user, channel)
        say("rooms_claimed", channel=channel.name)


def _is_free_for(user: User, channel: Channel) -> bool:
    """Whether nobody else has opened the room who is there or may come again."""
    return channel.opener is user or (channel.opener is None and not any(channel.awaited.values()))


def _hand_over(ctx: Context, say: Say, words: list[str]) -> None:
    channel, record = _own_room(ctx, words), _account(ctx, words)
    if not may_own_more(ctx, record.account):
        say("rooms_too_many", count=str(ctx.config.channels.owned_per_account))
        return
    hand_over(ctx, channel, record.account)
    say("rooms_handed", channel=channel.name, account=record.account)


def _rank(ctx: Context, say: Say, words: list[str]) -> None:
    """Give an account a rank, or take it, whether it is there or not."""
    channel, record = _own_room(ctx, words), _account(ctx, words)
    wanted = _RANKS.get(words[2].lower()) if len(words) > 2 else None
    if wanted is None:
        say("rooms_help_6")
        return
    if casefold(channel.founder) == record.folded and not wanted & OWNER:
        say("owner_stays")
        return
    set_rank(ctx, channel, record.folded, wanted)
    signs = "".join(sign for bit, _, sign in PREFIXES if wanted & bit)
    say("rooms_rank" if wanted else "rooms_rankless", account=record.account, signs=signs)


def _give_up(ctx: Context, say: Say, words: list[str]) -> None:
    channel = _own_room(ctx, words)
    if not _is_sure(words):
        say("rooms_give_up_sure", channel=channel.name)
        return
    give_up(ctx, channel)
    say("rooms_given_up", channel=channel.name)


def _close(ctx: Context, say: Say, words: list[str]) -> None:
    channel = _own_room(ctx, words)
    if not _is_sure(words):
        say("rooms_close_sure", channel=channel.name)
        return
    close_room(ctx, channel)
    say("rooms_closed", channel=channel.name)


def _is_sure(words: list[str]) -> bool:
    return len(words) > 1 and words[1].lower() in _SURE


ROOM_COMMANDS: MappingProxyType[str, Handler] = MappingProxyType(
    {
        "방": _show,
        "ROOM": _show,
        "내방": _mine,
        "ROOMS": _mine,
        "방등록": _claim,
        "CLAIM": _claim,
        "넘기기": _hand_over,
        "TRANSFER": _hand_over,
        "직책": _rank,
        "RANK": _rank,
        "내려놓기": _give_up,
        "RELEASE": _give_up,
        "방닫기": _close,
        "CLOSE": _close,
    }
)
