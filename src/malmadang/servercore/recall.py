"""Recall: the newest words of a room or a talk, for those who come and cannot ask for them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from malmadang.ports import (
    ByTime,
    EventRecord,
    HistoryPage,
    HistoryQuery,
    TargetsPage,
    TargetsQuery,
    TimeMs,
)
from malmadang.servercore.absences import TALKS, is_read
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.render import TIME
from malmadang.servercore.replay import shown
from malmadang.servercore.talks import Book, book_of
from malmadang.wire.names import casefold

_ACTION = "\x01ACTION "
_END = TimeMs(1 << 62)
_MOST_TALKS = 20
"""Talks that somebody who comes back is shown."""


class _Place(msgspec.Struct, frozen=True, gc=False):
    """Where a log stood when somebody began to read it: what comes after that is read live."""

    name: str
    seq: int
    last_ms: TimeMs
    spoken: int
    since_ms: TimeMs


def recall(ctx: Context, entered: list[Channel], *, and_talks: bool = False) -> None:
    """Give the acting client the newest words of rooms it has just entered, unless it can ask for them.

    An account that has been there is given what has come since its last client left, and nothing twice.

    Args:
        and_talks: then what has been said to it alone, as `recall_talks` does.
    Source: IRCv3 chathistory (those who have negotiated it get nothing unasked).
    """
    if not _is_wanted(ctx):
        return
    places = [_Place(c.name, c.seq, c.last_ms, c.spoken, _since(ctx, c)) for c in entered if c.spoken]
    places = [place for place in places if place.since_ms < place.last_ms]
    if places:
        # The answer to JOIN is whole here: what follows has no label.
        ctx.finish()
        _recall_each(ctx, places, and_talks=and_talks)
    elif and_talks:
        recall_talks(ctx)


def _is_wanted(ctx: Context) -> bool:
    return "draft/chathistory" not in ctx.client.caps and ctx.config.channels.replay_lines > 0


def _since(ctx: Context, channel: Channel) -> TimeMs:
    """Return up to when the acting user's account has read a channel."""
    user = ctx.user
    if not user.account:
        return TimeMs(0)
    if is_read(ctx, user, channel, but_for=ctx.client):
        return channel.last_ms
    return ctx.state.absences.get(casefold(user.account), channel.folded) or TimeMs(0)


def _recall_each(ctx: Context, places: list[_Place], *, and_talks: bool) -> None:
    while places:
        place = places.pop(0)
        channel = _still(ctx, place)
        if channel is None:
            continue
        if channel.recalled is None or channel.recalled[0] != place.spoken:
            _look_up(ctx, place, places, and_talks=and_talks)
            return
        _send(ctx, channel, channel.recalled[1], place.since_ms)
    if and_talks:
        recall_talks(ctx)


def _look_up(ctx: Context, place: _Place, others: list[_Place], *, and_talks: bool) -> None:
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
            _send(ctx, channel, events, place.since_ms)
        _recall_each(ctx, others, and_talks=and_talks)

    ctx.ask(query, go_on)


def _still(ctx: Context, place: _Place) -> Channel | None:
    channel = ctx.state.channel(place.name)
    return channel if channel is not None and ctx.user in channel.members else None


def _send(ctx: Context, channel: Channel, events: tuple[EventRecord, ...], since_ms: TimeMs) -> None:
    new = [event for event in events if event.utc_ms > since_ms]
    _give(ctx, Book(channel.name, channel.name, channel), new)


def _give(ctx: Context, book: Book, events: Iterable[EventRecord]) -> None:
    has_time = bool(ctx.client.mask & TIME)
    lines = [
        book.line(event if has_time else dated(ctx, event))
        for event in book.readable(events)
        # A question to a program must not be answered years later.
        if not event.text.startswith("\x01") or event.text.startswith(_ACTION)
    ]
    if lines:
        ctx.reply_batch("chathistory", book.name, lines=lines)


# -- what was said to somebody alone -----------------------------------------------------------------


def recall_talks(ctx: Context) -> None:
    """Give the acting client what has been said to its account while nobody was there for it."""
    user = ctx.user
    own = ctx.state.accounts.find(user.account) if user.account else None
    if own is None or not _is_wanted(ctx) or is_read(ctx, user, None, but_for=ctx.client):
        return
    since_ms = ctx.state.absences.get(own.folded, TALKS) or TimeMs(own.created_ms - 1)
    if ctx.state.talked.get(own.folded, 0) <= since_ms:
        return
    ctx.finish()

    def go_on(ctx: Context, answer: object) -> None:
        logs = [log for log, _ in answer.targets] if isinstance(answer, TargetsPage) else []
        _recall_next(ctx, logs, since_ms)

    query = TargetsQuery((), own.account, since_ms, _END, _MOST_TALKS, newest=True, since_ms=own.created_ms)
    ctx.ask(query, go_on)


def _recall_next(ctx: Context, logs: list[str], since_ms: TimeMs) -> None:
    if not logs:
        return
    log = logs.pop(0)

    def go_on(ctx: Context, answer: object) -> None:
        book = book_of(ctx, log)
        if book is not None and isinstance(answer, HistoryPage):
            _give(ctx, book, shown(answer))
        _recall_next(ctx, logs, since_ms)

    lines = ctx.config.channels.replay_lines
    ctx.ask(HistoryQuery(log, ByTime(since_ms), None, lines, newest=True, talk_only=True), go_on)


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
