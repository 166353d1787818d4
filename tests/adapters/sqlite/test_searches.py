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


def test_more_logs_than_are_worth_naming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "_MOST_LOG_TOKENS", 1)
    path = tmp_path / "a.db"
    connection = open_writer(path)
    upgrade(connection, path, steps(), report=silent)
    Writer(connection).write([Log(name).say(f"글 {name}") for name in ("#하나", "#둘", "#셋")])
    do_step(connection)
    query = SearchQuery((SearchedLog("#하나"), SearchedLog("#셋")), text="글")
    assert [event.text for event in search(connection, query).events] == ["글 #하나", "글 #셋"]
