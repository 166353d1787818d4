"""Searches; what they find stands in tests/contract/test_searching.py."""

from pathlib import Path

import pytest

from malmadang.adapters.sqlite import searches
from malmadang.adapters.sqlite.chores import do_step
from malmadang.adapters.sqlite.connections import open_writer
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.adapters.sqlite.rows import Writer
from malmadang.adapters.sqlite.searches import search
from malmadang.ports import SearchedLog, SearchQuery
from tests.adapters.sqlite.disk import silent
from tests.kit.stores import Log


def test_what_the_index_has_not_is_looked_at_but_not_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "MOST_UNINDEXED", 3)
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, steps(), report=silent)
    writer, log = Writer(connection), Log()
    writer.write([log.say("글 0")])
    do_step(connection)
    writer.write([log.say(f"글 {number}") for number in range(1, 6)])
    query = SearchQuery((SearchedLog("#방"),), text="글")
    assert [event.text for event in search(connection, query).events] == ["글 0", "글 3", "글 4", "글 5"]


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize("passed_over", [0, 1, 3, 100])
@pytest.mark.parametrize(("few", "most"), [(0, 0), (0, 9), (9, 9)])
def test_many_logs_and_much_in_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int, most: int, passed_over: int, newest: bool
) -> None:
    """However it is looked for, it is found."""
    for name, value in (("_FEW_LOGS", few), ("_MOST_LOG_TOKENS", most), ("_MOST_OF_OTHERS", passed_over)):
        monkeypatch.setattr(searches, name, value)
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, steps(), report=silent)
    logs = [Log(name) for name in ("#하나", "#둘", "#셋")]
    Writer(connection).write([log.say(f"글 {log.name} {number}") for number in range(4) for log in logs])
    do_step(connection)
    query = SearchQuery((SearchedLog("#하나"), SearchedLog("#셋")), text="글", limit=6, newest=newest)
    numbers = range(1, 4) if newest else range(3)
    assert [event.text for event in search(connection, query).events] == [
        f"글 {name} {number}" for number in numbers for name in ("#하나", "#셋")
    ]
