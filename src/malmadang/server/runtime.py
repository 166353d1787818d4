"""Runtime: the only owner of the core. Events in, effects out, a turn at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from malmadang.config import Config
from malmadang.ports import Cancel, ClientId, Clock, Query, Storage
from malmadang.server.contracts import Asker, Gate, Steps
from malmadang.server.fanout import Fanout
from malmadang.server.link import Link
from malmadang.server.outbox import Outboxes
from malmadang.server.pipeline import Pipeline
from malmadang.server.questions import Questions
from malmadang.server.telemetry import log, log_fault
from malmadang.server.turnlog import CLOSED, HOLD_ANSWER, HOLD_CORE, HOLD_END
from malmadang.servercore.effects import (
    Admit,
    Allow,
    Ask,
    Classify,
    Close,
    Configure,
    Consult,
    Effect,
    Keep,
    KeepFirst,
    Pause,
    Post,
    PostRun,
    Resume,
    Send,
    Subscribe,
    Unsubscribe,
    Wake,
)
from malmadang.servercore.events import (
    Answered,
    Connected,
    Consulted,
    Event,
    Garbled,
    Gone,
    Received,
    ReceivedRun,
    Refused,
    Woke,
)
from malmadang.wire.errors import WireError
from malmadang.wire.message import parse_line, parse_run


class Runtime:
    """Runs the core.

    A turn: `begin`, any number of `receive` and `submit`, `end_turn`. Transports that have no turn of their
    own begin one whenever something comes in; `soon` has it ended.

    Args:
        later: calls a function back soon, on the loop's thread.
        asker: answers `Ask` effects.

    Attributes:
        gate: hears of connections that become known, register and end.
        idle: set once everything said is kept and released, when the server stops.
        look: reads the sockets that are ready, once a turn; says whether some had to be left.
    """

    def __init__(
        self,
        core: Steps,
        config: Config,
        *,
        clock: Clock,
        storage: Storage,
        asker: Asker,
        later: Callable[[Callable[[], None]], object],
    ) -> None:
        self.fanout = Fanout()
        self.pipeline = Pipeline(self.fanout, storage, refused=self._refused, released=self.soon, clock=clock)
        self.outboxes = Outboxes(config.limits.sendq_bytes, config.limits.sendq_total_bytes)
        self._questions = Questions(self.fanout, self.outboxes)
        self.recvq_bytes = config.limits.recvq_bytes
        self.links: dict[ClientId, Link] = {}
        self.look: Callable[[], bool] = _nothing
        self.gate = Gate()
        self.idle = asyncio.Event()
        self._core = core
        self._core_step = core.step
        self._post = self.fanout.post
        self._clock = clock
        self._asker = asker
        self._later = later
        self._now = clock.now()
        self._last_id = 0
        self._is_scheduled = False
        self._is_ending = False
        self._lost: dict[Link, str] = {}
        self._resumed: dict[Link, None] = {}
        self._answered: dict[Link, None] = {}
        self._timers: dict[str, Cancel] = {}
        self._others: dict[type, Callable[..., None]] = {
            PostRun: self.fanout.post_run,
            Keep: self.fanout.keep,
            Send: self.fanout.send,
            Subscribe: lambda effect: self.fanout.subscribe(effect.channel_id, effect.client_id),
            Unsubscribe: lambda effect: self.fanout.unsubscribe(effect.channel_id, effect.client_id),
            Classify: lambda effect: self.fanout.classify(effect.client_id, effect.mask),
            Admit: self._admit,
            Allow: self._allow,
            Pause: self._pause,
            Resume: self._resume,
            Wake: self._wake,
            Close: self._close,
            Ask: self._ask,
            Consult: self._consult,
            Configure: self._configure,
        }

    def new_id(self) -> ClientId:
        """Return an id that no connection has had."""
        self._last_id += 1
        return ClientId(self._last_id)

    # Events.

    def begin(self) -> None:
        """Begin a turn: everything in it happens at one moment."""
        self._now = self._clock.now()

    def submit(self, event: Event) -> None:
        """Give the core one event and do what it asks for. Between turns the turn's end follows soon."""
        self.soon()
        self._now = self._clock.now()
        self._step(event)

    def _step(self, event: Event) -> None:
        try:
            self.perform(self._core_step(event, self._now))
        except Exception:  # noqa: BLE001 - a fault must cost one client, never the server
            self._failed(event)

    def connect(self, link: Link) -> None:
        """Let the core know of a client that has said its first line."""
        self.links[link.client_id] = link
        self.gate.known(link)
        self.fanout.attach(link)
        self._step(Connected(link.client_id, link.address, link.secure, link.since_ms))

    def receive(self, link: Link, lines: list[bytes]) -> None:
        """Give the core lines, in order, until the link is put on hold; the rest waits in its backlog."""
        client_id = link.client_id
        now = self._now
        step = self._core_step
        post = self._post
        count = len(lines)
        index = 0
        while index < count:
            event: Event
            run = parse_run(lines, index) if index + 1 < count else None
            if run is not None:
                event = ReceivedRun(client_id, *run)
                index += len(run[1])
            else:
                try:
                    event = Received(client_id, parse_line(lines[index]))
                except WireError as error:
                    event = Garbled(client_id, error.bare())
                index += 1
            try:
                for effect in step(event, now):
                    kind = type(effect)
                    if kind is Post:
                        post(effect)  # type: ignore[arg-type]  # narrowed by its class, the quickest test there is
                    else:
                        self._others[kind](effect)
            except Exception:  # noqa: BLE001 - as in _step
                self._failed(event)
            if link.holds:
                if not link.holds & HOLD_END:
                    link.backlog[:0] = lines[index:]
                return

    def garble(self, link: Link, error: WireError) -> None:
        """Tell the core that the stream cannot be cut into lines any more."""
        self._step(Garbled(link.client_id, error.bare()))

    def lose(self, link: Link, reason: str) -> None:
        """Note that a connection has ended; the core hears of it at the end of the turn."""
        link.odd |= CLOSED
        if link not in self._lost:
            self._lost[link] = reason
            self.soon()

    def leave(self, link: Link) -> None:
        """Let go of a client that says nothing more but may still read: it gets what it has coming."""
        self.submit(Gone(link.client_id, "Connection closed"))

    def gone(self, link: Link) -> None:
        """Note that a transport is closed for good."""
        self.gate.left(link)

    def resume(self, link: Link) -> None:
        """Note that a link with lines kept back may be read again."""
        self._resumed[link] = None
        self.soon()

    # The turn.

    def tick(self) -> None:
        """Do one turn: look at the sockets, then end the turn."""
        self._is_scheduled = False
        self._now = self._clock.now()
        if self.look():
            self.soon()
        self.end_turn()

    def end_turn(self) -> None:
        """Commit, release, write; then go on with one slice of a large room."""
        if self._lost:
            self._bury()
        if self._resumed:
            self._catch_up()
        fanout = self.fanout
        self.pipeline.end_turn()
        self._questions.go_on()
        if fanout.waiting:
            fanout.settle()
        if self._answered:
            self._look_who_has_read()
        if fanout.jobs and fanout.slice():
            self.soon()
        elif self._is_ending and self.pipeline.is_idle:
            self.idle.set()

    def soon(self) -> None:
        """See to it that the turn is ended soon."""
        if not self._is_scheduled:
            self._is_scheduled = True
            self._later(self.tick)

    def _bury(self) -> None:
        lost, self._lost = self._lost, {}
        for link, reason in lost.items():
            if not link.admitted:
                link.admitted = True
                self.gate.admitted(link)
            self._resumed.pop(link, None)
            self._answered.pop(link, None)
            self.outboxes.drop(link)
            self.fanout.detach(link)
            if self.links.pop(link.client_id, None) is not None:
                self._step(Gone(link.client_id, reason))

    def _catch_up(self) -> None:
        resumed, self._resumed = self._resumed, {}
        for link in resumed:
            if link.holds or link.odd & CLOSED:
                continue
            lines, link.backlog = link.backlog, []
            self.receive(link, lines)
            if not link.holds:
                link.reading(on=True)

    # Effects.

    def perform(self, effects: list[Effect]) -> None:
        """Do what the core asks for, in order."""
        for effect in effects:
            if type(effect) is Post:
                self._post(effect)
            else:
                self._others[type(effect)](effect)

    def _failed(self, event: Event) -> None:
        client_id = getattr(event, "client_id", None)
        verb = event.message.verb if isinstance(event, Received) else ""
        log_fault("event_failed", kind=type(event).__name__, client=client_id, verb=verb)
        if client_id is None:
            return
        self._close(Close(client_id, b"ERROR :Internal error\r\n"))
        if not isinstance(event, Gone):
            self._step(Gone(client_id, "Internal error"))

    def _admit(self, effect: Admit) -> None:
        link = self.links.get(effect.client_id)
        if link is not None and not link.admitted:
            link.admitted = True
            self.gate.admitted(link)

    def _allow(self, effect: Allow) -> None:
        link = self.links.get(effect.client_id)
        if link is not None:
            self.outboxes.allow(link, effect.answer_bytes)
            self._answered[link] = None
            link.hold(HOLD_ANSWER)

    def _look_who_has_read(self) -> None:
        """Read those again who have taken their long answers; what the store holds back is still to come."""
        for link in [link for link in self._answered if not link.private and self.outboxes.has_taken(link)]:
            del self._answered[link]
            link.let(HOLD_ANSWER)

    def _pause(self, effect: Pause) -> None:
        link = self.links.get(effect.client_id)
        if link is not None:
            link.hold(HOLD_CORE)

    def _resume(self, effect: Resume) -> None:
        link = self.links.get(effect.client_id)
        if link is not None:
            link.let(HOLD_CORE)

    def _close(self, effect: Close) -> None:
        link = self.links.pop(effect.client_id, None)
        if link is not None:
            link.backlog.clear()
            link.hold(HOLD_END)
        self.fanout.end(effect.client_id, effect.line)

    def _wake(self, effect: Wake) -> None:
        timer = self._timers.pop(effect.key, None)
        if timer is not None:
            timer.cancel()
        self._timers[effect.key] = self._clock.call_at(effect.at_ms, lambda: self._woke(effect.key))

    def _woke(self, key: str) -> None:
        del self._timers[key]
        self.submit(Woke(key))

    def _ask(self, effect: Ask) -> None:
        def answered(answer: object) -> None:
            # Found at once, it must still not overtake the effects that stand behind the question.
            self._later(lambda: self.submit(Answered(effect.client_id, answer)))

        def look() -> None:
            self._asker.ask(effect, answered)

        if isinstance(effect.request, KeepFirst):
            self.pipeline.keep_first(effect.request.record, answered)
        elif isinstance(effect.request, Query):
            self._questions.put(self.links.get(effect.client_id), look)
        else:
            look()

    def _consult(self, effect: Consult) -> None:
        def answered(answer: object) -> None:
            self.submit(Consulted(effect.number, answer))

        self._asker.consult(effect.request, answered)

    def _configure(self, effect: Configure) -> None:
        self.outboxes.each_bytes = effect.sendq_bytes
        self.recvq_bytes = effect.recvq_bytes

    def _refused(self, event: Refused, order: int) -> None:
        log("store_refused", outcome=event.outcome.value, messages=len(event.clients))
        try:
            for effect in self._core_step(event, self._now):
                if isinstance(effect, Send):
                    self.fanout.send_before(order, effect)
                else:
                    self.perform([effect])
        except Exception:  # noqa: BLE001 - as in _step
            self._failed(event)

    # Beginning and end.

    def reconfigure(self, config: Config) -> None:
        """Take new settings into force."""
        self.outboxes.each_bytes = config.limits.sendq_bytes
        self.outboxes.total_bytes = config.limits.sendq_total_bytes
        self.recvq_bytes = config.limits.recvq_bytes
        self.soon()
        self.perform(self._core.reconfigure(config))

    def quiet(self) -> None:
        """Read nobody any more; `idle` is set when what was said is kept and released."""
        self._is_ending = True
        for link in self.links.values():
            link.hold(HOLD_END)

    def farewell(self) -> None:
        """Say goodbye to everybody."""
        self.soon()
        self._now = self._clock.now()
        self.perform(self._core.farewell(self._now))

    def close(self) -> None:
        """Let nothing happen any more."""
        self.look = _nothing
        self.pipeline.close()
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()


def _nothing() -> bool:
    return False
