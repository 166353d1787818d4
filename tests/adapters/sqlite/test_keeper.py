"""What becomes of what people say when the disk says no."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import apsw
import pytest

from malmadang.adapters.sqlite import keeper as keeper_module
from malmadang.adapters.sqlite.connections import open_writer
from malmadang.adapters.sqlite.keeper import (
    LOOK_EVERY_RECORDS,
    MAX_FAULTS,
    RESUME_BYTES,
    STOP_BYTES,
    Keeper,
    Trouble,
)
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.ports import (
    ChannelRecord,
    EventRecord,
    Outcome,
    PartlyKept,
    Record,
    StorageError,
    TimeMs,
    Verdict,
)
from tests.adapters.sqlite.disk import Disk, silent
from tests.kit.stores import Log

PATH = Path("/malmadang.db")


class Owner:
    """A keeper on a disk in memory, and what its owner has been told.

    Attributes:
        kept: msgids of what was said to be kept; refused: of what was said not to be.
    """

    def __init__(self) -> None:
        self.disk = Disk("keeping")
        self.free = 10 * RESUME_BYTES
        self.told: list[tuple[str, dict[str, object]]] = []
        self.kept: list[str] = []
        self.refused: list[str] = []
        self.connects = 0
        self.log = Log()
        self.keeper = Keeper(
            self.connect, lambda: self.free, lambda event, **fields: self.told.append((event, fields))
        )
        upgrade(self.keeper.connection, PATH, steps(), report=silent)

    def connect(self) -> apsw.Connection:
        self.connects += 1
        return open_writer(PATH, vfs=self.disk.name, is_alone=True)

    def keep(self, *records: Record) -> Verdict:
        verdict = self.keeper.keep(records)
        msgids = [record.msgid for record in records if isinstance(record, EventRecord)]
        if verdict is Outcome.KEPT:
            self.kept += msgids
        elif isinstance(verdict, Outcome):
            self.refused += msgids
        return verdict

    def say(self, text: str = "글") -> Verdict:
        return self.keep(self.log.say(text))

    @property
    def events(self) -> list[str]:
        return [event for event, _ in self.told]

    def found(self) -> list[str]:
        """Return what is on the disk, as somebody finds who opens it after this process was killed."""
        files = {path: bytes(data) for path, data in self.disk.files.items()}
        return read(files, "SELECT msgid FROM events ORDER BY id")

    def topics(self) -> list[str]:
        files = {path: bytes(data) for path, data in self.disk.files.items()}
        return read(files, "SELECT record ->> 'topic' FROM channels ORDER BY folded")


def read(files: dict[str, bytes], sql: str) -> list[str]:
    disk = Disk("reading", files)
    connection = open_writer(PATH, vfs=disk.name, is_alone=True)
    try:
        assert connection.pragma("integrity_check") == "ok"
        return [str(value) for (value,) in connection.execute(sql)]
    finally:
        connection.close()
        disk.unregister()


@pytest.fixture
def owner() -> Iterator[Owner]:
    owner = Owner()
    yield owner
    owner.disk.before = lambda *_: None
    owner.disk.room = None
    owner.keeper.close()
    owner.disk.unregister()


def topic(text: str, channel: str = "#방") -> ChannelRecord:
    return ChannelRecord(channel=channel, created_ms=TimeMs(1), topic=text)


def fill_up(owner: Owner) -> None:
    """Speak until the disk is full."""
    owner.disk.room = owner.disk.size + 20_000
    while owner.say("가" * 100) is Outcome.KEPT:
        pass


def test_a_group_is_kept_when_it_is_said_to_be(owner: Owner) -> None:
    for size in (1, 3, 1, 20):
        assert owner.keep(*(owner.log.say(str(number)) for number in range(size))) is Outcome.KEPT
        assert owner.found() == owner.kept
    assert not owner.told


# A full disk.


def test_a_full_disk_refuses_and_goes_on_by_itself(owner: Owner) -> None:
    fill_up(owner)
    assert owner.keeper.trouble is Trouble.FULL
    assert owner.say() is Outcome.DISK_FULL
    assert owner.found() == owner.kept
    owner.disk.room = None
    owner.free = RESUME_BYTES - 1
    owner.keeper.tend()
    assert owner.say() is Outcome.DISK_FULL
    owner.free = RESUME_BYTES
    owner.keeper.tend()
    assert owner.say() is Outcome.KEPT
    assert owner.found() == owner.kept
    assert owner.events == ["store_stopped", "store_resumed"]


def test_an_owner_is_not_told_every_second(owner: Owner) -> None:
    """A little may still fit where a message does not, so it may look well again and again."""
    fill_up(owner)
    for _ in range(20):
        owner.say("가" * 100)
        owner.keeper.tend()
    assert owner.events.count("store_stopped") == 1
    assert owner.events.count("store_resumed") <= 1
    assert owner.found() == owner.kept


def test_it_stops_by_itself_before_the_wall(owner: Owner) -> None:
    owner.free = STOP_BYTES
    owner.keeper.look()
    assert owner.say() is Outcome.KEPT
    owner.free = STOP_BYTES - 1
    owner.keeper.look()
    assert owner.say() is Outcome.DISK_FULL
    assert owner.found() == owner.kept


def test_it_looks_by_itself_when_much_is_said(owner: Owner) -> None:
    owner.free = 0
    assert owner.say() is Outcome.KEPT
    assert owner.keep(*(owner.log.say("글") for _ in range(LOOK_EVERY_RECORDS))) is Outcome.DISK_FULL


def test_what_has_changed_meanwhile_is_written_afterwards(owner: Owner) -> None:
    owner.keep(topic("처음"))
    owner.free = 0
    owner.keeper.look()
    assert owner.keep(topic("둘"), owner.log.say("주제 바꿨어요")) is Outcome.DISK_FULL
    assert owner.keep(topic("셋"), topic("뜰", "#뜰")) is Outcome.DISK_FULL
    assert owner.topics() == ["처음"]
    owner.free = RESUME_BYTES
    owner.keeper.tend()
    assert owner.topics() == ["뜰", "셋"]
    assert owner.found() == [], "what was said is not: its speaker has been told"
    assert not owner.keeper.wants_tending


def test_what_is_owed_is_written_at_the_end(owner: Owner) -> None:
    owner.free = 0
    owner.keeper.look()
    owner.keep(topic("둘"))
    owner.free = RESUME_BYTES
    owner.keeper.close()
    assert owner.topics() == ["둘"]


def test_what_is_owed_and_cannot_be_written_at_the_end_is_told(owner: Owner) -> None:
    owner.free = 0
    owner.keeper.look()
    owner.keep(topic("둘"))
    owner.keeper.close()
    assert owner.told[-1] == ("store_stopped", {"reason": "owed at the end", "records": 1})


def test_the_checkpoint_may_be_the_one_without_room(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.keeper.connection.wal_autocheckpoint(3)

    def before(what: str, path: str) -> None:
        if what == "write" and path == str(PATH):
            raise apsw.FullError

    owner.disk.before = before
    for _ in range(30):
        owner.say()
    assert owner.found() == owner.kept


# Faults.


def failing(owner: Owner, what: str, at: int, times: int) -> None:
    """Let the disk fail from its `at`-th doing of a kind on, so many times."""
    doings = count(1)

    def before(done: str, _: str) -> None:
        if done == what and at <= next(doings) < at + times:
            raise apsw.IOError

    owner.disk.before = before


def test_a_commit_whose_sync_failed_is_looked_for(owner: Owner) -> None:
    owner.say()
    failing(owner, "sync", 1, 1)
    connects = owner.connects
    # All was written, only the sync failed: it is there, and the way into the file itself makes it safe.
    assert owner.say() is Outcome.KEPT
    assert owner.connects == connects + 1, "nothing that the old handle says can be believed"
    assert owner.found() == owner.kept
    assert owner.events == ["store_fault"]
    *_, (what, path, _, _) = [done for done in owner.disk.done if done[0] == "sync"]
    assert (what, path) == ("sync", str(PATH))


def test_a_commit_that_was_not_written_is_refused(owner: Owner) -> None:
    owner.say()
    failing(owner, "write", 1, 1)
    assert owner.keep(owner.log.say("글"), topic("둘")) is Outcome.FAILED
    assert owner.found() == owner.kept
    assert owner.say() is Outcome.KEPT
    assert owner.topics() == ["둘"]
    assert owner.found() == owner.kept


def test_three_faults_in_a_row_are_enough(owner: Owner) -> None:
    owner.say()
    failing(owner, "write", 1, 1_000)
    for _ in range(MAX_FAULTS + 2):
        assert owner.say() is Outcome.FAILED
        owner.keeper.tend()
    assert owner.keeper.trouble is Trouble.BROKEN
    owner.disk.before = lambda *_: None
    owner.keeper.tend()
    assert owner.say() is Outcome.FAILED, "until somebody has seen to the disk"
    owner.keeper.retry()
    assert owner.say() is Outcome.KEPT
    assert owner.found() == owner.kept
    assert owner.events[-1] == "store_resumed"


def test_faults_that_are_not_in_a_row_are_not_counted(owner: Owner) -> None:
    for _ in range(2 * MAX_FAULTS):
        failing(owner, "write", 1, 1)
        assert owner.say() is Outcome.FAILED
        assert owner.say() is Outcome.KEPT
    assert owner.found() == owner.kept


def test_a_file_that_cannot_be_opened_again_is_a_fault(owner: Owner) -> None:
    def before(what: str, _: str) -> None:
        if what in ("write", "open"):
            raise apsw.CantOpenError

    owner.disk.before = before
    assert owner.say() is Outcome.FAILED
    assert owner.say() is Outcome.FAILED
    assert owner.keeper.trouble is Trouble.BROKEN
    owner.disk.before = lambda *_: None
    owner.keeper.retry()
    assert owner.say() is Outcome.KEPT


def test_a_retry_with_nothing_given_up_changes_nothing(owner: Owner) -> None:
    owner.keeper.retry()
    assert owner.connects == 1
    assert not owner.told


@pytest.mark.parametrize(
    "error", [apsw.IOError, apsw.FullError, apsw.BusyError, apsw.CorruptError, apsw.ReadOnlyError]
)
def test_a_fault_at_any_moment_takes_nothing_that_was_kept(error: type[apsw.Error]) -> None:
    """RELIABILITY 4f: injected at 100 points and more."""
    for at in range(1, 60):
        owner = Owner()
        owner.keeper.connection.wal_autocheckpoint(5)
        doings = count(1)

        def before(what: str, _: str, at: int = at, doings: Iterator[int] = doings) -> None:
            if what in ("write", "sync", "truncate") and next(doings) == at:
                raise error

        owner.disk.before = before
        for number in range(12):
            owner.keep(owner.log.say("글" * number), owner.log.say("말"))
            owner.keep(owner.log.say("글"))
            owner.keeper.tend()
        assert owner.say() is Outcome.KEPT, at
        assert owner.found() == owner.kept, at
        owner.keeper.close()
        owner.disk.unregister()


# A foreign tool, a bad record.


def test_a_tool_that_holds_the_file_is_waited_for_like_room(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    told: list[str] = []
    keeper = Keeper(
        lambda: open_writer(path), lambda: 10 * RESUME_BYTES, lambda event, **_: told.append(event), 0
    )
    upgrade(keeper.connection, path, steps(), report=silent)
    log = Log()
    tool = apsw.Connection(str(path))
    tool.execute("BEGIN IMMEDIATE")
    assert keeper.keep([log.say("하나"), topic("하나")]) is Outcome.FAILED
    keeper.tend()
    assert keeper.trouble is Trouble.LOCKED
    assert keeper.keep([log.say("둘")]) is Outcome.FAILED
    tool.execute("ROLLBACK")
    keeper.tend()
    assert keeper.keep([log.say("셋")]) is Outcome.KEPT
    assert tool.execute("SELECT text FROM events").get == "셋"
    assert tool.execute("SELECT record ->> 'topic' FROM channels").get == "하나"
    assert told == ["store_stopped", "store_resumed"]
    tool.close()
    keeper.close()


def test_at_once_means_without_folding_the_log(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper_module, "PAGES_BEFORE_CHECKPOINT", 1)
    owner.say()
    before = bytes(owner.disk.files[str(PATH)])
    owner.keeper.connection.wal_autocheckpoint(1)
    said = owner.log.say("글")
    assert owner.keeper.keep_at_once([said]) is Outcome.KEPT
    assert owner.found() == [*owner.kept, said.msgid]
    assert bytes(owner.disk.files[str(PATH)]) == before
    owner.kept.append(said.msgid)
    owner.say()
    assert bytes(owner.disk.files[str(PATH)]) != before
    assert owner.found() == owner.kept


def test_only_the_bad_record_is_refused(owner: Owner) -> None:
    first = owner.log.say("하나")
    owner.keep(first)
    second, third = owner.log.say("둘"), owner.log.say("셋")
    assert owner.keeper.keep([second, first, third]) == PartlyKept(frozenset({1}))
    assert owner.found() == [first.msgid, second.msgid, third.msgid]
    assert owner.told == [
        ("store_record_failed", {"kind": "EventRecord", "reason": owner.told[0][1]["reason"]})
    ]
    assert owner.keeper.keep([first]) is Outcome.FAILED
    assert owner.keeper.trouble is None


def test_a_state_that_cannot_be_written_does_not_stop_the_others(owner: Owner) -> None:
    owner.free = 0
    owner.keeper.look()
    owner.keep(topic("\ud800", "#나쁨"), topic("좋음"))
    owner.free = RESUME_BYTES
    owner.keeper.tend()
    assert owner.topics() == ["좋음"]
    assert "store_record_failed" in owner.events
    assert not owner.keeper.wants_tending


def test_somebody_elses_file_in_its_place_is_a_fault(owner: Owner) -> None:
    failing(owner, "write", 1, 1)
    owner.say()
    owner.disk.before = lambda *_: None
    for path in list(owner.disk.files):
        owner.disk.files[path] = bytearray("일기장".encode() * 2_000)
    assert owner.say() is Outcome.FAILED
    assert owner.say() is Outcome.FAILED
    with pytest.raises(StorageError):
        owner.connect()
