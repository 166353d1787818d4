"""The desktop app as a process of its own, driven by real keys and clicks."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from PIL import Image

from tests.kit.display import Display, Hands, windows
from tests.kit.waiting import until

END_S = 8.0
ACCENT = "#3563E9"
_READ_CLIPBOARD = "import tkinter; root = tkinter.Tk(); root.withdraw(); print(root.clipboard_get())"


def chat(address: str, *arguments: str) -> list[str]:
    """Return the command that opens the app on an address."""
    return [sys.executable, "-m", "malmadang", "chat", address, *arguments]


class DesktopApp:
    """A command that opens the app in a window; use it as a context manager.

    Attributes:
        hands: press and click in its window.
    """

    def __init__(
        self,
        display: Display,
        home: Path,
        command: Sequence[str],
        environ: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._display = display
        self._errors = home / "errors.txt"
        others = windows(display, "Malmadang")
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                command, env=display.environ(HOME=str(home), **environ), stdout=errors, stderr=errors
            )
        self.hands = Hands(display, others=others)
        self.hands.focus()

    def size(self) -> tuple[int, int]:
        """Return width and height of the window."""
        shape = dict(
            line.split("=")
            for line in self.hands.do("getwindowgeometry", "--shell", self.hands.window).split()
        )
        return int(shape["WIDTH"]), int(shape["HEIGHT"])

    def place(self, x: int, y: int, width: int, height: int) -> None:
        """Move and resize the window."""
        self.hands.do("windowsize", self.hands.window, str(width), str(height))
        self.hands.do("windowmove", self.hands.window, str(x), str(y))
        until(lambda: self.size() == (width, height), "the window did not take its size")

    def colours(self, x: int, y: int, width: int, height: int) -> set[str]:
        """Return the colours, as #RRGGBB, of a part of the window."""
        file = self._errors.with_name("part.png")
        self._display.photograph(file, self.hands.window)
        with Image.open(file) as picture:
            data = picture.convert("RGB").crop((x, y, x + width, y + height)).tobytes()
        return {f"#{data[place : place + 3].hex().upper()}" for place in range(0, len(data), 3)}

    def until_nick_is_asked(self) -> None:
        """Wait until the field for the nickname, left of the window's middle, has the focus and shows it."""
        width, height = self.size()
        until(
            lambda: ACCENT in self.colours(width // 2 - 170, height // 2 - 20, 10, 20),
            "no field, or no focus",
        )

    def click_composer(self) -> None:
        """Click where one writes, right of the rooms at the bottom, and wait until it shows the focus."""
        width, height = self.size()
        self.hands.click(268 + (width - 268) // 4, height - 45)
        until(lambda: ACCENT in self.colours(272, height - 60, 20, 20), "the composer has no focus")

    def click_send(self) -> None:
        """Click the button right of it, left of the members."""
        width, height = self.size()
        self.hands.click(width - 268 - 53, height - 45)

    def press(self, *keys: str) -> None:
        """Press keys, as a typist would."""
        self.hands.press(*keys)

    def write(self, text: str) -> None:
        """Type Latin text."""
        self.hands.do("type", "--delay", "20", text)

    def talk(self) -> str:
        """Return the open room as text, by the app's own key for it."""
        self.press("ctrl+shift+c")
        command: Sequence[str] = [sys.executable, "-c", _READ_CLIPBOARD]
        environ = self._display.environ()
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=False).stdout

    def until(self, *texts: str) -> None:
        """Wait until the open room shows all the texts."""
        until(lambda: all(text in self.talk() for text in texts), lambda: f"{texts} in:\n{self.talk()}")

    def errors(self) -> str:
        """Return what it has printed, which should be nothing."""
        return self._errors.read_text(errors="replace")

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(END_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if error is None:
            assert not self.errors()
