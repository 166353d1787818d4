"""The seam to what survives: groups in, answers out, a snapshot at the start."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Protocol

import msgspec

from malmadang.ports.moments import TimeMs
from malmadang.ports.queries import Answer, Query
from malmadang.ports.records import (
    AccountRecord,
    ChannelRecord,
    GameRecord,
    MarkerRecord,
    MembershipRecord,
    Record,
    StandingRecord,
)
from malmadang.wire.names import Folded


class Outcome(Enum):
    """What became of a group."""

    KEPT = "kept"
    DISK_FULL = "disk full"
    SLOW = "slow"
    FAILED = "failed"


class PartlyKept(msgspec.Struct, frozen=True):
    """All of a group is kept but for records that no store could keep.

    Attributes:
        refused: their places in the group; never empty, never all of them.
    """

    refused: frozenset[int]


Verdict = Outcome | PartlyKept


class LogPosition(msgspec.Struct, frozen=True, gc=False):
    """Place and time of a log's newest line."""

    seq: int
    last_ms: TimeMs


class KnownNonce(msgspec.Struct, frozen=True, gc=False):
    """A message somebody may send again, not knowing that it is kept."""

    owner: str
    nonce: str
    msgid: str
    utc_ms: TimeMs


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What the store holds when the server starts, but for the logs themselves.

    Attributes:
        positions: by the log's folded name; every log there has ever been.
        nonces: of the newest NONCE_MS.
        facts: values by name.
    """

    channels: tuple[ChannelRecord, ...] = ()
    accounts: tuple[AccountRecord, ...] = ()
    memberships: tuple[MembershipRecord, ...] = ()
    markers: tuple[MarkerRecord, ...] = ()
    positions: dict[Folded, LogPosition] = {}
    nonces: tuple[KnownNonce, ...] = ()
    games: tuple[GameRecord, ...] = ()
    standings: tuple[StandingRecord, ...] = ()
    facts: dict[str, str] = {}


class StorageError(Exception):
    """What is kept cannot be used; says why, in Korean and in English, and what to do."""

    def __init__(self, korean: str, english: str) -> None:
        super().__init__(f"{korean}\n  {english}")


class Storage(Protocol):
    """Keeps what must survive. One group is under way at a time."""

    def load(self) -> Snapshot:
        """Return what is kept; called once, before anything else, where the loop runs.

        Raises:
            StorageError: it cannot be read.
        """

    def commit(self, records: Sequence[Record], done: Callable[[Verdict], None]) -> None:
        """Keep all records or none, in order; then call `done` once, on the loop's thread, maybe at once.

        Args:
            records: at least one; never changed afterwards.
        """

    def ask(self, query: Query, done: Callable[[Answer], None]) -> None:
        """Look something up; then call `done` once, on the loop's thread, maybe at once.

        The answer may be ahead of what readers have been given by the group that is under way.
        """

    def retry(self) -> None:
        """Try again what was given up after faults: somebody has seen to the disk."""

    def close(self) -> None:
        """Finish what is under way and let go of the resource."""
