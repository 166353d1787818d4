"""One listening socket: bound, and asked for the connections that wait."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

from malmadang.config import Listen
from malmadang.ports import Cancel, Clock, SteadyMs
from malmadang.server.telemetry import log

BACKLOG = 4_096
MAX_ACCEPTS = 64
"""Connections taken in one turn from one listener."""
PAUSE_MS = 1_000
"""How long no connection is taken after the descriptors have run out."""

_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class ListenError(Exception):
    """An address cannot be listened on.

    Attributes:
        host, port: the address.
        error: what the system said.
    """

    def __init__(self, host: str, port: int, error: OSError) -> None:
        super().__init__(f"{format_address(host, port)}: {error.strerror}")
        self.host = host
        self.port = port
        self.error = error

    @property
    def is_taken(self) -> bool:
        """Whether another program listens there."""
        return self.error.errno == errno.EADDRINUSE


class Door:
    """One listening socket."""

    def __init__(
        self,
        sock: socket.socket,
        listen: Listen,
        welcome: Callable[[socket.socket, str, Listen], None],
        *,
        watch: Callable[[Door, socket.socket], None],
        unwatch: Callable[[socket.socket], None],
        clock: Clock,
    ) -> None:
        self.listen = listen
        self._sock = sock
        self._welcome = welcome
        self._watch = watch
        self._unwatch = unwatch
        self._clock = clock
        self._timer: Cancel | None = None

    def resume(self) -> None:
        """Take connections, again."""
        self._timer = None
        self._watch(self, self._sock)

    def on_event(self, flags: int) -> None:
        """Take the connections that wait, but leave time for those that are there."""
        del flags
        for _ in range(MAX_ACCEPTS):
            try:
                sock, peer = self._sock.accept()
            except BlockingIOError:
                return
            except OSError as error:
                if error.errno in _EXHAUSTED:
                    self._wait()
                    return
                # The peer gave up while it waited in the queue.
                continue
            self._welcome(sock, peer[0], self.listen)

    def _wait(self) -> None:
        # The socket stays readable, so watching it would only spin.
        log("accepting_paused")
        self._unwatch(self._sock)
        self._timer = self._clock.call_at(SteadyMs(self._clock.now().steady_ms + PAUSE_MS), self.resume)

    def close(self) -> None:
        """Take no more connections."""
        if self._timer is not None:
            self._timer.cancel()
        else:
            self._unwatch(self._sock)
        self._sock.close()


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        ListenError: the address cannot be had.
    """
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        sock = socket.socket(family, kind, proto)
    except OSError as error:
        raise ListenError(host, port, error) from error
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.setblocking(False)
        sock.bind(address)
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        raise ListenError(host, port, error) from error
    return sock


def format_address(host: str, port: int) -> str:
    """Write an address as people type it."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
