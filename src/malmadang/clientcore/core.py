"""ClientCore: bytes and commands in, events and bytes out; no socket, no clock, no chance in it."""

import msgspec

from malmadang.clientcore import commands as c
from malmadang.clientcore import (
    connection,
    executing,
    intake,
    login,
    membership,
    negotiation,
    reading,
    sending,
    slash,
    sts,
)
from malmadang.clientcore.address import Address
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import (
    AnswerChallenge,
    CertificateUnknown,
    ClientEvent,
    CloseLine,
    Ended,
    OpenLine,
    SaveMemory,
    TextRefused,
)
from malmadang.clientcore.faults import Fault, FaultError, FaultKind
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.progress import Registration
from malmadang.clientcore.retry import retry_delay_ms
from malmadang.clientcore.rows import NoticeKind
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import SERVER_KEY, ConnectionState, Phase, RoomKind, View
from malmadang.ports import Entropy, Moment, SteadyMs
from malmadang.wire.errors import WireError
from malmadang.wire.framing import LineDecoder
from malmadang.wire.names import Folded

PING_MS = 15_000
"""So long after the last line of the server we ask whether it is there."""
DEAD_MS = 12_000
"""So long after asking, the line counts as dead: 27 s after it broke at the latest."""
QUIT_MS = 1_000
"""How long leaving waits for the server to say goodbye."""


class ClientCore:
    """The client without a network.

    Everything that happens is told by a call with the time; each returns what has changed, and orders
    (`WorldEvent`) to whoever owns the socket. After every call, `take_output` has what is to be written.

    Args:
        settings: server, nick, account.
        entropy: random octets.
        memory: what was remembered, as `SaveMemory` had it written.
    Attributes:
        view: what the person sees; read only.
    """

    def __init__(
        self, settings: ClientSettings, entropy: Entropy, memory: ClientMemory | None = None
    ) -> None:
        self._ctx = Context(settings, memory or ClientMemory(), entropy)
        self._decoder = LineDecoder()
        self._started = False
        self._leaving = False
        self._closing: Fault | None = None
        self._pinged = False
        self._asked_fingerprint = ""
        self._secured: Address | None = None

    @property
    def view(self) -> View:
        """What the person sees."""
        return self._ctx.view

    @property
    def settings(self) -> ClientSettings:
        """What the core goes by now; a `Login` changes it."""
        return self._ctx.settings

    @property
    def memory(self) -> ClientMemory:
        """What is to be remembered; changed when `SaveMemory` comes."""
        return self._ctx.memory

    @property
    def next_tick(self) -> SteadyMs | None:
        """When `tick` has something to do, on the steady clock; None for never."""
        times = list(self._ctx.timers.values())
        turn = sending.next_turn(self._ctx)
        return min(times if turn is None else [*times, turn], default=None)

    @property
    def unsent(self) -> int:
        """How many own messages the server has not taken yet."""
        return len(self._ctx.outbox.queue) + len(self._ctx.outbox.in_flight)

    @property
    def is_settled(self) -> bool:
        """Is the line good, and every room we want entered or refused?"""
        ctx = self._ctx
        if ctx.view.connection.phase is not Phase.ONLINE or "burst" in ctx.timers:
            return False
        return all(key in ctx.rooms and ctx.rooms[key].listed for key in ctx.wanted)

    def take_output(self) -> bytes:
        """Return what is to be written to the server, once."""
        lines, self._ctx.lines = self._ctx.lines, []
        return b"".join(lines)

    # What the world tells.

    def start(self, now: Moment) -> list[ClientEvent]:
        """Connect for the first time; the nick is known."""
        self._begin(now)
        self._started = True
        self._open()
        return self._finish()

    def connected(self, now: Moment) -> list[ClientEvent]:
        """The line of the last `OpenLine` stands, its certificate is good."""
        ctx = self._begin(now)
        self._decoder = LineDecoder()
        self._pinged = False
        ctx.forget_server()
        ctx.timers.clear()
        ctx.timers["welcome"] = ctx.after(connection.WELCOME_MS)
        ctx.timers["ping"] = ctx.after(PING_MS)
        self._state(Phase.REGISTERING)
        negotiation.begin(ctx)
        return self._finish()

    def receive(self, data: bytes, now: Moment) -> list[ClientEvent]:
        """Octets have come from the server, in any pieces."""
        ctx = self._begin(now)
        if self._closing is None and ctx.halted is None:
            self._pinged = False
            ctx.timers["ping"] = ctx.after(PING_MS)
            try:
                for line in self._decoder.feed(data):
                    if ctx.upgrade is None and ctx.halted is None:
                        intake.take_line(ctx, line)
            except WireError:
                self._close(Fault(FaultKind.LOST, {"detail": "endless line"}))
        return self._finish()

    def disconnected(self, fault: Fault | None, now: Moment) -> list[ClientEvent]:
        """The line is gone, or never came about; `fault` says why where that is known."""
        ctx = self._begin(now)
        reason = self._closing or ctx.last_words or fault or Fault(FaultKind.LOST, {"detail": ""})
        self._forget_line(reason)
        if self._leaving:
            self._state(Phase.ENDED)
            ctx.emit(Ended())
        elif ctx.upgrade is not None:
            self._open()
        elif ctx.halted is not None:
            ctx.set_state(msgspec.structs.replace(ctx.view.connection, phase=Phase.HALTED, fault=ctx.halted))
        elif ctx.registration.asking_nick:
            ctx.set_state(msgspec.structs.replace(ctx.view.connection, phase=Phase.HALTED))
        else:
            self._wait(reason)
        return self._finish()

    def certificate_unknown(self, fingerprint: str, why: str, now: Moment) -> list[ClientEvent]:
        """Nothing vouches for the server's certificate; the line was closed before we said a word."""
        ctx = self._begin(now)
        known = ctx.memory.pins.get(self._place, "")
        server = ctx.target.server
        fields = {"server": server, "fingerprint": fingerprint, "why": why}
        if known:
            ctx.halted = Fault(FaultKind.CERTIFICATE_CHANGED, fields | {"known": known})
        else:
            ctx.halted = Fault(FaultKind.CERTIFICATE_UNKNOWN, fields)
        self._asked_fingerprint = fingerprint
        ctx.set_state(msgspec.structs.replace(ctx.view.connection, phase=Phase.HALTED, fault=ctx.halted))
        ctx.emit(CertificateUnknown(server, fingerprint, known, why))
        return self._finish()

    def challenge_answered(
        self, request: AnswerChallenge, answer: bytes | None, now: Moment
    ) -> list[ClientEvent]:
        """The challenge has been answered outside; None where the exchange failed (SaslError)."""
        ctx = self._begin(now)
        login.challenge_answered(ctx, request, answer)
        return self._finish()

    def tick(self, now: Moment) -> list[ClientEvent]:
        """Time has passed; call it at `next_tick`, or whenever."""
        ctx = self._begin(now)
        due = [name for name, at_ms in ctx.timers.items() if at_ms <= now.steady_ms]
        for name in due:
            if ctx.timers.get(name, now.steady_ms + 1) <= now.steady_ms:
                self._timer(name)
        sending.pump(ctx)
        return self._finish()

    # What the person does.

    def send(self, key: Folded, text: str, now: Moment) -> list[ClientEvent]:
        """Take what was typed into a room: words, or a slash command.

        Where it cannot be done there is a `TextRefused` among the events, and nothing was sent.
        """
        ctx = self._begin(now)
        room = ctx.rooms.get(key, ctx.view.server)
        try:
            if slash.is_command(text):
                where = slash.Where(room.key, room.name, room.kind, ctx.is_channel)
                self._execute(slash.parse_command(text, where), room.key)
            elif room.kind is RoomKind.SERVER:
                raise FaultError(FaultKind.NO_ROOM)
            else:
                words = text.removeprefix("/") if text.startswith("//") else text
                self._execute(c.Say(room.name, words), room.key)
        except FaultError as error:
            ctx.emit(TextRefused(text, error.fault))
        return self._finish()

    def execute(self, command: c.Command, now: Moment, *, origin: Folded = SERVER_KEY) -> list[ClientEvent]:
        """Carry out a command; refused as in `send`.

        Args:
            origin: room in which answers appear.
        """
        ctx = self._begin(now)
        try:
            self._execute(command, origin)
        except FaultError as error:
            ctx.emit(TextRefused("", error.fault))
        return self._finish()

    def show(self, key: Folded | None, now: Moment) -> list[ClientEvent]:
        """The person has this room in front of her now (None: none); it counts as read from here on."""
        ctx = self._begin(now)
        reading.show(ctx, key)
        return self._finish()

    def mark_read(self, key: Folded, now: Moment) -> list[ClientEvent]:
        """Take the line «read up to here» out of a room, and its counts."""
        ctx = self._begin(now)
        reading.mark_read(ctx, key)
        return self._finish()

    def count_pieces(self, key: Folded, text: str) -> int:
        """Return how many messages a text would become."""
        room = self._ctx.rooms.get(key)
        return len(sending.cut(self._ctx, room.name if room else "", text))

    # Inside.

    def _begin(self, now: Moment) -> Context:
        self._ctx.now = now
        self._ctx.begin_own()
        return self._ctx

    def _finish(self) -> list[ClientEvent]:
        events, self._ctx.events = self._ctx.events, []
        return events

    @property
    def _place(self) -> str:
        """Where a trusted certificate belongs."""
        return f"{self._ctx.target.host}:{self._ctx.target.port}"

    def _state(self, phase: Phase) -> None:
        ctx = self._ctx
        target = ctx.target
        ctx.set_state(
            ConnectionState(
                phase, target.server, secure=target.tls, attempt=ctx.attempt, fault=ctx.view.connection.fault
            )
        )

    def _open(self) -> None:
        """Set out to connect."""
        ctx = self._ctx
        ctx.timers.clear()
        ctx.halted = None
        self._closing = ctx.last_words = None
        # Where `sts` has sent us, we stay: a TLS line that fails is no reason for plain text.
        self._secured, ctx.upgrade = ctx.upgrade or self._secured, None
        ctx.target = self._secured or sts.apply_policy(ctx.settings.address, ctx.memory, ctx.now.utc_ms)
        pins = {*ctx.settings.pins, ctx.settings.address.pin, ctx.memory.pins.get(self._place, "")} - {""}
        self._state(Phase.CONNECTING)
        ctx.emit(OpenLine(ctx.target.host, ctx.target.port, ctx.target.tls, frozenset(pins)))

    def _wait(self, reason: Fault) -> None:
        """The line is down: set the time of the next attempt."""
        ctx = self._ctx
        ctx.attempt += 1
        at_ms = ctx.after(retry_delay_ms(ctx.attempt, ctx.entropy))
        ctx.timers["retry"] = at_ms
        ctx.set_state(
            ConnectionState(
                Phase.WAITING, ctx.target.server, ctx.target.tls, ctx.attempt, retry_at_ms=at_ms, fault=reason
            )
        )

    def _close(self, fault: Fault) -> None:
        """Give the line up."""
        self._closing = fault
        self._ctx.emit(CloseLine())

    def _forget_line(self, reason: Fault) -> None:
        """Take back what was true only while the line stood."""
        ctx = self._ctx
        was_online = ctx.view.connection.phase is Phase.ONLINE
        if was_online and not self._leaving:
            text = reason.fields.get("text", "")
            ctx.notice(ctx.view.server, NoticeKind.DISCONNECTED, server=ctx.target.server, reason=text)
        if ctx.target.tls and was_online:
            memory = sts.renew_policy(ctx.memory, ctx.target.host, ctx.now.utc_ms)
            if memory != ctx.memory:
                ctx.memory = memory
                ctx.emit(SaveMemory())
        ctx.forget_line()
        for room in ctx.view.rooms:
            if room.kind is RoomKind.CHANNEL and room.joined:
                membership.leave_room(ctx, room, None)
        sending.line_is_gone(ctx)

    def _timer(self, name: str) -> None:
        ctx = self._ctx
        if name != "burst":
            del ctx.timers[name]
        match name:
            case "cap":
                negotiation.introduce(ctx)
            case "burst":
                connection.enter_rooms(ctx)
            case "steady":
                ctx.attempt = 0
            case "nick":
                connection.retake_nick(ctx)
            case "retry":
                self._open()
            case "quit":
                ctx.emit(CloseLine())
            case "welcome":
                self._close(Fault(FaultKind.NO_WELCOME))
            case "ping" if self._pinged:
                self._close(Fault(FaultKind.SILENT))
            case _:
                self._pinged = True
                ctx.timers["ping"] = ctx.after(DEAD_MS)
                ctx.send("PING", "malmadang")

    def _execute(self, command: c.Command, origin: Folded) -> None:
        try:
            match command:
                case c.Quit():
                    self._quit(command.reason)
                case c.Reconnect():
                    self._reopen()
                case c.TrustCertificate():
                    self._trust(command.fingerprint)
                case c.SetNick() | c.Login():
                    executing.execute(self._ctx, command, origin)
                    # Either may be the answer that a halt was waiting for.
                    if self._ctx.view.connection.phase is Phase.HALTED:
                        self._reopen()
                case _:
                    executing.execute(self._ctx, command, origin)
        except FaultError:
            raise
        except ValueError as error:
            # A name with a space or a colon in front cannot stand in a line.
            raise FaultError(FaultKind.NO_LINE, line=str(command)) from error

    def _quit(self, reason: str) -> None:
        ctx = self._ctx
        self._leaving = True
        phase = ctx.view.connection.phase
        if phase in (Phase.ONLINE, Phase.REGISTERING):
            ctx.send("QUIT", executing.quit_words(ctx, reason))
            ctx.timers["quit"] = ctx.after(QUIT_MS)
        elif phase is Phase.CONNECTING:
            ctx.emit(CloseLine())
        else:
            ctx.timers.clear()
            self._state(Phase.ENDED)
            ctx.emit(Ended())

    def _reopen(self) -> None:
        ctx = self._ctx
        if ctx.view.connection.phase in (Phase.WAITING, Phase.HALTED):
            ctx.registration = Registration()
            self._open()

    def _trust(self, fingerprint: str) -> None:
        ctx = self._ctx
        fingerprint = fingerprint or self._asked_fingerprint
        if not fingerprint:
            raise FaultError(FaultKind.NO_CERTIFICATE)
        ctx.memory = msgspec.structs.replace(ctx.memory, pins=ctx.memory.pins | {self._place: fingerprint})
        ctx.emit(SaveMemory())
        self._asked_fingerprint = ""
        self._reopen()
