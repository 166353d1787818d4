"""Packages are recognised by their signs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.debian import SIGNS, can_install, install_packages, missing_packages


def test_signs_of_every_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "talker"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    signs = {
        "program": "talker",
        "no-program": "nobody-has-this",
        "path": str(program),
        "no-path": str(tmp_path / "none"),
        "no-font": "font:No Such Family",
        "no-library": "library:libnowhere.so.0",
    }
    assert missing_packages(signs) == ["no-program", "no-path", "no-font", "no-library"]


def test_what_the_tests_drive_is_on_this_machine() -> None:
    missing = missing_packages(SIGNS)
    assert not missing, f"sudo apt install {' '.join(missing)}"


def test_only_root_with_apt_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not can_install()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert can_install()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert not can_install()


def test_packages_are_installed_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **options: ran.append(command))
    install_packages(["irssi", "nabi"])
    assert ran[0][:2] == ["apt-get", "update"]
    assert ran[1][-2:] == ["irssi", "nabi"]
