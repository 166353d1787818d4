"""What is done in small steps when there is time: words into the index, cut lines out of the file."""

from typing import Any

import apsw

from malmadang.ports.searching import tokens_of

STEP = 64
"""Events that one step looks at: whoever speaks meanwhile waits for a step at most."""


def do_step(connection: apsw.Connection) -> bool:
    """Do one step, whole or not at all; tell whether there was anything to do.

    What is done here can be done again, so nobody waits until it is on the disk: it gets there with what is.

    Raises:
        apsw.Error: nothing is done.
    """
    connection.pragma("synchronous", "normal")
    try:
        return _index(connection) or _sweep(connection)
    finally:
        connection.pragma("synchronous", "full")


def log_token(log: int) -> str:
    """Return the token that every event of a log has."""
    return f"¶{log}"


def _index(connection: apsw.Connection) -> bool:
    execute = connection.execute
    last = execute("SELECT last FROM indexed").get
    rows: list[Any] = execute(
        "SELECT id, log, verb, text FROM events WHERE id > ? ORDER BY id LIMIT ?", (last, STEP)
    ).fetchall()
    if not rows:
        return False
    words = [
        (number, " ".join((log_token(log), *sorted(tokens_of(text)))))
        for number, log, verb, text in rows
        if text and verb in ("PRIVMSG", "NOTICE")
    ]
    with _Step(connection):
        connection.executemany("INSERT INTO words (rowid, tokens) VALUES (?, ?)", words)
        execute("UPDATE indexed SET last = ?", (rows[-1][0],))
    return True


def _sweep(connection: apsw.Connection) -> bool:
    execute = connection.execute
    found = execute("SELECT id, cut FROM logs WHERE cut > swept LIMIT 1").get
    if found is None:
        return False
    log, cut = found
    rows = execute(
        "SELECT id, seq, msgid FROM events WHERE log = ? AND seq <= ? ORDER BY seq LIMIT ?", (log, cut, STEP)
    ).fetchall()
    with _Step(connection):
        connection.executemany("DELETE FROM words WHERE rowid = ?", [(number,) for number, _, _ in rows])
        connection.executemany("DELETE FROM redactions WHERE msgid = ?", [(msgid,) for _, _, msgid in rows])
        connection.executemany("DELETE FROM events WHERE id = ?", [(number,) for number, _, _ in rows])
        swept = rows[-1][1] if len(rows) == STEP else cut
        execute("UPDATE logs SET swept = ? WHERE id = ?", (swept, log))
        # A number that is free again is given to the next event: its words must not be passed over.
        execute("UPDATE indexed SET last = min(last, coalesce((SELECT max(id) FROM events), 0))")
    return True


class _Step:
    """A transaction."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            try:
                self._connection.execute("COMMIT")
            except apsw.Error:
                self._undo()
                raise
        else:
            self._undo()

    def _undo(self) -> None:
        # SQLite has undone it already after some errors.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
