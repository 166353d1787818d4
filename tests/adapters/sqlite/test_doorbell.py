import asyncio
import sys
import threading
from collections.abc import Callable

import pytest
import uvloop

from malmadang.adapters.sqlite.doorbell import Doorbell

LOOPS: list[Callable[[], asyncio.AbstractEventLoop]] = [asyncio.new_event_loop, uvloop.new_event_loop]


class Blind(asyncio.SelectorEventLoop):
    """A loop that watches nobody's sockets, as one kind on Windows."""

    def add_reader(self, *_: object) -> None:
        raise NotImplementedError


def ring(bell: Doorbell, calls: list[Callable[[], None]]) -> None:
    def leave() -> None:
        for call in calls:
            bell.leave(call)

    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()


def heard(bell: Doorbell, count: int) -> Callable[[], "asyncio.Future[list[int]]"]:
    def answers() -> asyncio.Future[list[int]]:
        future: asyncio.Future[list[int]] = asyncio.get_running_loop().create_future()
        seen: list[int] = []

        def answer(number: int) -> None:
            assert threading.current_thread() is threading.main_thread()
            seen.append(number)
            if len(seen) == count:
                future.set_result(seen)

        ring(bell, [lambda number=number: answer(number) for number in range(count)])  # type: ignore[misc]
        return future

    return answers


@pytest.mark.parametrize("factory", [*LOOPS, Blind])
@pytest.mark.parametrize("platform", [sys.platform, "elsewhere"])
def test_answers_come_to_the_loop_in_order(
    factory: Callable[[], asyncio.AbstractEventLoop], platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if factory is Blind and platform == "linux":
        platform = "elsewhere"
    monkeypatch.setattr("malmadang.adapters.sqlite.doorbell.sys.platform", platform)

    async def scenario() -> None:
        bell = Doorbell(asyncio.get_running_loop())
        for count in (1, 5, 5_000):
            assert await asyncio.wait_for(heard(bell, count)(), 20) == list(range(count))
        bell.close()

    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(scenario())


def test_a_fault_in_one_answer_costs_no_other() -> None:
    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        faults: list[object] = []
        loop.set_exception_handler(lambda _, context: faults.append(context["exception"]))
        bell = Doorbell(loop)
        last = loop.create_future()
        fault = ValueError("bad answer")

        def bad() -> None:
            raise fault

        ring(bell, [bad, bad, lambda: last.set_result(None)])
        await asyncio.wait_for(last, 20)
        assert faults == [fault, fault]
        bell.close()

    asyncio.run(scenario())


def test_what_was_left_before_the_end_is_still_answered() -> None:
    async def scenario() -> list[int]:
        bell = Doorbell(asyncio.get_running_loop())
        seen: list[int] = []
        bell.leave(lambda: seen.append(1))
        bell.run()
        bell.close()
        return seen

    assert asyncio.run(scenario()) == [1]
