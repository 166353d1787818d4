"""Whatever happens, each reader's bytes are those of a server that delivers every line by itself."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malmadang.ports import ChannelId, ClientId, EventRecord, Outcome, PartlyKept, TimeMs
from malmadang.server import fanout as fanout_module
from malmadang.server.fanout import Fanout
from malmadang.server.pipeline import LOOK_MS, SLOW_MS, Pipeline
from malmadang.servercore.effects import Keep, Post, PostRun, Send
from malmadang.servercore.events import Refused
from malmadang.servercore.render import AWAY_NOTIFY, TAGS, Run, text_line
from tests.kit.clock import HandClock
from tests.kit.readers import FakeReader, HandStore, post, record

CLIENTS = range(1, 7)
CHANNELS = range(1, 4)
FAIL = b"FAIL\r\n"
MASKS = (0, TAGS, TAGS | AWAY_NOTIFY, AWAY_NOTIFY)


class World:
    """The fan-out with its commit stage, and the naive model beside it."""

    def __init__(self, at_once: Outcome | None) -> None:
        self.store = HandStore(at_once=at_once)
        self.fanout = Fanout()
        self.clock = HandClock()
        self.pipeline = Pipeline(
            self.fanout, self.store, refused=self.refused, released=self.finish_turn, clock=self.clock
        )
        self.readers = {number: FakeReader(number) for number in CLIENTS}
        for reader in self.readers.values():
            self.fanout.attach(reader)
        # The model: who reads what, and what each has coming: (bytes, msgid it depends on).
        self.reads: dict[int, set[int]] = {number: set() for number in CHANNELS}
        self.masks = dict.fromkeys(CLIENTS, 0)
        self.due: dict[int, list[tuple[bytes, str]]] = {number: [] for number in CLIENTS}
        self.gone: set[int] = set()
        self.ended: set[int] = set()
        self.lines = 0
        self.told: Counter[int] = Counter()

    def text(self, letter: str) -> str:
        self.lines += 1
        return f"{letter}{self.lines}"

    def post(self, channel: int, silent: set[int], need: int, kept: bool, answered: bool) -> None:
        effect = post(
            channel, self.text("p"), silent=tuple(silent), kept=kept, speaker=next(iter(silent), 0), need=need
        )
        self._post(channel, effect, silent)
        if kept and answered and effect.speaker:
            self.send(effect.speaker, effect.line.msgid)

    def run(self, channel: int, silent: set[int], count: int) -> None:
        posts = [post(channel, self.text("r"), silent=tuple(silent), kept=True) for _ in range(count)]
        records = [effect.record for effect in posts if effect.record is not None]
        speaker = ClientId(next(iter(silent), 0))
        texts = [kept.msgid for kept in records]
        run = Run("", texts, [TimeMs(number) for number in range(1, count + 1)], texts)
        effect = PostRun(ChannelId(channel), run, records, posts[0].silent, speaker)
        self.fanout.post_run(effect)
        for each in effect.singly():
            self._expect(channel, each, silent)

    def keep(self, client: int, answered: bool) -> None:
        kept = record(self.text("k"))
        self.fanout.keep(Keep(kept, ClientId(client), "MARKREAD", "#방"))
        if answered:
            self.send(client, kept.msgid)

    def _post(self, channel: int, effect: Post, silent: set[int]) -> None:
        self.fanout.post(effect)
        self._expect(channel, effect, silent)

    def _expect(self, channel: int, effect: Post, silent: set[int]) -> None:
        for client in self.reads[channel] - silent:
            data = effect.line.render(self.masks[client])
            if data:
                self.due[client].append((data, effect.line.msgid if effect.record else ""))

    def send(self, client: int, on: str = "") -> None:
        line = text_line(self.text("s"))
        records = tuple(
            kept for kept in self.fanout.open.records if isinstance(kept, EventRecord) and kept.msgid == on
        )
        self.fanout.send(Send(ClientId(client), line, records))
        if client not in self.gone | self.ended:
            self.due[client].append((line.render(0), on))

    def subscribe(self, channel: int, client: int) -> None:
        self.fanout.subscribe(ChannelId(channel), ClientId(client))
        if client not in self.gone | self.ended:
            self.reads[channel].add(client)

    def unsubscribe(self, channel: int, client: int) -> None:
        self.fanout.unsubscribe(ChannelId(channel), ClientId(client))
        self.reads[channel].discard(client)

    def classify(self, client: int, mask: int) -> None:
        self.fanout.classify(ClientId(client), mask)
        self.masks[client] = mask

    def end(self, client: int) -> None:
        self.fanout.end(ClientId(client), b"bye\r\n")
        if client not in self.gone | self.ended:
            self.due[client].append((b"bye\r\n", ""))
            self.ended.add(client)
            self._forget(client)

    def lose(self, client: int) -> None:
        self.fanout.detach(self.readers[client])
        self.gone.add(client)
        self._forget(client)

    def _forget(self, client: int) -> None:
        for readers in self.reads.values():
            readers.discard(client)

    def block(self, client: int, room: int) -> None:
        self.readers[client].room = room

    def unblock(self, client: int) -> None:
        if client not in self.gone:
            self.readers[client].unblock()

    def refused(self, event: Refused, order: int) -> None:
        for client, *_ in event.clients:
            if client in self.fanout.readers:
                self.told[client] += 1
                self.fanout.send_before(order, Send(client, FAIL))

    def answer(self, outcome: Outcome, bad: int = 0) -> None:
        """Let the store answer; of a group that is kept, it leaves the records at the bits of `bad` out."""
        self.finish_turn()
        if self.store.is_asked:
            size = len(self.store.groups[-1])
            refused = frozenset(place for place in range(size) if bad >> place & 1)
            partly = outcome is Outcome.KEPT and 0 < len(refused) < size
            self.store.answer(PartlyKept(refused) if partly else outcome)

    def wait(self) -> None:
        """Let so much time pass that a store that has not answered counts as slow."""
        self.clock.move(SLOW_MS + 2 * LOOK_MS)

    def finish_turn(self) -> None:
        self.pipeline.end_turn()
        self.fanout.settle()

    def slice(self) -> None:
        self.finish_turn()
        self.fanout.slice()

    def check_nothing_early(self) -> None:
        kept = {record.msgid.encode() for record in self.store.kept}
        for client, reader in self.readers.items():
            due = dict.fromkeys(data for data, on in self.due[client] if on and on.encode() not in kept)
            seen = reader.stream.split(b"\r\n")
            assert not any(data[:-2] in seen for data in due), "a line left before its record was kept"

    def conclude(self) -> None:
        for client in CLIENTS:
            self.unblock(client)
        for _ in range(1000):
            self.finish_turn()
            self.slice()
            self.answer(Outcome.KEPT)
            if self.pipeline.is_idle and not self.fanout.jobs:
                break
        self.finish_turn()
        assert self.pipeline.is_idle
        kept = {record.msgid for record in self.store.kept}
        for client, reader in self.readers.items():
            expected = b"".join(data for data, on in self.due[client] if not on or on in kept)
            if client in self.gone:
                seen = reader.stream.replace(FAIL, b"").split(b"\r\n")[:-1]
                wanted = iter(data for data, _ in self.due[client])
                assert all(line + b"\r\n" in wanted for line in seen)
            else:
                assert reader.stream.replace(FAIL, b"") == expected, f"reader {client}"
                assert reader.stream.count(FAIL) == self.told[client]
                assert reader.finished == (client in self.ended)
                assert not reader.holds
            assert reader.client_id in self.fanout.readers or client in self.gone | self.ended
        assert not self.fanout.waiting


@contextmanager
def small_slices(small: int, slice_: int, waiting: int) -> Iterator[None]:
    with (
        patch.object(fanout_module, "SMALL_ROOM", small),
        patch.object(fanout_module, "SLICE", slice_),
        patch.object(fanout_module, "MAX_WAITING_LINES", waiting),
    ):
        yield


def draw_script(random: Random, length: int) -> Iterator[tuple[object, ...]]:
    """Yield steps; talk, turns and slices more often than the rest."""
    clients, channels = list(CLIENTS), list(CHANNELS)
    for _ in range(length):
        client, channel = random.choice(clients), random.choice(channels)
        kind = random.choices(STEPS, WEIGHTS)[0]
        match kind:
            case "post":
                silent = set(random.sample(clients, random.choice((0, 1, 1, 2))))
                need = random.choice((0, 0, 0, AWAY_NOTIFY))
                yield (
                    kind,
                    random.choice((1, channel)),
                    silent,
                    need,
                    random.random() < 0.6,
                    random.random() < 0.5,
                )
            case "run":
                silent = set(random.sample(clients, random.choice((0, 1, 1, 2))))
                yield kind, random.choice((1, channel)), silent, random.randrange(2, 5)
            case "send" | "end" | "lose" | "unblock":
                yield kind, client
            case "subscribe" | "unsubscribe":
                yield kind, random.choice((1, channel)), client
            case "classify":
                yield kind, client, random.choice(MASKS)
            case "answer":
                bad = random.choice((0, 0, 0, random.randrange(1 << 12)))
                yield kind, random.choices((Outcome.KEPT, Outcome.DISK_FULL), (9, 1))[0], bad
            case "keep":
                yield kind, client, random.random() < 0.5
            case "block":
                yield kind, client, random.randrange(9)
            case _:
                yield (kind,)


_WEIGHTS = {
    "post": 30,
    "run": 6,
    "keep": 6,
    "wait": 1,
    "send": 8,
    "subscribe": 8,
    "unsubscribe": 4,
    "classify": 3,
    "finish_turn": 14,
    "slice": 8,
    "answer": 10,
    "block": 2,
    "unblock": 2,
    "end": 1,
    "lose": 1,
}
STEPS, WEIGHTS = list(_WEIGHTS), list(_WEIGHTS.values())


def play(
    script: Iterable[tuple[object, ...]], at_once: Outcome | None, small: int, slice_: int, waiting: int
) -> None:
    with small_slices(small, slice_, waiting):
        world = World(at_once)
        for number in CLIENTS:
            world.subscribe(1, number)
        for name, *arguments in script:
            getattr(world, str(name))(*arguments)
            world.check_nothing_early()
        world.conclude()


worlds = {
    "at_once": st.sampled_from([None, None, Outcome.KEPT]),
    "small": st.sampled_from([0, 2, 64]),
    "slice_": st.sampled_from([1, 2, 64]),
    "waiting": st.sampled_from([1, 1000]),
}


@settings(max_examples=50, deadline=None)
@given(random=st.randoms(use_true_random=False), length=st.integers(1, 40), **worlds)
def test_short_scripts(
    random: Random, length: int, at_once: Outcome | None, small: int, slice_: int, waiting: int
) -> None:
    play(draw_script(random, length), at_once, small, slice_, waiting)


@pytest.mark.parametrize("at_once", [None, Outcome.KEPT])
@pytest.mark.parametrize(("small", "slice_"), [(64, 64), (0, 1), (0, 2), (2, 1)])
def test_long_scripts(at_once: Outcome | None, small: int, slice_: int) -> None:
    for seed in range(60):
        random = Random(seed)
        play(draw_script(random, 200), at_once, small, slice_, random.choice((1, 1000)))
