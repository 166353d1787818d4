"""Whether a window can be opened here at all; where not, a plain sentence with the cure."""

import contextlib
import importlib
import logging
import logging.handlers
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import msgspec

from malmadang.clientcore.address import Address
from malmadang.clientcore.settings import ClientSettings, Language

if TYPE_CHECKING:
    import tkinter

CANNOT_OPEN = 2
"""Exit status where there is no window."""

_LOG_BYTES = 1_000_000
_SCALES = (100, 125, 150, 200)
_PLAIN = ("터미널에서는: malmadang chat --plain", "In a terminal: malmadang chat --plain")
_NO_TKINTER = (
    "이 파이썬에는 창을 그리는 tkinter가 없어요. 이렇게 깔 수 있어요: sudo apt install python3-tk",
    "This Python has no tkinter to draw a window with. It can be installed: sudo apt install python3-tk",
)
_NO_DISPLAY = (
    "창을 열 화면이 없어요. 바탕 화면에서 실행하거나 DISPLAY를 확인해 주세요",
    "There is no display to open a window on. Run it from a desktop, or check DISPLAY",
)
_NO_PILLOW = (
    "그림을 그리는 Pillow가 이 파이썬의 Tk와 맞지 않아요: pip install --upgrade Pillow",
    "Pillow does not fit this Python: pip install --upgrade Pillow",
)


class ChatArguments(msgspec.Struct, frozen=True):
    """How the app was started.

    Attributes:
        address: where to talk, None for where it was the last time.
        settings: from a file given with --config, None for the person's own.
        nick: for this time only, "" for the usual one.
        state_dir: folder for what is remembered, None for the user's own.
        language: for this time only, None for the usual one.
    """

    address: Address | None = None
    settings: ClientSettings | None = None
    state_dir: Path | None = None
    nick: str = ""
    language: Language | None = None

    @property
    def is_usual(self) -> bool:
        """Is it the person's own app, of which there is one window?"""
        return self.settings is None and self.state_dir is None and not self.nick


def both(sentence: tuple[str, str], language: Language = "ko") -> str:
    """Return a sentence in both languages, the person's own first."""
    first, second = sentence if language == "ko" else sentence[::-1]
    return f"{first}\n{second}"


def missing_modules() -> str | None:
    """Return why this Python cannot draw, None where it can; looks without opening a window."""
    try:
        importlib.import_module("tkinter")
    except ImportError:
        return both(_NO_TKINTER)
    try:
        importlib.import_module("PIL.Image")
    except ImportError:
        return both(_NO_PILLOW)
    return None


def no_display(detail: str) -> str:
    """Return what to say where Tk found no display."""
    name = os.environ.get("DISPLAY", "")
    return f"{both(_NO_DISPLAY)}\n(DISPLAY={name}: {detail})"


def complain(sentence: str) -> int:
    """Say why there is no window, and what works instead; return the exit status."""
    print(f"{sentence}\n{both(_PLAIN)}", file=sys.stderr)
    return CANNOT_OPEN


def start_log(folder: Path) -> None:
    """Keep what goes wrong in a file of the state folder, where it is not too large already."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "desktop.log", maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger("malmadang").addHandler(handler)


def first_percent(root: "tkinter.Misc") -> int:
    """Guess the scale from the screen's density, in the steps people know."""
    density = root.winfo_fpixels("1i") / 96 * 100
    return min(_SCALES, key=lambda scale: abs(scale - density))


def listen_to_signals(root: "tkinter.Misc", leave: Callable[[], None]) -> None:
    """Say goodbye when the terminal or the system asks the program to end."""

    def ended(_number: int, _frame: FrameType | None) -> None:
        root.after(0, leave)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), ended)
