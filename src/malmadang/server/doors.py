"""Listeners: sockets that take connections, tell IRC and TLS apart, and turn away what is too much."""

from __future__ import annotations

import asyncio
import select
import socket
import ssl
from collections.abc import Awaitable, Callable

import msgspec

from malmadang.config import Config, Listen, listen_addresses
from malmadang.ports import Clock, SteadyMs
from malmadang.server.admission import TOO_OFTEN, Admission, plain_address
from malmadang.server.certificates import CertificateError
from malmadang.server.contracts import Gate
from malmadang.server.deadlines import Deadlines
from malmadang.server.goodbyes import ACCESS_DENIED, STOPPING, TIMED_OUT
from malmadang.server.link import Link
from malmadang.server.listener import Door, ListenError, bind
from malmadang.server.runtime import Runtime
from malmadang.server.streams import StreamLink
from malmadang.server.tcp import LINGER_MS, Hub, TcpLink
from malmadang.server.telemetry import log


class Bound(msgspec.Struct, frozen=True):
    """A listener that is open."""

    host: str
    port: int
    kind: str
    tls: bool


class Doors(Gate):
    """All listeners of a server.

    Args:
        hub: where plain TCP is polled; None where there is no epoll.
        contexts: gives the TLS context, made when the first connection needs it.
    """

    def __init__(
        self,
        config: Config,
        runtime: Runtime,
        admission: Admission,
        *,
        hub: Hub | None,
        clock: Clock,
        loop: asyncio.AbstractEventLoop,
        contexts: Callable[[], Awaitable[ssl.SSLContext]],
    ) -> None:
        self.bound: list[Bound] = []
        self.silent: Deadlines[Link] = Deadlines(clock, config.limits.register_s * 1000, _send_away)
        self.lingering: Deadlines[StreamLink] = Deadlines(clock, LINGER_MS, StreamLink.shut)
        self._runtime = runtime
        self._admission = admission
        self._hub = hub
        self._clock = clock
        self._loop = loop
        self._contexts = contexts
        self._doors: list[Door] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._links: set[Link] = set()
        self.empty = asyncio.Event()
        self.empty.set()

    def open(self, listens: tuple[Listen, ...]) -> None:
        """Listen on every address.

        Raises:
            ListenError: one of them cannot be had; none is listened on then.
        """
        try:
            for listen in listens:
                for host, port, must in listen_addresses(listen):
                    try:
                        self._open(listen, host, port)
                    except ListenError as error:
                        if must or error.is_taken:
                            raise
        except ListenError:
            self.close()
            raise

    def _open(self, listen: Listen, host: str, port: int) -> None:
        # Both families of one listener share the port that the system chose for the first.
        if port == 0 and self._doors and self._doors[-1].listen is listen:
            port = self.bound[-1].port
        sock = bind(host, port)
        door = Door(sock, listen, self.welcome, watch=self._watch, unwatch=self._unwatch, clock=self._clock)
        self._doors.append(door)
        self.bound.append(Bound(host, sock.getsockname()[1], listen.kind, listen.tls))
        door.resume()

    def close(self) -> None:
        """Take no more connections."""
        for door in self._doors:
            door.close()
        self._doors.clear()
        self.silent.clear()

    def send_away(self) -> None:
        """Close the connections that the core does not know."""
        for link in list(self._links):
            if not link.known:
                link.part(STOPPING.encode())

    def shut(self) -> None:
        """Close every connection at once."""
        for link in list(self._links):
            link.shut()
        self.lingering.clear()

    async def finish(self) -> None:
        """Give up handshakes that are under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _watch(self, door: Door, sock: socket.socket) -> None:
        if self._hub is not None:
            self._hub.add(sock.fileno(), door, select.EPOLLIN)
        else:
            self._loop.add_reader(sock.fileno(), door.on_event, 0)

    def _unwatch(self, sock: socket.socket) -> None:
        if self._hub is not None:
            self._hub.remove(sock.fileno())
        else:
            self._loop.remove_reader(sock.fileno())

    # Connections.

    def welcome(self, sock: socket.socket, peer: str, listen: Listen) -> None:
        """Make a link of an accepted socket, or turn it away."""
        address = plain_address(peer)
        now_ms = self._clock.now().steady_ms
        event, line = self._admission.refusal(address, now_ms)
        if line:
            if self._admission.is_news(event, address):
                log(event, address=address)
            _turn_away(sock, ACCESS_DENIED if listen.tls else line.encode())
            return
        self._admission.enter(address)
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._hub is None or listen.tls:
            self._spawn(self._enter(sock, address, listen, now_ms))
            return
        link = TcpLink(
            self._hub,
            self._runtime,
            sock,
            self._runtime.new_id(),
            address,
            recvq_bytes=self._runtime.recvq_bytes,
            tls=self._hand_over if listen.kind == "any" else None,
        )
        link.since_ms = now_ms
        self._count(link)

    def _count(self, link: Link) -> None:
        self._links.add(link)
        self.empty.clear()
        self.silent.add(link, link.since_ms)

    def known(self, link: Link) -> None:
        """Stop waiting for a link's first line: the core minds it now."""
        self.silent.remove(link)

    def admitted(self, link: Link) -> None:
        """Count a link no more against its address."""
        self._admission.admit(link.address)

    def left(self, link: Link) -> None:
        """Count a link no more."""
        self.silent.remove(link)
        if isinstance(link, StreamLink):
            self.lingering.remove(link)
        self._admission.leave()
        self._discard(link)

    def _discard(self, link: Link) -> None:
        self._links.discard(link)
        if not self._links:
            self.empty.set()

    def _hand_over(self, link: TcpLink, sock: socket.socket) -> None:
        self.silent.remove(link)
        self._discard(link)
        since_ms = self._clock.now().steady_ms if link.since_ms is None else link.since_ms
        self._spawn(self._encrypt(sock, link.address, since_ms))

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _enter(self, sock: socket.socket, address: str, listen: Listen, since_ms: SteadyMs) -> None:
        """Begin a connection on the loop's transports."""
        is_tls = listen.tls
        if not is_tls and listen.kind == "any":
            try:
                is_tls = await self._is_tls(sock)
            except (OSError, TimeoutError):
                _turn_away(sock, TIMED_OUT.encode())
                self._gone(address)
                return
            except asyncio.CancelledError:
                _turn_away(sock, STOPPING.encode())
                raise
        if is_tls:
            await self._encrypt(sock, address, since_ms)
        else:
            await self._loop.connect_accepted_socket(
                lambda: self._stream(address, since_ms, secure=False), sock
            )

    async def _is_tls(self, sock: socket.socket) -> bool:
        readable: asyncio.Future[None] = self._loop.create_future()
        fd = sock.fileno()
        self._loop.add_reader(fd, _settle, readable)
        try:
            async with asyncio.timeout(self.silent.length_ms / 1000):
                await readable
        finally:
            self._loop.remove_reader(fd)
        return sock.recv(1, socket.MSG_PEEK) == b"\x16"

    async def _encrypt(self, sock: socket.socket, address: str, since_ms: SteadyMs) -> None:
        now_ms = self._clock.now().steady_ms
        if not self._admission.may_shake_hands(address, now_ms):
            if self._admission.is_news(TOO_OFTEN, address):
                log(TOO_OFTEN, address=address)
            _turn_away(sock, ACCESS_DENIED)
            self._gone(address)
            return
        left_s = max(0.001, (since_ms + self.silent.length_ms - now_ms) / 1000)
        try:
            context = await self._contexts()
            await self._loop.connect_accepted_socket(
                lambda: self._stream(address, since_ms, secure=True),
                sock,
                ssl=context,
                ssl_handshake_timeout=left_s,
            )
            return
        except CertificateError as error:
            log("certificate_failed", reason=str(error))
        except (OSError, TimeoutError) as error:
            log("handshake_failed", address=address, reason=str(error))
        sock.close()
        self._gone(address)

    def _stream(self, address: str, since_ms: SteadyMs, *, secure: bool) -> StreamLink:
        link = StreamLink(
            self._runtime,
            self._runtime.new_id(),
            address,
            secure=secure,
            recvq_bytes=self._runtime.recvq_bytes,
            opened=self._count,
            closing=self.lingering.add,
        )
        link.since_ms = since_ms
        return link

    def _gone(self, address: str) -> None:
        self._admission.admit(address)
        self._admission.leave()


def _turn_away(sock: socket.socket, data: bytes) -> None:
    sock.setblocking(False)
    try:
        sock.send(data)
        sock.shutdown(socket.SHUT_WR)
        # Unread bytes would turn the goodbye into a reset.
        sock.recv(4_096)
    except OSError:
        pass
    sock.close()


def _settle(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def _send_away(link: Link) -> None:
    link.part(TIMED_OUT.encode())
