"""Accounts: who has one, which nicks they keep free, and who is logged in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from malmadang.ports import AccountRecord
from malmadang.wire.names import Folded, casefold, normalize_name, skeleton

if TYPE_CHECKING:
    from malmadang.servercore.user import User


class Accounts:
    """Every account there is.

    What is changed here must be kept as well: `login.keep_account` and `login.drop_account` do both.

    Args:
        kept: what the store holds from before.

    Attributes:
        users: who is logged in, by the account's folded name; only ServerState touches it.
    """

    __slots__ = ("_records", "_shapes", "users")

    def __init__(self, kept: Iterable[AccountRecord] = ()) -> None:
        self._records: dict[Folded, AccountRecord] = {}
        self._shapes: dict[str, Folded] = {}
        self.users: dict[Folded, dict[User, None]] = {}
        for record in kept:
            self.put(record)

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[AccountRecord]:
        return iter(self._records.values())

    def find(self, name: str) -> AccountRecord | None:
        """Return the account of that name, in any spelling of it."""
        return self._records.get(casefold(normalize_name(name)))

    def keeper(self, nick: str) -> AccountRecord | None:
        """Return the account that keeps a nick free: by its name, or one that looks like it."""
        folded = self._shapes.get(skeleton(nick))
        return self._records.get(casefold(nick) if folded is None else folded)

    def put(self, record: AccountRecord) -> None:
        """Add an account, or take the new in place of what was known of it."""
        self._records[record.folded] = record
        # Two that look alike can only come from outside; the elder keeps the look.
        self._shapes.setdefault(skeleton(record.account), record.folded)

    def remove(self, record: AccountRecord) -> None:
        """Forget an account in which nobody is logged in any more."""
        del self._records[record.folded]
        shape = skeleton(record.account)
        if self._shapes.get(shape) == record.folded:
            del self._shapes[shape]
