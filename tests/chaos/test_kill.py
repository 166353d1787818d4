"""kill -9 of the real server in the middle of talk: what was acknowledged is there, once, in order."""

import asyncio
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median

import pytest

from tests.kit import folk
from tests.kit.checker import Checker
from tests.kit.folk import Person
from tests.kit.realserver import RealServer
from tests.kit.talkers import crowd_in
from tests.kit.waiting import soon

PATIENCE_S = 60.0
SCRIPTED, CORES = 4, 2
MESSAGES_PER_S = 20


async def talk_and_kill(
    server: RealServer, checker: Checker, people: Sequence[Person], crowd: int, turn: int, answers: int
) -> None:
    """Let everybody talk until so many of the crowd's texts have been answered, then kill the server."""
    async with asyncio.timeout(PATIENCE_S):
        pace_s = crowd / 3 / MESSAGES_PER_S
        talkers, acknowledged = await crowd_in(server.port, checker, crowd, turn=turn, pace_s=pace_s)
        for talker in talkers:
            talker.talk(on=True)
        for _ in range(answers):
            await acknowledged.acquire()
        server.process.kill()
        await asyncio.gather(*(talker.is_gone for talker in talkers))
        await soon(lambda: not any(person.is_current for person in people), "somebody has not noticed")


async def rounds_of_kills(
    server: RealServer, checker: Checker, seed: int, rounds: int, crowd: int
) -> list[float]:
    """Kill the server again and again; return how many seconds each start took until it listened."""
    random = Random(seed)
    file = server.data / "malmadang.db"
    starts_s = []
    server.start()
    people = folk.gather(checker, server.port, scripted=SCRIPTED, cores=CORES)
    await folk.come_in(people)
    for turn in range(rounds):
        for person in people:
            person.talk(on=True)
        await talk_and_kill(server, checker, people, crowd, turn, random.randrange(1, 2 * MESSAGES_PER_S))
        assert server.stop() == -signal.SIGKILL
        assert not checker.faults(folk.history(file)), (seed, turn)
        began_s = time.monotonic()
        await asyncio.to_thread(server.start)
        starts_s.append(time.monotonic() - began_s)
        await soon(lambda: all(person.is_current for person in people), "somebody is not back", PATIENCE_S)
    kept = await folk.fall_silent(people, checker, file)
    await folk.send_home(people)
    assert not checker.faults(kept), seed
    return starts_s


@pytest.mark.timeout(1_800)
def test_nothing_acknowledged_is_lost_by_a_kill(
    tmp_path: Path, seed: int, rounds: int, crowd: int, figures: Callable[[str], None]
) -> None:
    """RELIABILITY 4f, 5: each round on what the one before has left; who has no answer sends again."""
    checker = Checker()
    server = RealServer(tmp_path, config=folk.SETTINGS)
    asyncio.run(folk.make_accounts(server.data, [folk.name_of(number) for number in range(SCRIPTED + CORES)]))
    try:
        starts_s = asyncio.run(rounds_of_kills(server, checker, seed, rounds, crowd))
    finally:
        server.stop()
    assert len(checker.acknowledged) >= rounds
    with server:
        # Opened and closed in order, it is still all there.
        pass
    assert not checker.faults(folk.history(server.data / "malmadang.db")), seed
    figures(
        f"kill -9: seed {seed}, {rounds} rounds under {crowd} clients and {MESSAGES_PER_S} messages/s: "
        f"{len(checker.acknowledged)} texts acknowledged, 0 lost, 0 doubled; "
        f"back after {median(starts_s):.2f} s (p50), {max(starts_s):.2f} s (most)"
    )
