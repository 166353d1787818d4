"""Replay: what a request for history means to the store, and what one reader gets of the answer."""

from __future__ import annotations

from collections.abc import Generator, Iterable

import msgspec

from malmadang.ports import (
    Answer,
    Bound,
    ByMsgid,
    ByTime,
    EventQuery,
    EventRecord,
    HistoryPage,
    HistoryQuery,
    Query,
    TimeMs,
    Unanswered,
)
from malmadang.servercore.channel import SEALED, Channel
from malmadang.servercore.fitting import encode
from malmadang.servercore.longlines import is_long, long_line
from malmadang.servercore.render import EXTENDED_JOIN, REDACTION, TAGS, Line
from malmadang.wire.stamps import parse_time

_REACTIONS = ("+draft/react", "+draft/unreact")
_REPLIES = ("+reply", "+draft/reply")
SPOKEN = frozenset({"PRIVMSG", "NOTICE"})
"""What everybody gets; the rest only those with event-playback."""
_MOST_OF_ONE_MS = 4_096
_NEED = {"TAGMSG": TAGS, "REDACT": REDACTION}

Steps = Generator[Query, Answer, tuple[EventRecord, ...]]
"""Yields questions for the store, is sent the answers, and returns the lines, oldest first."""


def is_kept(verb: str, text: str, tags: str) -> bool:
    """Whether what somebody says to a person is kept: no questions to programs, and of tags only reactions.

    Args:
        tags: as on the wire.
    """
    if verb == "TAGMSG":
        return is_reaction(tags)
    return not text.startswith("\x01") or text.startswith("\x01ACTION ")


def is_reaction(tags: str) -> bool:
    """Whether a TAGMSG reacts to a message, or takes a reaction back.

    Source: IRCv3 react, reply.
    """
    if "react" not in tags:
        return False
    named = {tag.partition("=")[0] for tag in tags.split(";")}
    return not named.isdisjoint(_REACTIONS) and not named.isdisjoint(_REPLIES)


class Unanswerable(Exception):
    """The store has no answer."""

    def __init__(self, why: Unanswered) -> None:
        super().__init__(why.value)
        self.why = why


class Wanted(msgspec.Struct, frozen=True):
    """Which lines of a log are asked for.

    Attributes:
        limit: the most there may be.
        talk_only: only PRIVMSG and NOTICE.
        by_time: who asks goes on by time and not by msgid, so a millisecond must not be cut in two.
    """

    log: str
    limit: int
    talk_only: bool
    by_time: bool = False


def parse_bound(text: str) -> Bound | None:
    """Read `msgid=...` or `timestamp=...`; None where it is neither.

    Source: IRCv3 chathistory, "CHATHISTORY Command".
    """
    kind, _, value = text.partition("=")
    if kind == "msgid" and value:
        return ByMsgid(value)
    if kind == "timestamp" and (utc_ms := parse_time(value)) is not None:
        return ByTime(TimeMs(utc_ms))
    return None


def latest(wanted: Wanted, after: Bound | None) -> Steps:
    """The newest lines, all of them after a bound where there is one."""
    return (yield from _page(wanted, after, None, newest=True))


def before(wanted: Wanted, end: Bound) -> Steps:
    """The lines just before a bound."""
    return (yield from _page(wanted, None, end, newest=True))


def after(wanted: Wanted, start: Bound) -> Steps:
    """The lines just after a bound."""
    return (yield from _page(wanted, start, None, newest=False))


def between(wanted: Wanted, start: Bound, end: Bound) -> Steps:
    """The lines from one bound on to another, which may be the earlier one; counted from the first."""
    found = yield from _page(wanted, start, end, newest=False)
    if found:
        return found
    return (yield from _page(wanted, end, start, newest=True))


def around(wanted: Wanted, middle: Bound) -> Steps:
    """A line, or all of a millisecond, and its neighbours."""
    earlier_count = wanted.limit // 2
    here: tuple[EventRecord, ...] = ()
    start: Bound = middle
    match middle:
        case ByMsgid(msgid):
            found = shown(_page_of((yield EventQuery(wanted.log, msgid))))
            here = tuple(event for event in found if not wanted.talk_only or event.verb in SPOKEN)
        case ByTime(utc_ms):
            start = ByTime(TimeMs(utc_ms - 1))
    earlier: tuple[EventRecord, ...] = ()
    if earlier_count:
        earlier = yield from _lines(wanted, None, middle, earlier_count, newest=True)
    later: tuple[EventRecord, ...] = ()
    room = wanted.limit - earlier_count - len(here)
    if room > 0:
        later = yield from _lines(wanted, start, None, room, newest=False)
    return earlier + here + later


def _page(wanted: Wanted, start: Bound | None, end: Bound | None, *, newest: bool) -> Steps:
    """One page of a range.

    By time it may hold more than the limit: whoever goes on from it cannot ask for half a millisecond.
    """
    limit = wanted.limit
    if not wanted.by_time:
        return (yield from _lines(wanted, start, end, limit, newest=newest))
    found = yield from _lines(wanted, start, end, limit + 1, newest=newest)
    if len(found) <= limit:
        return found
    page = found[1:] if newest else found[:-1]
    cut, edge = (found[0], found[1]) if newest else (found[-1], found[-2])
    if cut.utc_ms != edge.utc_ms:
        return page
    utc_ms = cut.utc_ms
    from_ms, until_ms = ByTime(TimeMs(utc_ms - 1)), ByTime(TimeMs(utc_ms + 1))
    whole = yield from _lines(wanted, from_ms, until_ms, _MOST_OF_ONE_MS, newest=False)
    rest = tuple(event for event in page if event.utc_ms != utc_ms)
    return whole + rest if newest else rest + whole


def _lines(wanted: Wanted, start: Bound | None, end: Bound | None, limit: int, *, newest: bool) -> Steps:
    """Up to `limit` lines of a range; what has been taken back is left out, and others stand in for it."""
    found: tuple[EventRecord, ...] = ()
    while True:
        room = limit - len(found)
        page = _page_of((yield HistoryQuery(wanted.log, start, end, room, newest, wanted.talk_only)))
        events, seen = page.events, shown(page)
        found = seen + found if newest else found + seen
        if len(events) < room or len(seen) == room:
            return found
        if newest:
            end = ByMsgid(events[0].msgid)
        else:
            start = ByMsgid(events[-1].msgid)


def _page_of(answer: Answer) -> HistoryPage:
    if not isinstance(answer, HistoryPage):
        raise Unanswerable(answer if isinstance(answer, Unanswered) else Unanswered.FAILED)
    return answer


def shown(page: HistoryPage) -> tuple[EventRecord, ...]:
    """Return the lines of a page that have not been taken back."""
    taken_back = {redaction.msgid for redaction in page.redactions}
    return tuple(event for event in page.events if event.msgid not in taken_back)


# -- lines -------------------------------------------------------------------------------------------


def readable(channel: Channel, events: Iterable[EventRecord]) -> tuple[EventRecord, ...]:
    """Return those that the channel's members may read.

    A room that nobody owns ends with its last member, its key and modes too; whoever opens one of the same
    name later must not read what was said behind them.
    """
    return tuple(
        event for event in events if event.utc_ms >= channel.created_ms or SEALED not in event.tags.split(";")
    )


def line_of(event: EventRecord, target: str) -> Line:
    """Return a kept line as it was read when it was new.

    Args:
        target: what the log is called now.
    """
    head, text, upgraded = f":{event.source} {event.verb}", event.text, b""
    match event.verb:
        case "JOIN":
            body = f"{head} {target}"
            upgraded = encode(f"{body} {text}")
        case "QUIT" | "NICK":
            body = f"{head} :{text}"
        case "PART":
            body = f"{head} {target} :{text}" if text else f"{head} {target}"
        case "MODE" | "KICK" | "REDACT":
            body = f"{head} {target} {text}"
        case "TAGMSG":
            body = f"{head} {target}"
        case _:
            body = f"{head} {target} :{text}"
    line = Line(
        encode(body),
        event.utc_ms,
        event.msgid,
        event.account,
        ";".join(tag for tag in event.tags.split(";") if tag != SEALED),
        need=_NEED.get(event.verb, 0),
        upgrade=EXTENDED_JOIN if upgraded else 0,
        upgraded=upgraded,
    )
    if is_long(text) and event.verb in SPOKEN:
        return long_line(line, event.source, event.verb, target, text)
    return line


def within(lines: Iterable[Line], mask: int, most_bytes: int, *, newest: bool) -> list[Line]:
    """Return as many lines as one reader may be given at once, at least one: the newest, or the oldest."""
    kept: list[Line] = []
    size = 0
    for line in reversed(list(lines)) if newest else lines:
        size += len(line.render(mask))
        if kept and size > most_bytes:
            break
        kept.append(line)
    return kept[::-1] if newest else kept
