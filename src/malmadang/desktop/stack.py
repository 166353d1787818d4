"""Laid-out blocks, one below the other, each at a height that stays when others come and go. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from malmadang.clientcore.rows import RowId
from malmadang.desktop.arrange import Block
from malmadang.desktop.placed import Placed

Lay = Callable[[Block], Placed]

EAGER = 40
"""Blocks that are laid out at once when they are new; of more, only the last ones."""


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

    def show(self, blocks: Sequence[Block], lay: Lay, anchor: RowId, guess: int) -> None:
        """Hold these blocks from now on; what is the same keeps its slot and its layout.

        Args:
            lay: lays out what is new or different; of very many, only what is needed later on.
            anchor: first row of the slot that keeps its height in the content, where it is still here.
            guess: height of a block that is not laid out yet.
        """
        known = {slot.block.key: slot for slot in self.slots}
        height = self.top
        if anchor in known:
            height = self.tops[self.slots.index(known[anchor])]
        slots: list[Slot] = []
        new: list[int] = []
        kept = 0
        for n, block in enumerate(blocks):
            key = block.rows[0].id
            slot = known.get(key)
            if slot is None or (slot.block is not block and slot.block != block):
                slot = Slot(block, _unknown(guess) if slot is None else slot.placed)
                slot.fresh = False
                new.append(n)
            if key == anchor:
                kept = n
            slots.append(slot)
        self.slots = slots
        for n in new[-EAGER:]:
            slots[n] = Slot(slots[n].block, lay(slots[n].block))
        if anchor not in known or not slots or slots[kept].block.key != anchor:
            kept, height = 0, self.top
        self._retop(kept, height)

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

    def has_stale(self) -> bool:
        """Say whether any layout is old."""
        return not all(slot.fresh for slot in self.slots)

    def _retop(self, anchor: int, height: int) -> None:
        heights = [slot.placed.height for slot in self.slots]
        first = height - sum(heights[:anchor])
        self.tops = list(accumulate(heights, initial=first))


def _unknown(height: int) -> Placed:
    return Placed(height, (), ())
