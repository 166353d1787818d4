"""Recall: the newest words of a room, for those who enter it and cannot ask for them."""

from __future__ import annotations

import msgspec

from malmadang.ports import ByTime, EventRecord, HistoryPage, HistoryQuery, TimeMs
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.render import TIME
from malmadang.servercore.replay import line_of, readable, shown

_ACTION = "\x01ACTION "


class _Place(msgspec.Struct, frozen=True, gc=False):
    """Where a log stood when somebody began to read it: what comes after that is read live."""

    name: str
    seq: int
    last_ms: TimeMs
    spoken: int


def recall(ctx: Context, entered: list[Channel]) -> None:
    """Give the acting client the newest words of rooms it has just entered, unless it can ask for them.

    Source: IRCv3 chathistory (those who have negotiated it get nothing unasked).
    """
    if "draft/chathistory" in ctx.client.caps or not ctx.config.channels.replay_lines:
        return
    places = [_Place(c.name, c.seq, c.last_ms, c.spoken) for c in entered if c.spoken]
    if places:
        # The answer to JOIN is whole here: what follows has no label.
        ctx.finish()
        _recall_each(ctx, places)


def _recall_each(ctx: Context, places: list[_Place]) -> None:
    while places:
        place = places.pop(0)
        channel = _still(ctx, place)
        if channel is None:
            continue
        if channel.recalled is None or channel.recalled[0] != place.spoken:
            _look_up(ctx, place, places)
            return
        _send(ctx, channel, channel.recalled[1])


def _look_up(ctx: Context, place: _Place, others: list[_Place]) -> None:
    lines = ctx.config.channels.replay_lines
    # Lines that came since then may share the last one's time, hardly ever many.
    query = HistoryQuery(
        place.name, None, ByTime(TimeMs(place.last_ms + 1)), lines, newest=True, talk_only=True
    )

    def go_on(ctx: Context, answer: object) -> None:
        channel = _still(ctx, place)
        if channel is not None and isinstance(answer, HistoryPage):
            events = tuple(event for event in shown(answer) if event.seq <= place.seq)
            if channel.spoken == place.spoken:
                channel.recalled = (place.spoken, events)
            _send(ctx, channel, events)
        _recall_each(ctx, others)

    ctx.ask(query, go_on)


def _still(ctx: Context, place: _Place) -> Channel | None:
    channel = ctx.state.channel(place.name)
    return channel if channel is not None and ctx.user in channel.members else None


def _send(ctx: Context, channel: Channel, events: tuple[EventRecord, ...]) -> None:
    has_time = bool(ctx.client.mask & TIME)
    lines = [
        line_of(event if has_time else dated(ctx, event), channel.name)
        for event in readable(channel, events)
        # A question to a program must not be answered years later.
        if not event.text.startswith("\x01") or event.text.startswith(_ACTION)
    ]
    if lines:
        ctx.reply_batch("chathistory", channel.name, lines=lines)


def dated(ctx: Context, event: EventRecord) -> EventRecord:
    """Return the event with its age in front of its text, for those who are not told the time otherwise."""
    minutes = max(0, ctx.now.utc_ms - event.utc_ms) // 60_000
    if not minutes:
        age = ctx.phrases.say("just_now")
    elif minutes < 60:
        age = ctx.phrases.say("minutes_ago", count=str(minutes))
    elif minutes < 1_440:
        age = ctx.phrases.say("hours_ago", count=str(minutes // 60))
    else:
        age = ctx.phrases.say("days_ago", count=str(minutes // 1_440))
    text = event.text
    if text.startswith(_ACTION):
        said = f"{_ACTION}[{age}] {text.removeprefix(_ACTION)}"
    else:
        said = f"[{age}] {text}"
    return msgspec.structs.replace(event, text=said)
