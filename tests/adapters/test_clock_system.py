import asyncio

from malmadang.adapters.clock_system import SystemClock
from malmadang.ports import Clock, SteadyMs


def test_both_clocks_go_forward() -> None:
    clock: Clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.steady_ms <= second.steady_ms
    assert first.utc_ms > 1_700_000_000_000


def test_a_timer_never_runs_early_and_can_be_cancelled() -> None:
    async def scenario() -> None:
        clock = SystemClock()
        due = SteadyMs(clock.now().steady_ms + 12)
        ran: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        never = clock.call_at(SteadyMs(due - 6), lambda: ran.set_result(-1))
        never.cancel()
        clock.call_at(due, lambda: ran.set_result(clock.now().steady_ms))
        assert await ran >= due

    asyncio.run(scenario())


def test_a_timer_in_the_past_runs_soon() -> None:
    async def scenario() -> None:
        ran = asyncio.Event()
        SystemClock().call_at(SteadyMs(0), ran.set)
        await ran.wait()

    asyncio.run(scenario())
