"""The seams to the world, and the records that cross them."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NewType, Protocol

import msgspec

TimeMs = NewType("TimeMs", int)
"""Milliseconds since 1970-01-01 UTC."""

SteadyMs = NewType("SteadyMs", int)
"""Milliseconds on a clock that never jumps; only differences mean anything."""

ClientId = NewType("ClientId", int)
"""One connection, never reused while the server runs."""

ChannelId = NewType("ChannelId", int)
"""One channel's turn log, never reused while the server runs."""

Entropy = Callable[[int], bytes]
"""n -> n random bytes; `secrets.token_bytes` outside, a counter in tests."""


class Moment(msgspec.Struct, frozen=True, gc=False):
    """Now, on both clocks: stamps are taken from `utc_ms`, time-outs from `steady_ms`."""

    utc_ms: TimeMs
    steady_ms: SteadyMs


class Cancel(Protocol):
    """A timer that has been set."""

    def cancel(self) -> None:
        """Forget the timer; nothing happens when it has run already."""


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> Moment:
        """Return both clocks' time."""

    def call_at(self, at_ms: SteadyMs, callback: Callable[[], None]) -> Cancel:
        """Call back once the steady clock has reached `at_ms`."""


class EventRecord(msgspec.Struct, frozen=True, gc=False):
    """One line of a channel's history, as the store keeps it.

    Attributes:
        channel: name as the founder wrote it.
        seq: place in the channel, ascending, gaps allowed.
        verb: PRIVMSG, NOTICE, JOIN, ...
        source: full mask of the sender at the time.
        account: account name, or "" for a guest.
        tags: client-only tags as on the wire ("" when none).
    """

    channel: str
    seq: int
    msgid: str
    utc_ms: TimeMs
    verb: str
    source: str
    account: str
    tags: str
    text: str


class Outcome(Enum):
    """What became of a group."""

    KEPT = "kept"
    DISK_FULL = "disk full"
    FAILED = "failed"


class Storage(Protocol):
    """Keeps what must survive. One group is under way at a time."""

    def commit(self, records: Sequence[EventRecord], done: Callable[[Outcome], None]) -> None:
        """Keep all records or none, in order; then call `done` once, on the loop's thread, maybe at once."""

    def close(self) -> None:
        """Finish what is under way and let go of the resource."""
