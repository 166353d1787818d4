"""Chance that can be repeated: the same seed throws the same dice."""

from collections.abc import MutableSequence, Sequence
from typing import Final, TypeVar

_MASK: Final = (1 << 64) - 1

Item = TypeVar("Item")


class Dice:
    """Draws numbers from a seed.

    Attributes:
        seed: where it stands now; other dice made of it go on from here.

    Source: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed & _MASK

    def below(self, limit: int) -> int:
        """Return a number from 0 to limit - 1, each as likely as the others."""
        self.seed = (self.seed + 0x9E3779B97F4A7C15) & _MASK
        mixed = self.seed
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % limit

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of the items, of which there is one at least."""
        return items[self.below(len(items))]

    def shuffle(self, items: MutableSequence[Item]) -> None:
        """Bring the items into a random order."""
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]
