import pytest

from tests.kit.world import World


@pytest.mark.parametrize(
    ("passed_s", "clock"),
    [(0, "0 days 0:00:00"), (59, "0 days 0:00:59"), (86_400 * 3 + 3_725, "3 days 1:02:05")],
)
def test_the_uptime_reads_well(passed_s: int, clock: str) -> None:
    world = World('[server]\nlanguage = "en"\n[limits]\nthrottle = false\nping_s = 1000000\ndrop_s = 2000000')
    world.arrive("철수")
    world.advance(passed_s * 1000)
    world.peers["철수"].read()
    world.send("철수", "STATS u")
    assert world.peers["철수"].read()[0].endswith(f" 242 철수 :Server Up {clock}")
