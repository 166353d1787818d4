"""The one network thread: an asyncio loop with the client's socket, joined to Tk's thread by two queues."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable

from malmadang.client.network import Network
from malmadang.client.reports import Report
from malmadang.clientcore.events import AnswerChallenge, OpenLine

REPORTS_MAX = 5000
"""So many reports may wait for Tk's thread; then the socket is not read until half of them are gone."""
END_S = 2.0


class NetworkThread:
    """Moves octets, and touches neither Tk nor the core. Its methods are called on Tk's thread; none waits.

    Outwards the loop's own queue of calls carries orders, inwards `_reports` carries what was heard. A report
    belongs to the line that was opened last; what an older line still says is dropped.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)
        self._network = Network(self._report)
        self._reports: queue.SimpleQueue[tuple[int, Report]] = queue.SimpleQueue()
        self._heard_line = self._opened_line = 0
        self._is_paused = False

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Drop the line and end the thread; call it once Tk's loop is over."""
        self._call(self._end)
        self._thread.join(END_S)

    def open(self, order: OpenLine) -> None:
        """Connect; what comes of it is reported."""
        self._opened_line += 1
        number = self._opened_line

        def act() -> None:
            self._heard_line = number
            self._is_paused = False
            self._network.open(order)

        self._call(act)

    def write(self, data: bytes) -> None:
        """Send octets."""
        self._call(lambda: self._network.write(data))

    def close(self) -> None:
        """Write what is left, then hang up."""
        self._call(self._network.close)

    def answer(self, request: AnswerChallenge) -> None:
        """Work out a challenge."""
        self._call(lambda: self._network.answer(request))

    def next_report(self) -> Report | None:
        """Take the oldest report, None where there is none."""
        while True:
            try:
                number, report = self._reports.get_nowait()
            except queue.Empty:
                return None
            if self._is_paused and self._reports.qsize() <= REPORTS_MAX // 2:
                self._call(self._resume)
            if number == self._opened_line:
                return report

    # On the network thread.

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    def _call(self, act: Callable[[], None]) -> None:
        """Have the loop do something; a loop that has ended does nothing more."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(act)

    def _report(self, report: Report) -> None:
        self._reports.put((self._heard_line, report))
        if self._reports.qsize() >= REPORTS_MAX and not self._is_paused:
            self._is_paused = True
            self._network.pause()

    def _resume(self) -> None:
        if self._is_paused:
            self._is_paused = False
            self._network.resume()

    def _end(self) -> None:
        ending = self._loop.create_task(self._network.stop())
        ending.add_done_callback(lambda _task: self._loop.stop())


def start_network() -> NetworkThread:
    """Return one more network thread, running."""
    network = NetworkThread()
    network.start()
    return network
