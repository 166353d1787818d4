"""The load generator catches a server that loses, doubles, swaps or alters lines, and clears others."""

import pytest

from bench.generator import NothingMeasured, Point, measure, read
from bench.servers import Running
from bench.thread_per_client import Room
from tests.bench import faulty

LONE = Point(members=4, ms=100, warmup_ms=0, patience_ms=200)
BUSY = Point(members=4, senders=2, window=8, ms=100, warmup_ms=0, patience_ms=200)


@pytest.mark.parametrize("room_type", [Room, faulty.Tagging])
@pytest.mark.parametrize("point", [LONE, BUSY, Point(members=4, rate=200, ms=100, warmup_ms=0)])
def test_a_sound_server_is_cleared(room_type: type[Room], point: Point) -> None:
    with faulty.serving(room_type) as server:
        found = measure(server, point)
    assert found.faults == ""
    assert found.messages > 0
    assert found.deliveries == found.messages * 3
    assert found.cpu_us_per_delivery > 0
    assert 0 < found.p50_us <= found.p99_us


@pytest.mark.parametrize(
    ("room_type", "fault"),
    [
        (faulty.Dropping, "lost"),
        (faulty.Doubling, "doubled"),
        (faulty.Swapping, "reordered"),
        (faulty.Altering, "altered"),
        (faulty.Misnaming, "altered"),
    ],
)
def test_a_fault_is_named(room_type: type[Room], fault: str) -> None:
    with faulty.serving(room_type) as server:
        found = measure(server, BUSY)
    kinds = {word.split()[1] for word in found.faults.split(", ")}
    # A line that arrives altered is missing as it was; one kept back at the very end never comes.
    assert kinds - ({"lost"} if fault in ("altered", "reordered") else set()) == {fault}


def test_coming_and_going_is_counted() -> None:
    with faulty.serving(Room) as server:
        found = measure(server, Point(rooms=2, members=3, ms=0, churn=6))
    assert (found.clients, found.messages, found.faults) == (6, 0, "")
    assert found.churn_cpu_us > 0


def test_nobody_there() -> None:
    with faulty.serving(Room) as server:
        pid = server.pid
    with pytest.raises(NothingMeasured, match="cannot connect"):
        measure(Running(server.port, pid), LONE)


def test_another_line_is_not_taken_for_a_measurement() -> None:
    with pytest.raises(NothingMeasured, match="members"):
        read(b'{"members": 3}\n')
    with pytest.raises(NothingMeasured):
        read(b"load: cannot connect\n")
