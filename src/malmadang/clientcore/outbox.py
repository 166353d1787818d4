"""Own messages between Enter and the server's word: what waits, what is under way, what failed."""

import msgspec

from malmadang.clientcore.rows import RowId
from malmadang.ports import SteadyMs, TimeMs
from malmadang.wire.names import Folded

_BURST = 8
_EACH_MS = 600


class Outgoing(msgspec.Struct, frozen=True, gc=False):
    """A message line on its way.

    Attributes:
        key: room of its row.
        target: as the line names it, STATUSMSG signs included.
        param: text as the line carries it (ACTION wrapped).
        nonce: the same however often it is sent.
        written_ms: when the person wrote it.
        sent: it was on the wire before the line broke.
    """

    row: RowId
    key: Folded
    target: str
    verb: str
    param: str
    nonce: str
    reply_to: str
    written_ms: TimeMs
    sent: bool = False


class Outbox:
    """The messages on their way.

    Attributes:
        queue: not written yet, in order of writing.
        in_flight: written, not confirmed, in order.
        failed: refused or unconfirmed; the person may send them again.
        uncertain: under way when the line broke; whether they arrived is not known yet.
        held: the queue waits for the person's word (`QueueStale`).
    """

    __slots__ = ("_next_ms", "failed", "held", "in_flight", "queue", "uncertain")

    def __init__(self) -> None:
        self.queue: list[Outgoing] = []
        self.in_flight: dict[RowId, Outgoing] = {}
        self.failed: dict[RowId, Outgoing] = {}
        self.uncertain: list[Outgoing] = []
        self.held = False
        self._next_ms = SteadyMs(0)

    @property
    def ready_ms(self) -> SteadyMs:
        """When the pace allows the next line, on the steady clock."""
        return SteadyMs(self._next_ms - (_BURST - 1) * _EACH_MS)

    def take_turn(self, now_ms: SteadyMs) -> bool:
        """Take one line's worth of the pace: a burst, then one every 600 ms; False where it is not time yet.

        A server may slow down or cut off who sends faster, unless it says SAFERATE.
        """
        if now_ms < self.ready_ms:
            return False
        self._next_ms = SteadyMs(max(now_ms, self._next_ms) + _EACH_MS)
        return True

    def by_nonce(self, nonce: str) -> Outgoing | None:
        """Return the message with that nonce, under way or given up too early."""
        if not nonce:
            return None
        candidates = (*self.in_flight.values(), *self.failed.values())
        return next((outgoing for outgoing in candidates if outgoing.nonce == nonce), None)

    def oldest(self, key: Folded, param: str | None = None) -> Outgoing | None:
        """Return the message longest under way to a room, with that text if one is given."""
        candidates = (one for one in self.in_flight.values() if one.key == key)
        return next((one for one in candidates if param is None or one.param == param), None)

    def forget_room(self, key: Folded) -> None:
        """Drop all that belongs to a room."""
        self.queue = [outgoing for outgoing in self.queue if outgoing.key != key]
        self.uncertain = [outgoing for outgoing in self.uncertain if outgoing.key != key]
        for table in (self.in_flight, self.failed):
            for row in [row for row, outgoing in table.items() if outgoing.key == key]:
                del table[row]

    def rename_room(self, old_key: Folded, key: Folded, name: str) -> None:
        """A private talk goes on under another nick."""

        def moved(outgoing: Outgoing) -> Outgoing:
            if outgoing.key != old_key:
                return outgoing
            return msgspec.structs.replace(outgoing, key=key, target=name)

        self.queue = [moved(outgoing) for outgoing in self.queue]
        self.uncertain = [moved(outgoing) for outgoing in self.uncertain]
        self.in_flight = {row: moved(outgoing) for row, outgoing in self.in_flight.items()}
        self.failed = {row: moved(outgoing) for row, outgoing in self.failed.items()}
