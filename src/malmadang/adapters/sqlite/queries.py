"""Questions about the logs, answered from a connection that reads."""

from typing import assert_never

import apsw

from malmadang.adapters.sqlite.places import find_log, first_place
from malmadang.adapters.sqlite.searches import search
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
    RedactionRecord,
    SearchQuery,
    TargetsPage,
    TargetsQuery,
    TimeMs,
    Unanswered,
    private_sides,
)
from malmadang.wire.names import casefold

_COLUMNS = "seq, msgid, utc_ms, verb, source, account, tags, text"
_TALK = "verb IN ('PRIVMSG', 'NOTICE')"
_END = 1 << 62
"""Behind every place in a log."""


def answer(connection: apsw.Connection, query: Query) -> Answer:
    """Return the answer, all of it as the file is at one moment.

    Raises:
        apsw.Error: the file cannot be read, or it took too long.
    """
    connection.execute("BEGIN")
    try:
        match query:
            case HistoryQuery():
                return _history(connection, query)
            case EventQuery():
                return _event(connection, query)
            case TargetsQuery():
                return _targets(connection, query)
            case SearchQuery():
                return search(connection, query)
            case _:
                assert_never(query)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _history(connection: apsw.Connection, query: HistoryQuery) -> Answer:
    log, name, cut = find_log(connection, query.log)
    if log is None:
        is_by_msgid = isinstance(query.after, ByMsgid) or isinstance(query.before, ByMsgid)
        return Unanswered.NO_SUCH_MSGID if is_by_msgid else HistoryPage(())
    after = cut if query.after is None else _place(connection, log, query.after, is_after=True)
    before = _END if query.before is None else _place(connection, log, query.before, is_after=False)
    if after is None or before is None:
        return Unanswered.NO_SUCH_MSGID
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM events WHERE log = ? AND seq > ? AND seq < ?"
        f"{f' AND {_TALK}' if query.talk_only else ''}"
        f" ORDER BY seq {'DESC' if query.newest else 'ASC'} LIMIT ?",
        (log, max(after, cut), before, query.limit),
    )
    page = _page(connection, name, rows)
    if not query.newest:
        return page
    return HistoryPage(page.events[::-1], page.redactions[::-1])


def _event(connection: apsw.Connection, query: EventQuery) -> Answer:
    log, name, cut = find_log(connection, query.log)
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM events WHERE msgid = ? AND log = ? AND seq > ?", (query.msgid, log, cut)
    )
    page = _page(connection, name, rows)
    return page if page.events else Unanswered.NO_SUCH_MSGID


def _place(connection: apsw.Connection, log: int, bound: Bound, *, is_after: bool) -> int | None:
    """Return the place that the lines wanted come after, or before."""
    match bound:
        case ByMsgid(msgid):
            found = connection.execute(
                "SELECT events.seq FROM events JOIN logs ON logs.id = log"
                " WHERE msgid = ? AND log = ? AND events.seq > cut",
                (msgid, log),
            ).get
            return None if found is None else int(found)
        case ByTime(utc_ms):
            # All lines of that millisecond are excluded, at either end.
            return (
                first_place(connection, log, utc_ms + 1) - 1
                if is_after
                else first_place(connection, log, utc_ms)
            )
        case _:
            assert_never(bound)


def _page(connection: apsw.Connection, name: str, rows: apsw.Cursor) -> HistoryPage:
    events = [
        EventRecord(name, seq, msgid, TimeMs(utc_ms), verb, source, account, tags, text)
        for seq, msgid, utc_ms, verb, source, account, tags, text in rows
    ]
    redactions = [
        RedactionRecord(name, event.msgid, actor, reason, TimeMs(utc_ms))
        for event in events
        if not event.text
        for actor, reason, utc_ms in connection.execute(
            "SELECT actor, reason, utc_ms FROM redactions WHERE msgid = ?", (event.msgid,)
        )
    ]
    return HistoryPage(tuple(events), tuple(redactions))


def _targets(connection: apsw.Connection, query: TargetsQuery) -> TargetsPage:
    logs = dict.fromkeys(casefold(log) for log in query.logs)
    private = connection.execute(
        "SELECT folded FROM sides JOIN logs ON logs.id = sides.log WHERE account = ?",
        (casefold(query.account),),
    )
    logs.update(dict.fromkeys(folded for (folded,) in private))
    found = []
    for log in logs:
        after_ms = max(query.after_ms, query.since_ms - 1) if private_sides(log) else query.after_ms
        newest_ms = connection.execute(
            "SELECT utc_ms FROM logs JOIN events ON events.log = logs.id AND events.seq > logs.cut"
            f" WHERE folded = ? AND {_TALK} ORDER BY events.seq DESC LIMIT 1",
            (log,),
        ).get
        if newest_ms is not None and after_ms < newest_ms < query.before_ms:
            found.append((newest_ms, log))
    found.sort()
    found = found[max(0, len(found) - query.limit) :] if query.newest else found[: query.limit]
    return TargetsPage(tuple((str(log), TimeMs(utc_ms)) for utc_ms, log in found))
