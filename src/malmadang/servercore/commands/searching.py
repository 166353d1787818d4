"""SEARCH: finding what was said, in the rooms one is in and in one's own talks."""

from __future__ import annotations

from malmadang.ports import EventRecord, SearchedLog, SearchPage, SearchQuery, TimeMs
from malmadang.servercore.channel import SEALED, Channel
from malmadang.servercore.context import Context
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure
from malmadang.servercore.render import Line
from malmadang.servercore.replay import within
from malmadang.servercore.talks import Book, book_of, open_book
from malmadang.wire.message import Message, parse_tags
from malmadang.wire.names import casefold, normalize_name
from malmadang.wire.stamps import parse_time

CAPABILITY = "soju.im/search"
_ATTRIBUTES = frozenset({"in", "from", "after", "before", "text", "limit"})
_USUAL = 50
_TEXT_LETTERS = 100


def search(ctx: Context, message: Message) -> None:
    """Show what was said and is looked for.

    Source: soju, doc/ext/search.md.
    """
    wanted = parse_tags(message.params[0])
    unknown = sorted(wanted.keys() - _ATTRIBUTES)
    if unknown:
        raise _bad(*unknown[:3])
    query = _query(ctx, wanted)

    def show(ctx: Context, answer: object) -> None:
        if not isinstance(answer, SearchPage):
            ctx.fail("SEARCH", "INTERNAL_ERROR", phrase="search_error")
            return
        lines = [line for event in answer.events if (line := _line(ctx, event)) is not None]
        most_bytes = ctx.config.limits.sendq_bytes // 2
        lines = within(lines, ctx.client.mask, most_bytes, newest=query.newest)
        ctx.reply_batch(CAPABILITY, lines=lines)

    ctx.ask(query, show)


def _bad(*attributes: str) -> Failure:
    return Failure("SEARCH", "INVALID_PARAMS", *map(word, attributes), phrase="search_params")


def _query(ctx: Context, wanted: dict[str, str]) -> SearchQuery:
    user = ctx.user
    limit = wanted.get("limit", str(_USUAL))
    if not (limit.isascii() and limit.isdigit() and len(limit) < 10 and int(limit)):
        raise _bad("limit")
    text = wanted.get("text", "")
    if len(text) > _TEXT_LETTERS or ("text" in wanted and not text.strip()):
        raise _bad("text")
    logs, account = tuple(map(_searched, user.channels.values())), user.account
    if "in" in wanted:
        book = open_book(ctx, wanted["in"])
        if book is None:
            raise _bad("in")
        logs, account = (_searched(book.channel) if book.channel else SearchedLog(book.log),), ""
    own = ctx.state.accounts.find(user.account) if user.account else None
    return SearchQuery(
        logs,
        account,
        own.created_ms if own is not None else TimeMs(0),
        text,
        casefold(normalize_name(wanted.get("from", ""))),
        _time(wanted, "after") or TimeMs(0),
        _time(wanted, "before"),
        min(int(limit), ctx.config.limits.chathistory),
        newest="after" not in wanted,
    )


def _time(wanted: dict[str, str], name: str) -> TimeMs | None:
    if name not in wanted:
        return None
    utc_ms = parse_time(wanted[name])
    if utc_ms is None:
        raise _bad(name)
    return TimeMs(utc_ms)


def _searched(channel: Channel) -> SearchedLog:
    return SearchedLog(channel.name, SEALED, channel.created_ms)


def _line(ctx: Context, event: EventRecord) -> Line | None:
    """Return a line that was found, unless its reader has been put out of where it was said."""
    book: Book | None = book_of(ctx, event.channel)
    if book is None or not book.readable((event,)):
        return None
    return book.line(event)
