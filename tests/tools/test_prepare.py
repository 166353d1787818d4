"""What is missing is named with its cure; what is installed is installed once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.display import Display
from tools import prepare
from tools.prepare import Venv, lacks, tk_state, wants_window


def test_a_whole_machine_lacks_nothing() -> None:
    assert lacks(has_venv=True, tk="xft") == []
    assert lacks(has_venv=True, tk=None) == []


@pytest.mark.parametrize(
    ("has_venv", "tk", "english", "cure"),
    [
        (False, None, "venv module is missing", "apt install python3-venv"),
        (True, "missing", "tkinter", "apt install python3-tk"),
        (True, "x11", "without Xft", "PYTHON=/usr/bin/python3"),
    ],
)
def test_each_lack_is_named_in_both_languages_with_its_cure(
    has_venv: bool, tk: str | None, english: str, cure: str
) -> None:
    [lack] = lacks(has_venv=has_venv, tk=tk)
    assert english in lack.english
    assert "요." in lack.korean
    assert cure in lack.cure


def test_a_display_that_does_not_answer_is_no_lack() -> None:
    assert lacks(has_venv=True, tk="closed") == []


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_window_is_wanted_where_a_display_is_named(environ: dict[str, str], expected: bool) -> None:
    assert wants_window(environ, "linux") is expected


def test_macos_always_has_a_display() -> None:
    assert wants_window({}, "darwin")


def test_tk_of_this_python_draws_with_xft(display: Display) -> None:
    assert tk_state() == "xft"


def test_tk_without_a_display_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert tk_state() == "closed"


def test_a_python_without_tkinter_is_told_apart(tmp_path: Path) -> None:
    bare = tmp_path / "python"
    bare.write_text(
        f'#!/bin/sh\nshift\nexec "{sys.executable}" -c "import sys; sys.modules[\'tkinter\'] = None\n$1"\n'
    )
    bare.chmod(0o755)
    assert tk_state(str(bare)) == "missing"


class TestStamp:
    """Installing happens when the project file has changed, and not again."""

    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        file = tmp_path / "pyproject.toml"
        file.write_text('[project]\nname = "x"\n')
        return file

    @pytest.fixture
    def venv(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Venv:
        """An environment whose interpreter is this one, and whose pip only takes note."""
        venv = Venv(tmp_path / ".venv")
        venv.python.parent.mkdir(parents=True)
        venv.python.symlink_to(sys.executable)
        self.installed: list[str] = []
        run = subprocess.run

        def take_note(command: list[str], **options: object) -> object:
            if "install" in command:
                self.installed.append(command[-1])
                return None
            return run(command, check=False, capture_output=True)

        monkeypatch.setattr(subprocess, "run", take_note)
        return venv

    def test_an_installed_project_is_current_until_it_changes(self, venv: Venv, project: Path) -> None:
        assert not venv.is_current(project, "")
        venv.install(project, "")
        assert venv.is_current(project, "")
        assert not venv.is_current(project, "dev")
        project.write_text('[project]\nname = "y"\n')
        assert not venv.is_current(project, "")

    def test_the_larger_installation_serves_the_smaller_purpose(self, venv: Venv, project: Path) -> None:
        venv.install(project, "dev")
        assert self.installed == [f"{project.parent}[dev]"]
        assert venv.is_current(project, "")
        assert venv.is_current(project, "dev")

    def test_a_dead_interpreter_or_a_torn_stamp_means_again(self, venv: Venv, project: Path) -> None:
        venv.install(project, "")
        stamp = venv.stamp.read_text()
        venv.stamp.write_text(stamp[:5])
        assert not venv.is_current(project, "")
        venv.stamp.write_text(json.dumps({**json.loads(stamp)}))
        assert venv.is_current(project, "")
        venv.python.unlink()
        venv.python.symlink_to("/nowhere/python3")
        assert not venv.is_current(project, "")


def test_an_unknown_purpose_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare.main(["fly"]) == 2
    assert "run|develop|test" in capsys.readouterr().err


def test_what_is_missing_ends_it_before_anything_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare, "missing_packages", lambda: ["irssi", "nabi"])
    monkeypatch.setattr(prepare, "can_install", lambda: False)
    assert prepare.main(["test"]) == 1
    assert "sudo apt install irssi nabi" in capsys.readouterr().err
