"""Where a message's CPU goes in Python, without a socket: `python -m bench.profile_core`.

A room in memory, half of it with message-tags and server-time, readers that take everything, a store that
keeps nothing. Each stage is timed by itself, the best of several repeats: what it costs when caches are warm
and nothing disturbs it. `bench/README.md` says how to look into a live server.
"""

import argparse
import timeit
from collections.abc import Callable, Sequence

import msgspec

from malmadang.config import Config, Limits
from malmadang.ports import (
    Answer,
    ClientId,
    Moment,
    Outcome,
    Query,
    Record,
    Snapshot,
    SteadyMs,
    TimeMs,
    Unanswered,
    Verdict,
)
from malmadang.server.fanout import Fanout
from malmadang.server.pipeline import Pipeline
from malmadang.server.turnlog import Reader
from malmadang.servercore.core import Core
from malmadang.servercore.effects import Classify, Effect, Post, PostRun, Send, Subscribe, Unsubscribe
from malmadang.servercore.events import Connected, Received, ReceivedRun
from malmadang.servercore.render import TAGS, TIME
from malmadang.wire.framing import LineDecoder
from malmadang.wire.message import parse_line, parse_run

TEXT = "00001a 00000b2c 0000f00d abcdefghijklmnopqrstuvwxyzabcdefghijklm"
LINE = f"PRIVMSG #room :{TEXT}\r\n".encode()
REPEATS = 25
LOOPS = 500


class Sink(Reader):
    """A reader whose transport takes everything at once."""

    __slots__ = ()

    def __init__(self, client_id: ClientId) -> None:
        super().__init__(client_id)
        self.send = len


class Forgetful:
    """A store that keeps nothing and says at once that it has."""

    def load(self) -> Snapshot:
        """Return nothing."""
        return Snapshot()

    def commit(self, _: Sequence[Record], done: Callable[[Verdict], None]) -> None:
        """Answer at once."""
        done(Outcome.KEPT)

    def ask(self, _: Query, done: Callable[[Answer], None]) -> None:
        """Know nothing."""
        done(Unanswered.FAILED)

    def retry(self) -> None:
        """Nothing was given up."""

    def close(self) -> None:
        """Nothing to let go of."""


class Bench:
    """A core with one room, and what stands behind it."""

    def __init__(self, members: int) -> None:
        self.clock = 0
        self.core = Core(Config(limits=Limits(throttle=False)), bytes, self.now())
        self.fanout = Fanout()
        self.pipeline = Pipeline(self.fanout, Forgetful(), refused=lambda *_: None, released=lambda: None)
        for number in range(1, members + 1):
            self.enter(ClientId(number))

    def now(self) -> Moment:
        return Moment(TimeMs(1_700_000_000_000 + self.clock), SteadyMs(self.clock))

    def enter(self, client_id: ClientId) -> None:
        """Bring a client into the room; every other one with tags and time."""
        self.fanout.attach(Sink(client_id))
        self.apply(self.core.step(Connected(client_id, "127.0.0.1", False), self.now()))
        tagged = ["CAP REQ :message-tags server-time"] if client_id % 2 else []
        for line in [*tagged, f"NICK n{client_id}", "USER u 0 * :r", "CAP END", "JOIN #room"]:
            self.apply(self.core.step(Received(client_id, parse_line(line.encode())), self.now()))
        self.flush()

    def apply(self, effects: list[Effect]) -> None:
        """Write down what the core wants."""
        for effect in effects:
            match effect:
                case Post():
                    self.fanout.post(effect)
                case PostRun():
                    self.fanout.post_run(effect)
                case Send():
                    self.fanout.send(effect)
                case Subscribe(channel_id, client_id):
                    self.fanout.subscribe(channel_id, client_id)
                case Unsubscribe(channel_id, client_id):
                    self.fanout.unsubscribe(channel_id, client_id)
                case Classify(client_id, mask):
                    self.fanout.classify(client_id, mask)
                case _:
                    pass

    def flush(self) -> None:
        """End the turn: commit, release, write to everybody."""
        self.pipeline.end_turn()
        self.fanout.settle()
        while self.fanout.slice():
            pass

    def say(self, count: int, speakers: int) -> None:
        """Let lines come in, as a turn reads them: what one speaker sent comes in together."""
        self.clock += 1
        lines = [LINE[:-2]] * (count // speakers)
        for number in range(speakers):
            speaker = ClientId(1 + number)
            run = parse_run(lines, 0) if len(lines) > 1 else None
            event = Received(speaker, parse_line(lines[0])) if run is None else ReceivedRun(speaker, *run)
            self.apply(self.core.step(event, self.now()))


def best_us(task: Callable[[], object], loops: int = LOOPS) -> float:
    """Return microseconds of one call, the best of the repeats."""
    return min(timeit.repeat(task, number=loops, repeat=REPEATS)) / loops * 1e6


def stages() -> list[tuple[str, float]]:
    """Time each stage of one message by itself."""
    bench = Bench(10)
    decoder = LineDecoder()
    message = parse_line(LINE[:-2])
    event = Received(ClientId(1), message)
    now = bench.now()
    (post,) = bench.core.step(event, now)
    assert isinstance(post, Post)
    said = post.line

    def render() -> None:
        line = msgspec.structs.replace(said)
        line.render(0)
        line.render(TAGS | TIME)

    return [
        ("LineDecoder.feed", best_us(lambda: decoder.feed(LINE))),
        ("parse_line", best_us(lambda: parse_line(LINE[:-2]))),
        ("Moment and Received", best_us(lambda: (bench.now(), Received(ClientId(1), message)))),
        ("Core.step", best_us(lambda: bench.core.step(event, now))),
        ("Line.render, two classes", best_us(render)),
    ]


def turns(members: int) -> list[tuple[str, float]]:
    """Time whole turns behind the sockets: per message, and what of it falls to one delivery."""
    bench = Bench(members)
    rows = []
    for messages, speakers in ((1, 1), (320, 10)):

        def turn(messages: int = messages, speakers: int = speakers) -> None:
            bench.say(messages, speakers)
            bench.flush()

        whole = best_us(turn, max(3, LOOPS // (messages * 2 + members)))
        deliveries = messages * (members - 1)
        rows.append((f"{members} members, {messages} lines a turn: per message", whole / messages))
        rows.append((f"{members} members, {messages} lines a turn: per delivery", whole / deliveries))
    return rows


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.profile_core", description=__doc__)
    options.add_argument("--members", default="10,100,1000", help="default: %(default)s")
    sizes = [int(size) for size in options.parse_args().members.split(",")]
    for name, us in [*stages(), *(row for size in sizes for row in turns(size))]:
        print(f"{us:9.3f} us  {name}")


if __name__ == "__main__":
    main()
