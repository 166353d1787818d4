from pathlib import Path

import apsw
import msgspec
import pytest

from malmadang.adapters.sqlite.connections import open_writer
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.adapters.sqlite.rows import Writer
from malmadang.adapters.sqlite.snapshots import read_snapshot
from malmadang.ports import LogPosition, Snapshot, TimeMs
from malmadang.wire.names import Folded
from tests.adapters.sqlite.disk import silent
from tests.kit.stores import Log


@pytest.fixture
def connection(tmp_path: Path) -> apsw.Connection:
    connection = open_writer(tmp_path / "a.db")
    upgrade(connection, tmp_path / "a.db", steps(), report=silent)
    return connection


def test_a_new_file_holds_nothing(connection: apsw.Connection) -> None:
    assert read_snapshot(connection) == Snapshot()


def test_the_end_of_each_log_is_found_without_reading_it(connection: apsw.Connection) -> None:
    logs = [Log(f"#방{number}") for number in range(3)]
    for size, log in enumerate(logs, 1):
        Writer(connection).write([log.say("글") for _ in range(300 * size)])
    steps_taken = 0

    def count() -> bool:
        nonlocal steps_taken
        steps_taken += 1
        return False

    connection.set_progress_handler(count, 1)
    positions = read_snapshot(connection).positions
    assert steps_taken < 500
    assert positions == {
        Folded(log.name): LogPosition(300 * size, TimeMs(log.now_ms)) for size, log in enumerate(logs, 1)
    }


def test_a_record_of_no_known_form_is_not_passed_over(connection: apsw.Connection) -> None:
    connection.execute("""INSERT INTO channels VALUES ('#방', '{"channel": 7}')""")
    with pytest.raises(msgspec.ValidationError):
        read_snapshot(connection)


def test_a_record_of_an_older_version_has_what_is_new_at_its_default(connection: apsw.Connection) -> None:
    connection.execute("""INSERT INTO channels VALUES ('#방', '{"channel": "#방", "created_ms": 1}')""")
    [channel] = read_snapshot(connection).channels
    assert (channel.founder, channel.masks, channel.settings) == ("", (), {})
