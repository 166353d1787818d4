"""Core: the server as one function over its own state."""

from __future__ import annotations

import hashlib
from collections import deque
from itertools import groupby
from typing import assert_never

from malmadang.config import Config
from malmadang.ports import ClientId, Entropy, FactRecord, Moment, Outcome, Snapshot, SteadyMs
from malmadang.servercore.client import Client, Stage
from malmadang.servercore.commands import COMMANDS
from malmadang.servercore.commands.messages import say_run
from malmadang.servercore.context import Context
from malmadang.servercore.departure import depart
from malmadang.servercore.dispatch import dispatch
from malmadang.servercore.effects import Close, Effect, Keep, Pause, Resume, Send, Wake
from malmadang.servercore.events import (
    Answered,
    Connected,
    Consulted,
    Event,
    Garbled,
    Gone,
    Ordered,
    Received,
    ReceivedRun,
    Refused,
    Woke,
)
from malmadang.servercore.fitting import fit
from malmadang.servercore.gamehost import GAME_TIMER, woke
from malmadang.servercore.owner import answer, carry_out, denied, owner_client
from malmadang.servercore.reserving import WAKE as RESUME
from malmadang.servercore.reserving import expire
from malmadang.servercore.retention import WAKE, Retention
from malmadang.servercore.state import ServerState
from malmadang.servercore.throttle import Bucket
from malmadang.wire.errors import WireErrorKind
from malmadang.wire.message import Message, escape_tag
from malmadang.wire.numerics import ERR_INPUTTOOLONG

_SWEEP = "sweep"
_HOST_KEY = "host key"
_BACKLOG_LINES = 4096
_NOTHING_KEPT = Snapshot()
_REFUSALS = {
    Outcome.DISK_FULL: ("DISK_FULL", "disk_full"),
    Outcome.SLOW: ("STORAGE_SLOW", "store_slow"),
    Outcome.FAILED: ("STORAGE_FAILED", "store_failed"),
}


class Core:
    """The server without a network.

    Args:
        config: checked settings.
        entropy: n -> n random bytes.
        now: the moment it starts.
        kept: what the store holds from before.
    """

    def __init__(self, config: Config, entropy: Entropy, now: Moment, kept: Snapshot = _NOTHING_KEPT) -> None:
        self.state = ServerState(config, now, kept)
        self._clients = self.state.clients
        self.ctx = Context(self.state, entropy, now)
        known = kept.facts.get(_HOST_KEY)
        self._host_key = entropy(16) if known is None else bytes.fromhex(known)
        self._host_key_kept = known is not None
        self._sweep_set = False
        self._retention = Retention()
        self._owners: dict[ClientId, Client] = {}
        self._parked: deque[Event] = deque()
        self._paused: dict[ClientId, None] = {}

    def step(self, event: Event, now: Moment) -> list[Effect]:
        """Take one thing that happened; return what to do about it, in order."""
        ctx = self.ctx
        ctx.now = now
        effects: list[Effect] = []
        ctx.effects = effects
        try:
            if ctx.waits_for is not None or self._parked:
                self._step_aside(event)
            else:
                self._take(event)
        except Exception:
            # The next line is somebody else's: it must not inherit a label and half an answer.
            ctx.label, ctx.gathered, ctx.afterwards = "", [], []
            raise
        return effects

    def _step_aside(self, event: Event) -> None:
        """Put what happens off until the answer is there that everything waits for; then go on in order.

        Nobody who has said something meanwhile is read any further, so what is put off stays small.
        """
        ctx, parked = self.ctx, self._parked
        if isinstance(event, Answered) and event.client_id == ctx.waits_for:
            ctx.waits_for = None
            self._take(event)
        elif isinstance(event, Refused):
            self._take(event)
        else:
            parked.append(event)
            if isinstance(event, Received | ReceivedRun | Garbled) and event.client_id not in self._paused:
                self._paused[event.client_id] = None
                ctx.effects.append(Pause(event.client_id))
        while parked and ctx.waits_for is None:
            self._take(parked.popleft())
        if ctx.waits_for is None:
            paused, self._paused = self._paused, {}
            for client_id in paused:
                client = self._clients.get(client_id)
                if client is not None and not client.held and not client.backlog:
                    ctx.effects.append(Resume(client_id))

    def _take(self, event: Event) -> None:
        ctx = self.ctx
        if type(event) is Received:
            client = self._clients.get(event.client_id)
            if client is None:
                return
            message = event.message
            client.heard_ms = ctx.now.steady_ms
            client.pinged = False
            if client.held or client.backlog:
                self._put_off(client, message)
            elif client.exempt or self._admit(client, message):
                ctx.client = client
                dispatch(ctx, message, COMMANDS)
        elif type(event) is ReceivedRun:
            client = self._clients.get(event.client_id)
            if client is not None:
                self._receive_run(client, event)
        else:
            self._step_other(event)

    def _step_other(self, event: Event) -> None:
        match event:
            case Received() | ReceivedRun():
                raise AssertionError("handled by _take")
            case Connected():
                self._connect(event)
            case Garbled(client_id, _):
                client = self.state.clients.get(client_id)
                if client is not None:
                    self._garbled(client, event)
            case Gone(client_id, reason):
                client = self.state.clients.get(client_id)
                if client is not None:
                    self.ctx.client = client
                    depart(self.ctx, client, reason)
                elif self._owners.pop(client_id, None) is not None:
                    self.ctx.after.pop(client_id, None)
            case Woke(key):
                self._wake(key)
            case Answered(client_id, answer):
                self._answer(client_id, answer)
            case Consulted(number, answer):
                self.state.games.asked.pop(number)(self.ctx, answer)
            case Refused(clients, outcome):
                self._refused(clients, outcome)
            case Ordered(client_id, order):
                ctx = self.ctx
                if client_id not in self._owners:
                    self._owners[client_id] = owner_client(client_id, ctx.now)
                ctx.client = self._owners[client_id]
                carry_out(ctx, order)
            case _:
                assert_never(event)

    # -- lines -------------------------------------------------------------------------------------

    def _receive_run(self, client: Client, event: ReceivedRun) -> None:
        ctx = self.ctx
        client.heard_ms = ctx.now.steady_ms
        client.pinged = False
        ctx.client = client
        if (
            client.exempt
            and not client.held
            and not client.backlog
            and say_run(ctx, event.target, event.texts)
        ):
            return
        for text in event.texts:
            message = Message("PRIVMSG", (event.target, text))
            if client.held or client.backlog:
                client.backlog.append(message)
            elif client.exempt or self._admit(client, message):
                dispatch(ctx, message, COMMANDS)

    def _put_off(self, client: Client, message: Message) -> None:
        # Reading is paused meanwhile, so this is at most what one read had brought.
        if len(client.backlog) < _BACKLOG_LINES:
            client.backlog.append(message)

    def _admit(self, client: Client, message: Message) -> bool:
        """Charge the line to the client's bucket; when it is empty the line waits and reading pauses."""
        limits = self.state.config.limits
        command = COMMANDS.get(message.verb)
        now_ms = self.ctx.now.steady_ms
        cost = 1 if command is None else command.cost
        if command is not None and command.is_loud(client, message):
            wait_ms = client.loud.take(cost, limits.burst, limits.rate_per_s, now_ms)
        else:
            wait_ms = client.quiet.take(cost, limits.quiet_burst, limits.quiet_rate_per_s, now_ms)
        if not wait_ms:
            return True
        client.backlog.insert(0, message)
        self.ctx.effects.append(Pause(client.id))
        self.ctx.effects.append(Wake(f"client {client.id}", SteadyMs(now_ms + wait_ms)))
        return False

    def _charge(self, client: Client) -> None:
        """Let a line that could not be read cost what a command costs."""
        limits = self.state.config.limits
        now_ms = self.ctx.now.steady_ms
        if client.exempt or client.backlog:
            return
        wait_ms = client.quiet.take(1, limits.quiet_burst, limits.quiet_rate_per_s, now_ms)
        if wait_ms:
            self.ctx.effects.append(Pause(client.id))
            self.ctx.effects.append(Wake(f"client {client.id}", SteadyMs(now_ms + wait_ms)))

    def _drain(self, client: Client) -> None:
        """Go on with the lines that waited, as far as the bucket and a new wait allow."""
        backlog = client.backlog
        while backlog and not client.held and client.id in self.state.clients:
            message = backlog.pop(0)
            if not client.exempt and not self._admit(client, message):
                return
            self.ctx.client = client
            dispatch(self.ctx, message, COMMANDS)
        if not client.held and client.id in self.state.clients:
            self.ctx.effects.append(Resume(client.id))

    def _garbled(self, client: Client, event: Garbled) -> None:
        ctx = self.ctx
        ctx.client = client
        client.heard_ms = ctx.now.steady_ms
        error = event.error
        ctx.label = escape_tag(error.label) if "labeled-response" in client.caps else ""
        match error.kind:
            case WireErrorKind.INPUT_TOO_LONG:
                ctx.numeric(ERR_INPUTTOOLONG)
            case WireErrorKind.INVALID_UTF8:
                ctx.fail(error.verb or "*", "INVALID_UTF8", phrase="invalid_utf8")
            case WireErrorKind.NUL | WireErrorKind.STRAY_BREAK:
                ctx.fail(error.verb or "*", "INVALID_CHARACTER", phrase="invalid_character")
            case WireErrorKind.OVERFLOW:
                ctx.label = ""
                depart(ctx, client, "Input line too long", say="overflow")
                return
            case WireErrorKind.NO_VERB:
                # Nothing that could be answered, but a flood of it has its price.
                ctx.label = ""
            case _:
                assert_never(error.kind)
        self._charge(client)
        if ctx.label:
            ctx.finish()

    # -- coming, waiting, timing -------------------------------------------------------------------

    def _connect(self, event: Connected) -> None:
        client_id, address = event.client_id, event.address
        limits = self.state.config.limits
        now_ms = self.ctx.now.steady_ms
        if self.state.stale:
            self.ctx.effects += [Keep(record) for record in self.state.stale]
            self.state.stale = []
        if not self._host_key_kept:
            # Bans on hosts are to outlive the server.
            self._host_key_kept = True
            self.ctx.effects.append(Keep(FactRecord(_HOST_KEY, self._host_key.hex())))
        client = Client(
            client_id,
            address,
            self._host(address),
            secure=event.secure,
            loud=Bucket(limits.burst, now_ms),
            quiet=Bucket(limits.quiet_burst, now_ms),
        )
        if event.since_ms is not None:
            client.connected_ms = event.since_ms
        client.exempt = not limits.throttle or self.state.config.is_exempt(address)
        self.state.clients[client_id] = client
        self.state.unregistered += 1
        if not self._retention.is_planned:
            self._retention.plan(self.ctx)
        if not self._sweep_set:
            self._sweep_set = True
            self._plan_sweep()

    def _host(self, address: str) -> str:
        """Return what others see of an address: the same for the same address, but not the address."""
        if address in ("127.0.0.1", "::1"):
            return "localhost"
        digest = hashlib.blake2b(address.encode(), key=self._host_key, digest_size=6)
        return f"{digest.hexdigest()}.ip"

    def _plan_sweep(self) -> None:
        limits = self.state.config.limits
        pause_ms = max(250, min(limits.register_s, limits.ping_s, limits.drop_s) * 1000 // 8)
        self.ctx.wake(_SWEEP, SteadyMs(self.ctx.now.steady_ms + pause_ms))

    def _wake(self, key: str) -> None:
        if key == _SWEEP:
            self._sweep()
            return
        if key == WAKE:
            self._retention.sweep(self.ctx)
            return
        if key.startswith(RESUME):
            expire(self.ctx, key)
            return
        if key.startswith(GAME_TIMER):
            woke(self.ctx, key)
            return
        client = self.state.clients.get(ClientId(int(key.removeprefix("client "))))
        if client is not None:
            self._drain(client)

    def _sweep(self) -> None:
        """Ask the silent for a sign, let go of the dead and of those that never register."""
        ctx = self.ctx
        limits = self.state.config.limits
        now_ms = ctx.now.steady_ms
        ping = f"PING :{self.state.config.server.name}\r\n".encode()
        for client in tuple(self.state.clients.values()):
            silent_ms = now_ms - client.heard_ms
            ctx.client = client
            if client.stage is Stage.REGISTERING:
                if now_ms - client.connected_ms >= limits.register_s * 1000:
                    depart(ctx, client, "Registration timed out", say="register_timeout")
            elif client.backlog or client.held:
                # We are the ones who do not read: its silence says nothing.
                client.heard_ms = now_ms
            elif silent_ms >= limits.drop_s * 1000:
                depart(ctx, client, f"Ping timeout: {silent_ms // 1000} seconds", say="ping_timeout")
            elif silent_ms >= limits.ping_s * 1000 and not client.pinged:
                client.pinged = True
                ctx.effects.append(Send(client.id, ping))
        if self.state.clients:
            self._plan_sweep()
        else:
            self._sweep_set = False

    def _answer(self, client_id: ClientId, answer: object) -> None:
        ctx = self.ctx
        then = ctx.after.pop(client_id, None)
        client = self.state.clients.get(client_id) or self._owners.get(client_id)
        if then is None or client is None:
            return
        client.held = False
        ctx.client = client
        then(ctx, answer)
        if ctx.label:
            ctx.finish()
        self._drain(client)

    def _refused(self, clients: tuple[tuple[ClientId, str, str, str], ...], outcome: Outcome) -> None:
        """Tell each speaker whose line the store refused."""
        ctx = self.ctx
        code, phrase = _REFUSALS[outcome]
        for (client_id, label), entries in groupby(clients, key=lambda entry: (entry[0], entry[3])):
            client = self.state.clients.get(client_id)
            if client is not None:
                # What was refused of one labelled line is one answer.
                ctx.client = client
                ctx.label = label
                for _, verb, target, _ in entries:
                    ctx.fail(verb, code, target, phrase=phrase)
                ctx.finish()
            elif client_id in self._owners:
                ctx.client = self._owners[client_id]
                answer(ctx, denied(code, phrase))

    # -- the shell's business ----------------------------------------------------------------------

    def reconfigure(self, config: Config) -> list[Effect]:
        """Take new settings into force for everything that comes after."""
        effects: list[Effect] = []
        self.ctx.effects = effects
        self.ctx.use(config)
        return effects

    def farewell(self, now: Moment) -> list[Effect]:
        """Say goodbye to everybody: the server stops."""
        ctx = self.ctx
        ctx.now = now
        ctx.effects = []
        line = fit(f"ERROR :{ctx.phrases.say('server_stops')}")
        return [Close(client_id, f"{line}\r\n".encode()) for client_id in self.state.clients]
