"""The file of what is remembered."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from malmadang.client.memoryfile import MemoryFile
from malmadang.clientcore.memory import ClientMemory, KeptPlace

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


_RUN = """
import sys
from malmadang.client.memoryfile import MemoryFile
from malmadang.clientcore.memory import ClientMemory, KeptPlace
share = MemoryFile(sys.argv[1]).share()
share.save(ClientMemory(places={"h:1 anna": KeptPlace("secret")}))
print("kept", flush=True)
sys.stdin.read()
"""


def test_a_place_is_free_once_its_program_was_killed(tmp_path: Path) -> None:
    """Two programs with one memory do not take each other's place; a crash's is there for the next start."""
    with subprocess.Popen(
        [sys.executable, "-c", _RUN, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"kept\n"
        beside = MemoryFile(str(tmp_path)).share()
        assert beside.memory.places == {}
        beside.save(ClientMemory(ignored=("bore",)))
        other.kill()
    file = MemoryFile(str(tmp_path))
    share = file.share()
    assert [(name, place.token) for name, place in share.memory.places.items()] == [("h:1 anna", "secret")]
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    share.save(ClientMemory(ignored=("bore",)))
    assert file.load() == ClientMemory(ignored=("bore",))
    assert [entry.name for entry in tmp_path.iterdir()] == ["client.json"]


def test_our_own_place_is_held_until_we_end(tmp_path: Path) -> None:
    file = MemoryFile(str(tmp_path))
    file.share().save(ClientMemory(places={"h:1 anna": KeptPlace("secret")}))
    assert file.share().memory.places == {}
    assert MemoryFile(str(tmp_path)).share().memory.places == {}
    file.release()
    assert list(MemoryFile(str(tmp_path)).share().memory.places) == ["h:1 anna"]


def test_where_nothing_can_be_locked_no_place_is_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = MemoryFile(str(tmp_path))
    monkeypatch.setattr("filelock.FileLock.acquire", _refuse)
    file.share().save(ClientMemory(places={"h:1 anna": KeptPlace("secret")}))
    assert file.load() == ClientMemory()
    assert "can be locked" in caplog.text
    assert "secret" not in caplog.text


def _refuse(*_: object, **__: object) -> None:
    raise OSError("no locks here")
