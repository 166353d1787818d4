"""Makes `.venv` and says in plain words what is missing and how to get it: `python3 -m tools.prepare run`.

Runs on the system's Python with nothing installed. `run` is for talking, `develop` adds what the checks need,
`test` also the Debian packages that the tests drive (by apt-get as root, else it names them).
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tools.debian import can_install, install_packages, missing_packages

ROOT = Path(__file__).resolve().parent.parent

_TK_PROBE = """
import sys
try:
    import tkinter
except ImportError:
    sys.exit("missing")
try:
    root = tkinter.Tk()
except tkinter.TclError:
    sys.exit("closed")
if root.tk.call("tk", "windowingsystem") != "x11":
    sys.exit("xft")
sys.exit(root.tk.call("tk::pkgconfig", "get", "fontsystem"))
"""


class Lack(NamedTuple):
    """Something this machine does not have, in both languages, and the command that brings it."""

    korean: str
    english: str
    cure: str


def tk_state(python: str = sys.executable) -> str:
    """Ask a Python's Tk how it draws: "xft" or another font system; "missing" or "closed" where it cannot."""
    done = subprocess.run([python, "-c", _TK_PROBE], capture_output=True, text=True, check=False)
    words = done.stderr.split()
    return words[-1] if words else "closed"


def wants_window(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Is there a display to open a window on?"""
    return platform in {"darwin", "win32"} or any(
        environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def lacks(*, has_venv: bool, tk: str | None) -> list[Lack]:
    """Name what this machine's Python is missing (its version is `python.sh`'s business).

    Args:
        has_venv: `venv` and `ensurepip` can be imported (Debian ships them apart).
        tk: a `tk_state`, or None where no window is wanted.
    """
    found: list[Lack] = []
    if not has_venv:
        found.append(
            Lack(
                "파이썬의 venv가 없어요.",
                "Python's venv module is missing.",
                "sudo apt install python3-venv",
            )
        )
    if tk == "missing":
        found.append(
            Lack(
                "창을 그리는 tkinter가 없어요.",
                "tkinter, which draws the window, is missing.",
                "sudo apt install python3-tk   (then: make run PYTHON=/usr/bin/python3)",
            )
        )
    elif tk not in {None, "xft", "closed"}:
        found.append(
            Lack(
                "이 파이썬의 Tk는 글꼴 기능(Xft)이 빠져 있어서 한글이 깨져요.",
                "This Python's Tk was built without Xft, so Korean text would be unreadable.",
                "sudo apt install python3-venv python3-tk && make clean run PYTHON=/usr/bin/python3",
            )
        )
    return found


class Venv(NamedTuple):
    """The checkout's own Python, with a stamp that says what was installed into it."""

    path: Path

    @property
    def python(self) -> Path:
        """The interpreter inside."""
        return self.path / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """Written after a whole installation, and only then."""
        return self.path / "installed.json"

    def is_current(self, project: Path, extra: str) -> bool:
        """Was this project file installed, with this extra or a larger one, and does Python still run?"""
        try:
            stamp = json.loads(self.stamp.read_text())
        except (OSError, ValueError):
            return False
        same = stamp["project"] == _digest(project) and extra in ("", stamp["extra"])
        return same and _runs(self.python)

    def install(self, project: Path, extra: str) -> None:
        """Make the environment where there is none that runs, and install the checkout into it.

        Raises:
            subprocess.CalledProcessError: venv or pip failed, and has said why.
        """
        if not _runs(self.python):
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(self.path)], check=True)
        self.stamp.unlink(missing_ok=True)
        target = f"{project.parent}[{extra}]" if extra else str(project.parent)
        command = [str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*command, "--editable", target], check=True)
        self.stamp.write_text(json.dumps({"project": _digest(project), "extra": extra}))


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _runs(python: Path) -> bool:
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([str(python), "-c", probe], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _has_venv() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _say(lack: Lack) -> None:
    print(f"{lack.korean}\n{lack.english}\n  → {lack.cure}\n", file=sys.stderr)


def _find_lacks(purpose: str) -> list[Lack]:
    tk = tk_state() if purpose == "test" or wants_window(os.environ) else None
    found = lacks(has_venv=_has_venv(), tk=tk)
    packages = missing_packages() if purpose == "test" else []
    if packages and can_install():
        install_packages(packages)
    elif packages:
        names = " ".join(packages)
        found.append(
            Lack(
                f"시험에 쓰는 프로그램이 없어요: {names}",
                f"Programs that the tests drive are missing: {names}",
                f"sudo apt install {names}",
            )
        )
    return found


def main(arguments: Sequence[str]) -> int:
    """Prepare for `run`, `develop` or `test`; 0 when everything is there."""
    purpose = arguments[0] if arguments else ""
    if purpose not in {"run", "develop", "test"}:
        print("usage: python3 -m tools.prepare run|develop|test", file=sys.stderr)
        return 2
    found = _find_lacks(purpose)
    for lack in found:
        _say(lack)
    if found:
        return 1
    venv, project = Venv(ROOT / ".venv"), ROOT / "pyproject.toml"
    extra = "" if purpose == "run" else "dev"
    if venv.is_current(project, extra):
        return 0
    print(
        "말마당을 준비해요. 처음에는 1분쯤 걸려요. · Preparing; the first time takes about a minute.",
        flush=True,
    )
    try:
        venv.install(project, extra)
    except subprocess.CalledProcessError:
        _say(
            Lack(
                "설치하지 못했어요. 인터넷 연결을 확인하고 다시 해 주세요.",
                "The installation failed; check the network and try again.",
                f"make {'venv' if purpose == 'develop' else purpose}",
            )
        )
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
