"""stdin and stdout as the line client needs them: lines in as they come, lines out at once."""

import asyncio
import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from typing import BinaryIO, TextIO

from malmadang.clientcore.plaintext import clean

_WAITING_LINES = 100
"""Lines read ahead of what has been carried out; then the reader waits."""
_DIM, _BOLD, _OFF = "\x1b[2m", "\x1b[1m", "\x1b[0m"


class Terminal:
    """Where a line client reads and writes.

    Args:
        source: read on a thread of its own, so that it may be a file, a pipe or a keyboard on any system.
        is_asked: somebody sits there and can answer a question.
        is_coloured: signs that colour text are understood.
    Attributes:
        is_gone: whoever read our lines has gone: a closed pipe, a closed terminal.
    """

    def __init__(
        self, source: BinaryIO, target: TextIO, errors: TextIO, *, is_asked: bool, is_coloured: bool
    ) -> None:
        self._source = source
        self._target = target
        self._errors = errors
        self.is_asked = is_asked
        self.is_gone = False
        self._is_coloured = is_coloured

    @classmethod
    def standard(cls) -> "Terminal":
        """Return the program's own stdin, stdout and stderr, in UTF-8."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        # Unbuffered: a thread that waits inside a buffer holds its lock, and the interpreter could not end.
        source = io.FileIO(sys.stdin.fileno(), "rb", closefd=False)
        is_asked = sys.stdin.isatty() and sys.stdout.isatty()
        coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return cls(source, sys.stdout, sys.stderr, is_asked=is_asked, is_coloured=coloured)

    def write(self, text: str, *, before: str = "", strong: bool = False) -> None:
        """Write a line, at once. Whatever could steer the terminal is taken out."""
        before, text = clean(before), clean(text)
        if self._is_coloured:
            before = f"{_DIM}{before}{_OFF}" if before else ""
            text = f"{_BOLD}{text}{_OFF}" if strong else text
        try:
            print(f"{before}{text}", file=self._target, flush=True)
        except OSError:
            self.is_gone = True
            # What is left in the buffer must go nowhere, or the exit complains.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._target.fileno())

    def heading(self, name: str) -> None:
        """Say which room is in front now."""
        self.write(f"── {name} ──", strong=True)

    def complain(self, text: str) -> None:
        """Write a line to stderr."""
        print(clean(text), file=self._errors, flush=True)

    async def lines(self) -> AsyncIterator[str]:
        """Yield lines as they are typed, without their ends; over at the end of the input."""
        loop = asyncio.get_running_loop()
        typed: asyncio.Queue[str | None] = asyncio.Queue(_WAITING_LINES)

        def put(line: str | None) -> None:
            asyncio.run_coroutine_threadsafe(typed.put(line), loop).result()

        def read() -> None:
            # The loop may be gone before the next key is pressed.
            with contextlib.suppress(RuntimeError, asyncio.CancelledError, ValueError, OSError):
                for line in iter(self._source.readline, b""):
                    put(_decode(line))
                put(None)

        # A daemon: a thread in readline cannot be woken up, and must not keep the program from ending.
        threading.Thread(target=read, name="stdin", daemon=True).start()
        while (line := await typed.get()) is not None:
            yield line

    def on_signal(
        self, loop: asyncio.AbstractEventLoop, number: signal.Signals, call: Callable[[], None]
    ) -> None:
        """Call back on a signal, where the system's loop can."""
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(number, call)


def _decode(line: bytes) -> str:
    """Read a typed line: UTF-8, or what Korean Windows writes into pipes."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("cp949", "replace")
    return text.rstrip("\r\n").removeprefix("\ufeff")
