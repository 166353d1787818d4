from pathlib import Path

from malmadang.adapters.sqlite.connections import open_writer
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.adapters.sqlite.places import find_log, first_place, last_place
from malmadang.adapters.sqlite.rows import Writer
from tests.adapters.sqlite.disk import silent
from tests.kit.stores import Log


def test_where_things_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, steps(), report=silent)
    log = Log("#Room")
    lines = [log.say("글", verb="JOIN" if number == 3 else "PRIVMSG") for number in range(5)]
    Writer(connection).write(lines)
    assert find_log(connection, "#rOOM") == (1, "#Room", 0)
    assert find_log(connection, "#없음") == (None, "#없음", 0)
    assert [first_place(connection, 1, line.utc_ms) for line in lines] == [1, 2, 3, 4, 5]
    assert first_place(connection, 1, lines[-1].utc_ms + 1) == 6
    assert first_place(connection, 1, 0) == 1
    assert first_place(connection, 2, 5) == 0
    assert [last_place(connection, 1, lines) for lines in (1, 2, 3, 4, 5)] == [5, 3, 2, 1, 0]
