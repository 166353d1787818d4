"""What is remembered between two starts."""

import os
from pathlib import Path

import pytest

from malmadang.desktop.arrange import Look
from malmadang.desktop.settings import FILE, Place, PreferenceFile, Preferences, write_whole
from malmadang.desktop.tokens import Theme


def test_nothing_kept_gives_the_defaults(tmp_path: Path) -> None:
    assert PreferenceFile(tmp_path).now == Preferences()
    assert not (tmp_path / FILE).exists()


def test_a_change_is_there_at_the_next_start(tmp_path: Path) -> None:
    kept = PreferenceFile(tmp_path / "new")
    kept.change(
        nick="하늘", theme=Theme.DARK, look=Look.COMPACT, place=Place(1000, 700, 3, 4), rooms=("#방",)
    )
    again = PreferenceFile(tmp_path / "new").now
    assert again == kept.now
    assert (again.nick, again.theme, again.place) == ("하늘", Theme.DARK, Place(1000, 700, 3, 4))


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    kept = PreferenceFile(tmp_path)
    kept.change(nick="하늘")
    (tmp_path / FILE).unlink()
    kept.change(nick="하늘")
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("broken", ["", "{", '{"theme": "pink"}', '{"percent": 1000}', "\ud800"])
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, broken: str) -> None:
    (tmp_path / FILE).write_bytes(broken.encode("utf-8", "surrogatepass"))
    assert PreferenceFile(tmp_path).now == Preferences()


def test_keys_of_a_newer_version_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"nick": "하늘", "hologram": true}')
    assert PreferenceFile(tmp_path).now.nick == "하늘"


def test_a_misspelt_preference_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        PreferenceFile(tmp_path).change(nik="하늘")


def test_a_folder_that_cannot_be_written_leaves_the_app_alive(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    kept = PreferenceFile(blocked / "folder")
    kept.change(nick="하늘")
    assert kept.now.nick == "하늘"


def test_writing_replaces_the_whole_file_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b"
    write_whole(file, b"one")
    write_whole(file, b"two")
    assert file.read_bytes() == b"two"
    assert list(file.parent.iterdir()) == [file]
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
