"""Medians, ratios of the same round, bars, and the tables made of them."""

from typing import Any

import msgspec

from bench.bars import TOLERANCE, Sample, case_name, summarize, verdicts
from bench.generator import Measurement, Point
from bench.report import Machine, lines, table
from bench.servers import ON_DISK, OURS, PEER

HERE = Machine("2026-01-02 03:04", 2, "a processor", "6.1", "CPython 3.11", "InspIRCd", "ngIRCd")
CASE = case_name("1x1", 100)


def measured(**fields: Any) -> Measurement:
    empty = {field.name: 0 for field in msgspec.structs.fields(Measurement)}
    return Measurement(**(empty | {"deliveries": 1000, "wall_s": 1.0} | fields))


def sample(number: int, server: str, cpu_us: int, **fields: Any) -> Sample:
    return Sample(number, CASE, server, Point(members=100), measured(cpu_us=cpu_us, **fields))


def test_a_ratio_is_of_the_same_round() -> None:
    # Each round was ten times as dear as the one before: only figures of one round go together.
    costs = [(PEER, (10, 100, 1000)), (OURS, (15, 120, 1000))]
    samples = [sample(number, name, cost[number] * 1000) for name, cost in costs for number in range(3)]
    ours = next(one for one in summarize(samples) if one.server == OURS)
    assert ours.cpu_us == 120
    assert ours.ratio == 1.2


def test_a_bar_has_a_tolerance() -> None:
    for ratio, reached, missed in (
        (1.2, True, False),
        (1.3, False, False),
        (1.2 + 1.2 * TOLERANCE + 0.01, False, True),
    ):
        pair = [sample(0, PEER, 1000_000), sample(0, OURS, int(ratio * 1000_000))]
        (verdict,) = verdicts(summarize(pair))
        assert (verdict.members, verdict.bar) == (100, 1.2)
        assert (verdict.reached, verdict.missed) == (reached, missed)


def test_without_a_peer_there_is_no_verdict() -> None:
    assert verdicts(summarize([sample(0, OURS, 5000)])) == []


def test_on_disk_has_bars_of_its_own_where_the_disk_is_quick() -> None:
    summaries = summarize(
        [sample(0, PEER, 1000_000), sample(0, OURS, 1000_000), sample(0, ON_DISK, 1600_000)]
    )
    ours, on_disk = verdicts(summaries)
    assert (on_disk.server, on_disk.bar, on_disk.reached) == (ON_DISK, 1.5, False)
    assert verdicts(summaries, is_quick=False) == [ours]


def test_faults_of_any_round_are_told() -> None:
    gone = Sample(2, CASE, OURS, Point(members=100), None, "did not start")
    (ours,) = summarize([sample(0, OURS, 5000), sample(1, OURS, 5000, lost=2, doubled=1), gone])
    assert ours.faults == "did not start; 2 lost, 1 doubled"


def test_the_report_names_machine_figures_and_bars() -> None:
    samples = [sample(0, PEER, 6000), sample(0, OURS, 12_000, p50_us=1500, reordered=3)]
    summaries = summarize(samples)
    text = "\n".join(lines(HERE, 1, summaries, verdicts(summaries)))
    assert "2 cores (a processor), kernel 6.1, CPython 3.11, inner loop in Python;" in text
    row = next(line for line in text.splitlines() if f"| {OURS}" in line)
    assert [cell.strip() for cell in row.strip("|").split("|")] == [
        CASE, OURS, "12", "2.00", "1,000", "1.5", "0", "0", "3 reordered",
    ]  # fmt: skip
    assert "| 1x1 | malmadang | 100     | 1.20    | 2.00 | MISSED |" in text


def test_a_table_lines_up() -> None:
    assert list(table(("a", "bb"), [("ccc", "d")])) == ["| a   | bb |", "| --- | -- |", "| ccc | d  |"]
