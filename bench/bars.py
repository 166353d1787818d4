"""What the figures are compared with: medians over the rounds, ratios to the peer of the same round, bars."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

import msgspec

from bench.generator import Measurement, Point
from bench.servers import ON_DISK, OURS, PEER

TOLERANCE = 0.15
"""A bar counts as missed (exit status 1) only beyond this share above it: medians of three rounds on a busy
machine still move by 10 %. The report says "not reached" from the bar itself on."""


@dataclass(frozen=True)
class Shape:
    """Senders x window, as figures are quoted.

    Attributes:
        bars: members -> the most CPU per delivery that this server may take, relative to the peer.
        disk_bars: the same where a message is on disk before anybody reads it.
    """

    name: str
    senders: int
    window: int
    bars: Mapping[int, float]
    disk_bars: Mapping[int, float]


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("1x1", 1, 1, {10: 1.4, 100: 1.2, 1000: 0.9}, {100: 1.5, 1000: 0.9}),
        Shape("10x4", 10, 4, {}, {}),
        Shape("10x32", 10, 32, {10: 0.75, 100: 0.25, 1000: 0.17}, {10: 1.25, 100: 0.33, 1000: 0.24}),
    )
}


class Sample(msgspec.Struct, frozen=True):
    """One measured point of one server in one round; `error` says why there is none."""

    round: int
    case: str
    server: str
    point: Point
    measured: Measurement | None
    error: str = ""


class Summary(msgspec.Struct, frozen=True):
    """One server at one point, over all rounds.

    Attributes:
        ratio: median of CPU per delivery relative to the peer in the same round; None without one.
        faults: what the generator found, or why nothing was measured; "" when all arrived once and in order.
    """

    case: str
    server: str
    point: Point
    cpu_us: float
    ratio: float | None
    deliveries_per_s: float
    p50_us: float
    p99_us: float
    connect_cpu_us: float
    churn_cpu_us: float
    rss_kb_each: float
    tagged: int
    quits: int
    faults: str


def summarize(samples: Iterable[Sample]) -> list[Summary]:
    """Take medians, in the order in which points and servers first appear."""
    groups: dict[tuple[str, str], list[Sample]] = {}
    for sample in samples:
        groups.setdefault((sample.case, sample.server), []).append(sample)
    return [summary(group, groups.get((case, PEER), [])) for (case, _), group in groups.items()]


def summary(group: list[Sample], peer: list[Sample]) -> Summary:
    """Take the medians of one server at one point."""
    runs = [sample.measured for sample in group if sample.measured]
    cost = {sample.round: sample.measured.cpu_us_per_delivery for sample in peer if sample.measured}
    ratios = [
        sample.measured.cpu_us_per_delivery / cost[sample.round]
        for sample in group
        if sample.measured and cost.get(sample.round)
    ]
    faults = [sample.error for sample in group if sample.error] + [run.faults for run in runs if run.faults]

    def middle(name: str) -> float:
        return float(median(getattr(run, name) for run in runs)) if runs else 0.0

    return Summary(
        case=group[0].case,
        server=group[0].server,
        point=group[0].point,
        cpu_us=middle("cpu_us_per_delivery"),
        ratio=median(ratios) if ratios else None,
        deliveries_per_s=middle("deliveries_per_s"),
        p50_us=middle("p50_us"),
        p99_us=middle("p99_us"),
        connect_cpu_us=middle("connect_cpu_us"),
        churn_cpu_us=middle("churn_cpu_us"),
        rss_kb_each=middle("rss_kb_each"),
        tagged=int(middle("tagged")),
        quits=int(middle("quits")),
        faults="; ".join(faults),
    )


@dataclass(frozen=True)
class Verdict:
    """One bar, and how far it is."""

    shape: str
    server: str
    members: int
    bar: float
    ratio: float

    @property
    def reached(self) -> bool:
        return self.ratio <= self.bar

    @property
    def missed(self) -> bool:
        """Whether it is over the bar by more than the tolerance."""
        return self.ratio > self.bar * (1 + TOLERANCE)


def verdicts(summaries: Iterable[Summary], *, is_quick: bool = True) -> list[Verdict]:
    """Hold this server's ratios against the bars, where both were measured.

    Args:
        is_quick: the disk is; otherwise there are no verdicts about what waits for it.
    """
    found = {(one.case, one.server): one.ratio for one in summaries}
    return [
        Verdict(shape.name, server, members, bar, ratio)
        for server in (OURS, ON_DISK)
        if server == OURS or is_quick
        for shape in SHAPES.values()
        for members, bar in (shape.bars if server == OURS else shape.disk_bars).items()
        if (ratio := found.get((case_name(shape.name, members), server))) is not None
    ]


def case_name(shape: str, members: int) -> str:
    """Name a point of the main table."""
    return f"{shape} · {members}"
