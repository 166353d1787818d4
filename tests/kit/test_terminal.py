"""The terminal kit does what a terminal does."""

import signal
import sys

import pytest

from tests.kit.terminal import Terminal


def test_what_is_written_is_on_the_screen_and_what_is_typed_arrives() -> None:
    with Terminal(["sh", "-c", 'read -r line; echo "<$line>"']) as terminal:
        terminal.enter("한글 그대로")
        terminal.until("<한글 그대로>")
        assert terminal.until_ended() == 0


def test_ctrl_c_reaches_the_program() -> None:
    with Terminal(["sh", "-c", "echo ready; exec sleep 60"]) as terminal:
        terminal.until("ready")
        terminal.press("Ctrl+C")
        assert terminal.until_ended() == -signal.SIGINT


def test_a_closed_terminal_hangs_up() -> None:
    with Terminal(["sleep", "60"]) as terminal:
        pass
    assert terminal.process.returncode == -signal.SIGHUP


def test_what_never_comes_is_said_with_the_screen() -> None:
    with Terminal([sys.executable, "-c", "print('something else'); input()"]) as terminal:
        terminal.until("something else")
        with pytest.raises(AssertionError, match="something else"):
            terminal.until("never this", patience_s=0.2)
