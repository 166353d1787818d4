"""stdin and stdout as the line client needs them: lines in as they come, lines out at once."""

import asyncio
import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import BinaryIO, TextIO

from malmadang.clientcore.plaintext import clean

_WAITING_LINES = 100
"""Lines read ahead of what has been carried out; then the reader waits."""
_READ_BYTES = 65_536
_DIM, _BOLD, _OFF = "\x1b[2m", "\x1b[1m", "\x1b[0m"


class Terminal:
    """Where a line client reads and writes.

    Args:
        source: read on a thread of its own, so that it may be a file, a pipe or a keyboard on any system;
            its `read` returns what is there.
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
            if isinstance(stream, io.TextIOWrapper):
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
        typed: asyncio.Queue[str | None] = asyncio.Queue()
        room = threading.Semaphore(_WAITING_LINES)

        def read() -> None:
            # The loop may be gone before the next key is pressed.
            with contextlib.suppress(RuntimeError, ValueError, OSError):
                for line in _split(self._source):
                    room.acquire()
                    loop.call_soon_threadsafe(typed.put_nowait, _decode(line))
                loop.call_soon_threadsafe(typed.put_nowait, None)

        # A daemon: a thread that waits for a key cannot be woken up, and must not keep the program alive.
        threading.Thread(target=read, name="stdin", daemon=True).start()
        while (line := await typed.get()) is not None:
            room.release()
            yield line

    def on_signal(
        self, loop: asyncio.AbstractEventLoop, number: signal.Signals, call: Callable[[], None]
    ) -> None:
        """Call back on a signal, where the system's loop can."""
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(number, call)


def _split(source: BinaryIO) -> Iterator[bytes]:
    """Cut what comes from the source into lines, each as soon as it is whole."""
    kept = b""
    while data := source.read(_READ_BYTES):
        *lines, kept = (kept + data).split(b"\n")
        yield from lines
    if kept:
        yield kept


def _decode(line: bytes) -> str:
    """Read a typed line: UTF-8, or what Korean Windows writes into pipes."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("cp949", "replace")
    return text.rstrip("\r\n").removeprefix("\ufeff")
