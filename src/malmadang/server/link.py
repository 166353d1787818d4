"""Link: one connection, the same for every transport."""

from __future__ import annotations

import re
from typing import Protocol

from malmadang.ports import ClientId, SteadyMs
from malmadang.server.goodbyes import TOO_LONG
from malmadang.server.outbox import Outbox, Outboxes
from malmadang.server.telemetry import log
from malmadang.server.turnlog import BLOCKED, CLOSED, HOLD_END, Reader
from malmadang.wire.errors import WireError
from malmadang.wire.framing import LineDecoder

_HTTP = re.compile(rb"[A-Z]{3,8} \S+ HTTP/\d")
_HTTP_TEXT = "여기는 IRC로 이야기하는 곳이에요. This is an IRC server, not a web page.\n".encode()
HTTP_ANSWER = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(_HTTP_TEXT), _HTTP_TEXT)
)
"""What a browser, or a page that posts to us behind its reader's back, gets before it is closed.

Source: RFC 9110 15.5.1.
"""


class Host(Protocol):
    """What a link needs of the runtime."""

    outboxes: Outboxes

    def begin(self) -> None:
        """Begin a turn: what follows happens now."""

    def soon(self) -> None:
        """See to it that the turn is ended soon."""

    def connect(self, link: Link) -> None:
        """Let the core know of a client that has said its first line."""

    def receive(self, link: Link, lines: list[bytes]) -> None:
        """Give the core lines, in order."""

    def garble(self, link: Link, error: WireError) -> None:
        """Tell the core that the stream cannot be cut into lines any more."""

    def lose(self, link: Link, reason: str) -> None:
        """Note that the connection has ended; the core hears of it when the turn ends."""

    def leave(self, link: Link) -> None:
        """Let go of a client that says nothing more but may still read: it gets what it has coming."""

    def gone(self, link: Link) -> None:
        """Note that the transport is closed for good; told once."""

    def resume(self, link: Link) -> None:
        """Note that a link with lines kept back may be read again."""


class Link(Reader):
    """A connection: bytes in become lines for the core, lines out become bytes that may have to wait.

    Attributes:
        address: the peer's IP address as text.
        secure: over TLS.
        since_ms: when the connection was accepted, None where nobody has looked.
        admitted: counts no more against its address.
        known: the core has heard of it.
        holds: reasons not to read it.
        backlog: lines read already when it was put on hold.
        feed: cuts bytes into lines.
        finishing: nothing more is read; it closes when its outbox is empty.
    """

    __slots__ = (
        "address",
        "admitted",
        "backlog",
        "feed",
        "finishing",
        "holds",
        "host",
        "known",
        "outbox",
        "secure",
        "since_ms",
    )

    def __init__(
        self, host: Host, client_id: ClientId, address: str, *, secure: bool, recvq_bytes: int
    ) -> None:
        super().__init__(client_id)
        self.host = host
        self.address = address
        self.secure = secure
        self.since_ms: SteadyMs | None = None
        self.admitted = False
        self.known = False
        self.holds = 0
        self.backlog: list[bytes] = []
        self.outbox = _EMPTY
        self.finishing = False
        self.feed = LineDecoder(recvq_bytes).feed

    # In.

    def take(self, data: bytes) -> None:
        """Take bytes that came in."""
        try:
            lines = self.feed(data)
        except WireError as error:
            self.garble(error)
            return
        if lines and (self.known or self.meet(lines[0])):
            if self.holds:
                self.backlog += lines
            else:
                self.host.receive(self, lines)

    def meet(self, line: bytes) -> bool:
        """Look at the first line; the core hears of whoever does not speak HTTP."""
        if _HTTP.match(line):
            self.part(HTTP_ANSWER)
            return False
        self.known = True
        self.host.connect(self)
        return True

    def garble(self, error: WireError) -> None:
        """Answer a stream that cannot be cut into lines any more."""
        if self.known:
            self.host.garble(self, error)
        else:
            self.part(TOO_LONG.encode())

    def hold(self, why: int) -> None:
        """Stop reading, for a reason."""
        if not self.holds:
            self.reading(on=False)
        self.holds |= why

    def let(self, why: int) -> None:
        """Take a reason back; without any, go on with what was read already, then with the socket."""
        if self.holds & why:
            self.holds &= ~why
            if not self.holds:
                if self.backlog:
                    self.host.resume(self)
                else:
                    self.reading(on=True)

    def reading(self, *, on: bool) -> None:
        """Turn reading from the transport on or off."""
        raise NotImplementedError

    # Out.

    def keep(self, data: bytes, taken: int) -> None:
        """Let bytes wait until the transport takes them; over its limit the reader is cut off."""
        if self.outbox is _EMPTY:
            self.outbox = Outbox()
        if not self.odd & BLOCKED:
            self.odd |= BLOCKED
            self.writing(on=True)
        self.host.outboxes.push(self, data, taken)

    def writing(self, *, on: bool) -> None:
        """Turn on or off being told when the transport takes bytes again."""
        raise NotImplementedError

    def overflow(self) -> None:
        """Cut off a reader that is too slow: it gets the reason, if anything, and nothing else."""
        log("sendq_exceeded", client=self.client_id, address=self.address, waiting=self.outbox.size)
        self.outbox.replace(b"ERROR :SendQ exceeded\r\n")
        self.host.lose(self, "SendQ exceeded")
        self.finish()

    def lost(self, error: OSError) -> None:
        """Note that the transport is broken."""
        self.host.lose(self, error.strerror or "Connection lost")
        self.shut()

    def part(self, data: bytes) -> None:
        """Say a last thing to somebody the core does not know, and close."""
        self.write(data)
        self.finish()

    def finish(self) -> None:
        """Close when what waits has been written; nothing is read any more."""
        if self.finishing:
            return
        self.finishing = True
        self.backlog.clear()
        self.hold(HOLD_END)
        self.odd |= CLOSED
        if not self.outbox.size:
            self.close()

    def close(self) -> None:
        """Close in good order: the peer gets to read everything written."""
        raise NotImplementedError

    def shut(self) -> None:
        """Close at once, whatever has not been written."""
        raise NotImplementedError


_EMPTY = Outbox()
"""Stands for the outbox of everybody whose transport keeps up; nothing is ever put into it."""
