"""Waiting: how many messages wait for accounts that are away, so that nobody is buried in them."""

from __future__ import annotations

from malmadang.wire.names import Folded

MOST_FOR_ONE = 1_000
"""Messages that may wait for one account, whoever has said them."""


class Waiting:
    """Counts of this server's life: by who is away, by who has said them."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[Folded, dict[Folded, int]] = {}

    def take(self, sender: Folded, absent: Folded, most: int) -> bool:
        """Count one message more; False, and it is not counted, where there are `most` from this sender."""
        counts = self._counts.setdefault(absent, {})
        count = counts.get(sender, 0)
        if count >= most or sum(counts.values()) >= MOST_FOR_ONE:
            return False
        counts[sender] = count + 1
        return True

    def returned(self, account: Folded) -> None:
        """Begin anew: the account is here and can read what waits."""
        self._counts.pop(account, None)
