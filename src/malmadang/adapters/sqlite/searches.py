"""Searches: candidates from the index and from what is not in it yet, each looked at again."""

from collections.abc import Iterator

import apsw

from malmadang.adapters.sqlite.chores import log_token
from malmadang.adapters.sqlite.places import find_log, first_place
from malmadang.ports import EventRecord, SearchedLog, SearchPage, SearchQuery, TimeMs
from malmadang.ports.searching import Terms
from malmadang.wire.names import casefold

MOST_UNINDEXED = 20_000
"""Newest events that are looked at one by one where the index has not come so far."""
_MOST_LOG_TOKENS = 64
_END = 1 << 62
"""Behind every event."""
_COLUMNS = "id, log, seq, msgid, utc_ms, verb, source, account, tags, text"
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
    low, high = _bounds(connection, query, logs)
    rows = (
        _rows(connection, logs, low, high, query)
        if terms is None
        else (_found(connection, logs, terms, low, high, newest=query.newest))
    )
    events: list[EventRecord] = []
    for number, log, seq, msgid, utc_ms, verb, source, account, tags, text in rows:
        place = logs.get(log)
        if place is None or seq <= place.cut or utc_ms < place.since_ms or not low <= number <= high:
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


def _rows(
    connection: apsw.Connection, logs: dict[int, _Searched], low: int, high: int, query: SearchQuery
) -> Iterator[_Row]:
    """Yield what was said in the logs, whatever it was."""
    order = "DESC" if query.newest else "ASC"
    marks = ", ".join("?" * len(logs))
    yield from connection.execute(
        f"SELECT {_COLUMNS} FROM events WHERE id BETWEEN ? AND ? AND log IN ({marks}) AND {_TALK}"
        f" ORDER BY id {order}",
        (low, high, *logs),
    )


def _found(
    connection: apsw.Connection,
    logs: dict[int, _Searched],
    terms: Terms,
    low: int,
    high: int,
    *,
    newest: bool,
) -> Iterator[_Row]:
    last = connection.execute("SELECT last FROM indexed").get
    order = "DESC" if newest else "ASC"
    match = " AND ".join(f'"{token.text}"' + (" *" if token.is_prefix else "") for token in terms.tokens)
    if len(logs) <= _MOST_LOG_TOKENS:
        anywhere = " OR ".join(f'"{log_token(log)}"' for log in logs)
        match = f"({anywhere}) AND {match}"
    indexed = connection.execute(
        # Crossed, so that the words come first, in their order.
        f"SELECT {_COLUMNS} FROM words CROSS JOIN events ON events.id = words.rowid"
        f" WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? ORDER BY words.rowid {order}",
        (match, low, high),
    )
    start = max(last, (connection.execute("SELECT max(id) FROM events").get or 0) - MOST_UNINDEXED)
    rest = connection.execute(
        f"SELECT {_COLUMNS} FROM events WHERE id > ? AND {_TALK} ORDER BY id {order}", (start,)
    )
    if newest:
        yield from rest
        yield from indexed
    else:
        yield from indexed
        yield from rest
