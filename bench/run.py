"""The run: every server at every point, round by round, then the report. `python -m bench --help`."""

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence

from bench import latency, report
from bench.bars import SHAPES, Sample, case_name, summarize, verdicts
from bench.disk import measure_fsync
from bench.generator import Measurement, NothingMeasured, Point, build, measure, raise_file_limit
from bench.latency import Felt
from bench.servers import ON_DISK, OURS, SERVERS, NotStarted, Server, running

USUAL = f"{OURS},{ON_DISK},inspircd,ngircd,threads"

EXTRAS = {
    "idle echo": Point(members=10, rate=40),
    "200 rooms": Point(rooms=200, members=10, senders=10),
    "in 4 rooms": Point(members=100, silent_rooms=3),
    "paced 20k/s": Point(rooms=200, members=10, senders=10, rate=2222),
    "2 of 12 stalled": Point(members=12, senders=9, window=64, stalled=2, ms=5000, patience_ms=2000),
    "5000 come in": Point(rooms=100, members=50, ms=0, churn=500),
}
"""Beside the bars: a talker every 25 ms, many rooms at once, people in several rooms of which one is busy,
readers that never read, coming and going."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as the arguments say; returns the exit status."""
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    servers = [SERVERS[name] for name in options.servers.split(",")]
    for server in [one for one in servers if not one.installed]:
        report.progress(
            f"{server.name} is not installed, so it is left out (Debian: apt install {server.name})"
        )
        servers.remove(server)
    raise_file_limit()
    build()
    fsyncs = [measure_fsync()]
    samples = list(run(servers, cases(options), options.rounds))
    felt = [] if options.no_latency else list(feel_all(options.rounds))
    fsyncs.append(measure_fsync())
    fsync = min(fsyncs, key=lambda one: one.p50_ms)
    machine = report.machine()
    summaries = summarize(samples)
    bars, waits = verdicts(summaries, is_quick=fsync.quick), list(latency.bars(felt, fsync))
    parts = report.lines(machine, options.rounds, summaries, bars), report.feel_lines(waits, fsync)
    text = "\n".join(line for part in parts for line in (*part, ""))
    print(text)
    if not options.no_results:
        path = report.write(machine, text, samples, felt, fsync)
        report.progress(f"written: {path.name} in bench/results")
    return int(
        any(one.faults for one in summaries if one.server in (OURS, ON_DISK))
        or any(bar.missed for bar in bars)
        or any(one.missed and (fsync.quick or one.case.slow_ms) for one in waits)
        or any(one.error for one in felt)
    )


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    made = argparse.ArgumentParser(
        prog="python -m bench",
        description="CPU per delivery beside InspIRCd, ngIRCd and a thread per client, interleaved.",
        epilog="Exit status 1: this server lost, doubled or reordered a line, or missed a bar by over 15 %%.",
    )
    made.add_argument("--servers", default=USUAL, help=f"of {', '.join(SERVERS)} (default: %(default)s)")
    made.add_argument("--members", default="10,100,1000", help="sizes of the room (default: %(default)s)")
    made.add_argument("--windows", default="1x1,10x32", help=f"of {', '.join(SHAPES)} (default: %(default)s)")
    made.add_argument("--extras", default="", help=f"of {', '.join(EXTRAS)}; or all (default: none)")
    made.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    made.add_argument(
        "--ms", type=int, default=1000, help="length of a measured point (default: %(default)s)"
    )
    made.add_argument("--no-latency", action="store_true", help="leave out own echo and PING")
    made.add_argument("--no-results", action="store_true", help="write nothing into bench/results")
    return made


def cases(options: argparse.Namespace) -> dict[str, Point]:
    """Return the points to measure by name."""
    chosen = {}
    for shape in (SHAPES[name] for name in options.windows.split(",") if name):
        for members in (int(size) for size in options.members.split(",") if size):
            point = Point(members=members, senders=shape.senders, window=shape.window, ms=options.ms)
            chosen[case_name(shape.name, members)] = point
    extras = list(EXTRAS) if options.extras == "all" else [name for name in options.extras.split(",") if name]
    return chosen | {name: EXTRAS[name] for name in extras}


def run(servers: list[Server], points: dict[str, Point], rounds: int) -> Iterator[Sample]:
    """Measure point by point, the servers right after one another, starting with another one each round."""
    for number in range(rounds):
        turn = number % max(len(servers), 1)
        for case, point in points.items():
            for server in servers[turn:] + servers[:turn]:
                measured, error = attempt(server, point)
                cost = f"{measured.cpu_us_per_delivery:.3g} us" if measured and point.ms else error or "done"
                report.progress(f"round {number + 1}, {case}, {server.name}: {cost}")
                yield Sample(number, case, server.name, point, measured, error)


def feel_all(rounds: int) -> Iterator[Felt]:
    """Measure what people feel, case by case, round by round."""
    for number in range(rounds):
        for case in latency.CASES:
            one = latency.feel(number, case)
            figures = one.error or f"p50 {one.p50_ms:.2f} ms, p99 {one.p99_ms:.2f} ms"
            report.progress(f"round {number + 1}, {case.name}, {case.server}, {case.felt}: {figures}")
            yield one


def attempt(server: Server, point: Point) -> tuple[Measurement | None, str]:
    """Measure one point on a fresh server; returns what was measured, or why nothing was."""
    try:
        with running(server) as started:
            return measure(started, point, burst=server.burst), ""
    except (NotStarted, NothingMeasured) as error:
        return None, str(error)
