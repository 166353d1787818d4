"""What has changed and could not be kept: the newest of each thing, until it can."""

from collections.abc import Sequence
from typing import assert_never

from malmadang.ports import (
    AccountGone,
    AccountRecord,
    ChannelGone,
    ChannelRecord,
    ChannelRenamed,
    EventRecord,
    FactRecord,
    GameRecord,
    MarkerRecord,
    MembershipGone,
    MembershipRecord,
    Record,
    RedactionRecord,
    StandingRecord,
    StateRecord,
    TrimRecord,
)
from malmadang.wire.names import casefold


class Debts:
    """Records of states that are owed, in an order in which they can be written.

    A record takes the place of an earlier one of its kind about the same thing, at the end: written one
    after another, what is left comes to the same as all that was added.
    """

    def __init__(self) -> None:
        self._records: dict[tuple[type, str, str], StateRecord] = {}

    def __len__(self) -> int:
        return len(self._records)

    def add(self, records: Sequence[Record]) -> None:
        """Owe the states among the records. Lines of logs, the taking back of one, and a new name are not
        owed: who caused them is told.
        """
        for record in records:
            if not isinstance(record, EventRecord | RedactionRecord | ChannelRenamed):
                key = _about(record)
                self._records.pop(key, None)
                self._records[key] = record

    def records(self) -> list[StateRecord]:
        """Return what is owed, in order."""
        return list(self._records.values())

    def clear(self) -> None:
        """Owe nothing."""
        self._records.clear()


def _about(record: StateRecord) -> tuple[type, str, str]:
    kind = type(record)
    match record:
        case ChannelRecord() | ChannelGone():
            return kind, casefold(record.channel), ""
        case AccountRecord() | AccountGone():
            return kind, casefold(record.account), ""
        case MembershipRecord() | MembershipGone():
            return kind, casefold(record.account), casefold(record.channel)
        case MarkerRecord():
            return kind, casefold(record.account), casefold(record.target)
        case GameRecord():
            return kind, casefold(record.channel), ""
        case StandingRecord():
            return kind, casefold(record.channel), record.player
        case FactRecord():
            return kind, record.name, ""
        case TrimRecord():
            return kind, casefold(record.log), ""
        case _:
            assert_never(record)
