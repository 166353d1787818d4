"""Plain TCP on an epoll object of our own, nested in the event loop: one callback of the loop is one turn."""

from __future__ import annotations

import errno
import select
import socket
from collections.abc import Callable
from typing import Protocol

from malmadang.ports import ClientId, Clock
from malmadang.server.deadlines import Deadlines
from malmadang.server.link import Host, Link
from malmadang.server.turn import Turn
from malmadang.server.turnlog import BLOCKED
from malmadang.wire.errors import WireError

MAX_EVENTS = 512
"""Sockets looked at in one turn."""
RECV_BYTES = 8_192
"""Less than a line may have at most: then no read can bring whole lines and too long a one, and a client that
is not read any more has left us no more than this."""
LINGER_MS = 5_000
"""How long a closed client has to take what was written to it."""

_IN = getattr(select, "EPOLLIN", 0x001)
_OUT = getattr(select, "EPOLLOUT", 0x004)
_BROKEN = getattr(select, "EPOLLERR", 0x008) | getattr(select, "EPOLLHUP", 0x010)
_TLS_HELLO = 0x16


class Pollable(Protocol):
    """Something with a descriptor in the epoll object."""

    def on_event(self, flags: int) -> None:
        """Act on what the kernel says of the descriptor."""


class Hub:
    """The epoll object and all that is in it.

    Args:
        turn: what comes in is written down there.
        max_records: about how many a turn takes in; the other ready sockets come first in the next.
    """

    def __init__(self, clock: Clock, turn: Turn, max_records: int) -> None:
        self._epoll = select.epoll()
        self._poll = self._epoll.poll
        self._turn = turn
        self._max_records = max_records
        self._pollables: dict[int, Pollable] = {}
        self._talkers: dict[int, TcpLink] = {}
        self._ready: list[tuple[int, int]] = []
        self.lingering: Deadlines[TcpLink] = Deadlines(clock, LINGER_MS, lambda link: link.shut())

    def fileno(self) -> int:
        """Return the descriptor that is readable when a socket is ready."""
        return self._epoll.fileno()

    def poll(self) -> bool:
        """Let every ready socket act once; return whether some had to be left for the next turn."""
        ready = self._poll(0, MAX_EVENTS)
        if self._ready:
            # What had to be left last time goes first, or the same sockets would be left again and again.
            left, self._ready = self._ready, []
            waiting = {fd for fd, _ in left}
            ready = left + [event for event in ready if event[0] not in waiting]
        talkers = self._talkers
        open_records = self._turn.open.records
        for index, (fd, flags) in enumerate(ready):
            talker = talkers.get(fd)
            if talker is None or flags != _IN or talker.holds:
                pollable = self._pollables.get(fd)
                if pollable is not None:
                    pollable.on_event(flags)
            else:
                # The same as `on_event` and `take`, for the one thing that happens all the time.
                try:
                    data = talker.recv(RECV_BYTES)
                    if not data:
                        talker.ended()
                        continue
                    lines = talker.feed(data)
                except BlockingIOError:
                    continue
                except OSError as error:
                    talker.lost(error)
                    continue
                except WireError as error:
                    talker.garble(error)
                    continue
                if lines:
                    talker.host.receive(talker, lines)
            if len(open_records) >= self._max_records:
                self._ready = ready[index + 1 :]
                return bool(self._ready)
        return False

    def is_quiet(self) -> bool:
        """Tell whether no socket is ready, and none has been left."""
        return not self._ready and not self._poll(0, 1)

    def add(self, fd: int, pollable: Pollable, flags: int) -> None:
        """Watch a descriptor."""
        self._epoll.register(fd, flags)
        self._pollables[fd] = pollable

    def promote(self, fd: int, link: TcpLink) -> None:
        """Expect lines from a connection that has begun to speak IRC."""
        self._talkers[fd] = link

    def change(self, fd: int, flags: int) -> None:
        """Watch a descriptor for something else."""
        self._epoll.modify(fd, flags)

    def remove(self, fd: int) -> None:
        """Watch a descriptor no longer."""
        self._talkers.pop(fd, None)
        if self._pollables.pop(fd, None) is not None:
            self._epoll.unregister(fd)
        if self._ready:
            # The next connection gets the same number and has nothing to do with what was left of this one.
            self._ready = [event for event in self._ready if event[0] != fd]

    def close(self) -> None:
        """Close the epoll object."""
        self.lingering.clear()
        self._epoll.close()


class TcpLink(Link):
    """A connection over plain TCP.

    Args:
        tls: takes over a socket whose peer begins with a TLS hello; None where TLS is not spoken.
    """

    __slots__ = ("_flags", "_hub", "_linger", "_sock", "_tls", "recv")

    def __init__(
        self,
        hub: Hub,
        host: Host,
        sock: socket.socket,
        client_id: ClientId,
        address: str,
        *,
        recvq_bytes: int,
        tls: Callable[[TcpLink, socket.socket], None] | None = None,
    ) -> None:
        super().__init__(host, client_id, address, secure=False, recvq_bytes=recvq_bytes)
        self.send = sock.send
        self._hub = hub
        self._sock = sock
        self.fd = sock.fileno()
        self.recv = sock.recv
        self._tls = tls
        self._linger = False
        self._flags = _IN
        hub.add(self.fd, self, self._flags)

    def on_event(self, flags: int) -> None:
        """Write what waits, then read once."""
        if flags != _IN:
            if flags & _OUT:
                self._drain()
            if not flags & _IN:
                if flags & _BROKEN:
                    # Not being read at present, and there is no way to be told of this only once.
                    self.lost(OSError(errno.ECONNRESET, "Connection reset by peer"))
                return
        if self._tls is not None and self._is_tls():
            return
        try:
            data = self.recv(RECV_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            self.lost(error)
            return
        if not data:
            self.ended()
        elif not self.finishing:
            self.take(data)

    def meet(self, line: bytes) -> bool:
        """Look at the first line; from the second on the hub reads by itself."""
        is_irc = super().meet(line)
        if is_irc:
            self._hub.promote(self.fd, self)
        return is_irc

    def _is_tls(self) -> bool:
        """Look at the first byte, once; a TLS hello is handed on."""
        try:
            first = self.recv(1, socket.MSG_PEEK)
        except OSError:
            # Nothing there yet, or broken: reading tells.
            return False
        tls, self._tls = self._tls, None
        if tls is None or not first or first[0] != _TLS_HELLO:
            return False
        self._hub.remove(self.fd)
        self.fd = -1
        tls(self, self._sock)
        return True

    def ended(self) -> None:
        """The peer sends nothing more, but perhaps it still reads."""
        if self._linger or not self.known:
            self.shut()
        elif not self.finishing:
            self.host.leave(self)

    def reading(self, *, on: bool) -> None:
        """Turn reading from the socket on or off."""
        self._watch(self._flags | _IN if on else self._flags & ~_IN)

    def writing(self, *, on: bool) -> None:
        """Turn on or off being told when the socket takes bytes again."""
        self._watch(self._flags | _OUT if on else self._flags & ~_OUT)

    def _watch(self, flags: int) -> None:
        if flags != self._flags and self.fd >= 0:
            self._flags = flags
            self._hub.change(self.fd, flags)

    def _drain(self) -> None:
        try:
            sent = self.outbox.flush(self._sock.sendmsg)
        except BlockingIOError:
            return
        except OSError as error:
            self.lost(error)
            return
        self.host.outboxes.sent(self, sent)
        if not self.outbox.size:
            self.odd &= ~BLOCKED
            self.writing(on=False)
            if self.finishing:
                self.close()

    def finish(self) -> None:
        """Close when what waits has been written, or when that takes too long."""
        if not self.finishing:
            self._hub.lingering.add(self)
            super().finish()

    def close(self) -> None:
        """Say that nothing follows, and wait for the peer to say the same.

        Closing with unread bytes around would reset the connection and take our last lines with it.
        """
        if self._linger or self.fd < 0:
            return
        self._linger = True
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.shut()
            return
        self.reading(on=True)

    def shut(self) -> None:
        """Close at once."""
        if self.fd < 0:
            return
        self._hub.remove(self.fd)
        self._hub.lingering.remove(self)
        self.fd = -1
        self.finishing = True
        self.backlog.clear()
        self._sock.close()
        self.host.outboxes.drop(self)
        self.outbox.clear()
        self.host.lose(self, "Connection closed")
        self.host.gone(self)
