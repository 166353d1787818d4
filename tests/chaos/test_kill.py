"""kill -9 of the real server in the middle of talk: what was acknowledged is there, once, in order."""

import asyncio
import signal
from pathlib import Path
from random import Random

import apsw

from tests.kit.checker import Checker, Line
from tests.kit.realserver import RealServer
from tests.kit.talkers import crowd_in

PATIENCE_S = 60.0
SEED = 20_261_122


def history(file: Path) -> dict[str, list[Line]]:
    """Return all that was said, by room and in order, from the file itself."""
    connection = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    connection.set_busy_timeout(5_000)
    assert connection.pragma("quick_check") == "ok"
    rooms: dict[str, list[Line]] = {}
    for name, msgid, text in connection.execute(
        "SELECT name, msgid, text FROM events JOIN logs ON logs.id = log"
        " WHERE verb = 'PRIVMSG' ORDER BY log, seq"
    ):
        rooms.setdefault(name, []).append((msgid, text))
    connection.close()
    return rooms


async def talk_and_kill(
    server: RealServer, checker: Checker, crowd: int, turn: int, acknowledgements: int
) -> None:
    """Let a crowd talk until so many texts have been acknowledged, then kill the server."""
    async with asyncio.timeout(PATIENCE_S):
        talkers, acknowledged = await crowd_in(server.port, checker, crowd, turn=turn)
        for talker in talkers:
            talker.speak()
        for _ in range(acknowledgements):
            await acknowledged.acquire()
        server.process.kill()
        await asyncio.gather(*(talker.is_gone for talker in talkers))


def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path: Path, rounds: int, crowd: int) -> None:
    """RELIABILITY 4f, 5: each round on what the one before has left."""
    random = Random(SEED)
    checker = Checker()
    server = RealServer(tmp_path, config="[limits]\nthrottle = false\n")
    file = server.data / "malmadang.db"
    for turn in range(rounds):
        server.start()
        acknowledgements = random.randrange(1, 4 * crowd)
        asyncio.run(talk_and_kill(server, checker, crowd, turn, acknowledgements))
        assert server.stop() == -signal.SIGKILL
        assert not checker.faults(history(file)), (SEED, turn)
    assert len(checker.acknowledged) >= rounds
    with server:
        # Opened and closed in order, it is still all there.
        pass
    assert not checker.faults(history(file)), SEED
