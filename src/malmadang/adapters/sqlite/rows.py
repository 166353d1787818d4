"""Records into rows. Nothing here decides what to do when the disk says no."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import assert_never

import apsw
import msgspec

from malmadang.adapters.sqlite.places import find_log, first_place, last_place
from malmadang.ports import (
    NONCE_MS,
    AccountGone,
    AccountRecord,
    ChannelGone,
    ChannelRecord,
    ChannelRenamed,
    EventRecord,
    FactRecord,
    GameRecord,
    MarkerRecord,
    MembershipGone,
    MembershipRecord,
    Record,
    RedactionRecord,
    StandingRecord,
    StateRecord,
    TrimRecord,
    private_sides,
)
from malmadang.wire.names import casefold

_COLUMNS = "events (log, seq, msgid, utc_ms, verb, source, account, tags, text)"
_ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?)"
_EVENT = f"INSERT INTO {_COLUMNS} VALUES {_ROW}"
_AT_ONCE = 16
"""Rows that share one statement: each statement costs a round through the interpreter."""
# A statement that ends the transaction when it fails keeps no journal of its own to be undone alone.
_EVENTS = f"INSERT OR ROLLBACK INTO {_COLUMNS} VALUES {', '.join([_ROW] * _AT_ONCE)}"
_RUN = f"INSERT OR ROLLBACK INTO {_COLUMNS} VALUES " + ", ".join(
    f"(?1, ?{at}, ?{at + 1}, ?{at + 2}, ?2, ?3, ?4, ?5, ?{at + 3})" for at in range(6, 6 + 4 * _AT_ONCE, 4)
)
"""Lines of one speaker, who often has several in a group: what they share is bound once."""
_ONLY_EVENTS = {EventRecord}
_NONCE = "INSERT INTO nonces (owner, nonce, msgid, utc_ms) VALUES (?, ?, ?, ?)"
_Value = int | str
_MARKERS = ("", "+", "-")
"""Before a channel's name in the target of a marker: how far it was read, and when readers came and left."""
FORGET_EVERY_MS = 10_000
"""How often nonces that are too old are deleted."""


class Writer:
    """Writes records through one connection."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.connection = connection
        self._execute = connection.execute
        self._executemany = connection.executemany
        # A log's number by its name as given; those of an undone transaction are not kept.
        self._logs: dict[str, int] = {}
        self._forgot_ms = 0

    def write(self, records: Sequence[Record]) -> None:
        """Write all records or none, on disk when it returns.

        Raises:
            apsw.Error: nothing was written.
        """
        if len(records) == 1:
            record = records[0]
            if type(record) is EventRecord and record.channel in self._logs and not record.nonce:
                # One row is a transaction by itself.
                self._insert(records)  # type: ignore[arg-type]  # just looked at
                return
        try:
            self._execute("BEGIN IMMEDIATE")
            self._write_all(records)
            self._execute("COMMIT")
        except BaseException:
            self.undo()
            raise

    def undo(self) -> None:
        """Leave no transaction behind."""
        self._logs.clear()
        # SQLite has undone it already after some errors.
        if self.connection.in_transaction:
            self._execute("ROLLBACK")

    def write_singly(
        self, records: Sequence[Record], failed: Callable[[Record, Exception], None]
    ) -> set[int]:
        """Write what can be written; return the places of what cannot.

        Raises:
            apsw.Error: the disk, not a record, was at fault; nothing was written.
        """
        bad = set()
        try:
            self._execute("BEGIN IMMEDIATE")
            for place, record in enumerate(records):
                self._execute("SAVEPOINT one")
                try:
                    self._write_all((record,))
                except (apsw.Error, TypeError, ValueError, OverflowError) as error:
                    if not self.connection.in_transaction:
                        raise
                    self._execute("ROLLBACK TO one")
                    self._logs.clear()
                    bad.add(place)
                    failed(record, error)
                self._execute("RELEASE one")
            self._execute("COMMIT")
        except BaseException:
            self.undo()
            raise
        return bad

    def probe(self) -> None:
        """Find out whether something can be written.

        Raises:
            apsw.Error: it cannot.
        """
        try:
            self._execute("BEGIN IMMEDIATE")
            # A row that stays as it is is not written; this always is.
            self.connection.pragma("user_version", self.connection.pragma("user_version"))
            self._execute("COMMIT")
        except BaseException:
            self.undo()
            raise

    def checkpoint(self) -> None:
        """Write everything into the file itself, and on the disk.

        Raises:
            apsw.Error: it cannot be.
        """
        self.connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)

    def has(self, msgid: str) -> bool:
        """Tell whether a line with this msgid is kept."""
        return self._execute("SELECT 1 FROM events WHERE msgid = ?", (msgid,)).get is not None

    def has_renamed(self, record: ChannelRenamed) -> bool:
        """Tell whether a channel's log has its new name."""
        found = self._execute("SELECT name FROM logs WHERE folded = ?", (casefold(record.new),)).get
        return bool(found == record.new)

    def _write_all(self, records: Sequence[Record]) -> None:
        if set(map(type, records)) == _ONLY_EVENTS:
            self._insert(records)  # type: ignore[arg-type]  # just looked at
            return
        events: list[EventRecord] = []
        for record in records:
            if isinstance(record, EventRecord):
                events.append(record)
                continue
            if events:
                # What is changed may be a line that stands before it.
                self._insert(events)
                events = []
            self._change(record)
        if events:
            self._insert(events)

    def _insert(self, events: Sequence[EventRecord]) -> None:
        logs = self._logs
        for name in {event.channel for event in events}:
            if name not in logs:
                self._log(name)
        whole = len(events) - len(events) % _AT_ONCE
        statement = ""
        bindings: list[list[_Value]] = []
        for at in range(0, whole, _AT_ONCE):
            some = events[at : at + _AT_ONCE]
            kind = _RUN if _is_run(some) else _EVENTS
            if kind is not statement:
                # In order, because their ids count in it.
                if bindings:
                    self._executemany(statement, bindings)
                statement, bindings = kind, []
            bindings.append(_run_row(logs, some) if kind is _RUN else _joined_rows(logs, some))
        if bindings:
            self._executemany(statement, bindings)
        if whole < len(events):
            self._executemany(_EVENT, [_row(logs, event) for event in events[whole:]])
        nonces = [
            (event.nonce_owner, event.nonce, event.msgid, event.utc_ms) for event in events if event.nonce
        ]
        if nonces:
            self._executemany(_NONCE, nonces)
            self._forget_nonces(nonces[-1][3])

    def _log(self, name: str) -> int:
        """Return the number of a log, which is opened where there is none."""
        folded = casefold(name)
        number = self._execute("SELECT id FROM logs WHERE folded = ?", (folded,)).get
        if number is None:
            self._execute("INSERT INTO logs (folded, name) VALUES (?, ?)", (folded, name))
            number = self.connection.last_insert_rowid()
            for account in set(private_sides(folded) or ()):
                self._execute("INSERT INTO sides (account, log) VALUES (?, ?)", (account, number))
        self._logs[name] = number
        return int(number)

    def _forget_nonces(self, now_ms: int) -> None:
        if now_ms - self._forgot_ms < FORGET_EVERY_MS:
            return
        self._forgot_ms = now_ms
        # They stand in the order of time, so only what goes is looked at.
        oldest = self._execute(
            "SELECT id FROM nonces WHERE utc_ms > ? ORDER BY id LIMIT 1", (now_ms - NONCE_MS,)
        ).get
        self._execute("DELETE FROM nonces WHERE id < ?", (oldest or 0,))

    def _change(self, record: RedactionRecord | ChannelRenamed | StateRecord) -> None:
        execute = self._execute
        match record:
            case ChannelRecord():
                execute(
                    "INSERT OR REPLACE INTO channels VALUES (?, ?)", (casefold(record.channel), _text(record))
                )
            case ChannelGone(channel):
                execute("DELETE FROM channels WHERE folded = ?", (casefold(channel),))
                execute("DELETE FROM memberships WHERE channel = ?", (casefold(channel),))
                execute("DELETE FROM games WHERE channel = ?", (casefold(channel),))
                execute("DELETE FROM standings WHERE channel = ?", (casefold(channel),))
            case ChannelRenamed():
                self._rename(record)
            case AccountRecord():
                execute("INSERT OR REPLACE INTO accounts VALUES (?, ?)", (record.folded, _text(record)))
            case AccountGone(account):
                execute("DELETE FROM accounts WHERE folded = ?", (casefold(account),))
                execute("DELETE FROM memberships WHERE account = ?", (casefold(account),))
                execute("DELETE FROM markers WHERE account = ?", (casefold(account),))
                execute("DELETE FROM standings WHERE player = ?", (casefold(account),))
            case MembershipRecord(account, channel):
                row = (casefold(account), casefold(channel), _text(record))
                execute("INSERT OR REPLACE INTO memberships VALUES (?, ?, ?)", row)
            case MembershipGone(account, channel):
                key = (casefold(account), casefold(channel))
                execute("DELETE FROM memberships WHERE account = ? AND channel = ?", key)
            case MarkerRecord(account, target, utc_ms):
                marker = (casefold(account), casefold(target), utc_ms)
                execute("INSERT OR REPLACE INTO markers VALUES (?, ?, ?)", marker)
            case RedactionRecord():
                self._redact(record)
            case GameRecord(channel, game):
                execute("DELETE FROM games WHERE channel = ?", (casefold(channel),))
                if game:
                    execute("INSERT INTO games VALUES (?, ?)", (casefold(channel), _text(record)))
            case StandingRecord(channel=channel, player=player):
                standing = (casefold(channel), player, _text(record))
                execute("INSERT OR REPLACE INTO standings VALUES (?, ?, ?)", standing)
            case TrimRecord():
                self._trim(record)
            case FactRecord(name, value):
                execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
            case _:
                assert_never(record)

    def _rename(self, record: ChannelRenamed) -> None:
        execute = self._execute
        old, new = casefold(record.old), casefold(record.new)
        # A log of which nothing could be kept yet is to be found under its new name as well.
        log = self._log(record.old)
        if new != old:
            for marker in _MARKERS:
                execute("DELETE FROM markers WHERE target = ?", (marker + new,))
        execute("UPDATE logs SET folded = ?, name = ? WHERE id = ?", (new, record.new, log))
        execute(
            "UPDATE channels SET folded = ?, record = json_set(record, '$.channel', ?) WHERE folded = ?",
            (new, record.new, old),
        )
        named = "record = json_set(record, '$.channel', ?) WHERE channel = ?"
        for table in ("memberships", "games", "standings"):
            execute(
                f"UPDATE {table} SET channel = ?, {named}",
                (new, record.new, old),
            )
        for marker in _MARKERS:
            execute("UPDATE markers SET target = ? WHERE target = ?", (marker + new, marker + old))
        # Their names, as given, lead to other numbers now.
        self._logs.clear()

    def _trim(self, record: TrimRecord) -> None:
        log, _, cut = find_log(self.connection, record.log)
        if log is None:
            return
        cuts = [cut]
        if record.before_ms:
            cuts.append(first_place(self.connection, log, record.before_ms) - 1)
        if record.lines:
            cuts.append(last_place(self.connection, log, record.lines) - 1)
        if max(cuts) > cut:
            self._execute(
                "UPDATE logs SET cut = ?1, (seq, last_ms) ="
                " (SELECT events.seq, utc_ms FROM events WHERE log = ?2 ORDER BY events.seq DESC LIMIT 1)"
                " WHERE id = ?2",
                (max(cuts), log),
            )

    def _redact(self, record: RedactionRecord) -> None:
        log, number = self._execute(
            "SELECT logs.id, events.id FROM events JOIN logs ON logs.id = events.log"
            " WHERE msgid = ? AND folded = ?",
            (record.msgid, casefold(record.log)),
        ).get or (None, None)
        if log is None:
            return
        self._execute("UPDATE events SET text = '', tags = '' WHERE id = ?", (number,))
        self._execute("DELETE FROM words WHERE rowid = ?", (number,))
        self._execute(
            "INSERT OR REPLACE INTO redactions (msgid, log, actor, reason, utc_ms) VALUES (?, ?, ?, ?, ?)",
            (record.msgid, log, record.by, record.reason, record.utc_ms),
        )


def _row(logs: dict[str, int], event: EventRecord) -> tuple[_Value, ...]:
    return (
        logs[event.channel],
        event.seq,
        event.msgid,
        event.utc_ms,
        event.verb,
        event.source,
        event.account,
        event.tags,
        event.text,
    )


def _joined_rows(logs: dict[str, int], events: Sequence[EventRecord]) -> list[_Value]:
    return list(chain.from_iterable([_row(logs, event) for event in events]))


def _is_run(events: Sequence[EventRecord]) -> bool:
    """Whether all but place, time and text is the same, told by identity: to say no is always right."""
    first = events[0]
    channel, verb, source, account, tags = first.channel, first.verb, first.source, first.account, first.tags
    for event in events:
        if (
            event.source is not source
            or event.channel is not channel
            or event.tags is not tags
            or event.account is not account
            or event.verb is not verb
        ):
            return False
    return True


def _run_row(logs: dict[str, int], events: Sequence[EventRecord]) -> list[_Value]:
    first = events[0]
    row: list[_Value] = [logs[first.channel], first.verb, first.source, first.account, first.tags]
    for event in events:
        row += (event.seq, event.msgid, event.utc_ms, event.text)
    return row


def _text(record: StateRecord) -> str:
    return msgspec.json.encode(record).decode()
