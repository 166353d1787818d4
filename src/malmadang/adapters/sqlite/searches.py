"""Searches: candidates from the index and from what is not in it yet, each looked at again."""

from collections.abc import Iterator
from heapq import merge
from operator import itemgetter

import apsw

from malmadang.adapters.sqlite.chores import log_token
from malmadang.adapters.sqlite.places import find_log, first_place
from malmadang.ports import EventRecord, SearchedLog, SearchPage, SearchQuery, TimeMs
from malmadang.ports.searching import Terms
from malmadang.wire.names import casefold

MOST_UNINDEXED = 20_000
"""Newest events that are looked at one by one where the index has not come so far."""
_FEW_LOGS = 4
_MOST_LOG_TOKENS = 128
_MOST_OF_OTHERS = 2_000
_END = 1 << 62
"""Behind every event."""
_COLUMNS = "id, log, seq, msgid, utc_ms, verb, source, account, tags, text"
# Crossed, so that the words come first, in their order.
_INDEXED = (
    f"SELECT {_COLUMNS} FROM words CROSS JOIN events ON events.id = words.rowid"
    " WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? ORDER BY words.rowid {}"
)
_TALK = "verb IN ('PRIVMSG', 'NOTICE') AND text <> ''"

_Row = tuple[int, int, int, str, int, str, str, str, str, str]


class _Searched:
    """A log that is searched: its name, what of it may be found."""

    __slots__ = ("cut", "log", "name", "since_ms")

    def __init__(self, name: str, cut: int, log: SearchedLog, since_ms: int = 0) -> None:
        self.name = name
        self.cut = cut
        self.log = log
        self.since_ms = since_ms


def search(connection: apsw.Connection, query: SearchQuery) -> SearchPage:
    """Return what has been said and is looked for.

    Raises:
        apsw.Error: the file cannot be read, or it took too long.
    """
    logs = _logs(connection, query)
    terms = Terms(query.text) if query.text else None
    if not logs or (terms is not None and not terms.tokens):
        return SearchPage(())
    if terms is None:
        rows = _rows(connection, logs, query)
    else:
        rows = _found(connection, logs, terms, query)
    events: list[EventRecord] = []
    for _, log, seq, msgid, utc_ms, verb, source, account, tags, text in rows:
        place = logs.get(log)
        if place is None or seq <= place.cut or utc_ms < place.since_ms:
            continue
        event = EventRecord(place.name, seq, msgid, TimeMs(utc_ms), verb, source, account, tags, text)
        if query.has(event, place.log) and (terms is None or terms.are_in(text)):
            events.append(event)
            if len(events) == query.limit:
                break
    return SearchPage(tuple(events[::-1] if query.newest else events))


def _logs(connection: apsw.Connection, query: SearchQuery) -> dict[int, _Searched]:
    logs: dict[int, _Searched] = {}
    for log in query.logs:
        number, name, cut = find_log(connection, log.log)
        if number is not None:
            logs[number] = _Searched(name, cut, log)
    private = connection.execute(
        "SELECT logs.id, logs.name, logs.cut FROM sides JOIN logs ON logs.id = sides.log WHERE account = ?",
        (casefold(query.account),),
    )
    for number, name, cut in private:
        logs.setdefault(number, _Searched(name, cut, SearchedLog(name), query.since_ms))
    return logs


def _bounds(connection: apsw.Connection, query: SearchQuery, logs: dict[int, _Searched]) -> tuple[int, int]:
    """Return the numbers between which the events of a time stand, those of other times among them.

    Within one log number, place and time ascend together.
    """
    low, high = 0, _END
    if query.after_ms:
        one = "SELECT id FROM events WHERE log = ? AND seq >= ? ORDER BY seq LIMIT 1"
        firsts = [
            connection.execute(one, (log, first_place(connection, log, query.after_ms))).get for log in logs
        ]
        low = min((number for number in firsts if number is not None), default=_END)
    if query.before_ms is not None:
        one = "SELECT id FROM events WHERE log = ? AND seq < ? ORDER BY seq DESC LIMIT 1"
        before_ms = query.before_ms + 1
        lasts = [connection.execute(one, (log, first_place(connection, log, before_ms))).get for log in logs]
        high = max((number for number in lasts if number is not None), default=0)
    return low, high


def _rows(connection: apsw.Connection, logs: dict[int, _Searched], query: SearchQuery) -> Iterator[_Row]:
    """Yield what was said in the logs in a time, whatever it was: of each log in turn what comes next."""
    order = "DESC" if query.newest else "ASC"
    one = (
        f"SELECT {_COLUMNS} FROM events WHERE log = ? AND seq BETWEEN ? AND ? AND {_TALK}"
        f" ORDER BY seq {order}"
    )
    parts = []
    for log, place in logs.items():
        first = first_place(connection, log, query.after_ms) if query.after_ms else 0
        last = _END if query.before_ms is None else first_place(connection, log, query.before_ms + 1) - 1
        parts.append(connection.execute(one, (log, max(first, place.cut + 1), last)))
    yield from merge(*parts, key=itemgetter(0), reverse=query.newest)


def _found(
    connection: apsw.Connection, logs: dict[int, _Searched], terms: Terms, query: SearchQuery
) -> Iterator[_Row]:
    """Yield what may have the terms: what the index has of them, and what is not in it yet."""
    newest = query.newest
    low, high = _bounds(connection, query, logs)
    last = connection.execute("SELECT last FROM indexed").get
    order = "DESC" if newest else "ASC"
    match = " AND ".join(f'"{token.text}"' + (" *" if token.is_prefix else "") for token in terms.tokens)
    indexed = _in_index(connection, logs, match, low, high, order)
    start = max(last, (connection.execute("SELECT max(id) FROM events").get or 0) - MOST_UNINDEXED)
    rest = connection.execute(
        f"SELECT {_COLUMNS} FROM events WHERE id > ? AND id BETWEEN ? AND ? AND {_TALK} ORDER BY id {order}",
        (start, low, high),
    )
    if newest:
        yield from rest
        yield from indexed
    else:
        yield from indexed
        yield from rest


def _in_index(
    connection: apsw.Connection, logs: dict[int, _Searched], match: str, low: int, high: int, order: str
) -> Iterator[_Row]:
    """Yield what the index has, in order.

    To name many logs costs more than to pass over what was said in others, until there is a lot of that.
    """
    anywhere = " OR ".join(f'"{log_token(log)}"' for log in logs)
    in_logs = f"({anywhere}) AND {match}"
    if len(logs) <= _FEW_LOGS:
        yield from connection.execute(_INDEXED.format(order), (in_logs, low, high))
        return
    number = 0
    for count, row in enumerate(connection.execute(_INDEXED.format(order), (match, low, high))):
        number = row[0]
        yield row
        if count == _MOST_OF_OTHERS and len(logs) <= _MOST_LOG_TOKENS:
            break
    else:
        return
    low, high = (low, number - 1) if order == "DESC" else (number + 1, high)
    yield from connection.execute(_INDEXED.format(order), (in_logs, low, high))
