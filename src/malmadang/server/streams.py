"""Connections on the loop's own transports: TLS, and plain TCP where there is no epoll."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from malmadang.ports import ClientId
from malmadang.server.link import Host, Link
from malmadang.server.turnlog import BLOCKED

HIGH_WATER_BYTES = 65_536
"""What the transport may hold encrypted; the rest waits as shared bytes in the outbox."""
PIECE_BYTES = 8_192
"""How much is cut into lines at once; see RECV_BYTES of `tcp`."""


class StreamLink(Link, asyncio.Protocol):
    """A connection over an asyncio transport.

    Args:
        opened: told when the transport is there (after the TLS handshake).
        closing: told when nothing but what waits is written any more; has it shut when that takes too long.
    """

    def __init__(
        self,
        host: Host,
        client_id: ClientId,
        address: str,
        *,
        secure: bool,
        recvq_bytes: int,
        opened: Callable[[StreamLink], None],
        closing: Callable[[StreamLink], None],
    ) -> None:
        super().__init__(host, client_id, address, secure=secure, recvq_bytes=recvq_bytes)
        self.send = self._send
        self._opened = opened
        self._closing = closing
        self._unread = bytearray()
        self._transport: asyncio.Transport | None = None

    # Called by the loop.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport."""
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=HIGH_WATER_BYTES)
        self._opened(self)

    def data_received(self, data: bytes) -> None:
        """Give the core what came in."""
        # A transport may have much at hand, also after it has been told to pause.
        self._unread += data
        self._read_on()

    def _read_on(self) -> None:
        """Take what is there, until the link is put on hold."""
        unread = self._unread
        self.host.begin()
        while unread and not self.holds:
            piece = bytes(unread[:PIECE_BYTES])
            del unread[:PIECE_BYTES]
            self.take(piece)
        if self.finishing:
            unread.clear()
        self.host.soon()

    def _resume(self) -> None:
        self._read_on()
        if not self.holds:
            self.reading(on=True)

    def eof_received(self) -> bool | None:
        """The peer sends nothing more; over TLS it reads nothing more either."""
        if self.secure or not self.known or self.finishing:
            self.host.lose(self, "Connection closed")
            return False
        self.host.leave(self)
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the core know."""
        self._transport = None
        self._unread.clear()
        self.host.outboxes.drop(self)
        self.outbox.clear()
        self.host.lose(self, "Connection closed" if exc is None else "Connection reset by peer")
        self.host.gone(self)

    def pause_writing(self) -> None:
        """Let bytes wait in the outbox: the transport has enough."""
        self.odd |= BLOCKED

    def resume_writing(self) -> None:
        """Give the transport what has waited, until it has enough again."""
        self.odd &= ~BLOCKED
        transport, outbox = self._transport, self.outbox
        while transport is not None and outbox.size and not self.odd & BLOCKED:
            first = outbox.pop()
            self.host.outboxes.sent(self, len(first))
            transport.write(first)
        self.host.soon()
        if self.finishing and not outbox.size:
            self.close()

    # Called by the fan-out.

    def _send(self, data: bytes) -> int:
        if self._transport is None:
            raise OSError("Connection closed")
        self._transport.write(data)
        return len(data)

    def keep(self, data: bytes, taken: int) -> None:
        """Let bytes wait; the transport says itself when it takes more."""
        self.odd |= BLOCKED
        super().keep(data, taken)

    def reading(self, *, on: bool) -> None:
        """Turn reading from the transport on or off."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if on and self._unread:
            # Not here: we are in the middle of a turn's end.
            asyncio.get_running_loop().call_soon(self._resume)
        elif on:
            transport.resume_reading()
        else:
            transport.pause_reading()

    def writing(self, *, on: bool) -> None:
        """Nothing to do: the transport tells of itself."""

    def finish(self) -> None:
        """Close when what waits has been written, or when that takes too long."""
        if not self.finishing:
            self._closing(self)
            super().finish()

    def close(self) -> None:
        """Close when the transport has written all."""
        if self._transport is not None:
            self._transport.close()

    def shut(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()
