"""The line to the server as a whole: set out, hold, lose, take up again, leave."""

import msgspec

from malmadang.clientcore import (
    composing,
    connection,
    executing,
    history,
    membership,
    negotiation,
    presence,
    reading,
    resending,
    searching,
    sending,
    sts,
)
from malmadang.clientcore.address import Address
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import CertificateUnknown, CloseLine, Ended, OpenLine, SaveMemory
from malmadang.clientcore.faults import Fault, FaultError, FaultKind
from malmadang.clientcore.progress import Registration
from malmadang.clientcore.retry import retry_delay_ms
from malmadang.clientcore.rows import NoticeKind
from malmadang.clientcore.view import ConnectionState, Phase, RoomKind

PING_MS = 15_000
"""So long after the last line of the server we ask whether it is there."""
DEAD_MS = 12_000
"""So long after asking, the line counts as dead: 27 s after it broke at the latest."""
QUIT_MS = 1_000
"""How long leaving waits for the server to say goodbye."""


class Lifeline:
    """The line of one core, from the first attempt to the goodbye."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._leaving = False
        self._closing: Fault | None = None
        self._pinged = False
        self._asked_fingerprint = ""
        self._secured: Address | None = None

    # What the world tells.

    def connected(self) -> None:
        """The line stands: introduce ourselves."""
        ctx = self._ctx
        self._pinged = False
        ctx.forget_server()
        ctx.timers.clear()
        ctx.timers["welcome"] = ctx.after(connection.WELCOME_MS)
        ctx.timers["ping"] = ctx.after(PING_MS)
        self._state(Phase.REGISTERING)
        negotiation.begin(ctx)

    def heard(self) -> bool:
        """The server lives; False where we have given this line up."""
        if self._closing is not None or self._ctx.halted is not None:
            return False
        self._pinged = False
        self._ctx.timers["ping"] = self._ctx.after(PING_MS)
        return True

    def disconnected(self, fault: Fault | None) -> None:
        """The line is gone: wait and try again, go on by TLS, or stop."""
        ctx = self._ctx
        reason = self._closing or ctx.last_words or fault or Fault(FaultKind.LOST, {"detail": ""})
        self._forget_line(reason)
        if self._leaving:
            self._state(Phase.ENDED)
            ctx.emit(Ended())
        elif ctx.upgrade is not None:
            self.open()
        elif ctx.halted is not None:
            ctx.set_state(msgspec.structs.replace(ctx.view.connection, phase=Phase.HALTED, fault=ctx.halted))
        elif ctx.registration.asking_nick:
            ctx.set_state(msgspec.structs.replace(ctx.view.connection, phase=Phase.HALTED))
        else:
            self._wait(reason)

    def certificate_unknown(self, fingerprint: str, why: str) -> None:
        """Nothing vouches for the server: ask the person."""
        ctx = self._ctx
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

    # What the person wants.

    def open(self) -> None:
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

    def reopen(self) -> None:
        """Connect now, where the line is down or the person had to be asked."""
        ctx = self._ctx
        if ctx.view.connection.phase in (Phase.WAITING, Phase.HALTED):
            ctx.registration = Registration()
            self.open()

    def trust(self, fingerprint: str) -> None:
        """Keep a certificate's fingerprint ("": the one asked about), and connect.

        Raises:
            FaultError: none was asked about.
        """
        ctx = self._ctx
        fingerprint = fingerprint or self._asked_fingerprint
        if not fingerprint:
            raise FaultError(FaultKind.NO_CERTIFICATE)
        ctx.memory = msgspec.structs.replace(ctx.memory, pins=ctx.memory.pins | {self._place: fingerprint})
        ctx.emit(SaveMemory())
        self._asked_fingerprint = ""
        self.reopen()

    def quit(self, reason: str, *, at_once: bool = False) -> None:
        """Say goodbye; unless `at_once`, what has only its pace to wait for goes out before."""
        ctx = self._ctx
        self._leaving = True
        phase = ctx.view.connection.phase
        if phase in (Phase.ONLINE, Phase.REGISTERING):
            if not at_once:
                sending.flush(ctx)
            ctx.identity.token = ""
            ctx.send("QUIT", executing.quit_words(ctx, reason))
            ctx.timers["quit"] = ctx.after(QUIT_MS)
        elif phase is Phase.CONNECTING:
            ctx.emit(CloseLine())
        else:
            ctx.timers.clear()
            self._state(Phase.ENDED)
            ctx.emit(Ended())

    def close(self, fault: Fault) -> None:
        """Give the line up."""
        self._closing = fault
        self._ctx.emit(CloseLine())

    def ring(self, name: str) -> None:
        """A timer has come due.

        Args:
            name: key of `Context.timers`.
        """
        ctx = self._ctx
        if name != "burst":
            del ctx.timers[name]
        match name:
            case "cap":
                negotiation.introduce(ctx)
            case "burst":
                connection.enter_rooms(ctx)
            case "steady":
                ctx.attempt = ctx.short_lines = 0
            case "nick":
                connection.retake_nick(ctx)
            case "away":
                presence.survey_again(ctx)
            case "read":
                reading.tell(ctx)
            case "typing":
                composing.ring(ctx)
            case "history":
                history.timed_out(ctx)
            case "retry":
                self.open()
            case "quit":
                ctx.emit(CloseLine())
            case "welcome":
                self.close(Fault(FaultKind.NO_WELCOME))
            case "ping" if self._pinged:
                self.close(Fault(FaultKind.SILENT))
            case _:
                self._pinged = True
                ctx.timers["ping"] = ctx.after(DEAD_MS)
                ctx.send("PING", "malmadang")

    # Inside.

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

    def _forget_line(self, reason: Fault) -> None:
        """Take back what was true only while the line stood."""
        ctx = self._ctx
        was_online = ctx.view.connection.phase is Phase.ONLINE
        if was_online and "steady" in ctx.timers:
            ctx.short_lines += 1
        if was_online and not self._leaving:
            text = reason.fields.get("text", "")
            ctx.notice(ctx.view.server, NoticeKind.DISCONNECTED, server=ctx.target.server, reason=text)
        if ctx.target.tls and was_online:
            memory = sts.renew_policy(ctx.memory, ctx.target.host, ctx.now.utc_ms)
            if memory != ctx.memory:
                ctx.memory = memory
                ctx.emit(SaveMemory())
        resending.line_is_gone(ctx)
        ctx.forget_line()
        history.line_is_gone(ctx)
        searching.line_is_gone(ctx)
        composing.line_is_gone(ctx)
        for room in ctx.view.rooms:
            if room.kind is RoomKind.CHANNEL and room.joined:
                membership.leave_room(ctx, room, None)
        sending.line_is_gone(ctx)
