"""A program in a terminal of its own, driven by keys and judged by what a person would read on its screen."""

import codecs
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

from tests.kit.waiting import PATIENCE_S, until

KEYS: Mapping[str, str] = {"Enter": "\r", "Ctrl+C": "\x03", "Ctrl+D": "\x04", "Ctrl+U": "\x15", "Esc": "\x1b"}
END_S = 15.0


def plain_environ(**more: str) -> dict[str, str]:
    """Return an environment with a UTF-8 locale and nothing of the tester's own settings."""
    return {"PATH": os.environ["PATH"], "TERM": "linux", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **more}


class Terminal:
    """A pseudo-terminal with a program in it; use it as a context manager.

    Attributes:
        process: the program, leader of its own session with this terminal as its controlling one.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        environ: Mapping[str, str] | None = None,
        columns: int = 120,
        rows: int = 40,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        # `setsid --ctty` makes the terminal the program's own, so that Ctrl+C reaches it and all it starts.
        # Tests behind `nohup` or `&` would hand down to it that signals are ignored.
        self.process = subprocess.Popen(
            ["setsid", "--ctty", "env", "--default-signal=HUP,INT", *command],
            env=plain_environ() if environ is None else environ,
            stdin=slave,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)
        until(lambda: os.tcgetpgrp(self._master) == self.process.pid, "the program never got the terminal")

    def write(self, text: str) -> None:
        """Type text, as UTF-8."""
        os.write(self._master, text.encode())

    def press(self, key: str) -> None:
        """Press one of `KEYS`."""
        self.write(KEYS[key])

    def enter(self, text: str) -> None:
        """Type a line and press Enter."""
        self.write(text + KEYS["Enter"])

    def screen(self) -> str:
        """Return what the screen shows now, without trailing blanks."""
        self._read(0)
        return "\n".join(line.rstrip() for line in self._screen.display).strip("\n")

    def until(self, *texts: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until the screen shows all the texts.

        Raises:
            AssertionError: it does not; the message shows the screen.
        """
        end = time.monotonic() + patience_s
        while missing := _without(self.screen(), texts):
            if not self._read(end - time.monotonic()):
                raise AssertionError(f"never on the screen: {missing}\n{self.screen()}")

    def until_ended(self, patience_s: float = PATIENCE_S) -> int:
        """Wait until the program has ended, and return its exit status."""
        end = time.monotonic() + patience_s
        while self._read(end - time.monotonic()):
            pass
        return self.process.wait(max(0.1, end - time.monotonic()))

    def _read(self, wait_s: float) -> bool:
        """Take in what the program has written; False when there was nothing in time, or it has ended."""
        if not select.select([self._master], [], [], max(0.0, wait_s))[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # EIO: nobody holds the other end any more
            return False
        self._stream.feed(self._decode(data))
        return bool(data)

    def close(self) -> None:
        """End the program: hang up first, as a closed window does."""
        os.close(self._master)
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


def _without(screen: str, texts: Sequence[str]) -> list[str]:
    return [text for text in texts if text not in screen]
