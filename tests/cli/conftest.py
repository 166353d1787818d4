"""Owners of servers, running and at rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.owned import Owner
from tests.kit.realserver import RealServer

CONFIG = '[accounts]\npassword_cost = "low"\n[limits]\nthrottle = false\n'


@pytest.fixture
def owner(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Owner:
    """Somebody whose data folder nobody serves from."""
    return Owner(tmp_path / "data", capsys, monkeypatch)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    """A server that runs on the owner's data folder."""
    with RealServer(tmp_path, config=CONFIG) as server:
        yield server
