"""Markers: how far people have read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from malmadang.ports import MarkerRecord, TimeMs
from malmadang.servercore.absences import is_of_absence
from malmadang.wire.names import Folded, casefold

if TYPE_CHECKING:
    from malmadang.servercore.user import User

MOST = 1_000
"""Targets one reader has markers for; the one that was set longest ago makes room."""


class Markers:
    """How far each account, and each guest while it is here, has read each target.

    Args:
        kept: what the store holds from before.
    """

    __slots__ = ("_guests", "_kept")

    def __init__(self, kept: Iterable[MarkerRecord] = ()) -> None:
        self._kept: dict[Folded, dict[Folded, TimeMs]] = {}
        self._guests: dict[User, dict[Folded, TimeMs]] = {}
        for record in kept:
            if is_of_absence(record):
                continue
            self._kept.setdefault(casefold(record.account), {})[casefold(record.target)] = record.utc_ms

    def get(self, user: User, target: Folded) -> TimeMs | None:
        """Return how far the user has read the target; None where it has never said."""
        return self._of(user).get(target)

    def advance(self, user: User, target: Folded, utc_ms: TimeMs) -> bool:
        """Move a marker on; False where it is there or further already.

        Source: IRCv3 read-marker (it never goes back).
        """
        read = self._of(user)
        before = read.get(target)
        if before is not None and before >= utc_ms:
            return False
        read.pop(target, None)
        if len(read) >= MOST:
            del read[next(iter(read))]
        read[target] = utc_ms
        return True

    def rename(self, old: Folded, new: Folded) -> None:
        """Move everybody's marker of a channel to its new name."""
        if old != new:
            for read in (*self._kept.values(), *self._guests.values()):
                read.pop(new, None)
                if old in read:
                    read[new] = read.pop(old)

    def _of(self, user: User) -> dict[Folded, TimeMs]:
        if user.account:
            return self._kept.setdefault(casefold(user.account), {})
        return self._guests.setdefault(user, {})

    def forget_guest(self, user: User) -> None:
        """Forget the markers of a guest that leaves."""
        self._guests.pop(user, None)

    def forget_account(self, account: Folded) -> None:
        """Forget the markers of an account that is deleted."""
        self._kept.pop(account, None)
