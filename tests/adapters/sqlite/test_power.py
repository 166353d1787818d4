"""The power goes at any moment, and what was not synced is not there: nothing acknowledged is lost."""

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from malmadang.adapters.sqlite.connections import open_writer
from malmadang.adapters.sqlite.keeper import RESUME_BYTES, Keeper
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.ports import EventRecord, MarkerRecord, Outcome, Record, RedactionRecord, TimeMs
from tests.adapters.sqlite.disk import Disk, silent
from tests.kit.stores import Log

PATH = Path("/malmadang.db")
CUTS = 500
STEPS = steps()


def a_busy_day(random: Random) -> Disk:
    """Keep groups of every size, fold the log of writes into the file often, note what was acknowledged."""
    disk = Disk("day")
    keeper = Keeper(
        lambda: open_writer(PATH, vfs=disk.name, is_alone=True), lambda: 10 * RESUME_BYTES, silent
    )
    upgrade(keeper.connection, PATH, STEPS, report=silent)
    keeper.connection.wal_autocheckpoint(20)
    logs = [Log(f"#방{number}") for number in range(3)]
    for number in range(160):
        said = [
            random.choice(logs).say(
                "가" * random.randrange(200), nonce=f"n{number}" if random.random() < 0.2 else ""
            )
            for _ in range(random.choice((1, 1, 1, 2, 5, 30)))
        ]
        records: list[Record] = [*said]
        if random.random() < 0.3:
            records.append(MarkerRecord("철수", "#방1", TimeMs(number)))
        if random.random() < 0.1:
            records.append(RedactionRecord(said[0].channel, said[0].msgid, "", "", TimeMs(number)))
        assert keeper.keep(records) is Outcome.KEPT
        for record in said:
            disk.note("acknowledged", record.msgid)
        disk.note("group", "", len(said))
    keeper.close()
    return disk


def msgids(files: dict[str, bytes]) -> list[str]:
    """Return the msgids that are there when the server starts again after the cut."""
    left = Disk("left", files)
    connection = open_writer(PATH, vfs=left.name, is_alone=True)
    try:
        assert connection.pragma("integrity_check") == "ok"
        upgrade(connection, PATH, STEPS, report=silent)
        return [str(msgid) for (msgid,) in connection.execute("SELECT msgid FROM events ORDER BY id")]
    finally:
        connection.close()
        left.unregister()


@pytest.mark.parametrize("torn", [False, True])
def test_what_was_acknowledged_is_there_once_and_groups_are_whole(torn: bool) -> None:
    """RELIABILITY 4f: 1,000 cut points, half of them with some sectors of what was not synced."""
    seed = 20_261_122
    random = Random(seed)
    disk = a_busy_day(random)
    sizes = [at for what, _, at, _ in disk.done if what == "group"]
    whole = {0, *(sum(islice(sizes, number)) for number in range(1, len(sizes) + 1))}
    cuts = sorted(random.sample(range(len(disk.done) + 1), CUTS))
    for cut, files in zip(cuts, disk.after_cuts(cuts, random if torn else None), strict=True):
        acknowledged = [path for what, path, _, _ in disk.done[:cut] if what == "acknowledged"]
        found = msgids(files)
        assert found[: len(acknowledged)] == acknowledged, (seed, cut)
        assert len(set(found)) == len(found), (seed, cut)
        assert len(found) in whole, (seed, cut, "a group is kept whole or not at all")
    disk.unregister()


def test_this_disk_does_lose_what_was_not_synced() -> None:
    """The test above can fail: without syncing, acknowledged lines are lost."""
    disk = Disk("careless")
    keeper = Keeper(
        lambda: open_writer(PATH, vfs=disk.name, is_alone=True), lambda: 10 * RESUME_BYTES, silent
    )
    upgrade(keeper.connection, PATH, STEPS, report=silent)
    keeper.connection.pragma("synchronous", "off")
    log = Log()
    said: list[EventRecord] = [log.say("글") for _ in range(5)]
    for line in said:
        assert keeper.keep([line]) is Outcome.KEPT
    assert msgids(disk.after_cut(len(disk.done))) == []
    keeper.close()
    disk.unregister()
