"""What is looked at before the window opens."""

import logging
import os
import signal
import tkinter as tk
from pathlib import Path

import pytest

from malmadang.desktop import preflight
from tests.desktop.driver import Driver


def test_this_python_can_draw() -> None:
    assert preflight.missing_modules() is None


def test_both_languages_the_persons_own_first() -> None:
    assert preflight.both(("가", "a")) == "가\na"
    assert preflight.both(("가", "a"), "en") == "a\n가"


def test_complaining_names_what_works(capsys: pytest.CaptureFixture[str]) -> None:
    assert preflight.complain("화면이 없어요") == preflight.CANNOT_OPEN
    assert "--plain" in capsys.readouterr().err


def test_the_log_keeps_what_goes_wrong(tmp_path: Path) -> None:
    logger = logging.getLogger("malmadang")
    before = list(logger.handlers)
    preflight.start_log(tmp_path / "new")
    logging.getLogger("malmadang.desktop.test").error("탈이 났어요")
    for handler in set(logger.handlers) - set(before):
        logger.removeHandler(handler)
        handler.close()
    assert "탈이 났어요" in (tmp_path / "new" / "desktop.log").read_text(encoding="utf-8")


def test_the_first_scale_comes_from_the_screen(root: tk.Tk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert preflight.first_percent(root) == 100
    monkeypatch.setattr(root, "winfo_fpixels", lambda _inch: 144.0)
    assert preflight.first_percent(root) == 150


def test_a_signal_says_goodbye(root: tk.Tk, driver: Driver) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    left: list[bool] = []
    try:
        preflight.listen_to_signals(root, lambda: left.append(True))
        os.kill(os.getpid(), signal.SIGTERM)
        driver.until(lambda: left)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
