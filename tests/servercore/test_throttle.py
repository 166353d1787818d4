from hypothesis import given
from hypothesis import strategies as st

from malmadang.ports import SteadyMs
from malmadang.servercore.throttle import Bucket

START = SteadyMs(50_000)


def test_a_burst_then_so_many_a_second() -> None:
    bucket = Bucket(3, START)
    assert [bucket.take(1, 3, 2.0, START) for _ in range(3)] == [0, 0, 0]
    wait_ms = bucket.take(1, 3, 2.0, START)
    assert 500 <= wait_ms <= 502
    assert bucket.take(1, 3, 2.0, SteadyMs(START + wait_ms)) == 0


def test_it_never_holds_more_than_the_burst() -> None:
    bucket = Bucket(3, START)
    later = SteadyMs(START + 10**9)
    assert [bucket.take(1, 3, 2.0, later) > 0 for _ in range(4)] == [False, False, False, True]


def test_what_is_dearer_than_the_bucket_passes_when_it_is_full() -> None:
    bucket = Bucket(3, START)
    assert bucket.take(10, 3, 1.0, START) == 0
    # The debt is paid first.
    assert bucket.take(1, 3, 1.0, START) >= 8000


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2000)), max_size=50))
def test_no_more_passes_than_the_rate_allows(asks: list[tuple[int, int]]) -> None:
    bucket, now_ms, passed = Bucket(5, START), START, 0
    for cost, pause_ms in asks:
        now_ms = SteadyMs(now_ms + pause_ms)
        if not bucket.take(cost, 5, 2.0, now_ms):
            passed += cost
    assert passed <= 5 + (now_ms - START) * 2 / 1000 + 0.001


def test_a_debt_is_seen_and_paid_off_with_time() -> None:
    bucket = Bucket(2, SteadyMs(0))
    bucket.tokens -= 5
    assert bucket.level(2, 1.0, SteadyMs(0)) == -3
    assert bucket.level(2, 1.0, SteadyMs(2_000)) == -1
    assert bucket.level(2, 1.0, SteadyMs(60_000)) == 2
