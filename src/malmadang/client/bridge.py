"""Bridge: a ClientCore and its Network on one event loop; orders down, reports up, and the clock."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from malmadang.client.network import Network
from malmadang.client.reports import Answered, Connected, Disconnected, Received, Report, Unvouched
from malmadang.clientcore import commands as c
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.events import (
    AnswerChallenge,
    ClientEvent,
    CloseLine,
    OpenLine,
    SaveMemory,
    ViewEvent,
)
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.view import SERVER_KEY, View
from malmadang.ports import Moment, SteadyMs, TimeMs
from malmadang.wire.names import Folded


def now() -> Moment:
    """Return both clocks' time."""
    return Moment(TimeMs(time.time_ns() // 1_000_000), SteadyMs(time.monotonic_ns() // 1_000_000))


class Bridge:
    """One server's core, running.

    Args:
        told: gets every ViewEvent, in order, after the View has changed.
        save: keeps the core's memory.
    """

    def __init__(
        self, core: ClientCore, told: Callable[[ViewEvent], None], save: Callable[[ClientMemory], None]
    ) -> None:
        self.core = core
        self._told = told
        self._save = save
        self._network = Network(self._report)
        self._timer: asyncio.TimerHandle | None = None
        self._events: deque[ClientEvent] = deque()
        self._applying = False

    @property
    def view(self) -> View:
        """What the person sees."""
        return self.core.view

    def start(self) -> None:
        """Connect for the first time."""
        self._apply(self.core.start(now()))

    def say(self, key: Folded, text: str) -> None:
        """Take what was typed into a room."""
        self._apply(self.core.send(key, text, now()))

    def do(self, command: c.Command, *, origin: Folded = SERVER_KEY) -> None:
        """Carry out a command; answers appear in the room `origin`."""
        self._apply(self.core.execute(command, now(), origin=origin))

    def show(self, key: Folded | None) -> None:
        """A room is in front now."""
        self._apply(self.core.show(key, now()))

    async def stop(self) -> None:
        """Drop the line, whatever state it is in."""
        if self._timer is not None:
            self._timer.cancel()
        await self._network.stop()

    def _report(self, report: Report) -> None:
        core, moment = self.core, now()
        match report:
            case Connected():
                events = core.connected(moment)
            case Received(data):
                events = core.receive(data, moment)
            case Disconnected(fault):
                events = core.disconnected(fault, moment)
            case Unvouched(fingerprint, why):
                events = core.certificate_unknown(fingerprint, why, moment)
            case Answered(request, answer):
                events = core.challenge_answered(request, answer, moment)
        self._apply(events)

    def _tick(self) -> None:
        self._timer = None
        self._apply(self.core.tick(now()))

    def _apply(self, events: list[ClientEvent]) -> None:
        """Carry out and tell what a call has brought; what that brings in turn comes after it."""
        # First of all: what was said goes out before a line is closed.
        self._network.write(self.core.take_output())
        self._events.extend(events)
        if self._applying:
            return
        self._applying = True
        try:
            while self._events:
                self._carry_out(self._events.popleft())
        finally:
            self._applying = False
        self._set_timer()

    def _carry_out(self, event: ClientEvent) -> None:
        match event:
            case OpenLine():
                self._network.open(event)
            case CloseLine():
                self._network.close()
            case AnswerChallenge():
                self._network.answer(event)
            case SaveMemory():
                self._save(self.core.memory)
            case _:
                self._told(event)

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        due = self.core.next_tick
        if due is not None:
            delay_s = max(0, due - now().steady_ms) / 1000
            self._timer = asyncio.get_running_loop().call_later(delay_s, self._tick)
