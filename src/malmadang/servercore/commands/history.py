"""CHATHISTORY: what was said before, for those who ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from malmadang.ports import (
    Answer,
    ByMsgid,
    ByTime,
    EventRecord,
    TargetsPage,
    TargetsQuery,
    TimeMs,
)
from malmadang.servercore.context import Context
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure
from malmadang.servercore.render import TAGS
from malmadang.servercore.replay import (
    Steps,
    Unanswerable,
    Wanted,
    after,
    around,
    before,
    between,
    latest,
    parse_bound,
    within,
)
from malmadang.servercore.talks import Book, book_of, open_book
from malmadang.wire.message import Message
from malmadang.wire.stamps import format_time

_PARAMS = {"LATEST": 4, "BEFORE": 4, "AFTER": 4, "AROUND": 4, "BETWEEN": 5, "TARGETS": 4}
_OLDEST_CUT = frozenset({"LATEST", "BEFORE"})
"""Of a page that is too large for the reader's queue these give the newest part."""


def chathistory(ctx: Context, message: Message) -> None:
    """Show what was said in a channel or with somebody, or where something has been said.

    Source: IRCv3 chathistory.
    """
    subcommand = message.params[0].upper()
    if len(message.params) != _PARAMS.get(subcommand):
        raise Failure("CHATHISTORY", "INVALID_PARAMS", word(message.params[0]), phrase="history_params")
    limit = _limit(ctx, subcommand, message.params[-1])
    if subcommand == "TARGETS":
        _targets(ctx, message, limit)
        return
    typed = message.params[1]
    book = _readable(ctx, subcommand, typed)
    steps = _steps(ctx, book.log, subcommand, message.params[2:-1], limit)

    def show(ctx: Context, events: tuple[EventRecord, ...]) -> None:
        try:
            now = _readable(ctx, subcommand, typed)
        except Failure as failure:
            # Put out while the store was looking.
            ctx.refuse(failure)
            return
        lines = [now.line(event) for event in now.readable(events)]
        most_bytes = ctx.config.limits.sendq_bytes // 2
        lines = within(lines, ctx.client.mask, most_bytes, newest=subcommand in _OLDEST_CUT)
        ctx.reply_batch("chathistory", typed, lines=lines)

    def fail(ctx: Context) -> None:
        ctx.fail("CHATHISTORY", "MESSAGE_ERROR", subcommand, word(typed), phrase="history_error")

    look_up(ctx, steps, show, fail)


def look_up(
    ctx: Context,
    steps: Steps,
    then: Callable[[Context, tuple[EventRecord, ...]], None],
    otherwise: Callable[[Context], None],
    answer: Answer | None = None,
) -> None:
    """Ask the store what the steps want to know, one question after another; then go on."""
    try:
        query = next(steps) if answer is None else steps.send(answer)
    except StopIteration as done:
        then(ctx, cast("tuple[EventRecord, ...]", done.value))
    except Unanswerable:
        otherwise(ctx)
    else:
        ctx.ask(query, lambda ctx, answer: look_up(ctx, steps, then, otherwise, cast("Answer", answer)))


def _limit(ctx: Context, subcommand: str, typed: str) -> int:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    if not number:
        raise _bad(subcommand, typed)
    return min(number, ctx.config.limits.chathistory)


def _bad(subcommand: str, typed: str) -> Failure:
    return Failure("CHATHISTORY", "INVALID_PARAMS", subcommand, word(typed), phrase="history_params")


def _readable(ctx: Context, subcommand: str, typed: str) -> Book:
    """Return the log that the acting user may read.

    Raises:
        Failure: no such channel, or not for this user; which of them is not told.
    """
    book = open_book(ctx, typed)
    if book is None:
        raise Failure("CHATHISTORY", "INVALID_TARGET", subcommand, word(typed), phrase="history_target")
    return book


def _steps(ctx: Context, log: str, subcommand: str, typed: tuple[str, ...], limit: int) -> Steps:
    bounds = []
    for text in typed:
        bound = parse_bound(text)
        if bound is None and (subcommand != "LATEST" or text != "*"):
            raise _bad(subcommand, text)
        bounds.append(bound)
    first, last = bounds[0], bounds[-1]
    # Without msgids to go on from, the reader of the newest page has nothing but its times.
    by_time = not ctx.client.mask & TAGS if first is None else not any(isinstance(b, ByMsgid) for b in bounds)
    wanted = Wanted(log, limit, "draft/event-playback" not in ctx.client.caps, by_time)
    if subcommand == "LATEST":
        return latest(wanted, first)
    assert first is not None
    assert last is not None
    match subcommand:
        case "BEFORE":
            return before(wanted, first)
        case "AFTER":
            return after(wanted, first)
        case "AROUND":
            return around(wanted, first)
        case _:
            return between(wanted, first, last)


# -- targets -----------------------------------------------------------------------------------------


def _targets(ctx: Context, message: Message, limit: int) -> None:
    """Show where the newest word was said in a time, and when.

    Source: IRCv3 chathistory, TARGETS.
    """
    times: list[TimeMs] = []
    for text in message.params[1:3]:
        bound = parse_bound(text)
        if not isinstance(bound, ByTime):
            raise _bad("TARGETS", text)
        times.append(bound.utc_ms)
    user = ctx.user
    first, last = min(times), max(times)
    logs = tuple(channel.name for channel in user.channels.values())
    own = ctx.state.accounts.find(user.account) if user.account else None
    query = TargetsQuery(
        logs,
        own.account if own is not None else "",
        first,
        last,
        limit,
        newest=times[0] > times[1],
        since_ms=own.created_ms if own is not None else TimeMs(0),
    )

    def show(ctx: Context, answer: object) -> None:
        if not isinstance(answer, TargetsPage):
            ctx.fail("CHATHISTORY", "MESSAGE_ERROR", "TARGETS", phrase="history_error")
            return
        server = ctx.config.server.name
        lines = []
        for log, utc_ms in answer.targets:
            name = _target_name(ctx, log)
            if name:
                text = f":{server} CHATHISTORY TARGETS {name} {format_time(utc_ms)}\r\n"
                lines.append(text.encode())
        ctx.reply_batch("draft/chathistory-targets", lines=lines)

    ctx.ask(query, show)


def _target_name(ctx: Context, log: str) -> str:
    """Return what the acting user calls a log, "" where it may not read it any more."""
    book = book_of(ctx, log)
    return book.name if book is not None else ""
