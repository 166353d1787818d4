"""Absences: up to where words have reached each account, so that what it is given later is new to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from malmadang.ports import MarkerRecord, TimeMs
from malmadang.servercore.channel import Channel
from malmadang.servercore.effects import Keep
from malmadang.wire.names import Folded, casefold

if TYPE_CHECKING:
    from malmadang.servercore.client import Client
    from malmadang.servercore.context import Context
    from malmadang.servercore.user import User

CAME, LEFT = "+", "-"
"""Begin the targets of markers that tell of coming and leaving; no channel and no nick begins so."""
TALKS = Folded("")
"""Stands for all of an account's private talks."""
_MOST = 1_000


def is_of_absence(record: MarkerRecord) -> bool:
    """Whether a marker tells of coming and leaving, not of reading."""
    return record.target[:1] in (CAME, LEFT)


class Absences:
    """When the last client of each account stopped reading each place: a channel, or its talks.

    Args:
        kept: what the store holds from before.
        ended_ms: when the server that kept it ended: whoever was here then has read up to that.

    Attributes:
        mended: what has to be kept of those who were here then, before the next server ends.
    """

    __slots__ = ("_left", "mended")

    def __init__(self, kept: Iterable[MarkerRecord] = (), ended_ms: TimeMs = TimeMs(0)) -> None:
        self._left: dict[Folded, dict[Folded, TimeMs]] = {}
        self.mended: list[MarkerRecord] = []
        came: list[MarkerRecord] = []
        for record in kept:
            if record.target[:1] == LEFT:
                self.leave(casefold(record.account), casefold(record.target[1:]), record.utc_ms)
            elif record.target[:1] == CAME:
                came.append(record)
        for record in came:
            account, place = casefold(record.account), casefold(record.target[1:])
            left_ms = self.get(account, place)
            if left_ms is None or record.utc_ms > left_ms:
                until_ms = max(ended_ms, record.utc_ms)
                self.leave(account, place, until_ms)
                self.mended.append(MarkerRecord(record.account, f"{LEFT}{place}", until_ms))

    def get(self, account: Folded, place: Folded) -> TimeMs | None:
        """Return up to when the account has read; None where it has never been."""
        return self._left.get(account, {}).get(place)

    def leave(self, account: Folded, place: Folded, utc_ms: TimeMs) -> None:
        """Note that it has read up to a time; of too many places the one left longest ago is forgotten."""
        places = self._left.setdefault(account, {})
        places.pop(place, None)
        if len(places) >= _MOST:
            del places[next(iter(places))]
        places[place] = utc_ms

    def rename(self, old: Folded, new: Folded) -> None:
        """Move what is known of a channel to its new name."""
        if old != new:
            for places in self._left.values():
                places.pop(new, None)
                if old in places:
                    places[new] = places.pop(old)

    def forget_account(self, account: Folded) -> None:
        """Forget an account that is deleted."""
        self._left.pop(account, None)


def is_read(ctx: Context, user: User, channel: Channel | None, *, but_for: User | Client) -> bool:
    """Whether a client of the user's account reads a channel, or with None anything at all.

    Args:
        but_for: a client, or all those of a user, that do not count.
    """
    return any(
        client is not but_for
        for other in ctx.state.accounts.users.get(casefold(user.account), ())
        if other is not but_for and (channel is None or other in channel.members)
        for client in other.clients.values()
    )


def note_coming(ctx: Context, user: User, channel: Channel | None = None) -> None:
    """Note that with the acting client an account begins to read a channel, or its talks."""
    if user.account and not is_read(ctx, user, channel, but_for=ctx.client):
        place = TALKS if channel is None else channel.folded
        ctx.effects.append(Keep(MarkerRecord(user.account, f"{CAME}{place}", ctx.now.utc_ms)))


def note_leaving(ctx: Context, user: User, channel: Channel | None = None) -> None:
    """Note that an account has read a channel, or its talks, up to now, if nobody else reads it for it."""
    if user.account and not is_read(ctx, user, channel, but_for=user):
        place = TALKS if channel is None else channel.folded
        utc_ms = ctx.now.utc_ms if channel is None else max(ctx.now.utc_ms, channel.last_ms)
        ctx.state.absences.leave(casefold(user.account), place, utc_ms)
        ctx.effects.append(Keep(MarkerRecord(user.account, f"{LEFT}{place}", utc_ms)))


def note_end(ctx: Context, user: User) -> None:
    """Note that the last client of a user is gone, or that it is logged out."""
    for channel in user.channels.values():
        note_leaving(ctx, user, channel)
    note_leaving(ctx, user)
