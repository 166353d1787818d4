import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import apsw
import pytest

from malmadang.adapters.sqlite import migrations
from malmadang.adapters.sqlite.connections import open_writer
from malmadang.adapters.sqlite.migrations import save_copy, steps, upgrade
from malmadang.ports import StorageError
from tests.adapters.sqlite.disk import Disk, silent

STEPS = {
    1: "CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('하나'), ('둘')",
    2: "ALTER TABLE words ADD COLUMN letters INTEGER; UPDATE words SET letters = length(word)",
    3: "CREATE TABLE long AS SELECT word FROM words WHERE letters > 1; DELETE FROM words WHERE letters > 1",
}
FORMS = {0: [], 1: ["words"], 2: ["words"], 3: ["long", "words"]}


def up_to(number: int) -> dict[int, str]:
    return {each: sql for each, sql in STEPS.items() if each <= number}


def tables(connection: apsw.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [str(name) for (name,) in rows]


def is_whole(connection: apsw.Connection) -> bool:
    """Is the file as one of its forms has it, and not between two?"""
    version = connection.pragma("user_version")
    if tables(connection) != FORMS[version] or connection.pragma("integrity_check") != "ok":
        return False
    if version in (1, 2):
        return bool(connection.execute("SELECT count(*) FROM words").get == 2)
    return bool(version == 0 or connection.execute("SELECT word FROM long").get == "하나")


def test_the_real_steps_are_numbered_and_work(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, steps(), report=silent)
    assert connection.pragma("user_version") == max(steps())
    assert {"logs", "events", "channels", "accounts"} <= set(tables(connection))
    connection.close()
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"], "a new file needs no copy"


@pytest.mark.parametrize(
    "names", [["0002_a.sql"], ["0001_a.sql", "0003_b.sql"], ["0001_a.sql", "0001_b.sql"]]
)
def test_a_gap_in_the_numbers_is_a_mistake(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("SELECT 1")
    with pytest.raises(ValueError, match="numbered"):
        steps(tmp_path)


def test_an_older_file_is_copied_and_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, up_to(1), report=silent)
    told: list[dict[str, object]] = []
    upgrade(connection, path, STEPS, report=lambda _, **fields: told.append(fields))
    assert is_whole(connection)
    assert connection.pragma("user_version") == 3
    copy = tmp_path / "a.form-1.db"
    assert told == [{"version": 3, "copy": str(copy)}]
    old = apsw.Connection(str(copy))
    assert (old.pragma("user_version"), is_whole(old)) == (1, True)
    upgrade(connection, path, STEPS, report=silent)
    connection.close()


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, STEPS, report=silent)
    with pytest.raises(StorageError, match=r"newer version \(form 3, this one knows 2\)"):
        upgrade(connection, path, up_to(2), report=silent)
    assert is_whole(connection)
    connection.close()


def test_a_step_that_fails_leaves_the_form_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = open_writer(path)
    broken = {**up_to(2), 3: STEPS[3] + "; SELECT * FROM nowhere"}
    with pytest.raises(apsw.SQLError):
        upgrade(connection, path, broken, report=silent)
    assert connection.pragma("user_version") == 0, "a new file has its form at once"
    upgrade(connection, path, up_to(2), report=silent)
    with pytest.raises(apsw.SQLError):
        upgrade(connection, path, broken, report=silent)
    assert (connection.pragma("user_version"), is_whole(connection)) == (2, True)
    connection.close()


def test_killed_at_any_moment_it_is_old_or_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """RELIABILITY 4f: opens afterwards as old or new, never between."""
    monkeypatch.setattr(migrations, "save_copy", lambda *_: Path("copy"))
    disk = Disk("migrating")
    path = Path("/a.db")
    connection = open_writer(path, vfs=disk.name, is_alone=True)
    upgrade(connection, path, up_to(1), report=silent)
    start = len(disk.done)
    upgrade(connection, path, STEPS, report=silent)
    connection.close()
    seen = set()
    for cut in range(start, len(disk.done) + 1):
        left = Disk("left", disk.after_cut(cut))
        again = open_writer(path, vfs=left.name, is_alone=True)
        seen.add(again.pragma("user_version"))
        assert is_whole(again), cut
        upgrade(again, path, STEPS, report=silent)
        assert is_whole(again), cut
        again.close()
        left.unregister()
    disk.unregister()
    assert seen == {1, 2, 3}


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_copy_has_its_name_once_it_is_whole(
    tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, up_to(1), report=silent)
    with monkeypatch.context() as patch:
        patch.setattr(os, moment, killed)
        with pytest.raises(KeyboardInterrupt):
            save_copy(connection, path, 1)
    assert not (tmp_path / "a.form-1.db").exists()
    assert save_copy(connection, path, 1).exists()
    assert not [file for file in tmp_path.iterdir() if file.suffix == ".part"]
    connection.close()


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_without_room_for_a_copy_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, up_to(1), report=silent)
    monkeypatch.setattr(migrations, "save_copy", full)
    with pytest.raises(apsw.FullError):
        upgrade(connection, path, STEPS, report=silent)
    assert (connection.pragma("user_version"), is_whole(connection)) == (1, True)
    connection.close()


def full(*_: object) -> Path:
    raise apsw.FullError


def test_a_disk_that_fills_up_meanwhile_leaves_a_whole_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "save_copy", lambda *_: Path("copy"))
    for calls in count(1):
        disk = Disk("filling")
        connection = open_writer(Path("/a.db"), vfs=disk.name, is_alone=True)
        upgrade(connection, Path("/a.db"), up_to(1), report=silent)
        disk.before = fail_at(calls)
        try:
            upgrade(connection, Path("/a.db"), STEPS, report=silent)
            is_through = True
        except apsw.FullError:
            is_through = False
        disk.before = lambda *_: None
        assert is_whole(connection), calls
        connection.close()
        disk.unregister()
        if is_through:
            assert calls > 5
            return


def fail_at(number: int) -> Callable[[str, str], None]:
    writes = count(1)

    def before(what: str, _: str) -> None:
        if what == "write" and next(writes) >= number:
            raise apsw.FullError

    return before
