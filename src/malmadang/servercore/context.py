"""Context: what a handler sees of the world. It speaks through this and through nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from malmadang.ports import ChannelRenamed, ClientId, Entropy, EventRecord, Moment, Record, SteadyMs, TimeMs
from malmadang.servercore import labels
from malmadang.servercore.channel import Channel
from malmadang.servercore.client import Client
from malmadang.servercore.effects import (
    Ask,
    Classify,
    Configure,
    Effect,
    Keep,
    KeepFirst,
    Pause,
    Post,
    Request,
    Send,
    Subscribe,
    Unsubscribe,
    Wake,
    newest_record,
)
from malmadang.servercore.fitting import encode, fit
from malmadang.servercore.guessing import Logins
from malmadang.servercore.phrases import Phrases
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.servercore.render import Line
from malmadang.servercore.state import ServerState
from malmadang.servercore.user import User
from malmadang.wire.numerics import Numeric
from malmadang.wire.stamps import MsgidSource, format_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from malmadang.config import Config


class Context:
    """The acting client, the state, and the ways to answer. One per core, begun anew for every line.

    Attributes:
        client: who sent the line that is being handled.
        label: its label, "" without one; replies are gathered and labelled at the end.
        after: steps for when an answer of the world comes back, by client.
        afterwards: what follows from a labelled line and is no answer to it: done when that has been given.
        waits_for: whose question everything waits for; None where nothing does.
    """

    __slots__ = (
        "_batches",
        "after",
        "afterwards",
        "client",
        "config",
        "effects",
        "entropy",
        "gathered",
        "label",
        "logins",
        "msgids",
        "now",
        "phrases",
        "state",
        "verb",
        "waits_for",
    )

    client: Client

    def __init__(self, state: ServerState, entropy: Entropy, now: Moment) -> None:
        self.state = state
        self.config: Config = state.config
        self.entropy = entropy
        self.phrases = Phrases(state.config.server.language)
        self.msgids = MsgidSource(entropy(8))
        self.now = now
        self.effects: list[Effect] = []
        self.label = ""
        self.verb = ""
        self.gathered: list[tuple[Line | bytes, tuple[Record, ...]]] = []
        self.afterwards: list[Callable[[Context], None]] = []
        self.after: dict[ClientId, Callable[[Context, object], None]] = {}
        self.logins = Logins(entropy(32), now.steady_ms)
        self.waits_for: ClientId | None = None
        self._batches = 0

    def use(self, config: Config) -> None:
        """Take new settings into force for everything that comes after; the shell is told its share."""
        self.config = self.state.config = config
        self.phrases = Phrases(config.server.language)
        self.state.resize_whowas()
        limits = config.limits
        self.effects.append(Configure(limits.sendq_bytes, limits.recvq_bytes))

    # -- who is speaking ---------------------------------------------------------------------------

    @property
    def user(self) -> User:
        """The acting user. Only for commands of welcomed clients."""
        user = self.client.user
        if user is None:
            raise ValueError("the client has no user yet")
        return user

    # -- to the acting client ----------------------------------------------------------------------

    def reply(self, line: Line | str, *, with_record: bool = False) -> None:
        """Answer the acting client with a line (a str: source, verb and parameters, no CRLF).

        Args:
            with_record: it tells of what was put down to be kept last, and falls with it.
        """
        data = line if isinstance(line, Line) else f"{line}\r\n".encode()
        records = newest_record(self.effects) if with_record else ()
        if self.label:
            self.gathered.append((data, records))
        else:
            self.effects.append(Send(self.client.id, data, records))

    def numeric(self, numeric: Numeric, *params: str, text: str | None = None, **fields: str) -> None:
        """Answer with a numeric.

        Args:
            params: what stands between the client's nick and the text; none may be empty or hold a space.
            text: the trailing text; None takes the numeric's usual one; "" sends none.
            fields: what the usual text has in braces.
        """
        self.reply(self.numeric_line(numeric, *params, text=text, **fields))

    def numeric_line(self, numeric: Numeric, *params: str, text: str | None = None, **fields: str) -> str:
        """Return a numeric for the acting client as a line without CRLF, cut to fit at a character."""
        if text is None:
            text = self.phrases.numeric(numeric, verb=self.verb, **fields)
        middle = " ".join((self.config.server.name, numeric.code, self.client.nick, *params))
        return fit(f":{middle} :{text}" if text else f":{middle}")

    def fail(self, command: str, code: str, *context: str, phrase: str, **fields: str) -> None:
        """Answer with a standard reply FAIL."""
        words = " ".join((command, code, *context))
        self.reply(fit(f":{self.config.server.name} FAIL {words} :{self.phrases.say(phrase, **fields)}"))

    def data(self, numeric: Numeric, *params: str) -> None:
        """Answer with a numeric whose last parameter is data that may be empty or hold spaces."""
        self.reply(self.data_line(numeric, *params))

    def data_line(self, numeric: Numeric, *params: str) -> str:
        """Return a numeric whose last parameter is data that may be empty or hold spaces, cut to fit."""
        *middle, last = (self.config.server.name, numeric.code, self.client.nick, *params)
        return fit(f":{' '.join(middle)} :{last}")

    def refuse(self, refusal: Refusal | Failure) -> None:
        """Tell the acting client what a rule said."""
        if isinstance(refusal, Refusal):
            self.numeric(refusal.numeric, *refusal.params, text=refusal.text)
        else:
            self.fail(refusal.command, refusal.code, *refusal.context, phrase=refusal.phrase)

    def note(self, text: str) -> None:
        """Tell the acting client something as a NOTICE of the server."""
        self.reply(fit(f":{self.config.server.name} NOTICE {self.client.nick} :{text}"))

    # -- to others ---------------------------------------------------------------------------------

    def tell(
        self,
        user: User,
        line: Line,
        *,
        silent: tuple[ClientId, ...] = (),
        records: tuple[Record, ...] = (),
    ) -> None:
        """Give a line to every client of a user, but for those named.

        Args:
            records: what has to be kept before anybody reads it.
        """
        for client in user.clients.values():
            if client.id not in silent:
                self.effects.append(Send(client.id, line, records))

    def post(
        self,
        channel: Channel,
        line: Line,
        *,
        silent: tuple[ClientId, ...] = (),
        record: EventRecord | None = None,
    ) -> None:
        """Put a line into a channel's log: all its members read it, but for the clients named."""
        self.effects.append(Post(channel.id, line, silent, record, self.client.id, self.label))

    def post_with_reply(self, channel: Channel, line: Line, *, record: EventRecord | None = None) -> None:
        """Put a line into a channel's log whose copy for the acting client counts as its reply."""
        mine = (self.client.id,)
        self.effects.append(Post(channel.id, line, mine, record, self.client.id, self.label))
        self.reply(line, with_record=record is not None)

    def post_to_peers(
        self,
        user: User,
        line: Line,
        *,
        silent: tuple[ClientId, ...] = (),
        kept: tuple[str, str] | None = None,
    ) -> None:
        """Give a line, once each, to all who share a channel with the user and to its own clients.

        Args:
            kept: verb and text as every one of the channels keeps them in its log; None where none does.
        """
        msgid = line.msgid
        for channel, repeated in self.state.peers(user):
            if kept is not None:
                channel.stamp_event(self.now.utc_ms)
                self._keep(channel, user, *kept, msgid, channel.last_ms)
                # A line has one place: in the other logs it is another.
                msgid = self.msgids.next()
            # Sorted, because a set of people has no order of its own and effects must be the same every time.
            had = sorted(client.id for member in repeated for client in member.clients.values())
            self.effects.append(Post(channel.id, line, (*had, *silent)))
        if not user.channels:
            self.tell(user, line, silent=silent)

    def broadcast(self, clients: Iterable[Client], line: Line) -> None:
        """Give a line to clients one by one."""
        self.effects.extend(Send(client.id, line) for client in clients)

    # -- lines -------------------------------------------------------------------------------------

    def kept_line(
        self,
        user: User,
        channel: Channel,
        verb: str,
        text: str,
        *,
        tail: str,
        upgrade: int = 0,
        upgraded: str = "",
    ) -> Line:
        """Return a line of a user's doing that is part of the channel's history, and let it be kept.

        Refused by the store it is left out of the history; what it tells has happened all the same.

        Args:
            verb, text: as the log keeps them.
            tail: verb and parameters as they are read.
        """
        utc_ms = channel.stamp_event(self.now.utc_ms)
        line = self.event_line(user, tail, upgrade=upgrade, upgraded=upgraded, utc_ms=utc_ms)
        self._keep(channel, user, verb, text, line.msgid, utc_ms)
        return line

    def _keep(self, channel: Channel, user: User, verb: str, text: str, msgid: str, utc_ms: TimeMs) -> None:
        record = EventRecord(
            channel.name,
            channel.seq,
            msgid,
            utc_ms,
            verb,
            user.mask,
            user.account,
            channel.seal(user.tags),
            text,
        )
        self.effects.append(Keep(record))

    def event_line(
        self,
        user: User,
        tail: str,
        *,
        need: int = 0,
        upgrade: int = 0,
        upgraded: str = "",
        utc_ms: TimeMs | None = None,
    ) -> Line:
        """Return a line of a user's doing (JOIN, NICK, ...) stamped with the present time, with a msgid.

        Free text at its end is cut, at a character, where the user's mask leaves too little room.
        """
        return Line(
            encode(user.source + tail),
            utc_ms=self.now.utc_ms if utc_ms is None else utc_ms,
            msgid=self.msgids.next(),
            account=user.account,
            tags=user.tags,
            need=need,
            upgrade=upgrade,
            upgraded=encode(user.source + upgraded) if upgraded else b"",
        )

    # -- the world ---------------------------------------------------------------------------------

    def subscribe(self, user: User, channel: Channel) -> None:
        """Let every client of the user read the channel from here on."""
        self.effects.extend(Subscribe(channel.id, client.id) for client in user.clients.values())

    def unsubscribe(self, user: User, channel: Channel) -> None:
        """Let no client of the user read the channel any further."""
        self.effects.extend(Unsubscribe(channel.id, client.id) for client in user.clients.values())

    def classify(self, client: Client) -> None:
        """Tell the fan-out the client's capability class."""
        self.effects.append(Classify(client.id, client.mask))

    def wake(self, key: str, at_ms: SteadyMs) -> None:
        """Ask for `Woke(key)` at that time."""
        self.effects.append(Wake(key, at_ms))

    def ask(self, request: Request, then: Callable[[Context, object], None]) -> None:
        """Ask the world, hold the client, and go on with `then(ctx, answer)` when the answer is there."""
        label, gathered, afterwards = self.label, self.gathered, self.afterwards
        self.client.held = True
        self.label, self.gathered, self.afterwards = "", [], []

        def resume(ctx: Context, answer: object) -> None:
            ctx.label, ctx.gathered, ctx.afterwards = label, gathered, afterwards
            then(ctx, answer)

        self.after[self.client.id] = resume
        self.effects.append(Pause(self.client.id))
        self.effects.append(Ask(self.client.id, request))

    def keep_first(self, record: ChannelRenamed, then: Callable[[Context, object], None]) -> None:
        """Have something kept, and go on with `then(ctx, outcome)` before anything else happens at all.

        What is said while the store writes would reach nobody before that is written, so nobody waits longer
        for it; and the world is the same when the answer comes.
        """
        self.waits_for = self.client.id
        self.ask(KeepFirst(record), then)

    # -- labels ------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Send what was gathered for a labelled line: the label on one line, on a batch, or on an ACK."""
        labels.finish(self)
        if self.afterwards:
            follow, self.afterwards = self.afterwards, []
            for step in follow:
                step(self)

    def reply_batch(
        self, kind: str, *params: str, lines: Iterable[Line | bytes], with_record: bool = False
    ) -> None:
        """Answer with a batch, which has the label; without batch its lines come one by one.

        Args:
            with_record: as for `reply`.
        """
        labels.reply_batch(self, kind, *params, lines=lines, with_record=with_record)

    def batch_reference(self) -> str:
        """Return a name for a batch that no other has."""
        self._batches += 1
        return f"l{self._batches:x}"

    def time_text(self, utc_ms: TimeMs) -> str:
        """Return a time as server-time writes it."""
        return format_time(utc_ms)
