"""+f: how much one person may say in a room, as its operators want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malmadang.ports import SteadyMs
from malmadang.servercore.throttle import Bucket

if TYPE_CHECKING:
    from malmadang.servercore.channel import Channel
    from malmadang.servercore.user import User

MOST_LINES = 100
MOST_SECONDS = 3_600


class Flood(msgspec.Struct, frozen=True, gc=False):
    """So many lines of one person in so many seconds."""

    lines: int
    seconds: int

    def __str__(self) -> str:
        """Write it as the parameter of +f."""
        return f"{self.lines}:{self.seconds}"


def parse_flood(typed: str) -> Flood | None:
    """Read the parameter of +f, `lines:seconds`; None where it is none."""
    lines, colon, seconds = typed.partition(":")
    if not colon or not all(
        part.isascii() and part.isdigit() and len(part) <= 4 for part in (lines, seconds)
    ):
        return None
    flood = Flood(int(lines), int(seconds))
    is_sane = 1 <= flood.lines <= MOST_LINES and 1 <= flood.seconds <= MOST_SECONDS
    return flood if is_sane else None


def is_too_much(channel: Channel, user: User, now_ms: SteadyMs) -> bool:
    """Count a line that somebody is about to say in a room with +f; say whether it is too many.

    Whoever has a rank says what it wants; people who are outside share one measure.
    """
    flood, membership = channel.flood, channel.members.get(user)
    if flood is None or (membership is not None and membership.rank):
        return False
    holder = channel if membership is None else membership
    if holder.said is None:
        holder.said = Bucket(flood.lines, now_ms)
    return bool(holder.said.take(1, flood.lines, flood.lines / flood.seconds, now_ms))


def set_flood(channel: Channel, flood: Flood | None) -> None:
    """Put +f into force, or with None out of it; everybody begins anew."""
    channel.flood, channel.said = flood, None
    for membership in channel.members.values():
        membership.said = None
