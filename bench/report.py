"""Figures as tables: for the terminal, and as Markdown and JSON beside earlier results."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bench import peers
from bench.bars import TOLERANCE, Sample, Summary, Verdict
from bench.disk import QUICK_MS, Fsync
from bench.latency import Bar, Felt
from malmadang.server.spread import IS_COMPILED

RESULTS = Path(__file__).with_name("results")

TALK = (
    "case",
    "server",
    "CPU us/delivery",
    "x InspIRCd",
    "deliveries/s",
    "p50 ms",
    "p99 ms",
    "tagged",
    "exact",
)
FELT = ("beside", "server", "felt", "at most ms", "is ms", "")
ENTER = ("case", "server", "KiB/client", "CPU us/connect", "CPU us/quit and return", "verdict")


class Machine(msgspec.Struct, frozen=True):
    """Where the figures come from, without names of hosts or folders.

    Attributes:
        is_compiled: this server's inner loop of the fan-out is the one in C.
    """

    date: str
    cores: int
    processor: str
    kernel: str
    python: str
    inspircd: str
    ngircd: str
    is_compiled: bool = False


def machine() -> Machine:
    """Describe this machine."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return Machine(
        date=time.strftime("%Y-%m-%d %H:%M"),
        cores=len(os.sched_getaffinity(0)),
        processor=models[0] if models else platform.machine(),
        kernel=platform.release().partition("-")[0],
        python=f"{platform.python_implementation()} {platform.python_version()}",
        inspircd=version("inspircd"),
        ngircd=version("ngircd"),
        is_compiled=IS_COMPILED,
    )


def version(program: str) -> str:
    """Return the first line of what the peer says of itself."""
    path = peers.find(program)
    if path is None:
        return "not installed"
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).partition("\n")[0].partition("-IDENT")[0].strip()


def lines(machine: Machine, rounds: int, summaries: list[Summary], bars: list[Verdict]) -> Iterator[str]:
    """Yield the report as Markdown."""
    talked = [one for one in summaries if one.point.ms]
    entered = [one for one in summaries if not one.point.ms]
    yield f"# {machine.date}"
    yield ""
    python = f"{machine.python}, inner loop in {'C' if machine.is_compiled else 'Python'}"
    yield f"{machine.cores} cores ({machine.processor}), kernel {machine.kernel}, {python};"
    yield f"{machine.inspircd}; {machine.ngircd}. Rounds: {rounds}, servers in turn, medians."
    yield "SxW: senders x messages that each keeps under way; 64 bytes of text; loopback. tagged: members"
    yield "with message-tags and server-time. exact: every line at every reader once, in order, unaltered."
    yield ""
    if talked:
        yield from table(TALK, map(talk_row, talked))
        yield ""
    if entered:
        yield from table(ENTER, map(enter_row, entered))
        yield ""
    if bars:
        yield from table(("bar", "server", "members", "at most", "is", ""), map(bar_row, bars))
        yield ""
        yield f"MISSED: more than {TOLERANCE:.0%} over the bar; medians move that much on a busy machine."


def talk_row(one: Summary) -> tuple[str, ...]:
    if not one.cpu_us:
        return one.case, one.server, "-", "-", "-", "-", "-", "-", one.faults or "nothing arrived"
    ratio = "-" if one.ratio is None else f"{one.ratio:.2f}"
    cut = f", {one.quits} cut off" if one.point.stalled else ""
    return (
        one.case,
        one.server,
        figure(one.cpu_us),
        ratio,
        f"{one.deliveries_per_s:,.0f}",
        figure(one.p50_us / 1000),
        figure(one.p99_us / 1000),
        str(one.tagged),
        (one.faults or "yes") + cut,
    )


def figure(value: float) -> str:
    """Write three digits that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def enter_row(one: Summary) -> tuple[str, ...]:
    if not one.connect_cpu_us:
        return one.case, one.server, "-", "-", "-", one.faults
    figures = (one.rss_kb_each, one.connect_cpu_us, one.churn_cpu_us)
    return one.case, one.server, *map(figure, figures), one.faults or "all came in"


def bar_row(bar: Verdict) -> tuple[str, ...]:
    word = "reached" if bar.reached else "MISSED" if bar.missed else "not reached"
    return bar.shape, bar.server, str(bar.members), f"{bar.bar:.2f}", f"{bar.ratio:.2f}", word


def feel_lines(bars: list[Bar], fsync: Fsync) -> Iterator[str]:
    """Yield what the disk takes, and what was felt beside it."""
    yield f"fsync of 4 KiB here, at rest: p50 {fsync.p50_ms:.2f} ms, p99 {fsync.p99_ms:.2f} ms."
    if not fsync.quick:
        yield f"Bars on disk are skipped: they are for a disk whose p50 is {QUICK_MS:.0f} ms at most."
    if bars:
        yield ""
        yield from table(FELT, (felt_row(bar, fsync) for bar in bars))


def felt_row(bar: Bar, fsync: Fsync) -> tuple[str, ...]:
    case = bar.case
    most, word = "-", ""
    if bar.at_most_ms is not None:
        most = f"{bar.at_most_ms:.2f}"
        word = "reached" if not bar.missed else "MISSED" if fsync.quick or case.slow_ms else "skipped"
    return case.name, case.server, f"{case.felt} {bar.what}", most, f"{bar.is_ms:.2f}", word


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a Markdown table whose columns line up."""
    body = [head, *rows]
    widths = [max(len(row[column]) for row in body) for column in range(len(head))]
    body.insert(1, tuple("-" * width for width in widths))
    for row in body:
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"


def write(machine: Machine, text: str, samples: list[Sample], felt: list[Felt], fsync: Fsync) -> Path:
    """Keep the report and every single measurement; returns the Markdown's path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / (machine.date.replace(" ", "-").replace(":", "") + ".md")
    path.write_text(text)
    data = msgspec.json.encode({"machine": machine, "fsync": fsync, "samples": samples, "felt": felt})
    path.with_suffix(".json").write_bytes(msgspec.json.format(data, indent=1))
    return path


def progress(text: str) -> None:
    """Tell whoever waits where the run is."""
    print(text, file=sys.stderr, flush=True)
