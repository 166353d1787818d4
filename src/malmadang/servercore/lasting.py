"""Who stays in its rooms without a connection: an account that wants it, under its own name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from malmadang.config import Config
from malmadang.ports import (
    AccountRecord,
    ChannelGone,
    ChannelRecord,
    MembershipGone,
    MembershipRecord,
    Moment,
    StateRecord,
)
from malmadang.servercore.phrases import Phrases
from malmadang.servercore.roomrecords import restore
from malmadang.servercore.user import User
from malmadang.wire.names import casefold

if TYPE_CHECKING:
    from malmadang.servercore.state import ServerState

SETTING = "always_on"
"""What the account wants: on, off, or "" for what the server does by itself."""
_MODES = "Bi"
"""Modes of a user that come back with it."""


def is_wanted(config: Config, record: AccountRecord) -> bool:
    """Whether the account stays in its rooms without a connection."""
    policy, wish = config.accounts.always_on, record.settings.get(SETTING, "")
    if policy == "never":
        return False
    return wish == "on" or (not wish and policy == "opt-out")


def lasts(state: ServerState, user: User) -> bool:
    """Whether the user stays when its last client goes; only under the account's own name, which is kept."""
    record = state.accounts.find(user.account) if user.account else None
    return record is not None and record.folded == user.folded and is_wanted(state.config, record)


def with_looks(record: AccountRecord, user: User) -> AccountRecord:
    """Return the account with what others see of its user, so that it looks the same after a restart."""
    modes = "".join(letter for letter in _MODES if letter in user.modes)
    looks = {"username": user.username, "host": user.host, "realname": user.realname, "modes": modes}
    if all(record.settings.get(key) == value for key, value in looks.items()):
        return record
    return replace(record, settings={**record.settings, **looks})


def bring_back(
    state: ServerState,
    channels: Iterable[ChannelRecord],
    memberships: Iterable[MembershipRecord],
    now: Moment,
) -> list[StateRecord]:
    """Put the rooms and the people that are kept into a state that is empty.

    Returns:
        what is kept and means nothing any more: rooms of nobody, memberships of accounts that do not stay.
    """
    records = {casefold(record.channel): record for record in channels}
    stale: list[StateRecord] = []
    staying = []
    for membership in memberships:
        account = state.accounts.find(membership.account)
        if account is not None and is_wanted(state.config, account):
            staying.append((membership, account))
        else:
            stale.append(MembershipGone(membership.account, membership.channel))
    lived_in = {casefold(membership.channel) for membership, _ in staying}
    for folded, record in records.items():
        if state.accounts.find(record.founder) is None:
            # Nobody could ever own it again.
            if folded not in lived_in:
                stale.append(ChannelGone(record.channel))
                continue
            record = replace(record, founder="")
        restore(state.create_channel(record.channel, now), record)
    for membership, account in staying:
        user = state.users.get(account.folded) or _bring_user(state, account, now)
        _bring_member(state, user, membership, records.get(casefold(membership.channel)), now)
    return stale


def _bring_user(state: ServerState, account: AccountRecord, now: Moment) -> User:
    settings = account.settings
    username, host = settings.get("username", "~user"), settings.get("host", state.config.server.name)
    user = User(account.account, username, host, settings.get("realname", account.account), address="")
    user.signon_utc_ms, user.signon_steady_ms = now.utc_ms, now.steady_ms
    user.spoke_ms = now.steady_ms
    user.away = Phrases(state.config.server.language).say("nobody_here")
    state.add_user(user)
    state.set_account(user, account.account)
    for letter in settings.get("modes", ""):
        state.set_user_mode(user, letter, on=True)
    return user


def _bring_member(
    state: ServerState, user: User, membership: MembershipRecord, record: ChannelRecord | None, now: Moment
) -> None:
    channel = state.channel(membership.channel) or state.create_channel(membership.channel, now)
    if channel.founder:
        rank = channel.rank_of_account(user.account)
    else:
        rank = (
            {casefold(name): bits for name, bits in record.ranks.items()}.get(user.folded, 0) if record else 0
        )
    channel.add(user, rank, membership.joined_ms)
    channel.stayers[user] = user.account
