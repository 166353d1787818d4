"""Where things stand in the logs: a log by its name, a place by its time."""

import apsw

from malmadang.wire.names import casefold


def find_log(connection: apsw.Connection, name: str) -> tuple[int | None, str, int]:
    """Return a log's number, its name as written, and up to which place it has been cut."""
    for number, as_written, cut in connection.execute(
        "SELECT id, name, cut FROM logs WHERE folded = ?", (casefold(name),)
    ):
        return number, as_written, cut
    return None, name, 0


def first_place(connection: apsw.Connection, log: int, utc_ms: int) -> int:
    """Return the place of the first line that is not before a time, or one behind the last.

    Time ascends with place, so halving finds it; an index would cost every message something.
    """
    low, high = connection.execute(
        "SELECT coalesce((SELECT min(seq) FROM events WHERE log = ?1), 0),"
        " coalesce((SELECT max(seq) + 1 FROM events WHERE log = ?1), 0)",
        (log,),
    ).get
    while low < high:
        middle = (low + high) // 2
        at, time_ms = connection.execute(
            "SELECT seq, utc_ms FROM events WHERE log = ? AND seq >= ? ORDER BY seq LIMIT 1", (log, middle)
        ).get
        if time_ms < utc_ms:
            low = at + 1
        else:
            # No line stands between `middle` and the one found.
            high = middle
    return int(low)


def last_place(connection: apsw.Connection, log: int, lines: int) -> int:
    """Return the place of the oldest of the newest `lines` that were said; 0 where there are fewer."""
    place = connection.execute(
        "SELECT seq FROM events WHERE log = ? AND verb IN ('PRIVMSG', 'NOTICE')"
        " ORDER BY seq DESC LIMIT 1 OFFSET ?",
        (log, lines - 1),
    ).get
    return int(place or 0)
