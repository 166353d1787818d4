"""A backup is whole or is none; what comes back is what went in."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from malmadang.adapters.sqlite import backup
from malmadang.adapters.sqlite.backup import BackupError, fold_in, look_into, unpack, write_backup
from malmadang.adapters.sqlite.storage import SqliteStorage
from malmadang.ports import HistoryQuery
from tests.adapters.sqlite.disk import silent, unexpected
from tests.kit.stores import Kept, Log
from tests.kit.world import make_account

FILES = {"key.pem": b"a key", "settings.toml": "가".encode()}


def opened(path: Path) -> Kept:
    return Kept(lambda: SqliteStorage(path, report=silent, died=unexpected))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Kept]:
    with opened(tmp_path / "malmadang.db") as kept:
        log = Log("#방")
        kept.commit(*(log.say(f"글 {number}") for number in range(50)), make_account("영희", "x"))
        kept.commit(Log("=가,나").say("둘만"))
        yield kept


def back_up(tmp_path: Path, name: str = "a.backup", *, may_replace: bool = False) -> Path:
    target = tmp_path / name
    contents = write_backup(
        tmp_path / "malmadang.db", target, FILES, version="1", now_ms=1, may_replace=may_replace
    )
    assert contents == look_into(target)
    return target


def test_all_of_it_comes_back(store: Kept, tmp_path: Path) -> None:
    target = back_up(tmp_path)
    found = look_into(target)
    assert (found.rooms, found.lines, found.accounts, found.newest) == (1, 51, 1, 51)
    assert found.files == ("key.pem", "settings.toml")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600, "there are hashes and keys in it"
    assert unpack(target, tmp_path / "back.db") == FILES
    with opened(tmp_path / "back.db") as back:
        wanted = HistoryQuery("#방", limit=100)
        assert back.page(wanted) == store.page(wanted)
        assert [account.account for account in back.snapshot.accounts] == ["영희"]
    assert b"a key" not in (tmp_path / "back.db").read_bytes()
    assert sorted(os.listdir(tmp_path)) == [
        *("a.backup", "back.db", "malmadang.db", "malmadang.db-shm", "malmadang.db-wal"),
    ]


def test_a_backup_can_stand_in_for_the_store(store: Kept, tmp_path: Path) -> None:
    with opened(back_up(tmp_path)) as back:
        assert len(back.texts(HistoryQuery("#방", limit=100))) == 50


def test_what_is_there_is_not_written_over(store: Kept, tmp_path: Path) -> None:
    target = back_up(tmp_path)
    before = target.read_bytes()
    with pytest.raises(FileExistsError):
        back_up(tmp_path)
    assert target.read_bytes() == before
    store.commit(Log("#새방").say("새 글"))
    back_up(tmp_path, may_replace=True)
    assert look_into(target).rooms == 2


def test_somebody_quicker_is_not_written_over_either(
    store: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(path: Path) -> None:
        (tmp_path / "a.backup").write_bytes(b"theirs")

    monkeypatch.setattr(backup, "sync_file", meanwhile)
    with pytest.raises(FileExistsError):
        back_up(tmp_path)
    assert (tmp_path / "a.backup").read_bytes() == b"theirs"
    assert not (tmp_path / "a.backup.part").exists()


@pytest.mark.parametrize("at", ["_copy", "_add", "sync_file", "look_into", "_name"])
def test_cut_off_anywhere_it_is_none(
    store: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    class Cut(BaseException):
        """The process ends here."""

    def cut(*_: object, **__: object) -> None:
        raise Cut

    monkeypatch.setattr(backup, at, cut)
    # What a process that is killed leaves: nobody tidies up.
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    with pytest.raises(Cut):
        back_up(tmp_path)
    monkeypatch.undo()
    assert not (tmp_path / "a.backup").exists()
    back_up(tmp_path)


def halves(whole: bytes) -> Iterator[bytes]:
    for size in range(0, len(whole), 4_096):
        yield whole[:size]


def test_a_part_of_it_does_not_pass(store: Kept, tmp_path: Path) -> None:
    whole = back_up(tmp_path).read_bytes()
    part = tmp_path / "part"
    for piece in halves(whole):
        part.write_bytes(piece)
        with pytest.raises(BackupError):
            look_into(part)


def test_a_store_is_no_backup(store: Kept, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no backup of Malmadang's"):
        look_into(tmp_path / "malmadang.db")
    with pytest.raises(FileNotFoundError):
        look_into(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("DELETE FROM events WHERE seq = 3", "damaged .counts"),
        ("UPDATE backup_files SET content = x'00' WHERE name = 'key.pem'", "damaged .key.pem"),
        ("UPDATE backup_seal SET seal = '{'", "damaged"),
        ("DELETE FROM backup_seal", "damaged"),
        ("PRAGMA user_version = 9999", "newer version"),
    ],
)
def test_a_changed_one_does_not_pass(store: Kept, tmp_path: Path, change: str, message: str) -> None:
    target = back_up(tmp_path)
    connection = apsw.Connection(str(target))
    connection.execute(change)
    connection.close()
    with pytest.raises(BackupError, match=message):
        look_into(target)
    with pytest.raises(BackupError, match=message):
        unpack(target, tmp_path / "back.db")


def test_lines_that_were_there_must_be_in_it(
    store: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup._copy
    monkeypatch.setattr(backup, "_copy", lambda *paths: copy(*paths) + 1)
    with pytest.raises(BackupError, match="lacks lines"):
        back_up(tmp_path)
    assert not (tmp_path / "a.backup").exists()


def test_folded_in_it_is_one_file(store: Kept, tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    killed.mkdir()
    for file in ("malmadang.db", "malmadang.db-wal"):
        shutil.copy(tmp_path / file, killed)
    assert fold_in(killed / "malmadang.db")
    assert os.listdir(killed) == ["malmadang.db"]
    with opened(killed / "malmadang.db") as kept:
        assert len(kept.texts(HistoryQuery("#방", limit=100))) == 50


def test_what_is_damaged_cannot_be_folded_in(tmp_path: Path) -> None:
    damaged = tmp_path / "a.db"
    damaged.write_bytes(b"no store at all" * 100)
    assert not fold_in(damaged)
    assert damaged.read_bytes() == b"no store at all" * 100
