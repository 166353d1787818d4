"""One server's ClientCore on Tk's thread: what the network hears goes in, what it says goes out."""

import threading
import time
import tkinter as tk
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

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
from malmadang.clientcore.historystate import Mark
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.rows import Row
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import SERVER_KEY, View
from malmadang.ports import Entropy, Moment, SteadyMs, TimeMs
from malmadang.wire.names import Folded

BATCH = 500
BATCH_S = 0.012
BUSY_MS, IDLE_MS = 16, 50
BUSY_S = 1.0
"""After something has arrived or gone out, the pump looks often for so long."""


class Wire(Protocol):
    """The network, as Tk's thread sees it; none of these calls waits."""

    def open(self, line: OpenLine) -> None:
        """Connect; what comes of it is heard."""

    def write(self, data: bytes) -> None:
        """Send octets."""

    def close(self) -> None:
        """Send what is left, then hang up."""

    def answer(self, request: AnswerChallenge) -> None:
        """Work out a challenge."""

    def stop(self) -> None:
        """Drop everything; called once Tk's loop is over."""

    def next_report(self) -> Report | None:
        """Take the oldest report, None where there is none."""


def now() -> Moment:
    """Return both clocks' time."""
    return Moment(TimeMs(time.time_ns() // 1_000_000), steady_now())


def steady_now() -> SteadyMs:
    """Return the steady clock's time."""
    return SteadyMs(time.monotonic_ns() // 1_000_000)


class Talk:
    """A ClientCore with its pump.

    Args:
        told: gets every ViewEvent, after the View has changed.
        settled: called at the end of each turn in which something has changed; draw here.
        memory: what the core remembers from the last time; `save` keeps it for the next.
    """

    def __init__(
        self,
        root: tk.Misc,
        wire: Wire,
        settings: ClientSettings,
        entropy: Entropy,
        *,
        memory: ClientMemory,
        save: Callable[[ClientMemory], None],
        told: Callable[[ViewEvent], None],
        settled: Callable[[], None],
    ) -> None:
        self.core = ClientCore(settings, entropy, memory)
        self._root, self._wire = root, wire
        self._save = save
        self._told, self._settled = told, settled
        self._owner = threading.get_ident()
        self._busy_until = 0.0
        self._job: str | None = None
        self._stopped = False
        self._settling: str | None = None
        self._events: deque[ClientEvent] = deque()
        self._applying = False

    @property
    def view(self) -> View:
        """What the person sees of the server."""
        return self.core.view

    def start(self) -> None:
        """Connect, and look for what is heard from now on."""
        self._apply(self.core.start(now()))
        self._pump()

    def abandon(self) -> None:
        """Say goodbye to the server because another one is gone to; nobody is told of it any more."""
        self._told = lambda _event: None
        self.do(c.Quit())
        self.stop()

    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        for job in (self._job, self._settling):
            if job is not None:
                self._root.after_cancel(job)
        self._job = self._settling = None

    # What the person does.

    def say(self, key: Folded, text: str) -> None:
        """Take what was typed into a room."""
        self._apply(self.core.send(key, text, now()))

    def do(self, command: c.Command, *, origin: Folded = SERVER_KEY) -> None:
        """Carry out a command; answers appear in the room `origin`."""
        self._apply(self.core.execute(command, now(), origin=origin))

    def show(self, key: Folded | None) -> None:
        """A room is in front now."""
        self._apply(self.core.show(key, now()))

    def mark_read(self, key: Folded) -> None:
        """A room counts as read."""
        self._apply(self.core.mark_read(key, now()))

    def typed(self, key: Folded, text: str) -> None:
        """The text in a room's composer is this now."""
        self._apply(self.core.typed(key, text, now()))

    def restore(self, name: str, rows: Sequence[Row], *, mark: Mark | None, read_ms: int) -> None:
        """Fill a room with what was kept of it."""
        self._apply(self.core.restore(name, rows, now(), mark=mark, read_ms=read_ms))

    def attend(self, *, attends: bool) -> None:
        """The person looks at the window, or no longer."""
        self._apply(self.core.attend(attends, now()))

    # The pump.

    def _pump(self) -> None:
        self._job = None
        if self._stopped:
            return
        try:
            self._turn()
        finally:
            if not self._stopped:
                busy = time.monotonic() < self._busy_until
                self._job = self._root.after(BUSY_MS if busy else IDLE_MS, self._pump)

    def _turn(self) -> None:
        """Take in what was heard, up to a bound that keeps the window alive."""
        begun = time.monotonic()
        for _ in range(BATCH):
            report = self._wire.next_report()
            if report is None:
                break
            self._busy_until = begun + BUSY_S
            self._apply(self._take_in(report))
            if self._stopped or time.monotonic() - begun > BATCH_S:
                break
        if self._stopped:
            return
        due = self.core.next_tick
        if due is not None and due <= steady_now():
            self._apply(self.core.tick(now()))
        self._settle()

    def _expect_answer(self) -> None:
        """Look often for a while: the server answers sooner than the next idle look would be."""
        if self._job is not None and time.monotonic() >= self._busy_until:
            self._root.after_cancel(self._job)
            self._job = self._root.after(BUSY_MS, self._pump)
        self._busy_until = time.monotonic() + BUSY_S

    def _take_in(self, report: Report) -> list[ClientEvent]:
        core, moment = self.core, now()
        match report:
            case Received(data):
                return core.receive(data, moment)
            case Connected():
                return core.connected(moment)
            case Disconnected(fault):
                return core.disconnected(fault, moment)
            case Unvouched(fingerprint, why):
                return core.certificate_unknown(fingerprint, why, moment)
            case Answered(request, answer):
                return core.challenge_answered(request, answer, moment)

    def _apply(self, events: Sequence[ClientEvent]) -> None:
        """Carry out and tell what a call has brought; what that brings in turn comes after it."""
        assert threading.get_ident() == self._owner, "the core belongs to Tk's thread"
        # First of all: what was said goes out before a line is closed.
        if data := self.core.take_output():
            self._wire.write(data)
            self._expect_answer()
        self._events.extend(events)
        if self._applying:
            return
        self._applying = True
        try:
            while self._events:
                self._carry_out(self._events.popleft())
        finally:
            self._applying = False
        if events and self._settling is None and not self._stopped:
            self._settling = self._root.after_idle(self._settle)

    def _carry_out(self, event: ClientEvent) -> None:
        match event:
            case OpenLine():
                self._wire.open(event)
            case CloseLine():
                self._wire.close()
            case AnswerChallenge():
                self._wire.answer(event)
            case SaveMemory():
                self._save(self.core.memory)
            case _:
                self._told(event)

    def _settle(self) -> None:
        if self._settling is not None:
            self._root.after_cancel(self._settling)
            self._settling = None
        if not self._stopped:
            self._settled()
