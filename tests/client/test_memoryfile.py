"""The file of what is remembered."""

import stat
from pathlib import Path

import pytest

from malmadang.client.memoryfile import MemoryFile
from malmadang.clientcore.memory import ClientMemory

MEMORY = ClientMemory(ignored=("민수",))


def test_it_comes_back(tmp_path: Path) -> None:
    file = MemoryFile(str(tmp_path / "new" / "folder"))
    assert file.load() == ClientMemory()
    file.save(MEMORY)
    assert file.load() == MEMORY
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [entry.name for entry in file.path.parent.iterdir()] == ["client.json"]


def test_a_broken_file_is_set_aside(tmp_path: Path) -> None:
    file = MemoryFile(str(tmp_path))
    file.path.write_text("{broken")
    assert file.load() == ClientMemory()
    assert (tmp_path / "client.broken").read_text() == "{broken"


def test_a_folder_that_cannot_be_written_costs_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    MemoryFile(str(tmp_path / "file")).save(MEMORY)
    assert "could not be written" in caplog.text


def test_the_users_own_folder_is_the_usual_place() -> None:
    assert MemoryFile().path.name == "client.json"


def test_several_cores_remember_in_one_file(tmp_path: Path) -> None:
    """Each talks to another server; what one forgets or learns, the other does not undo."""
    file = MemoryFile(str(tmp_path))
    file.save(ClientMemory(pins={"old:1": "00"}, ignored=("trouble",)))
    one, two = file.share(), file.share()
    one.save(ClientMemory(pins={"old:1": "00", "one:1": "11"}, ignored=("trouble", "bore")))
    two.save(ClientMemory(pins={"two:2": "22"}, ignored=()))
    one.save(ClientMemory(pins={"old:1": "00", "one:1": "12"}, ignored=("trouble", "bore", "third")))
    assert file.load() == ClientMemory(pins={"one:1": "12", "two:2": "22"}, ignored=("bore", "third"))
