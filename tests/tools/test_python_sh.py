"""The interpreter that .venv is made with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.prepare import ROOT


def choose(folder: Path, *, python: str = "") -> subprocess.CompletedProcess[str]:
    environ = {"PATH": f"{folder}:/usr/bin:/bin", "PYTHON": python}
    script = str(ROOT / "tools" / "python.sh")
    return subprocess.run(["sh", script], env=environ, capture_output=True, text=True, check=False)


def pretend(folder: Path, name: str, *, is_new: bool, is_whole: bool) -> Path:
    """Put a program there that answers the script's questions as such a Python would."""
    file = folder / name
    whole = "exit 0" if is_new and is_whole else "exit 1"
    new = "exit 0" if is_new else "exit 1"
    file.write_text(f'#!/bin/sh\ncase "$2" in *_tkinter*) {whole};; *) {new};; esac\n')
    file.chmod(0o755)
    return file


def test_of_several_that_would_do_the_first_is_taken(tmp_path: Path) -> None:
    first = pretend(tmp_path, "first", is_new=True, is_whole=True)
    second = pretend(tmp_path, "second", is_new=True, is_whole=True)
    assert choose(tmp_path, python=f"{first} {second}").stdout == f"{first}\n"


def test_one_that_can_open_a_window_is_preferred(tmp_path: Path) -> None:
    pretend(tmp_path, "python3", is_new=True, is_whole=False)
    whole = pretend(tmp_path, "whole", is_new=True, is_whole=True)
    assert choose(tmp_path, python=f"python3 {whole}").stdout == f"{whole}\n"


def test_new_enough_is_taken_when_none_is_whole(tmp_path: Path) -> None:
    old = pretend(tmp_path, "old", is_new=False, is_whole=False)
    new = pretend(tmp_path, "new", is_new=True, is_whole=False)
    assert choose(tmp_path, python=f"{old} {new}").stdout == f"{new}\n"


def test_nothing_fit_is_said_with_the_cure_in_both_languages(tmp_path: Path) -> None:
    old = pretend(tmp_path, "old", is_new=False, is_whole=False)
    done = choose(tmp_path, python=str(old))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "sudo apt install python3 python3-venv python3-tk" in done.stderr
    assert "찾지 못했어요" in done.stderr
    assert "No Python 3.11" in done.stderr


@pytest.mark.parametrize("name", ["run", "python.sh"])
def test_the_scripts_are_plain_shell(name: str) -> None:
    file = ROOT / (".ci" if name == "run" else "tools") / name
    assert os.access(file, os.X_OK)
    subprocess.run(["sh", "-n", str(file)], check=True)


def test_this_python_would_be_chosen(tmp_path: Path) -> None:
    assert choose(tmp_path, python=sys.executable).stdout == f"{sys.executable}\n"
