"""Which rows stand together: groups of one sender, days, the unread line, folded comings and goings. Pure."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum

import msgspec

from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow, NoticeKind, NoticeRow, Row, RowId
from malmadang.ports import TimeMs

GROUP_MS = 5 * 60_000
"""A pause this long begins a new group."""

LATELY_MS = 15 * 60_000
"""Whoever has spoken within that time is missed when going."""

TOLD_MIN = 4
"""So many lines of a game fold."""

COMINGS = frozenset({NoticeKind.JOINED, NoticeKind.PARTED, NoticeKind.QUIT})
"""Notices that fold together."""

_QUIET = COMINGS | {NoticeKind.NICK}

Local = Callable[[TimeMs], datetime]
"""A time on the person's own clock."""


class Look(Enum):
    """How messages are drawn."""

    BUBBLE = "bubble"
    COMPACT = "compact"


class Folding(Enum):
    """What becomes of comings and goings."""

    ALL = "all"
    FOLD = "fold"
    RECENT = "recent"
    """Folded, and only of people who have spoken lately."""
    HIDDEN = "hidden"


class Block(msgspec.Struct, frozen=True, gc=False):
    """What is laid out as one: a message, a notice, or a fold of several notices, with what stands above it.

    Attributes:
        rows: one row; several in a fold.
        day: a new day begins here.
        unread: messages behind the unread line, which stands above this block; 0 for no line.
        head: first message of its group: avatar and name are drawn.
        timed: last message of its minute: the time stands beside it.
        sent: newest own message that has arrived, which says so.
        folded: the rows are told in one sentence; `foldable` they were, and were unfolded by the person.
    """

    rows: tuple[Row, ...]
    day: bool = False
    unread: int = 0
    head: bool = True
    timed: bool = True
    sent: bool = False
    folded: bool = False
    foldable: bool = False

    @property
    def row(self) -> Row:
        """The first row."""
        return self.rows[0]

    @property
    def key(self) -> RowId:
        """Id of the first row."""
        return self.rows[0].id


class Rules(msgspec.Struct, frozen=True):
    """What the arrangement of a room depends on besides its rows.

    Attributes:
        divider: the row above which the unread line stands, 0 for none; `unread` its count.
        sent: the newest own message that has arrived, 0 for none.
        unfolded: first rows of the folds that the person opened.
        fold_games: no game is on: what one has told folds together.
        days: day by quarter of an hour, kept between arrangements.
    """

    local: Local
    folding: Folding = Folding.FOLD
    divider: RowId = RowId(0)
    unread: int = 0
    sent: RowId = RowId(0)
    unfolded: frozenset[RowId] = frozenset()
    days: dict[int, int] = {}
    fold_games: bool = False


def newest_sent(rows: Sequence[Row]) -> RowId:
    """Return the id of the newest own message that has arrived, 0 for none."""
    for row in reversed(rows):
        if isinstance(row, MessageRow) and row.own and row.delivery is Delivery.SENT:
            return row.id
    return RowId(0)


def arrange(
    rows: Sequence[Row], rules: Rules, before: Row | None = None, after: Row | None = None
) -> list[Block]:
    """Put a stretch of a room's rows into blocks; every row is in exactly one.

    Args:
        rows: oldest first; hidden ones have been left out.
        before: the row above the stretch, None at the start; `after` the row below it.
    """
    blocks: list[Block] = []
    previous = before
    at, end = 0, len(rows)
    while at < end:
        row = rows[at]
        stop = _fold_end(rows, at, rules)
        if stop - at > 1:
            blocks += _fold(rows[at:stop], rules, previous)
        elif isinstance(row, MessageRow):
            follower = rows[at + 1] if at + 1 < end else after
            blocks.append(_message(row, rules, previous, follower))
        else:
            blocks.append(_above(Block((row,)), rules, previous))
        previous, at = rows[stop - 1], stop
    return blocks


def is_hidden(row: Row) -> bool:
    """Say whether a row is not shown at all under `Folding.HIDDEN`."""
    return isinstance(row, NoticeRow) and row.kind in _QUIET and not row.own


def of_speakers(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without comings and goings of people who have said nothing lately."""
    spoken: dict[str, int] = {}
    kept: list[Row] = []
    for row in rows:
        if isinstance(row, MessageRow):
            spoken[row.sender] = row.utc_ms
        elif is_hidden(row) and row.utc_ms - spoken.get(row.fields["who"], -LATELY_MS) >= LATELY_MS:
            continue
        kept.append(row)
    return kept


def _fold_end(rows: Sequence[Row], at: int, rules: Rules) -> int:
    """Return where the comings and goings that begin at `at` end; the next row for anything else."""
    stop = at + 1
    if rules.fold_games and is_told(rows[at]):
        return _told_end(rows, at, rules)
    if rules.folding not in {Folding.FOLD, Folding.RECENT} or not folds(rows[at]):
        return stop
    day = _day(rows[at], rules)
    while stop < len(rows) and folds(rows[stop]) and rows[stop].id != rules.divider:
        if _day(rows[stop], rules) != day:
            break
        stop += 1
    return stop


def _told_end(rows: Sequence[Row], at: int, rules: Rules) -> int:
    """Return where what a game has told ends; the next row where it is too short to fold."""
    stop, day = at + 1, _day(rows[at], rules)
    while stop < len(rows) and is_told(rows[stop]) and rows[stop].id != rules.divider:
        if _day(rows[stop], rules) != day:
            break
        stop += 1
    return stop if stop - at >= TOLD_MIN else at + 1


def is_told(row: Row) -> bool:
    """Say whether a row is what a program tells the room, such as a game's moves."""
    return isinstance(row, MessageRow) and row.bot and row.form is MessageForm.NOTICE and not row.reply_to


def folds(row: Row) -> bool:
    """Say whether a row is a coming or going that folds with its neighbours."""
    return isinstance(row, NoticeRow) and row.kind in COMINGS and not row.own


def _fold(rows: Sequence[Row], rules: Rules, previous: Row | None) -> list[Block]:
    if rows[0].id not in rules.unfolded:
        return [_above(Block(tuple(rows), folded=True), rules, previous)]
    first = _above(Block((rows[0],), foldable=True), rules, previous)
    return [first, *(Block((row,), foldable=True) for row in rows[1:])]


def _above(block: Block, rules: Rules, previous: Row | None) -> Block:
    """Add what stands above a block: a day, the unread line."""
    row = block.row
    day = previous is None or _day(row, rules) != _day(previous, rules)
    unread = rules.unread if row.id == rules.divider else 0
    return msgspec.structs.replace(block, day=day, unread=unread) if day or unread else block


def _message(row: MessageRow, rules: Rules, previous: Row | None, follower: Row | None) -> Block:
    day = previous is None or _day(row, rules) != _day(previous, rules)
    unread = rules.unread if row.id == rules.divider else 0
    joined = not day and not unread and isinstance(previous, MessageRow) and _together(previous, row)
    timed = not (
        isinstance(follower, MessageRow)
        and follower.id != rules.divider
        and row.delivery is Delivery.SENT
        and follower.delivery is Delivery.SENT
        and row.utc_ms // 60_000 == follower.utc_ms // 60_000
        and _together(row, follower)
    )
    return Block((row,), day, unread, head=not joined, timed=timed, sent=row.id == rules.sent)


def _together(upper: MessageRow, lower: MessageRow) -> bool:
    """Say whether two neighbours are of one group."""
    return (
        upper.sender == lower.sender
        and upper.own == lower.own
        and lower.utc_ms - upper.utc_ms < GROUP_MS
        and not lower.reply_to
        and upper.audience == lower.audience
        and upper.form is not MessageForm.ACTION
        and lower.form is not MessageForm.ACTION
    )


def _day(row: Row, rules: Rules) -> int:
    # Zones differ by quarters of an hour, so midnight falls on one.
    quarter = row.utc_ms // 900_000
    day = rules.days.get(quarter)
    if day is None:
        day = rules.days[quarter] = rules.local(TimeMs(quarter * 900_000)).toordinal()
    return day
