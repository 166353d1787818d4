"""The runtime with a core that does as it is told."""

import logging
from collections.abc import Callable

import pytest

from malmadang.config import Config
from malmadang.ports import ChannelId, ClientId, Moment, Outcome, SteadyMs
from malmadang.server.contracts import Gate
from malmadang.server.link import Link
from malmadang.server.runtime import Runtime
from malmadang.server.turnlog import HOLD_CORE, HOLD_END
from malmadang.servercore.effects import (
    Admit,
    Ask,
    Close,
    Configure,
    Effect,
    GameRequest,
    Pause,
    Resume,
    Send,
    Subscribe,
    VerifyPassword,
    Wake,
)
from malmadang.servercore.events import Answered, Connected, Event, Garbled, Gone, Received, Refused, Woke
from tests.kit.clock import HandClock
from tests.kit.readers import HandStore, post

SAY = "SAY"


class Puppet:
    """A core: notes events, and answers a line with the effects its verb stands for."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.moments: list[Moment] = []
        self.verbs: dict[str, Callable[[ClientId], list[Effect]]] = {}
        self.other: dict[type, list[Effect]] = {}

    def step(self, event: Event, now: Moment) -> list[Effect]:
        self.events.append(event)
        self.moments.append(now)
        if isinstance(event, Received) and event.message.verb in self.verbs:
            return self.verbs[event.message.verb](event.client_id)
        return self.other.get(type(event), [])

    def reconfigure(self, config: Config) -> list[Effect]:
        return [Configure(config.limits.sendq_bytes, config.limits.recvq_bytes)]

    def farewell(self, now: Moment) -> list[Effect]:
        return []

    @property
    def said(self) -> list[str]:
        return [event.message.verb for event in self.events if isinstance(event, Received)]


class Phone(Link):
    """A link whose transport is a list."""

    def __init__(self, runtime: Runtime) -> None:
        super().__init__(runtime, runtime.new_id(), "127.0.0.1", secure=False, recvq_bytes=16_384)
        self.out: list[bytes] = []
        self.send = self._take
        self.is_read = True
        self.closed = 0

    def _take(self, data: bytes) -> int:
        self.out.append(data)
        return len(data)

    def reading(self, *, on: bool) -> None:
        self.is_read = on

    def writing(self, *, on: bool) -> None: ...

    def close(self) -> None:
        self.closed += 1

    def shut(self) -> None:
        self.closed += 1


class Counted(Gate):
    """Counts what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def known(self, link: Link) -> None:
        self.told.append("known")

    def admitted(self, link: Link) -> None:
        self.told.append("admitted")


class Stage:
    """A runtime and all that is around it."""

    def __init__(self, at_once: Outcome | None = Outcome.KEPT) -> None:
        self.core = Puppet()
        self.clock = HandClock()
        self.store = HandStore(at_once=at_once)
        self.soon: list[Callable[[], None]] = []
        self.questions: list[tuple[Ask, Callable[[object], None]]] = []
        self.consults: list[tuple[GameRequest, Callable[[object], None]]] = []
        self.gate = Counted()
        self.runtime = Runtime(
            self.core, Config(), clock=self.clock, storage=self.store, asker=self, later=self.soon.append
        )
        self.runtime.gate = self.gate

    def ask(self, request: Ask, answer: Callable[[object], None]) -> None:
        self.questions.append((request, answer))

    def consult(self, request: GameRequest, answer: Callable[[object], None]) -> None:
        self.consults.append((request, answer))

    def phone(self, *lines: str) -> Phone:
        phone = Phone(self.runtime)
        self.hear(phone, "HELLO", *lines)
        return phone

    def hear(self, phone: Phone, *lines: str) -> None:
        self.runtime.begin()
        phone.take("".join(f"{line}\r\n" for line in lines).encode())
        self.runtime.end_turn()

    def run(self) -> None:
        while self.soon:
            self.soon.pop(0)()


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_lines_become_events_in_order_and_effects_are_done(stage: Stage) -> None:
    stage.core.verbs["PING"] = lambda client: [Send(client, b"PONG\r\n"), Send(client, b"PONG 2\r\n")]
    phone = stage.phone("PING", "X")
    assert [type(event) for event in stage.core.events] == [Connected, Received, Received, Received]
    assert phone.out == [b"PONG\r\nPONG 2\r\n"]
    assert stage.gate.told == ["known"]


def test_a_turn_is_one_moment(stage: Stage) -> None:
    phone = stage.phone("A", "B")
    assert len(set(stage.core.moments)) == 1
    stage.clock.move(50)
    stage.hear(phone, "C")
    assert stage.core.moments[-1].steady_ms == stage.core.moments[0].steady_ms + 50


def test_a_broken_line_is_told_as_one(stage: Stage) -> None:
    stage.runtime.begin()
    phone = stage.phone()
    phone.take(b"\xff\r\nNICK\r\n")
    garbled, received = stage.core.events[-2:]
    assert isinstance(received, Received)
    assert isinstance(garbled, Garbled)
    # A traceback would keep the frames alive that hold the event, and so itself for ever.
    assert garbled.error.__traceback__ is None


def test_a_paused_client_keeps_its_lines_until_it_is_resumed(stage: Stage) -> None:
    stage.core.verbs["WAIT"] = lambda client: [Pause(client)]
    phone = stage.phone("A", "WAIT", "B", "WAIT", "C")
    assert stage.core.said == ["HELLO", "A", "WAIT"]
    assert (phone.is_read, phone.holds) == (False, HOLD_CORE)
    stage.core.other[Woke] = [Resume(phone.client_id)]
    stage.runtime.submit(Woke("x"))
    stage.run()
    assert stage.core.said[-2:] == ["B", "WAIT"]
    assert not phone.is_read
    stage.runtime.submit(Woke("x"))
    stage.run()
    assert stage.core.said[-1] == "C"
    assert phone.is_read


def test_a_timer_of_the_same_name_replaces_the_first(stage: Stage) -> None:
    stage.core.verbs["WAKE"] = lambda client: [
        Wake("a", SteadyMs(stage.clock.now_ms + 10)),
        Wake("a", SteadyMs(stage.clock.now_ms + 20)),
    ]
    stage.phone("WAKE")
    stage.clock.move(15)
    assert not any(isinstance(event, Woke) for event in stage.core.events)
    stage.clock.move(10)
    assert stage.core.events[-1] == Woke("a")
    stage.clock.move(100)
    assert sum(isinstance(event, Woke) for event in stage.core.events) == 1


def test_an_answer_comes_after_the_effects_behind_the_question(stage: Stage) -> None:
    request = VerifyPassword("a", "b")
    stage.core.verbs["ASK"] = lambda client: [Ask(client, request), Send(client, b"asked\r\n")]
    phone = stage.phone("ASK")
    (question, answer) = stage.questions[0]
    assert question == Ask(phone.client_id, request)
    stage.core.other[Answered] = [Send(phone.client_id, b"answered\r\n")]
    answer(True)
    assert Answered(phone.client_id, True) not in stage.core.events
    stage.run()
    assert Answered(phone.client_id, True) in stage.core.events
    assert b"".join(phone.out) == b"asked\r\nanswered\r\n"


def test_a_close_comes_after_what_was_said_and_takes_nothing_more(stage: Stage) -> None:
    stage.core.verbs["QUIT"] = lambda client: [Send(client, b"one\r\n"), Close(client, b"ERROR\r\n")]
    phone = stage.phone("QUIT", "LATER")
    assert stage.core.said == ["HELLO", "QUIT"]
    assert phone.out == [b"one\r\nERROR\r\n"]
    assert (phone.closed, phone.holds & HOLD_END, phone.backlog) == (1, HOLD_END, [])
    phone.host.lose(phone, "Connection closed")
    stage.run()
    assert not any(isinstance(event, Gone) for event in stage.core.events)
    assert stage.gate.told == ["known", "admitted"]


def test_whoever_is_lost_is_told_once(stage: Stage) -> None:
    phone = stage.phone()
    phone.host.lose(phone, "first")
    phone.host.lose(phone, "second")
    stage.run()
    assert stage.core.events[-1] == Gone(phone.client_id, "first")
    assert phone.client_id not in stage.runtime.fanout.readers
    phone.write(b"x")
    assert phone.out == []


def test_whoever_registers_counts_no_more(stage: Stage) -> None:
    stage.core.verbs["NICK"] = lambda client: [Admit(client), Admit(client)]
    phone = stage.phone("NICK")
    phone.host.lose(phone, "gone")
    stage.run()
    assert stage.gate.told == ["known", "admitted"]


def test_a_fault_closes_its_client_and_the_others_go_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(client: ClientId) -> list[Effect]:
        raise RuntimeError("a fault")

    stage.core.verbs["BAD"] = faulty
    a, b = stage.phone(), stage.phone()
    stage.hear(a, "BAD secret", "MORE")
    assert a.out == [b"ERROR :Internal error\r\n"]
    assert a.closed == 1
    assert stage.core.events[-1] == Gone(a.client_id, "Internal error")
    stage.core.verbs["PING"] = lambda client: [Send(client, b"PONG\r\n")]
    stage.hear(b, "PING")
    assert b.out == [b"PONG\r\n"]
    assert "secret" not in caplog.text


def test_a_fault_in_doing_what_the_core_asks_is_caught_too(stage: Stage) -> None:
    stage.core.verbs["BAD"] = lambda client: [Wake("x", SteadyMs(0)), object()]  # type: ignore[list-item]  # on purpose
    phone = stage.phone("BAD")
    assert phone.out == [b"ERROR :Internal error\r\n"]


def test_a_refusal_reaches_the_core_and_its_answer_the_speaker(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "malmadang")
    stage = Stage(at_once=None)
    stage.core.verbs["JOIN"] = lambda client: [Subscribe(ChannelId(1), client)]
    stage.core.verbs[SAY] = lambda client: [post(1, "hello", kept=True, speaker=client, label="L")]
    phone = stage.phone("JOIN", SAY)
    stage.core.other[Refused] = [Send(phone.client_id, b"FAIL\r\n")]
    stage.store.answer(Outcome.DISK_FULL)
    stage.run()
    assert stage.core.events[-1] == Refused(((phone.client_id, "PRIVMSG", "#방", "L"),), Outcome.DISK_FULL)
    assert phone.out == [b"FAIL\r\n"]
    assert "store_refused" in caplog.text


def test_released_lines_leave_in_a_turn_of_their_own() -> None:
    stage = Stage(at_once=None)
    stage.core.verbs["JOIN"] = lambda client: [Subscribe(ChannelId(1), client)]
    stage.core.verbs[SAY] = lambda client: [post(1, "hello", kept=True, speaker=client)]
    stage.core.verbs["PING"] = lambda client: [Send(client, b"PONG\r\n")]
    phone = stage.phone("JOIN", SAY, "PING")
    assert phone.out == []
    stage.store.answer(Outcome.KEPT)
    stage.run()
    assert b"".join(phone.out) == b"hello\r\nPONG\r\n"


def test_new_limits_are_in_force_at_once(stage: Stage) -> None:
    limits = Config().limits
    config = Config(limits=type(limits)(sendq_bytes=20_000, recvq_bytes=10_000, sendq_total_bytes=2_000_000))
    stage.runtime.reconfigure(config)
    assert (stage.runtime.outboxes.each_bytes, stage.runtime.outboxes.total_bytes) == (20_000, 2_000_000)
    assert stage.runtime.recvq_bytes == 10_000
