"""A room's rows in order of time: live, replayed and own messages merged by msgid, each once."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, NoticeRow, Row, RowId
from malmadang.ports import TimeMs

MAX_ROWS = 2_000
"""Rows of one room held in memory; what is older belongs to a store."""
_EVERYWHERE = frozenset({NoticeKind.NICK, NoticeKind.QUIT})
"""Told once for all rooms, kept in each of them: msgid and time are each room's own."""
_SAME_MS = 2_000
"""So far apart their times may be at most."""

_PENDING = frozenset({Delivery.QUEUED, Delivery.SENDING})


def is_pending(row: Row) -> bool:
    """Is it an own message the server has not confirmed? Those stand below everything else."""
    return isinstance(row, MessageRow) and row.delivery in _PENDING


class Timeline:
    """Keeps a room's rows in order.

    Args:
        rows: the room's list, changed in place.
    """

    __slots__ = ("_msgids", "rows")

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self._msgids = {row.msgid: row.id for row in rows if row.msgid}

    def has_msgid(self, msgid: str) -> bool:
        """Is a row with that msgid here?"""
        return msgid in self._msgids

    def find(self, row_id: RowId) -> int:
        """Return the row's index, -1 where it is gone."""
        rows = self.rows
        return next((index for index in range(len(rows) - 1, -1, -1) if rows[index].id == row_id), -1)

    def row_of_msgid(self, msgid: str) -> Row | None:
        """Return the row with that msgid."""
        row_id = self._msgids.get(msgid)
        return None if row_id is None else self.rows[self.find(row_id)]

    def insert(self, row: Row) -> int | None:
        """Put a row in its place; the newest of one millisecond goes last.

        Returns:
            Its index, or None where its msgid is here already.
        """
        if row.msgid:
            if row.msgid in self._msgids:
                return None
            self._msgids[row.msgid] = row.id
        index = self._place(row)
        self.rows.insert(index, row)
        return index

    def merge(self, rows: Sequence[Row]) -> list[tuple[Row, int]]:
        """Put a stretch of history in its place: each row that is not here yet.

        Of one millisecond, the stretch's own order counts: a row goes before the next one of the stretch that
        is here already.

        Returns:
            What is new, oldest first, with the index at which to put it in when it is done in that order.
        """
        new: list[tuple[Row, int]] = []
        follower: Row | None = None
        # A row stands for one of the stretch only: somebody may say the same twice in a second.
        used: set[RowId] = set()
        for row in sorted(self._refined(rows), key=_time)[::-1]:
            known = self._known(row, used)
            if known is not None:
                used.add(known.id)
                follower = known
                continue
            index = self._place(row)
            if follower is not None and follower.utc_ms == row.utc_ms and not is_pending(follower):
                index = min(index, self.find(follower.id))
            self.rows.insert(index, row)
            if row.msgid:
                self._msgids[row.msgid] = row.id
            new.append((row, index))
            used.add(row.id)
            follower = row
        return [(row, index + older) for older, (row, index) in enumerate(reversed(new))]

    def _refined(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows with times no earlier than those of the known rows before them in the stretch.

        Some servers keep whole seconds of what they told in milliseconds.
        """
        refined: list[Row] = []
        floor = TimeMs(0)
        for row in rows:
            known = self.row_of_msgid(row.msgid) if row.msgid else None
            if known is not None:
                floor = known.utc_ms
            elif row.utc_ms % 1_000 == 0 and 0 < floor - row.utc_ms < 1_000:
                row = msgspec.structs.replace(row, utc_ms=floor)
            refined.append(row)
        return refined

    def _known(self, row: Row, used: set[RowId]) -> Row | None:
        """Return the row that says the same; without a msgid that is what was said in the same moment."""
        if row.msgid and row.msgid in self._msgids:
            return self.row_of_msgid(row.msgid)
        if isinstance(row, MessageRow) and row.msgid:
            return None
        near = _SAME_MS if isinstance(row, NoticeRow) else 0
        end = len(self.rows) - self._pending()
        first = bisect_left(self.rows, TimeMs(row.utc_ms - near), 0, end, key=_time)
        last = bisect_right(self.rows, TimeMs(row.utc_ms + near), 0, end, key=_time)
        near_rows = (one for one in self.rows[first:last] if one.id not in used)
        return next((one for one in near_rows if _says_the_same(one, row)), None)

    def replace(self, row: Row) -> tuple[int, int] | None:
        """Put a row in the place of the one with the same id, and move it where its time wants it.

        Returns:
            The index it stood at and the one it stands at; None where the old row is gone.
        """
        old_index = self.find(row.id)
        if old_index < 0:
            return None
        self._forget(self.rows.pop(old_index))
        if row.msgid:
            self._msgids[row.msgid] = row.id
        index = self._place(row)
        self.rows.insert(index, row)
        return old_index, index

    def remove(self, index: int) -> Row:
        """Take the row at that index out."""
        row = self.rows.pop(index)
        self._forget(row)
        return row

    def clear(self) -> None:
        """Take all rows out."""
        self.rows.clear()
        self._msgids.clear()

    def _forget(self, row: Row) -> None:
        if row.msgid and self._msgids.get(row.msgid) == row.id:
            del self._msgids[row.msgid]

    def _pending(self) -> int:
        """Count the rows at the bottom that are under way."""
        count = 0
        while count < len(self.rows) and is_pending(self.rows[-1 - count]):
            count += 1
        return count

    def _place(self, row: Row) -> int:
        if is_pending(row):
            return len(self.rows)
        end = len(self.rows) - self._pending()
        if not end or self.rows[end - 1].utc_ms <= row.utc_ms:
            return end
        return bisect_right(self.rows, row.utc_ms, 0, end, key=_time)


def _time(row: Row) -> TimeMs:
    return row.utc_ms


def _says_the_same(one: Row, other: Row) -> bool:
    if isinstance(one, MessageRow) and isinstance(other, MessageRow):
        return not (one.msgid and other.msgid) and (one.sender, one.text) == (other.sender, other.text)
    if isinstance(one, NoticeRow) and isinstance(other, NoticeRow):
        alike = one.kind is other.kind and one.fields == other.fields
        return alike and (one.kind in _EVERYWHERE or not (one.msgid and other.msgid))
    return False
