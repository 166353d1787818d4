"""Laid-out blocks, one below the other, each at a height that stays when others come and go. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from malmadang.clientcore.rows import RowId
from malmadang.desktop.arrange import Block
from malmadang.desktop.placed import Placed

Lay = Callable[[Block], Placed]


class Slot:
    """A block with its layout.

    Attributes:
        fresh: the layout is of the sheet in force; else only its height is still believed.
        tag: names the slot's items on the canvas.
    """

    __slots__ = ("block", "fresh", "placed", "tag")
    _made = 0

    def __init__(self, block: Block, placed: Placed) -> None:
        Slot._made += 1
        self.block, self.placed, self.fresh = block, placed, True
        self.tag = f"s{Slot._made}"


class Stack:
    """The slots of the window and their heights in the content, which has no fixed zero.

    Slot n takes tops[n] to tops[n + 1].
    """

    def __init__(self) -> None:
        self.slots: list[Slot] = []
        self.tops: list[int] = [0]

    @property
    def top(self) -> int:
        """Where the content begins."""
        return self.tops[0]

    @property
    def bottom(self) -> int:
        """Where the content ends."""
        return self.tops[-1]

    def at(self, y: int) -> int:
        """Return the index of the slot at a height; the first or last where there is none, -1 when empty."""
        return max(0, min(len(self.slots) - 1, bisect_right(self.tops, y) - 1)) if self.slots else -1

    def between(self, top: int, bottom: int) -> range:
        """Return the indices of the slots that are seen between two heights."""
        if not self.slots or bottom <= self.top or top >= self.bottom:
            return range(0)
        first = max(0, bisect_right(self.tops, top) - 1)
        last = bisect_right(self.tops, bottom - 1)
        return range(first, min(last, len(self.slots)))

    def find(self, key: RowId) -> int:
        """Return the index of the slot that a row is in, -1 where there is none."""
        for at in range(len(self.slots) - 1, -1, -1):
            if any(row.id == key for row in self.slots[at].block.rows):
                return at
        return -1

    def clear(self) -> None:
        """Throw everything away."""
        self.slots, self.tops = [], [0]

    def show(self, blocks: Sequence[Block], lay: Lay, anchor: RowId) -> None:
        """Hold these blocks from now on; what is the same keeps its slot and its layout.

        Args:
            lay: lays out what is new or different.
            anchor: first row of the slot that keeps its height in the content, where it is still here.
        """
        known = {slot.block.key: slot for slot in self.slots}
        held = next((n for n, slot in enumerate(self.slots) if slot.block.key == anchor), -1)
        height = self.tops[held] if held >= 0 else self.top
        slots: list[Slot] = []
        for block in blocks:
            slot = known.get(block.key)
            if slot is None or slot.block != block:
                slot = Slot(block, lay(block))
            slots.append(slot)
        self.slots = slots
        kept = next((n for n, slot in enumerate(slots) if slot.block.key == anchor), -1) if held >= 0 else -1
        if kept < 0 and slots and held >= 0:
            kept, height = 0, self.top
        self._retop(max(kept, 0), height)

    def spoil(self) -> None:
        """Say that every layout is of an old sheet."""
        for slot in self.slots:
            slot.fresh = False

    def freshen(self, indices: Sequence[int], lay: Lay, anchor: int) -> bool:
        """Lay out the stale ones of these slots, `anchor` keeping its height; say whether there were any."""
        stale = [n for n in indices if not self.slots[n].fresh]
        if not stale:
            return False
        height = self.tops[anchor]
        for n in stale:
            slot = self.slots[n] = Slot(self.slots[n].block, lay(self.slots[n].block))
            slot.fresh = True
        self._retop(anchor, height)
        return True

    def stale(self) -> list[int]:
        """Return the indices of the slots whose layout is old, the nearest to the end first."""
        return [n for n in range(len(self.slots) - 1, -1, -1) if not self.slots[n].fresh]

    def _retop(self, anchor: int, height: int) -> None:
        heights = [slot.placed.height for slot in self.slots]
        first = height - sum(heights[:anchor])
        self.tops = list(accumulate(heights, initial=first))
