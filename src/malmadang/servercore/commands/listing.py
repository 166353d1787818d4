"""LIST: which channels there are, chosen by name, mask, size and age."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from malmadang.ports import TimeMs
from malmadang.servercore.allowance import Allowance
from malmadang.servercore.authority import may_see
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.params import pieces
from malmadang.wire.masks import is_match
from malmadang.wire.message import Message
from malmadang.wire.names import Folded, casefold, normalize_name
from malmadang.wire.numerics import RPL_LIST, RPL_LISTEND, RPL_LISTSTART

_MINUTE_MS = 60_000
_DIGITS = 9

Condition = Callable[[Channel, TimeMs], bool]


class Wish:
    """What a LIST asks for: channels that one name or mask fits, and every condition.

    Args:
        items: the comma-separated parts of the parameters.
    Source: Modern IRC, LIST message and ISUPPORT ELIST (C, M, N, T, U).
    """

    def __init__(self, items: Iterable[str]) -> None:
        self.names: set[Folded] = set()
        self.masks: list[str] = []
        self.conditions: list[Condition] = []
        for item in items:
            condition = _condition(item)
            if condition is not None:
                self.conditions.append(condition)
            elif "*" in item or "?" in item:
                self.masks.append(normalize_name(item))
            else:
                self.names.add(casefold(normalize_name(item)))

    def is_met(self, channel: Channel, now_ms: TimeMs) -> bool:
        """Whether the channel is asked for."""
        if not all(condition(channel, now_ms) for condition in self.conditions):
            return False
        if not self.names and not self.masks:
            return True
        return channel.folded in self.names or any(is_match(mask, channel.name) for mask in self.masks)


def _condition(item: str) -> Condition | None:
    """Read one search extension; None where the item is none."""
    if item[0] == "!" and len(item) > 1:
        mask = normalize_name(item[1:])
        return lambda channel, _: not is_match(mask, channel.name)
    kind = item[0].upper() if item[0] in "cCtT" else ""
    sign, number = item[len(kind) : len(kind) + 1], item[len(kind) + 1 :]
    if sign not in ("<", ">") or not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
        return None
    bound = int(number)
    if not kind:
        return lambda channel, _: _is_on_side(len(channel.members), sign, bound)
    get = _created_ms if kind == "C" else _topic_ms

    def is_of_age(channel: Channel, now_ms: TimeMs) -> bool:
        since_ms = get(channel)
        if since_ms is None:
            return False
        age_ms = max(0, now_ms - since_ms)
        # `>0` is everything, so what is exactly that old counts as older.
        return age_ms < bound * _MINUTE_MS if sign == "<" else age_ms >= bound * _MINUTE_MS

    return is_of_age


def _is_on_side(value: int, sign: str, bound: int) -> bool:
    return value < bound if sign == "<" else value > bound


def _created_ms(channel: Channel) -> TimeMs | None:
    return channel.created_ms


def _topic_ms(channel: Channel) -> TimeMs | None:
    return channel.topic.utc_ms if channel.topic is not None else None


def list_(ctx: Context, message: Message) -> None:
    """List channels: all that may be seen, the largest first, or those asked for.

    Source: Modern IRC, LIST message.
    """
    wish = Wish(item for param in message.params[:2] for item in pieces(param))
    found = [
        channel
        for channel in _candidates(ctx, wish)
        # A room that only waits for whoever was in it is not there to be entered.
        if (channel.members or channel.is_kept)
        and may_see(ctx.user, channel)
        and wish.is_met(channel, ctx.now.utc_ms)
    ]
    found.sort(key=lambda channel: -len(channel.members))
    ctx.numeric(RPL_LISTSTART, "Channel")
    allowance = Allowance(ctx.config.limits.sendq_bytes)
    for place, channel in enumerate(found):
        text = channel.topic.text if channel.topic is not None else ""
        line = ctx.data_line(RPL_LIST, channel.name, str(len(channel.members)), text)
        if not allowance.take(line):
            ctx.note(ctx.phrases.say("list_cut", count=str(place)))
            break
        ctx.reply(line)
    ctx.numeric(RPL_LISTEND)


def _candidates(ctx: Context, wish: Wish) -> Iterable[Channel]:
    """Yield what may be looked at: only what is named, where nothing but names is asked for."""
    channels = ctx.state.channels
    if wish.names and not wish.masks:
        return [channels[name] for name in sorted(wish.names) if name in channels]
    return channels.values()
