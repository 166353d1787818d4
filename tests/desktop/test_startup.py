"""Whether a window can be opened, and what is said where it cannot."""

import subprocess
import sys
import tkinter as tk
from pathlib import Path

import pytest

from malmadang.desktop import startup
from tests.kit.terminal import plain_environ


def test_a_missing_display_is_a_plain_sentence_with_the_cure() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "malmadang", "chat", "irc://127.0.0.1:1/"],
        env=plain_environ(),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == startup.CANNOT_OPEN
    assert "화면이 없어요" in done.stderr
    assert "malmadang chat --plain" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_python_without_tkinter_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['_tkinter'] = None\n"
        "from malmadang.desktop.startup import ChatArguments, open_window\n"
        "sys.exit(open_window(ChatArguments()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == startup.CANNOT_OPEN
    assert "sudo apt install python3-tk" in done.stderr
    assert "--plain" in done.stderr


def test_a_tk_without_xft_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, root: tk.Tk
) -> None:
    from malmadang.desktop import app

    monkeypatch.setattr(app, "missing_fonts", lambda _root: "글꼴을 그리지 못해요")
    assert app.run(startup.ChatArguments(state_dir=tmp_path)) == startup.CANNOT_OPEN
    assert "글꼴을 그리지 못해요" in capsys.readouterr().err
