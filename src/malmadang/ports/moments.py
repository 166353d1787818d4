"""Time on two clocks, and the ids and random bytes that everything shares."""

from collections.abc import Callable
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
