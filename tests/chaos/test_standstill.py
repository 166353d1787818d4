"""SIGSTOP: the server stands still in the middle of talk, and goes on as if nothing had been."""

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit import folk
from tests.kit.checker import Checker
from tests.kit.realserver import RealServer
from tests.kit.talkers import crowd_in
from tests.kit.waiting import pause, soon

SCRIPTED = 6


async def stand_still(server: RealServer, checker: Checker, crowd: int, stop_s: int) -> None:
    people = folk.gather(checker, server.port, scripted=SCRIPTED, cores=0)
    await folk.come_in(people)
    bystanders, acknowledged = await crowd_in(server.port, checker, crowd, turn=0, pace_s=1.0)
    talkers = (*people, *bystanders)
    for talker in talkers:
        talker.talk(on=True)
    for _ in range(10):
        await acknowledged.acquire()
    server.process.send_signal(signal.SIGSTOP)
    await pause(stop_s * 1_000)
    said = len(checker.acknowledged)
    await pause(50)
    assert len(checker.acknowledged) == said, "it stands"
    server.process.send_signal(signal.SIGCONT)
    await soon(lambda: len(checker.acknowledged) >= said + 2 * len(people), "nothing goes on")
    for bystander in bystanders:
        assert not bystander.is_gone.done(), "nobody was put out for the server's own silence"
        bystander.talk(on=False)
    kept = await folk.fall_silent(people, checker, server.data / "malmadang.db")
    assert all(person.joins == 1 for person in people)
    await folk.send_home(people)
    for bystander in bystanders:
        bystander.hang_up()
    assert not checker.faults(kept)


@pytest.mark.timeout(1_800)
def test_nobody_is_lost_by_a_standstill(
    tmp_path: Path, crowd: int, stop_s: int, figures: Callable[[str], None]
) -> None:
    """RELIABILITY 5: SIGSTOP for 20 s. The clients here have no time-outs of their own."""
    checker = Checker()
    # Long enough for PING and its answer to fall into the standstill.
    limits = f"ping_s = {max(1, stop_s // 2)}\ndrop_s = {stop_s + 5}\n"
    server = RealServer(tmp_path, config=folk.SETTINGS + limits)
    names = [folk.name_of(number) for number in range(SCRIPTED)]
    asyncio.run(folk.make_accounts(server.data, names))
    with server:
        asyncio.run(stand_still(server, checker, crowd, stop_s))
    figures(
        f"standstill: {stop_s} s under {crowd} clients: {len(checker.acknowledged)} texts acknowledged, "
        "0 lost, nobody put out"
    )
