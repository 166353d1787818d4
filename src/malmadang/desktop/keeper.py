"""Arranges a window again when its rows have changed, keeping the blocks that cannot be different. Pure."""

from collections.abc import Sequence

import msgspec

from malmadang.clientcore.rows import Row, RowId
from malmadang.desktop.arrange import Block, Rules, arrange, folds, is_told


class Keeper:
    """Remembers the last window and its blocks; most changes are a row more at the end and one less above."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._blocks: list[Block] = []
        self._rules: Rules | None = None

    def blocks(self, rows: list[Row], rules: Rules, before: Row | None, after: Row | None) -> list[Block]:
        """Return what `arrange` gives for these rows."""
        first, last = self._same(rows, rules)
        kept, start, end = self._between(first, last)
        if kept:
            head = arrange(rows[: start - first], rules, before, rows[start - first])
            tail = arrange(rows[end - first :], rules, rows[end - first - 1], after)
            made = [*head, *self._with_sent(kept, rules.sent), *tail]
        else:
            made = arrange(rows, rules, before, after)
        self._rows, self._blocks, self._rules = rows, made, rules
        return made

    def _same(self, rows: Sequence[Row], rules: Rules) -> tuple[int, int]:
        """Return which of the old rows begin the new ones: (first, behind the last)."""
        old = self._rules
        if not rows or old is None or _law(old) != _law(rules):
            return 0, 0
        first = next((at for at, row in enumerate(self._rows) if row is rows[0]), -1)
        if first < 0:
            return 0, 0
        last = first
        for row, was in zip(rows, self._rows[first:], strict=False):
            if row is not was:
                break
            last += 1
        return first, last

    def _between(self, first: int, last: int) -> tuple[list[Block], int, int]:
        """Return the blocks wholly among the same rows that no neighbour can change, and their old range."""
        # What stands above the first one may be gone; the last one may get a follower, and folds grow by it.
        last -= 1
        while last > first and (folds(self._rows[last]) or is_told(self._rows[last])):
            last -= 1
        kept: list[Block] = []
        at = start = end = 0
        for block in self._blocks:
            stop = at + len(block.rows)
            if at > first and stop <= last:
                start = start if kept else at
                end = stop
                kept.append(block)
            at = stop
        return kept, start, end

    def _with_sent(self, blocks: list[Block], sent: RowId) -> list[Block]:
        """Move the word «sent» to the newest own message."""
        if self._rules is None or self._rules.sent == sent:
            return blocks
        return [
            block
            if block.sent == (block.key == sent)
            else msgspec.structs.replace(block, sent=block.key == sent)
            for block in blocks
        ]


def _law(rules: Rules) -> tuple[object, ...]:
    """Return what makes every block different when it changes."""
    return rules.local, rules.folding, rules.divider, rules.unread, rules.unfolded, rules.fold_games
