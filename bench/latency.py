"""How soon people's own lines come back, and PING beside a slow disk, with the bars they are held to."""

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

import msgspec

from bench.disk import Fsync, quantile, slowed
from bench.generator import NothingMeasured, Point, build
from bench.probe import Person, bystander, member, speaker, watch
from bench.servers import ON_DISK, OURS, SERVERS, NotStarted, Running, running

ECHO = "own echo"
PING = "PING"
ECHO_EVERY_S = {10: 0.025}
"""How often the probe speaks, by members; a tenth of a second otherwise."""
PING_EVERY_S = 0.02
OVER_MEMORY_MS = 0.25
FSYNCS = 1.5


@dataclass(frozen=True)
class Case:
    """A load and what is felt beside it.

    Attributes:
        members, rate: of the room, the probe included; messages a second in it, those of the probe included.
        slow_ms: what each fsync is made to take longer.
        p50_ms, p99_ms: the bar; None where there is none.
    """

    name: str
    server: str
    felt: str
    members: int
    rate: int
    slow_ms: int = 0
    seconds: float = 4.0
    p50_ms: float | None = None
    p99_ms: float | None = None


IDLE = "idle"
CASES = (
    Case(IDLE, OURS, ECHO, 10, 41),
    Case(IDLE, ON_DISK, ECHO, 10, 41),
    Case("200 members, 20/s", ON_DISK, ECHO, 200, 20, seconds=6.0, p50_ms=5.0, p99_ms=30.0),
    Case("1000 members, 100/s", ON_DISK, ECHO, 1000, 100, seconds=6.0, p99_ms=100.0),
    Case("disk 20 ms slow", ON_DISK, PING, 200, 20, slow_ms=20, p99_ms=5.0),
)


class Felt(msgspec.Struct, frozen=True):
    """What was felt in one round."""

    round: int
    case: str
    server: str
    felt: str
    p50_ms: float
    p99_ms: float
    count: int
    error: str = ""


def feel(number: int, case: Case) -> Felt:
    """Measure one case on a fresh server."""
    try:
        with running(SERVERS[case.server], slowed(case.slow_ms) if case.slow_ms else None) as server:
            times = beside_load(server, case)
    except (NotStarted, NothingMeasured, OSError) as error:
        return Felt(number, case.name, case.server, case.felt, 0.0, 0.0, 0, str(error))
    p50, p99 = quantile(times, 0.5), quantile(times, 0.99)
    return Felt(number, case.name, case.server, case.felt, p50, p99, len(times))


def beside_load(server: Running, case: Case) -> list[float]:
    """Let the generator talk, and measure what is felt meanwhile; returns milliseconds."""
    every_s = ECHO_EVERY_S.get(case.members, 0.1)
    speaks = case.felt == ECHO
    ms = int((case.seconds + 3) * 1000)
    rate = max(1, case.rate - round(1 / every_s) * speaks)
    point = Point(members=case.members - speaks, senders=9, rate=rate, ms=ms)
    command = [str(build()), "--port", str(server.port), "--pid", str(server.pid), "--burst", "256"]
    with subprocess.Popen([*command, *point.options()], stdout=subprocess.DEVNULL) as load:
        try:
            with member(server) as person:
                person.wait_for(b" PRIVMSG ")
                if speaks:
                    return watch(speaker(person), every_s, case.seconds)
            with Person(server.port, "bystander") as person:
                return watch(bystander(person), PING_EVERY_S, case.seconds)
        finally:
            load.terminate()


@dataclass(frozen=True)
class Bar:
    """A median or 99th percentile, and the most that it may be; None where it is only shown."""

    case: Case
    what: str
    is_ms: float
    at_most_ms: float | None

    @property
    def missed(self) -> bool:
        return self.at_most_ms is not None and self.is_ms > self.at_most_ms


def bars(felt: Iterable[Felt], fsync: Fsync) -> Iterator[Bar]:
    """Take medians over the rounds, and hold them against the bars."""
    found = list(felt)

    def middle(case: Case, name: str) -> float | None:
        values = [
            getattr(one, name)
            for one in found
            if (one.case, one.server) == (case.name, case.server) and one.count
        ]
        return median(values) if values else None

    memory = middle(CASES[0], "p50_ms")
    for case in CASES:
        p50, p99 = middle(case, "p50_ms"), middle(case, "p99_ms")
        if p50 is None or p99 is None:
            continue
        most = case.p50_ms
        if (case.name, case.server) == (IDLE, ON_DISK) and memory is not None:
            most = memory + FSYNCS * fsync.p50_ms + OVER_MEMORY_MS
        yield Bar(case, "p50", p50, most)
        yield Bar(case, "p99", p99, case.p99_ms)
