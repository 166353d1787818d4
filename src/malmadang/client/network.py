"""Network: the socket of a ClientCore, on an event loop: orders in, reports out."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable, Coroutine
from functools import partial

from malmadang.client.reports import Answered, Connected, Disconnected, Received, Report, Unvouched
from malmadang.client.tls import checking_context, fault_of, fingerprint, trusting_context
from malmadang.clientcore.events import AnswerChallenge, OpenLine
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.wire.sasl import SaslError

CONNECT_S = 15.0
"""Name, TCP and TLS together."""
STOP_S = 0.25
"""How long stopping waits for a dial that is all but through."""
FLUSH_S = 1.0
"""How long closing waits for what is still to be written."""
MAX_UNSENT_BYTES = 1 << 20
"""A server that leaves more than this unread is given up."""


class _Lane(asyncio.Protocol):
    """One socket. Nothing is reported before `accept`: the certificate may still have to be looked at."""

    def __init__(self, network: "Network") -> None:
        self._network = network
        self._early: list[bytes] = []
        self._accepted = False
        self._is_lost = False
        self._loss: Exception | None = None
        self.transport: asyncio.Transport | None = None
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to write."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._network.sockets.add(self.closed)
        self.closed.add_done_callback(self._network.sockets.discard)

    def data_received(self, data: bytes) -> None:
        """Report octets, or keep them until the line is accepted."""
        if self._accepted:
            self._network.heard(self, Received(data))
        else:
            self._early.append(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Report the end."""
        self._is_lost, self._loss = True, exc
        if not self.closed.done():
            self.closed.set_result(None)
        if self._accepted:
            self._network.lost(self, exc)

    def accept(self) -> None:
        """The line may be used: say so, and what has come meanwhile."""
        self._accepted = True
        self._network.heard(self, Connected())
        for data in self._early:
            self._network.heard(self, Received(data))
        self._early.clear()
        if self._is_lost:
            self._network.lost(self, self._loss)

    def certificate(self) -> bytes | None:
        """Return the server's certificate in DER."""
        tls = self.transport.get_extra_info("ssl_object") if self.transport else None
        return tls.getpeercert(binary_form=True) if isinstance(tls, ssl.SSLObject) else None


class Network:
    """The socket of one ClientCore. Every method is called on the loop's thread, and none waits.

    Args:
        report: called on the loop's thread, in order.
    Attributes:
        sockets: done when a socket is closed, one for each that is open.
    """

    def __init__(self, report: Callable[[Report], None]) -> None:
        self._report = report
        self._lane: _Lane | None = None
        self._work: set[asyncio.Task[None]] = set()
        self.sockets: set[asyncio.Future[None]] = set()
        self._connecting: asyncio.Task[None] | None = None
        self._server = ""
        self._host = ""

    # Orders.

    def open(self, order: OpenLine) -> None:
        """Connect; a line that stood before is dropped without a report."""
        self._drop()
        self._host = order.host
        self._server = f"[{order.host}]:{order.port}" if ":" in order.host else f"{order.host}:{order.port}"
        self._connecting = self._spawn(self._connect(order))

    def write(self, data: bytes) -> None:
        """Send octets; a line that is gone takes them without a word."""
        lane = self._lane
        if lane is None or lane.transport is None or lane.transport.is_closing() or not data:
            return
        lane.transport.write(data)
        if lane.transport.get_write_buffer_size() > MAX_UNSENT_BYTES:
            abort(lane.transport)

    def close(self) -> None:
        """Write what is left, then hang up; `Disconnected` comes in any case."""
        if self._connecting is not None:
            self._drop()
            self._report(Disconnected(None))
        elif self._lane is not None and self._lane.transport is not None:
            transport = self._lane.transport
            transport.close()
            asyncio.get_running_loop().call_later(FLUSH_S, transport.abort)

    def answer(self, request: AnswerChallenge) -> None:
        """Work a challenge out on a thread: it takes too long for the loop."""
        self._spawn(self._answer(request))

    def pause(self) -> None:
        """Stop reading: whoever gets the reports cannot keep up."""
        if self._lane is not None and self._lane.transport is not None:
            self._lane.transport.pause_reading()

    def resume(self) -> None:
        """Read again."""
        if self._lane is not None and self._lane.transport is not None:
            self._lane.transport.resume_reading()

    async def stop(self) -> None:
        """Drop everything."""
        self._drop()
        if self._work:
            # A dial that is all but through ends better by itself: cancelled, asyncio would lose its socket.
            await asyncio.wait(self._work, timeout=STOP_S)
        work = list(self._work)
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        if self.sockets:
            await asyncio.wait(self.sockets, timeout=FLUSH_S)

    # What the lanes tell.

    def heard(self, lane: _Lane, report: Report) -> None:
        """Pass a report on, unless the line is not ours any more."""
        if lane is self._lane:
            self._report(report)

    def lost(self, lane: _Lane, error: Exception | None) -> None:
        """The line is gone."""
        if lane is self._lane:
            self._lane = None
            detail = "" if error is None else str(error)
            self._report(Disconnected(Fault(FaultKind.LOST, {"detail": detail})))

    # Inside.

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task

    def _drop(self) -> None:
        # A dial under way goes on for nobody: `_connect` sees that it is no longer the one.
        self._connecting = None
        lane, self._lane = self._lane, None
        if lane is not None and lane.transport is not None:
            abort(lane.transport)

    async def _connect(self, order: OpenLine) -> None:
        end: _Lane | Unvouched | Disconnected
        try:
            async with asyncio.timeout(CONNECT_S):
                end = await (self._connect_tls(order) if order.tls else self._dial(order, None))
        except (OSError, ssl.SSLError, TimeoutError, UnicodeError) as error:
            end = Disconnected(fault_of(error, self._server, self._host))
        is_wanted = self._connecting is asyncio.current_task()
        if is_wanted:
            self._connecting = None
        match end:
            case _Lane() if not is_wanted:
                _hang_up(end)
            case _Lane():
                self._lane = end
                end.accept()
            case _ if is_wanted:
                self._report(end)

    async def _connect_tls(self, order: OpenLine) -> "_Lane | Unvouched":
        """Connect by TLS: with a certificate we have a pin of, or a valid one.

        Without pins the check is the library's, before the handshake is over. With pins the certificate is
        looked at right after the handshake, on the very line that is used then.
        """
        if order.pins:
            lane = await self._dial(order, trusting_context())
            if fingerprint(lane.certificate()) in order.pins:
                return lane
            _hang_up(lane)
        try:
            return await self._dial(order, checking_context())
        except ssl.SSLCertVerificationError as error:
            why = error.verify_message or str(error)
        lane = await self._dial(order, trusting_context())
        _hang_up(lane)
        return Unvouched(fingerprint(lane.certificate()), why)

    async def _dial(self, order: OpenLine, context: ssl.SSLContext | None) -> _Lane:
        loop = asyncio.get_running_loop()
        name = order.host if context is not None else None
        _, lane = await loop.create_connection(
            partial(_Lane, self),
            order.host,
            order.port,
            ssl=context,
            server_hostname=name,
            happy_eyeballs_delay=0.25,
        )
        return lane

    async def _answer(self, request: AnswerChallenge) -> None:
        answer: bytes | None = None
        with contextlib.suppress(SaslError):
            answer = await asyncio.to_thread(request.exchange.respond, request.challenge)
        self._report(Answered(request, answer))


def _hang_up(lane: _Lane) -> None:
    """Drop a line that was not used."""
    if lane.transport is not None:
        abort(lane.transport)


def abort(transport: asyncio.WriteTransport) -> None:
    """Drop a connection at once, whatever state it is in."""
    # Closed twice, a TLS transport of Python 3.11.2 has let go of what it would abort: nothing is left then.
    with contextlib.suppress(AttributeError):
        transport.abort()
