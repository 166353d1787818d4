"""The desktop's own notifications."""

import subprocess
import sys
import tkinter as tk

import pytest

from malmadang.desktop.notifier import Notifier, command_for
from tests.desktop.driver import Driver


@pytest.mark.parametrize(
    ("platform", "program"), [("linux", "notify-send"), ("darwin", "osascript"), ("win32", "powershell")]
)
def test_words_are_arguments_and_never_program_text(platform: str, program: str) -> None:
    command = command_for(platform, '제목"; exit', "$(글)")
    assert command[0] == program
    assert command[-2:] == ['제목"; exit', "$(글)"]


def test_a_click_is_told(root: tk.Tk, driver: Driver) -> None:
    clicked: list[str] = []

    def run(command: list[str]) -> "subprocess.Popen[str]":
        script = "print('default' if 'Open' in __import__('sys').argv[1] else '')"
        return subprocess.Popen(
            [sys.executable, "-c", script, " ".join(command)], stdout=subprocess.PIPE, text=True
        )

    notifier = Notifier(root, platform="linux", run=run)
    notifier.show("하늘", "안녕", lambda: clicked.append("하늘"))
    driver.until(lambda: clicked == ["하늘"])
    notifier.close()


def test_a_program_that_is_not_there_is_not_asked_again(root: tk.Tk) -> None:
    asked: list[list[str]] = []

    def run(command: list[str]) -> "subprocess.Popen[str]":
        asked.append(command)
        raise FileNotFoundError(command[0])

    notifier = Notifier(root, run=run)
    notifier.show("하늘", "안녕", lambda: None)
    notifier.show("하늘", "안녕", lambda: None)
    assert len(asked) == 1
    assert not notifier.available
