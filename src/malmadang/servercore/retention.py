"""How much of what was said stays: for the whole server by days, for a room by +H."""

from __future__ import annotations

import re

import msgspec

from malmadang.ports import SteadyMs, TimeMs, TrimRecord
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Keep
from malmadang.wire.names import Folded

WAKE = "retention"
EVERY_MS = 60_000
"""How often rooms with +H are cut. Each log's turn for the days of the settings comes once an hour."""
_PARTS = 60
_DAY_MS = 86_400_000
_UNITS_MS = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": _DAY_MS, "w": 7 * _DAY_MS}
_MOST_LINES = 100_000
_MOST_MS = 3_650 * _DAY_MS
_DURATION = re.compile(r"(?:\d{1,6}[smhdw])+")
_PART = re.compile(r"(\d+)([smhdw])")


class Length(msgspec.Struct, frozen=True):
    """How much of a room's history stays.

    Attributes:
        lines: the newest ones that were said; 0 for all.
        duration_ms: what is older goes; 0 for nothing.
    """

    lines: int
    duration_ms: int


def parse_length(text: str) -> Length | None:
    """Read the parameter of +H, `lines:duration`: `500:7d`, `0:12h`, `100:0`; None where it is none.

    Source: InspIRCd, channel mode H.
    """
    lines, colon, duration = text.lower().partition(":")
    if not colon or not (lines.isascii() and lines.isdigit()) or len(lines) > 6:
        return None
    if duration == "0":
        span_ms = 0
    elif _DURATION.fullmatch(duration):
        span_ms = sum(int(number) * _UNITS_MS[unit] for number, unit in _PART.findall(duration))
        if span_ms < _UNITS_MS["m"]:
            return None
    else:
        return None
    length = Length(int(lines), span_ms)
    is_good = length.lines <= _MOST_LINES and span_ms <= _MOST_MS and (length.lines or span_ms)
    return length if is_good else None


def trim_room(ctx: Context, channel: Channel) -> None:
    """Cut a room's log to the length that +H gives it."""
    length = parse_length(channel.history)
    if length is None:
        return
    before_ms = TimeMs(ctx.now.utc_ms - length.duration_ms) if length.duration_ms else TimeMs(0)
    ctx.effects.append(Keep(TrimRecord(channel.name, length.lines, before_ms)))
    # Whoever enters from now on reads what is left.
    channel.recalled = None


class Retention:
    """Which logs have been cut and when; the core's, for one server's life.

    Attributes:
        is_planned: it comes back by itself.
    """

    __slots__ = ("_round", "_trimmed", "is_planned")

    def __init__(self) -> None:
        self.is_planned = False
        self._round = 0
        self._trimmed: dict[Folded, int] = {}

    def plan(self, ctx: Context) -> None:
        """Come back in a while."""
        self.is_planned = True
        ctx.wake(WAKE, SteadyMs(ctx.now.steady_ms + EVERY_MS))

    def sweep(self, ctx: Context) -> None:
        """Cut what is due."""
        self._sweep_rooms(ctx)
        self._sweep_days(ctx)
        self._round += 1
        self.plan(ctx)

    def _sweep_rooms(self, ctx: Context) -> None:
        before, self._trimmed = self._trimmed, {}
        for folded, channel in ctx.state.channels.items():
            if channel.history:
                self._trimmed[folded] = channel.seq
                has_new = before.get(folded) != channel.seq
                if has_new or self._round % _PARTS == 0 or channel.history.endswith(("s", "m")):
                    trim_room(ctx, channel)

    def _sweep_days(self, ctx: Context) -> None:
        days = ctx.config.channels.history_days
        if not days:
            return
        before_ms = TimeMs(ctx.now.utc_ms - days * _DAY_MS)
        names = [*ctx.state.positions, *ctx.state.channels]
        for name in names[self._round % _PARTS :: _PARTS]:
            ctx.effects.append(Keep(TrimRecord(name, 0, before_ms)))
            channel = ctx.state.channels.get(name)
            if channel is not None:
                channel.recalled = None
