"""A display nobody sees, hands that press real keys on it, and the Hangul input method nabi."""

import ctypes
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.kit.terminal import plain_environ
from tests.kit.waiting import until

XDOTOOL_S = 15.0


class _Child:
    """A helper process that ends with its `with` block."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], pass_fds: Sequence[int] = ()
    ) -> None:
        self.process = subprocess.Popen(
            command, env=environ, pass_fds=pass_fds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Display(_Child):
    """An Xvfb of its own, 96 dpi; it chooses its number itself, so two never clash.

    Attributes:
        name: what DISPLAY has to be.
    """

    def __init__(self, width: int = 1500, height: int = 1000) -> None:
        reader, writer = os.pipe()
        screen = f"{width}x{height}x24"
        options = ["-screen", "0", screen, "-dpi", "96", "-nolisten", "tcp", "-noreset"]
        super().__init__(["Xvfb", "-displayfd", str(writer), *options], plain_environ(), (writer,))
        os.close(writer)
        number = b""
        while not number.endswith(b"\n"):  # digits and newline are two writes
            piece = os.read(reader, 16)
            assert piece, "Xvfb did not start"
            number += piece
        os.close(reader)
        self.name = ":" + number.decode().strip()

    def environ(self, **more: str) -> dict[str, str]:
        """Return what a program needs to open its windows here."""
        return plain_environ(DISPLAY=self.name, **more)

    def photograph(self, file: Path, window: str = "root") -> None:
        """Write a picture of a window (by its X id), or of the whole display."""
        subprocess.run(
            ["import", "-window", window, str(file)], env=self.environ(), check=True, timeout=XDOTOOL_S
        )


def windows(display: Display, window_class: str) -> frozenset[str]:
    """Return the X ids of the visible windows of a class (never by name: xdotool hangs on a Korean title)."""
    command = ["xdotool", "search", "--onlyvisible", "--class", window_class]
    done = subprocess.run(
        command, env=display.environ(), check=False, capture_output=True, text=True, timeout=XDOTOOL_S
    )
    return frozenset(done.stdout.split())


class Hands:
    """Real keys and clicks for one window, by xdotool; there is no window manager in between.

    Args:
        others: windows of the class that are there already and not meant.
    Attributes:
        window: the X id of the window.
    """

    def __init__(
        self, display: Display, window_class: str = "Malmadang", *, others: frozenset[str] = frozenset()
    ) -> None:
        self._environ = display.environ()
        until(lambda: bool(windows(display, window_class) - others), f"no window of class {window_class}")
        [self.window] = windows(display, window_class) - others

    def do(self, *arguments: str) -> str:
        """Run xdotool and return what it prints."""
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self._environ,
            check=True,
            capture_output=True,
            text=True,
            timeout=XDOTOOL_S,
        )
        return done.stdout

    def focus(self) -> None:
        """Give the window the keyboard (not with --sync, which hangs without a window manager)."""
        self.do("windowfocus", self.window)

    def click(self, x: int, y: int) -> None:
        """Click into the window."""
        self.do("mousemove", "--window", self.window, str(x), str(y), "click", "1")

    def press(self, *keys: str) -> None:
        """Press keys one after another, as a typist would."""
        self.do("key", "--delay", "40", *keys)


class Nabi(_Child):
    """The Hangul input method, heard with `NABI_ENVIRON`; its mode belongs to the window, and toggles."""

    def __init__(self, display: Display, home: Path) -> None:
        super().__init__(["nabi"], display.environ(HOME=str(home)))
        until(lambda: _has_owner(display.name, b"@server=nabi"), "nabi did not start")

    def switch(self, hands: Hands) -> None:
        """Change between Latin and Hangul; the first time after the start gives Hangul."""
        hands.press("Hangul")


NABI_ENVIRON: Mapping[str, str] = {"XMODIFIERS": "@im=nabi"}
"""What a program needs to hear of nabi."""


def _has_owner(display: str, selection: bytes) -> bool:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = x11.XGetSelectionOwner.restype = ctypes.c_ulong
    handle = x11.XOpenDisplay(display.encode())
    assert handle, f"no display {display}"
    connection = ctypes.c_void_p(handle)
    owner: int = x11.XGetSelectionOwner(connection, ctypes.c_ulong(x11.XInternAtom(connection, selection, 0)))
    x11.XCloseDisplay(connection)
    return owner != 0
