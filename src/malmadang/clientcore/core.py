"""ClientCore: bytes and commands in, events and bytes out; no socket, no clock, no chance in it."""

from collections.abc import Sequence

from malmadang.clientcore import commands as c
from malmadang.clientcore import (
    composing,
    executing,
    intake,
    login,
    reading,
    resending,
    restoring,
    resuming,
    sending,
    slash,
)
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import (
    AnswerChallenge,
    ClientEvent,
    SaveMemory,
    TextRefused,
)
from malmadang.clientcore.faults import Fault, FaultError, FaultKind
from malmadang.clientcore.historystate import Mark
from malmadang.clientcore.lifeline import Lifeline
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.rows import Row
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import SERVER_KEY, Phase, RoomKind, View
from malmadang.ports import Entropy, Moment, SteadyMs, TimeMs
from malmadang.wire.errors import WireError
from malmadang.wire.framing import LineDecoder
from malmadang.wire.names import Folded


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
        self._lifeline = Lifeline(self._ctx)
        resuming.take_up(self._ctx)
        resending.take_up(self._ctx)

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
        outbox = self._ctx.outbox
        return len(outbox.queue) + len(outbox.in_flight) + len(outbox.uncertain)

    @property
    def under_way(self) -> int:
        """How many own messages the line takes as it stands now, given time."""
        return sending.under_way(self._ctx)

    @property
    def left_behind(self) -> list[tuple[str, bool]]:
        """Own messages that the server is not known to have, and for each: was it written to the line?"""
        outbox = self._ctx.outbox
        waiting = [*outbox.uncertain, *outbox.in_flight.values(), *outbox.queue]
        return [(one.param.removeprefix("\x01ACTION ").rstrip("\x01"), one.sent) for one in waiting]

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
        self._lifeline.open()
        return self._finish()

    def connected(self, now: Moment) -> list[ClientEvent]:
        """The line of the last `OpenLine` stands, its certificate is good."""
        self._begin(now)
        self._decoder = LineDecoder()
        self._lifeline.connected()
        return self._finish()

    def receive(self, data: bytes, now: Moment) -> list[ClientEvent]:
        """Octets have come from the server, in any pieces."""
        ctx = self._begin(now)
        if self._lifeline.heard():
            try:
                for line in self._decoder.feed(data):
                    if ctx.upgrade is None and ctx.halted is None:
                        intake.take_line(ctx, line)
            except WireError:
                self._lifeline.close(Fault(FaultKind.LOST, {"detail": "endless line"}))
        return self._finish()

    def disconnected(self, fault: Fault | None, now: Moment) -> list[ClientEvent]:
        """The line is gone, or never came about; `fault` says why where that is known."""
        self._begin(now)
        self._lifeline.disconnected(fault)
        return self._finish()

    def certificate_unknown(self, fingerprint: str, why: str, now: Moment) -> list[ClientEvent]:
        """Nothing vouches for the server's certificate; the line was closed before we said a word."""
        self._begin(now)
        self._lifeline.certificate_unknown(fingerprint, why)
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
                self._lifeline.ring(name)
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

    def restore(
        self, name: str, rows: Sequence[Row], now: Moment, *, mark: Mark | None = None, read_ms: int = 0
    ) -> list[ClientEvent]:
        """Fill a room with what a store has kept of it, at the start or while the person scrolls up.

        The room is opened where it is not. Rows are given new ids and put where they belong, each once; the
        events say `restored`. What is missing between them and now is asked of the server on entering.

        Args:
            rows: in order of time, as the events have told them; ids do not matter.
            mark: what `mark` returned when they were kept; counts only for a room that has none yet.
            read_ms: `Room.read_ms` of then.
        """
        ctx = self._begin(now)
        restoring.restore(ctx, name, rows, mark, TimeMs(read_ms))
        return self._finish()

    def mark(self, key: Folded) -> Mark | None:
        """Return up to where nothing is missing of a room but what GAP rows stand for; kept beside the rows.

        It moves on with each message, and stands still while history is on its way.
        """
        history = self._ctx.histories.get(key)
        return None if history is None else history.mark

    def find_row(self, key: Folded, msgid: str) -> Row | None:
        """Return the row with that msgid, None where it is not loaded: `LoadAround` brings it."""
        timeline = self._ctx.timelines.get(key)
        return None if timeline is None else timeline.row_of_msgid(msgid)

    def attend(self, attends: bool, now: Moment) -> list[ClientEvent]:
        """The person looks at the window, or no longer: then what comes into any room stays unread."""
        ctx = self._begin(now)
        reading.attend(ctx, attends=attends)
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

    def typed(self, key: Folded, text: str, now: Moment) -> list[ClientEvent]:
        """The text in a room's composer is this now: call it at every change; others are told seldom enough.

        A shell whose person does not want others to see her typing does not call it.
        """
        ctx = self._begin(now)
        composing.typed(ctx, key, text)
        return self._finish()

    def count_pieces(self, key: Folded, text: str) -> int:
        """Return how many messages a text would become."""
        room = self._ctx.rooms.get(key)
        return len(sending.messages(self._ctx, room.name if room else "", text))

    # Inside.

    def _begin(self, now: Moment) -> Context:
        self._ctx.now = now
        self._ctx.begin_own()
        return self._ctx

    def _finish(self) -> list[ClientEvent]:
        is_changed = (not self._ctx.is_online or self._ctx.memory.unsent) and resending.keep(self._ctx)
        if resuming.keep(self._ctx) or is_changed:
            # Before the end, where that is among them.
            self._ctx.events.insert(0, SaveMemory())
        events, self._ctx.events = self._ctx.events, []
        return events

    def _execute(self, command: c.Command, origin: Folded) -> None:
        match command:
            case c.Quit():
                self._lifeline.quit(command.reason, at_once=command.at_once)
            case c.Reconnect():
                self._lifeline.reopen()
            case c.TrustCertificate():
                self._lifeline.trust(command.fingerprint)
            case c.SetNick() | c.Login():
                executing.execute(self._ctx, command, origin)
                # Either may be the answer that a halt was waiting for.
                if self._ctx.view.connection.phase is Phase.HALTED:
                    self._lifeline.reopen()
            case _:
                executing.execute(self._ctx, command, origin)
