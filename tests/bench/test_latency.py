"""Which medians are held against which bars."""

import pytest

from bench import report
from bench.disk import Fsync
from bench.latency import CASES, ECHO, IDLE, PING, Felt, bars
from bench.servers import ON_DISK, OURS

QUICK = Fsync(0.4, 0.9)


def felt(case: str, server: str, *p50s: float, p99: float = 1.0, what: str = ECHO) -> list[Felt]:
    return [Felt(number, case, server, what, p50, p99, 9) for number, p50 in enumerate(p50s)]


def test_idle_on_disk_may_take_as_much_longer_as_the_disk() -> None:
    found = bars([*felt(IDLE, OURS, 0.2, 0.3, 9.0), *felt(IDLE, ON_DISK, 1.0, 1.2, 1.4)], QUICK)
    rows = {(bar.case.server, bar.what): (bar.is_ms, bar.at_most_ms, bar.missed) for bar in found}
    assert rows[OURS, "p50"] == (0.3, None, False)
    is_ms, at_most_ms, missed = rows[ON_DISK, "p50"]
    assert (is_ms, missed) == (1.2, True)
    assert at_most_ms == pytest.approx(0.3 + 0.6 + 0.25)


def test_every_case_is_told_with_its_bars() -> None:
    case = CASES[-1]
    found = felt(case.name, ON_DISK, 0.3, p99=6.0, what=PING)
    text = "\n".join(report.feel_lines(list(bars(found, QUICK)), QUICK))
    assert "fsync of 4 KiB here, at rest: p50 0.40 ms, p99 0.90 ms." in text
    row = next(line for line in text.splitlines() if "PING p99" in line)
    assert [cell.strip() for cell in row.strip("|").split("|")] == [
        case.name, ON_DISK, "PING p99", "5.00", "6.00", "MISSED",
    ]  # fmt: skip


def test_on_a_slow_disk_its_bars_are_skipped() -> None:
    case = CASES[2]
    slow = Fsync(3.0, 9.0)
    text = "\n".join(report.feel_lines(list(bars(felt(case.name, ON_DISK, 9.0), slow)), slow))
    assert "are skipped" in text
    assert "| 9.00  | skipped |" in text


def test_what_was_not_measured_has_no_bar() -> None:
    failed = Felt(0, IDLE, OURS, ECHO, 0.0, 0.0, 0, "did not start")
    assert list(bars([failed], QUICK)) == []
