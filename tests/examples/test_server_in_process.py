"""The server in one process welcomes its guest and ends."""

import subprocess
import sys

from tools.prepare import ROOT


def test_it_talks_and_ends() -> None:
    example = str(ROOT / "examples" / "server_in_process.py")
    done = subprocess.run([sys.executable, example], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.startswith(":malmadang.local 001 하늘 ")
    assert "JOIN #말마당" in done.stdout
    assert " 353 하늘 = #말마당 :@하늘" in done.stdout
