"""Two bots play a whole game."""

import subprocess
import sys

from tools.prepare import ROOT


def played(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "examples" / "word_chain.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_two_bots_play_to_the_result() -> None:
    done = played("2", "1", "--seed", "7")
    assert (done.returncode, done.stderr) == (0, "")
    first, *words, missed, result = done.stdout.splitlines()
    assert first.startswith("-- 1: ")
    assert all(" (+" in line for line in words)
    assert "... (-" in missed
    assert "보통 1 " in result
    assert "새싹 2 " in result


def test_it_says_how_it_is_started() -> None:
    assert played("9", "1").returncode == 2
