"""People with accounts on a real server, who talk while their lines, or the server, are broken."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import apsw
import msgspec

from malmadang.cli.reach import Place, reach
from malmadang.config import parse_config
from malmadang.servercore.orders import AddAccount, Done
from tests.kit.checker import Checker, Line
from tests.kit.coretalker import CoreTalker
from tests.kit.rejoiner import Rejoiner, password_of
from tests.kit.waiting import soon

SETTINGS = '[accounts]\npassword_cost = "low"\n[limits]\nthrottle = false\n'
PATIENCE_S = 90.0

Person = Rejoiner | CoreTalker


async def make_accounts(folder: Path, names: Sequence[str]) -> None:
    """Give people accounts, on a data folder at rest."""
    config = parse_config(SETTINGS)
    server = msgspec.structs.replace(config.server, data_dir=str(folder))
    place = Place(msgspec.structs.replace(config, server=server))
    async with reach(place, may_make=True) as owner:
        for name in names:
            assert await owner.ask(AddAccount(name, password_of(name))) == Done(name)


def gather(checker: Checker, port: int, *, scripted: int, cores: int, pace_s: float = 0.02) -> list[Person]:
    """Return people, three to a room; call where the loop runs."""
    made: list[Person] = []
    for number in range(scripted + cores):
        kind = Rejoiner if number < scripted else CoreTalker
        made.append(kind(checker, name_of(number), f"#방{number // 3}", port, pace_s=pace_s))
    return made


def name_of(number: int) -> str:
    """Return somebody's name."""
    return f"사람{number}"


async def come_in(people: Sequence[Person]) -> None:
    """Bring everybody into their rooms."""
    for person in people:
        person.start()
    await soon(lambda: all(person.is_current for person in people), "somebody is not in", PATIENCE_S)


async def fall_silent(people: Sequence[Person], checker: Checker, file: Path) -> dict[str, list[Line]]:
    """Let everybody have their answers and catch up; return what is kept."""
    for person in people:
        person.talk(on=False)

    def answered() -> bool:
        return all(person.is_current and not person.unanswered for person in people)

    await soon(answered, "somebody waits for an answer", PATIENCE_S)
    kept = history(file)

    def caught_up() -> bool:
        return all(len(person.lines) >= len(kept.get(person.room, ())) for person in people)

    try:
        await soon(caught_up, "somebody has not caught up", PATIENCE_S)
    finally:
        for person in people:
            checker.has(person.name, person.room, person.lines)
    return kept


async def send_home(people: Sequence[Person]) -> None:
    """Hang up."""
    for person in people:
        stopping = person.stop()
        if stopping is not None:
            await stopping


def history(file: Path) -> dict[str, list[Line]]:
    """Return all that was said, by room and in order, from the file itself, which must be sound."""
    connection = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    connection.set_busy_timeout(5_000)
    try:
        assert connection.pragma("quick_check") == "ok"
        rooms: dict[str, list[Line]] = {}
        for name, msgid, text in connection.execute(
            "SELECT name, msgid, text FROM events JOIN logs ON logs.id = log"
            " WHERE verb = 'PRIVMSG' AND folded LIKE '#%' ORDER BY log, events.seq"
        ):
            rooms.setdefault(str(name), []).append((str(msgid), str(text)))
        return rooms
    finally:
        connection.close()


def run(coroutine: object) -> None:
    """Run a scenario."""
    assert asyncio.iscoroutine(coroutine)
    asyncio.run(coroutine)
