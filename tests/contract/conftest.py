"""The stores that there are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from malmadang.adapters.sqlite.storage import SqliteStorage
from malmadang.adapters.storage_memory import MemoryStorage
from tests.adapters.sqlite.disk import silent, unexpected
from tests.kit.stores import Kept


@pytest.fixture(params=["memory", "sqlite", "sqlite, durability memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    memory = MemoryStorage()
    durability = "memory" if request.param.endswith("memory") else "disk"

    def make() -> MemoryStorage | SqliteStorage:
        if request.param == "memory":
            return memory
        return SqliteStorage(
            tmp_path / "malmadang.db",
            report=silent,
            died=unexpected,
            durability="memory" if durability == "memory" else "disk",
        )

    with Kept(make) as store:
        yield store
