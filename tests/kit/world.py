"""A whole server in memory: Core, a clock that stands still, and what every client would read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

import msgspec

from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.config import Config, parse_config
from malmadang.ports import (
    AccountRecord,
    ChannelId,
    ClientId,
    EventQuery,
    EventRecord,
    HistoryQuery,
    Moment,
    Outcome,
    Record,
    ScramKeys,
    SearchQuery,
    SteadyMs,
    TargetsQuery,
    TimeMs,
)
from malmadang.servercore.core import Core
from malmadang.servercore.effects import (
    Admit,
    Allow,
    Ask,
    Classify,
    Close,
    Configure,
    Consult,
    Effect,
    Hashed,
    HashPassword,
    Keep,
    KeepFirst,
    Pause,
    Post,
    PostRun,
    ReloadConfig,
    Resume,
    Send,
    Subscribe,
    Unsubscribe,
    VerifyPassword,
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
    Refused,
    Woke,
)
from malmadang.servercore.render import Line
from malmadang.wire.errors import WireError
from malmadang.wire.message import parse_line
from malmadang.wire.scram import derive
from tests.kit.entropy import Counter
from tests.kit.notes import is_note
from tests.kit.strict import check_outgoing
from tests.kit.wordgame import Desk

_Other = Subscribe | Unsubscribe | Classify | Admit | Allow | Pause | Resume | Wake | Close | Ask | Configure

START = TimeMs(1_764_500_000_000)
"""30 November 2025, in the morning."""


class Peer:
    """One connection seen from outside."""

    def __init__(self, client_id: ClientId) -> None:
        self.id = client_id
        self.inbox: list[str] = []
        self.unsent: list[bytes] = []
        self.mask = 0
        self.is_paused = False
        self.is_closed = False
        self.is_admitted = False

    def read(self) -> list[str]:
        """Take everything that has come in."""
        lines, self.inbox = self.inbox, []
        return lines


class World:
    """Core, FakeClock and a naive fan-out.

    Args:
        config: TOML, or the value itself; rates are not limited unless the text says so.
        answers_at_once: the world answers an Ask in the same breath; False leaves it in `asked`.
        first_draw: what the entropy counts from; another number is another server.
        storage: what an earlier server has left.
        accounts: passwords of accounts that are there already, by name.
    """

    def __init__(
        self,
        config: Config | str = "",
        *,
        answers_at_once: bool = True,
        first_draw: int = 0,
        storage: MemoryStorage | None = None,
        accounts: Mapping[str, str] | None = None,
    ) -> None:
        self.config = make_config(config) if isinstance(config, str) else config
        self.utc_ms = START
        self.steady_ms = SteadyMs(1_000_000)
        self.storage = storage or MemoryStorage()
        for name, password in (accounts or {}).items():
            self.storage.commit([make_account(name, password)], lambda _: None)
        self.core = Core(self.config, Counter(first_draw), self.now(), self.storage.load())
        self.peers: dict[str, Peer] = {}
        self.log: list[Effect] = []
        self.kept: list[EventRecord] = []
        self.states: list[Record] = []
        self.outcome = Outcome.KEPT
        self.asked: list[Ask] = []
        self.consulted: list[Consult] = []
        self.desk = Desk()
        self.next_config: Config | str = self.config
        self.configured: Configure | None = None
        self._answers_at_once = answers_at_once
        self._by_id: dict[ClientId, Peer] = {}
        self._readers: dict[ChannelId, dict[ClientId, None]] = {}
        self._timers: dict[str, SteadyMs] = {}
        self._next_id = 0

    # -- time --------------------------------------------------------------------------------------

    def now(self) -> Moment:
        """Return the present moment on both clocks."""
        return Moment(self.utc_ms, self.steady_ms)

    def advance(self, ms: int) -> None:
        """Let time pass; timers ring in order, each at its own time."""
        end = SteadyMs(self.steady_ms + ms)
        while due := [(at, key) for key, at in self._timers.items() if at <= end]:
            at, key = min(due)
            self._set_time(SteadyMs(max(at, self.steady_ms)))
            del self._timers[key]
            self.step(Woke(key))
        self._set_time(end)

    def _set_time(self, steady_ms: SteadyMs) -> None:
        self.utc_ms = TimeMs(self.utc_ms + steady_ms - self.steady_ms)
        self.steady_ms = steady_ms

    # -- what happens ------------------------------------------------------------------------------

    def connect(self, name: str, address: str = "127.0.0.1", *, secure: bool = False) -> Peer:
        """Open a connection that scripts call by this name."""
        self._next_id += 1
        peer = Peer(ClientId(self._next_id))
        self.peers[name] = peer
        self._by_id[peer.id] = peer
        self.step(Connected(peer.id, address, secure))
        return peer

    def arrive(
        self,
        name: str,
        *,
        caps: Iterable[str] = (),
        rooms: Iterable[str] = (),
        address: str = "127.0.0.1",
        secure: bool = False,
    ) -> Peer:
        """Connect, register under the name as nick, join; nobody keeps what was said meanwhile."""
        peer = self.connect(name, address, secure=secure)
        words = " ".join(caps)
        if words:
            self.send(name, f"CAP REQ :{words}")
            assert any(" ACK " in line for line in peer.inbox), peer.inbox
        self.send(name, f"NICK {name}")
        self.send(name, f"USER {name} 0 * :{name}")
        if words:
            self.send(name, "CAP END")
        assert any(" 001 " in line for line in peer.inbox), peer.inbox
        for room in rooms:
            self.send(name, f"JOIN {room}")
        for other in self.peers.values():
            other.inbox.clear()
        return peer

    def send(self, name: str, line: str | bytes) -> None:
        """Let the client send one line (without CRLF)."""
        peer = self.peers[name]
        assert not peer.is_closed, f"{name} is not connected"
        peer.unsent.append(line if isinstance(line, bytes) else line.encode())
        self._pump(peer)

    def _pump(self, peer: Peer) -> None:
        while peer.unsent and not peer.is_paused and not peer.is_closed:
            line = peer.unsent.pop(0)
            event: Event
            try:
                event = Received(peer.id, parse_line(line))
            except WireError as error:
                event = Garbled(peer.id, error)
            self.step(event)

    def break_off(self, name: str, reason: str = "Connection closed") -> None:
        """Let the connection end without QUIT."""
        peer = self.peers[name]
        self.step(Gone(peer.id, reason))
        # What was written last reached nobody.
        peer.inbox.clear()

    def answer(self, answer: object | None = None) -> None:
        """Answer the oldest question; None stands for what the world would say by itself."""
        ask = self.asked.pop(0)
        request = ask.request
        if answer is None:
            match request:
                case VerifyPassword(expected, password):
                    answer = expected == password
                case HashPassword(password):
                    answer = hashed(password)
                case KeepFirst(record):
                    if self.outcome is Outcome.KEPT:
                        self._keep(record)
                    answer = self.outcome
                case ReloadConfig():
                    answer = self.next_config
                case HistoryQuery() | EventQuery() | TargetsQuery() | SearchQuery():
                    found: list[object] = []
                    self.storage.ask(request, found.append)
                    answer = found[0]
                case _:
                    assert_never(request)
        self.step(Answered(ask.client_id, answer))

    def advise(self) -> None:
        """Answer the oldest question of a game."""
        one = self.consulted.pop(0)
        self.step(Consulted(one.number, self.desk.answer(one.request)))

    def refuse_to_hash(self) -> None:
        """Answer the oldest question as when too many passwords wait."""
        self.step(Answered(self.asked.pop(0).client_id, None))

    def step(self, event: Event) -> list[Effect]:
        """Run one event, do what the core asks for, and look whether all is as it must be."""
        effects = self.core.step(event, self.now())
        self.perform(effects)
        self.core.state.invariants()
        self._check_readers()
        if self._answers_at_once:
            while self.asked:
                self.answer()
            while self.consulted:
                self.advise()
        return effects

    # -- what the core asks for --------------------------------------------------------------------

    def perform(self, effects: list[Effect]) -> None:
        """Do the effects in order, as the shell would, one reader at a time."""
        self.log += effects
        refused: list[tuple[ClientId, str, str, str]] = []
        fallen: list[Record] = []
        for effect in _singly(effects):
            if isinstance(effect, Post):
                if effect.record is not None and self.outcome is not Outcome.KEPT:
                    fallen.append(effect.record)
                    place = (effect.record.verb, effect.record.channel, effect.label)
                    refused.append((effect.speaker, *place))
                else:
                    self._post(effect)
            elif isinstance(effect, Keep):
                if self.outcome is not Outcome.KEPT:
                    fallen.append(effect.record)
                    refused.append((effect.speaker, effect.verb, effect.target, effect.label))
                else:
                    self._keep(effect.record)
            elif isinstance(effect, Send):
                if not effect.records or any(
                    all(record is not one for one in fallen) for record in effect.records
                ):
                    self._write(self._by_id[effect.client_id], effect.line)
            else:
                self._perform_other(effect)
        if refused:
            self.step(Refused(tuple(entry for entry in refused if entry[0]), self.outcome))
        for done in effects:
            if isinstance(done, Resume) and done.client_id in self._by_id:
                self._pump(self._by_id[done.client_id])

    def _perform_other(self, effect: _Other | Consult) -> None:
        match effect:
            case Subscribe(channel_id, client_id):
                assert client_id in self._by_id
                assert client_id not in self._readers.setdefault(channel_id, {})
                self._readers[channel_id][client_id] = None
            case Unsubscribe(channel_id, client_id):
                del self._readers[channel_id][client_id]
            case Classify(client_id, mask):
                self._by_id[client_id].mask = mask
            case Admit(client_id):
                self._by_id[client_id].is_admitted = True
            case Allow(client_id, answer_bytes):
                assert answer_bytes > 0
                assert client_id in self._by_id
            case Pause(client_id):
                self._by_id[client_id].is_paused = True
            case Resume(client_id):
                self._by_id[client_id].is_paused = False
            case Wake(key, at_ms):
                self._timers[key] = at_ms
            case Close(client_id, line):
                if line:
                    self._write(self._by_id[client_id], line)
                self._forget(self._by_id[client_id])
            case Ask():
                self.asked.append(effect)
            case Consult():
                self.consulted.append(effect)
            case Configure():
                self.configured = effect
            case _:
                assert_never(effect)

    def _post(self, post: Post) -> None:
        if post.record is not None:
            self._keep(post.record)
        for client_id in tuple(self._readers.get(post.channel_id, ())):
            if client_id not in post.silent:
                self._write(self._by_id[client_id], post.line)

    def _keep(self, record: Record) -> None:
        if isinstance(record, EventRecord):
            self.kept.append(record)
        elif not is_note(record):
            self.states.append(record)
        self.storage.commit([record], lambda _: None)

    def _write(self, peer: Peer, line: Line | bytes) -> None:
        data = line if isinstance(line, bytes) else line.render(peer.mask)
        if data:
            for part in data.removesuffix(b"\r\n").split(b"\r\n"):
                check_outgoing(part + b"\r\n")
                peer.inbox.append(part.decode())

    def _forget(self, peer: Peer) -> None:
        peer.is_closed = True
        for readers in self._readers.values():
            readers.pop(peer.id, None)
        del self._by_id[peer.id]

    def _check_readers(self) -> None:
        """Whoever reads a channel's log is a member, and every member reads it."""
        wanted = {
            channel.id: {client.id for client in channel.clients()}
            for channel in self.core.state.channels.values()
            if any(channel.clients())
        }
        found = {channel_id: set(readers) for channel_id, readers in self._readers.items() if readers}
        assert found == wanted, (found, wanted)


def _singly(effects: Iterable[Effect]) -> Iterator[Post | Keep | Send | _Other | Consult]:
    for effect in effects:
        if isinstance(effect, PostRun):
            yield from effect.singly()
        else:
            yield effect


def hashed(password: str) -> Hashed:
    """Return what a store without hashing would keep of a password."""
    keys = derive(password, salt=b"the same for all", iterations=4096)
    scram = ScramKeys(keys.salt, keys.iterations, keys.stored_key, keys.server_key) if keys else None
    return Hashed(password, scram)


def make_account(name: str, password: str) -> AccountRecord:
    """Return an account as a store without hashing would have it."""
    made = hashed(password)
    return AccountRecord(account=name, password=made.password, scram=made.scram, created_ms=START)


def make_config(text: str) -> Config:
    """Read TOML; rates are not limited unless the text says so."""
    config = parse_config(text)
    if "throttle" in text:
        return config
    return msgspec.structs.replace(config, limits=msgspec.structs.replace(config.limits, throttle=False))
