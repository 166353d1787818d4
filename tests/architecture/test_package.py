"""What `pip install .` and `pipx install .` put on a machine."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCE


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True)
    [file] = folder.glob("malmadang-*.whl")
    return file


def test_everything_of_the_package_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    files = {file for file in SOURCE.rglob("*") if file.is_file() and "__pycache__" not in file.parts}
    assert {f"malmadang/{file.relative_to(SOURCE).as_posix()}" for file in files} <= inside
    assert not [name for name in inside if name.split("/")[0] not in ("malmadang", wheel_info(wheel))]


def test_it_brings_both_commands(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entries = archive.read(f"{wheel_info(wheel)}/entry_points.txt").decode()
    assert "[console_scripts]\nmalmadang = malmadang.cli.main:main" in entries
    assert "[gui_scripts]\nmalmadang-desktop = malmadang.cli.main:desktop" in entries


def test_it_runs_from_where_it_was_installed(wheel: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(tmp_path),
        str(wheel),
    ]
    subprocess.run(command, check=True)
    environ = {**os.environ, "PYTHONPATH": str(tmp_path)}
    script = [str(tmp_path / "bin" / "malmadang"), "--version"]
    done = subprocess.run(script, env=environ, capture_output=True, text=True, check=False, cwd="/")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "bin" / "malmadang-desktop").exists()
    where = "import malmadang; print(malmadang.__file__)"
    found = subprocess.check_output([sys.executable, "-c", where], env=environ, text=True, cwd="/")
    assert found.startswith(str(tmp_path))


def wheel_info(wheel: Path) -> str:
    name, version = wheel.name.split("-")[:2]
    return f"{name}-{version}.dist-info"
