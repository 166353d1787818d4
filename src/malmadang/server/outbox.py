"""Bytes that wait for one slow reader, and what all readers' may come to together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Protocol

MAX_BUFFERS = 64
"""Buffers given to the transport at once."""


class Outbox:
    """What the transport has not taken, as references to the bytes that other readers share.

    Attributes:
        size: bytes that wait.
    """

    __slots__ = ("_buffers", "size")

    def __init__(self) -> None:
        self._buffers: deque[bytes | memoryview] = deque()
        self.size = 0

    def push(self, data: bytes, taken: int) -> int:
        """Keep everything from byte `taken` on; return how much that is."""
        rest = memoryview(data)[taken:] if taken else data
        self._buffers.append(rest)
        self.size += len(rest)
        return len(rest)

    def flush(self, sendmsg: Callable[[Sequence[bytes | memoryview]], int]) -> int:
        """Give the transport what it takes; return how much that was.

        Raises:
            BlockingIOError: it takes nothing now.
            OSError: it is broken.
        """
        buffers = self._buffers
        if not buffers:
            return 0
        sent = sendmsg(list(islice(buffers, MAX_BUFFERS)))
        left = sent
        while left:
            first = buffers.popleft()
            if len(first) > left:
                buffers.appendleft(memoryview(first)[left:])
                break
            left -= len(first)
        self.size -= sent
        return sent

    def pop(self) -> bytes | memoryview:
        """Take the first buffer out."""
        first = self._buffers.popleft()
        self.size -= len(first)
        return first

    def replace(self, data: bytes) -> None:
        """Throw everything away but the line that has been sent in part, and end with `data`."""
        rest = _rest_of_line(self._buffers[0]) if self._buffers else b""
        self._buffers.clear()
        self._buffers.extend(part for part in (rest, data) if part)
        self.size = len(rest) + len(data)

    def clear(self) -> None:
        """Throw everything away."""
        self._buffers.clear()
        self.size = 0


def _rest_of_line(buffer: bytes | memoryview) -> bytes:
    if isinstance(buffer, bytes) or not isinstance(buffer.obj, bytes):
        return b""
    whole = buffer.obj
    start = len(whole) - len(buffer)
    if start == 0 or whole[start - 1] == 0x0A:
        return b""
    return whole[start : whole.find(b"\n", start) + 1]


class Holder(Protocol):
    """Somebody with an outbox."""

    outbox: Outbox

    def overflow(self) -> None:
        """Cut the reader off. Must not call back."""


class Outboxes:
    """All outboxes together, bounded.

    Args:
        each_bytes: what one may hold.
        total_bytes: what all may hold; past that the largest go.
    """

    def __init__(self, each_bytes: int, total_bytes: int) -> None:
        self.each_bytes = each_bytes
        self.total_bytes = total_bytes
        self.size = 0
        self._holders: dict[Holder, None] = {}
        self._allowed: dict[Holder, int] = {}

    def allow(self, holder: Holder, count: int) -> None:
        """Let a reader hold so many bytes more, until it `has_taken` what it was allowed them for."""
        self._allowed[holder] = self._allowed.get(holder, 0) + count

    def has_room(self, holder: Holder) -> bool:
        """Whether so little waits for a reader that it can be given a long answer."""
        return holder.outbox.size * 4 <= self.each_bytes

    def has_taken(self, holder: Holder) -> bool:
        """Whether a reader has taken what it was allowed more for; the limit for all binds it again then."""
        if not self.has_room(holder):
            return False
        self._allowed.pop(holder, None)
        return True

    def push(self, holder: Holder, data: bytes, taken: int) -> None:
        """Keep bytes for a reader; cut off whoever is over a limit then."""
        self._holders[holder] = None
        self.size += holder.outbox.push(data, taken)
        if holder.outbox.size > self.each_bytes and self._is_over(holder):
            self.drop(holder)
            holder.overflow()
        while self.size > self.total_bytes and self._holders:
            largest = max(self._holders, key=lambda other: other.outbox.size)
            self.drop(largest)
            largest.overflow()

    def _is_over(self, holder: Holder) -> bool:
        return holder.outbox.size > self.each_bytes + self._allowed.get(holder, 0)

    def sent(self, holder: Holder, count: int) -> None:
        """Note that a reader's transport has taken bytes out of its outbox."""
        if holder in self._holders:
            self.size -= count
            if not holder.outbox.size:
                del self._holders[holder]

    def drop(self, holder: Holder) -> None:
        """Count a reader's outbox no more."""
        self._allowed.pop(holder, None)
        if holder in self._holders:
            del self._holders[holder]
            self.size -= holder.outbox.size
