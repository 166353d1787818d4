"""Links of other programs."""

import sys
from pathlib import Path

import pytest

from malmadang.desktop import schemes


def test_the_entry_opens_the_app_with_the_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert schemes.register("linux", data_home=tmp_path)
    entry = (tmp_path / "applications" / schemes.FILE).read_text("utf-8")
    assert "MimeType=x-scheme-handler/malmadang;" in entry
    assert f"{sys.executable} -m malmadang chat %u" in entry.replace('"', "")


def test_a_folder_that_cannot_be_written_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not schemes.register("linux", data_home=tmp_path / "file")


@pytest.mark.parametrize(("platform", "can"), [("linux", True), ("win32", True), ("darwin", False)])
def test_where_it_can_be_done(platform: str, can: bool) -> None:
    assert schemes.can_register(platform) is can


def test_a_percent_sign_in_a_folder_begins_no_field_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(schemes, "command_line", lambda: ["/opt/100%u/python", "-m", "malmadang"])
    assert schemes.register("linux", data_home=tmp_path)
    assert 'Exec="/opt/100%%u/python" -m malmadang %u\n' in (
        tmp_path / "applications" / schemes.FILE
    ).read_text("utf-8")
