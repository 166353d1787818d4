"""Lines cut at random octets under talk: nobody has a gap, nobody has anything twice."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.kit import folk
from tests.kit.checker import Checker
from tests.kit.faultproxy import FaultProxy
from tests.kit.realserver import RealServer
from tests.kit.talkers import crowd_in
from tests.kit.waiting import soon

SCRIPTED, CORES = 9, 3
PATIENCE_S = 600.0


async def cut_lines(server: RealServer, checker: Checker, seed: int, cuts: int, crowd: int) -> FaultProxy:
    async with FaultProxy(server.port, Random(seed)) as proxy:
        people = folk.gather(checker, proxy.port, scripted=SCRIPTED, cores=CORES)
        await folk.come_in(people)
        bystanders, _ = await crowd_in(server.port, checker, crowd, turn=0, pace_s=3.0)
        for talker in (*people, *bystanders):
            talker.talk(on=True)
        proxy.storm()

        def is_enough() -> bool:
            return proxy.cuts >= cuts and all(person.joins > 1 for person in people)

        await soon(is_enough, lambda: f"{proxy.cuts} cuts", PATIENCE_S)
        proxy.calm()
        for bystander in bystanders:
            bystander.talk(on=False)
        kept = await folk.fall_silent(people, checker, server.data / "malmadang.db")
        await folk.send_home(people)
        for bystander in bystanders:
            assert not bystander.is_gone.done(), "those whose lines are good keep them"
            bystander.hang_up()
        assert not checker.faults(kept), (seed, proxy.broken)
        return proxy


@pytest.mark.timeout(1_800)
def test_no_gap_and_no_double(
    tmp_path: Path, seed: int, cuts: int, crowd: int, figures: Callable[[str], None]
) -> None:
    """RELIABILITY 4g, 5."""
    checker = Checker()
    server = RealServer(tmp_path, config=folk.SETTINGS)
    names = [folk.name_of(number) for number in range(SCRIPTED + CORES)]
    asyncio.run(folk.make_accounts(server.data, names))
    with server:
        proxy = asyncio.run(cut_lines(server, checker, seed, cuts, crowd))
    kinds = ", ".join(
        f"{fault.name.lower()} {count}" for fault, count in sorted(proxy.broken.items(), key=str)
    )
    figures(
        f"cuts: seed {seed}, {proxy.cuts} lines broken ({kinds}) beside {crowd} others: "
        f"{len(checker.acknowledged)} texts acknowledged, 0 gaps, 0 doubles"
    )
