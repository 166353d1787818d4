import stat
from pathlib import Path

import apsw
import pytest

from malmadang.adapters.sqlite.connections import check_library, open_reader, open_writer
from malmadang.ports import StorageError


@pytest.mark.parametrize(
    "version", ["3.7.0", "3.40.1", "3.44.5", "3.50.4", "3.50.6", "3.51.2", "3.51.0", "3.51"]
)
def test_a_sqlite_that_damages_files_is_refused(version: str) -> None:
    with pytest.raises(StorageError, match=version):
        check_library(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.54.1", "3.50.7", "3.44.6", "3.44.8", "4.0.0", "3.6.23"])
def test_a_mended_one_is_not(version: str) -> None:
    check_library(version)


def test_the_one_that_comes_along_is_mended() -> None:
    check_library(apsw.sqlite_lib_version())


def test_a_commit_is_on_disk_when_it_returns(tmp_path: Path) -> None:
    connection = open_writer(tmp_path / "a.db")
    assert connection.pragma("journal_mode") == "wal"
    assert connection.pragma("synchronous") == 2
    connection.close()


def test_one_who_reads_cannot_write(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "a.db")
    writer.execute("CREATE TABLE t (x)")
    reader = open_reader(tmp_path / "a.db")
    assert reader.execute("SELECT count(*) FROM t").get == 0
    with pytest.raises(apsw.ReadOnlyError):
        reader.execute("INSERT INTO t VALUES (1)")
    reader.close()
    writer.close()


def test_somebody_elses_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("이것은 일기장이에요. " * 200)
    before = path.read_bytes()
    with pytest.raises(StorageError, match="not Malmadang's"):
        open_writer(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("sql", ["CREATE TABLE t (x)", "PRAGMA application_id = 1196444487"])
def test_somebody_elses_database_is_left_alone(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "a.db"
    other = apsw.Connection(str(path))
    other.execute(sql)
    other.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="not Malmadang's"):
        open_writer(path)
    assert path.read_bytes() == before
    assert stat.S_ISREG(path.stat().st_mode)
