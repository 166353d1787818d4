"""Which rows of a room the view holds: a window of at most 400 over the room's live list. Pure."""

from collections.abc import Sequence

from malmadang.clientcore.rows import MessageRow, Row, RowId
from malmadang.desktop.arrange import Block, Folding, Local, Rules, is_hidden, newest_sent, of_speakers
from malmadang.desktop.keeper import Keeper

WINDOW = 400
PAGE = 100


class RoomModel:
    """The window over one room's rows.

    The list is the room's own: it changes in place, and `blocks` looks at it anew every time.

    Attributes:
        following: the reader is at the bottom; the window goes along with the newest row.
        fold_games: no game is on in the room.
        edge: rows older than the list have been asked for already.
    """

    def __init__(self, local: Local, folding: Folding) -> None:
        self.local, self.folding = local, folding
        self.rows: Sequence[Row] = ()
        self.following = True
        self.fold_games = False
        self.divider = RowId(0)
        self.unfolded: set[RowId] = set()
        self._unread = 0
        self._first = self._last = RowId(0)
        self._has_end = True
        self._seen = RowId(0)
        self._lower, self._upper, self._count = 0, 0, 0
        self._keeper = Keeper()
        self._days: dict[int, int] = {}

    def open(self, rows: Sequence[Row], divider: RowId) -> None:
        """Look at another room, from its end."""
        self.rows = rows
        self.following, self._has_end = True, True
        self._first = self._last = self._seen = RowId(0)
        self.unfolded.clear()
        self.divider = RowId(0)
        self.set_divider(divider)

    def set_divider(self, divider: RowId) -> None:
        """Put the unread line above a row (0: nowhere); its count is taken now and stays."""
        if divider == self.divider:
            return
        self.divider, self._unread = divider, 0
        for row in reversed(self.rows):
            if isinstance(row, MessageRow) and not row.own:
                self._unread += 1
            if row.id == divider:
                break

    @property
    def above(self) -> int:
        """Rows of the list that are above the window, at the last call of `blocks`."""
        return self._lower

    @property
    def below(self) -> int:
        """Rows of the list that are below the window."""
        return self._count - self._upper

    def blocks(self) -> list[Block]:
        """Return the window's blocks as the list is now."""
        rows = self._shown()
        self._lower, self._upper = self._range(rows)
        self._count = len(rows)
        window = list(rows[self._lower : self._upper])
        if window:
            self._first, self._last = window[0].id, window[-1].id
        self._has_end = self._upper == len(rows)
        if self.following and rows:
            self._seen = rows[-1].id
        rules = Rules(
            local=self.local,
            folding=self.folding,
            divider=self.divider,
            unread=self._unread,
            sent=newest_sent(window),
            unfolded=frozenset(self.unfolded),
            days=self._days,
            fold_games=self.fold_games,
        )
        before = rows[self._lower - 1] if self._lower else None
        after = rows[self._upper] if self._upper < len(rows) else None
        return self._keeper.blocks(window, rules, before, after)

    def extend_up(self) -> bool:
        """Take a page of older rows into the window; False where the list has none."""
        if not self._lower:
            return False
        rows = self._shown()
        self._lower = max(0, self._lower - PAGE)
        self._upper = min(self._upper, self._lower + WINDOW)
        self._pin(rows)
        return True

    def extend_down(self) -> bool:
        """Take a page of newer rows into the window; False where it reaches the end."""
        rows = self._shown()
        if self._upper >= len(rows):
            return False
        self._upper = min(len(rows), self._upper + PAGE)
        self._lower = max(self._lower, self._upper - WINDOW)
        self._pin(rows)
        return True

    def go_to(self, row_id: RowId) -> bool:
        """Move the window so that it holds a row, in its middle; False where the list has it not."""
        rows = self._shown()
        at = _place(rows, row_id)
        if at < 0:
            return False
        if not self._lower <= at < self._upper:
            self._lower = max(0, min(at - WINDOW // 2, len(rows) - WINDOW))
            self._upper = min(len(rows), self._lower + WINDOW)
            self._pin(rows)
        return True

    def leave_bottom(self) -> None:
        """The reader has scrolled up: hold the window where it is."""
        self.following = False

    def follow(self) -> None:
        """The reader is at the bottom again."""
        self.following = True

    def news(self) -> tuple[int, RowId]:
        """Return how many messages of others came since the bottom was left, and the first that names me."""
        if self.following:
            return 0, RowId(0)
        count, named = 0, RowId(0)
        for row in reversed(self.rows):
            if row.id == self._seen:
                break
            if isinstance(row, MessageRow) and not row.own:
                count += 1
                named = row.id if row.mention else named
        return count, named

    def see(self, row_id: RowId) -> None:
        """Count what is newer than this row only."""
        self._seen = row_id

    def _shown(self) -> Sequence[Row]:
        if self.folding is Folding.HIDDEN:
            return [row for row in self.rows if not is_hidden(row)]
        if self.folding is Folding.RECENT:
            return of_speakers(self.rows)
        return self.rows

    def _range(self, rows: Sequence[Row]) -> tuple[int, int]:
        count = len(rows)
        if self.following:
            return max(0, count - WINDOW), count
        lower = _place(rows, self._first)
        if lower < 0:
            lower = min(self._lower, max(0, count - WINDOW))
        if self._has_end:
            return lower, min(count, lower + WINDOW)
        upper = _place(rows, self._last) + 1
        return lower, max(upper, min(count, lower + PAGE)) if upper > lower else min(count, lower + WINDOW)

    def _pin(self, rows: Sequence[Row]) -> None:
        self._first, self._last = rows[self._lower].id, rows[self._upper - 1].id
        self._has_end = self._upper == len(rows)


def _place(rows: Sequence[Row], row_id: RowId) -> int:
    return next((at for at in range(len(rows) - 1, -1, -1) if rows[at].id == row_id), -1)
