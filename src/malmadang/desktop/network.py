"""The one network thread: an asyncio loop that moves octets, and never touches Tk."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable

from malmadang.clientcore.events import AnswerChallenge, OpenLine
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.desktop.heard import Answered, Connected, Disconnected, Heard, Received, Unvouched
from malmadang.wire.sasl import SaslError

HEARD_MAX = 5000
"""Records that may wait for Tk's thread; full, the line is not read."""
PIECE_BYTES = 16 * 1024
END_S = 2.0

_log = logging.getLogger(__name__)


class Network:
    """The thread; every method is called on Tk's."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._heard: queue.Queue[tuple[int, Heard]] = queue.Queue(HEARD_MAX)
        self._line = 0
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Hang up and end the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(END_S)

    def open(self, line: OpenLine) -> None:
        self._line += 1
        self._loop.call_soon_threadsafe(self._open, self._line, line)

    def write(self, data: bytes) -> None:
        self._loop.call_soon_threadsafe(self._write, data)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._close)

    def answer(self, request: AnswerChallenge) -> None:
        number = self._line

        def work() -> None:
            try:
                answer = request.exchange.respond(request.challenge)
            except SaslError:
                answer = None
            self._heard.put((number, Answered(request, answer)))

        self._loop.run_in_executor(None, work)

    def next_heard(self) -> Heard | None:
        while True:
            try:
                number, heard = self._heard.get_nowait()
            except queue.Empty:
                return None
            if number == self._line:
                return heard

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    def _open(self, number: int, line: OpenLine) -> None:
        self._task = self._loop.create_task(self._talk(number, line))

    async def _talk(self, number: int, line: OpenLine) -> None:
        try:
            reader, writer = await asyncio.open_connection(line.host, line.port)
        except OSError as e:
            await self._tell(number, Disconnected(Fault(FaultKind.REFUSED, {"server": f"{line.host}:{line.port}"})))
            return
        self._writer = writer
        await self._tell(number, Connected())
        try:
            while data := await reader.read(PIECE_BYTES):
                await self._tell(number, Received(data))
        except OSError as e:
            pass
        writer.close()
        await self._tell(number, Disconnected(None))

    async def _tell(self, number: int, heard: Heard) -> None:
        while True:
            try:
                self._heard.put_nowait((number, heard))
            except queue.Full:
                await asyncio.sleep(0.01)
            else:
                return

    def _write(self, data: bytes) -> None:
        if self._writer is not None:
            self._writer.write(data)

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
