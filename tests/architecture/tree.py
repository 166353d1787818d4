"""The checkout as the architecture tests see it."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "malmadang"
TESTS = ROOT / "tests"


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Return every Python file in these folders of the checkout, sorted."""
    return tuple(sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py")))


@cache
def parsed(file: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(file.read_text(), str(file))


def name_of(file: Path) -> str:
    """Return a file's path inside the checkout, as the tests name it."""
    return file.relative_to(ROOT).as_posix()


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files that a clone would have; all of them where git knows nothing or is not there."""
    git = shutil.which("git")
    listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = git and subprocess.run([git, "-C", str(ROOT), *listing], capture_output=True, check=False)
    if done and done.returncode == 0:
        names = done.stdout.decode().split("\0")
        return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())
    folders = [ROOT / name for name in ("src", "tests", "tools", "bench", "examples", "docs", ".ci")]
    inside = (file for folder in folders for file in folder.rglob("*") if "__pycache__" not in file.parts)
    return tuple(file for file in (*ROOT.glob("*"), *inside) if file.is_file())


def text_files() -> Iterator[tuple[Path, str]]:
    """Give every tracked file that is UTF-8 text."""
    for file in tracked_files():
        try:
            yield file, file.read_text()
        except UnicodeDecodeError:
            continue
