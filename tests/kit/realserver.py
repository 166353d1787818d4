"""`malmadang serve` as a user starts it: a process on a port of its own, stopped at the end."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.kit.waiting import until

START_S = 20.0
STOP_S = 6.0


class RealServer:
    """A server process; use it as a context manager.

    Attributes:
        port: where it listens on 127.0.0.1, once it is started.
        data: its data folder; a second server on it finds what the first one left.
    """

    def __init__(
        self,
        folder: Path,
        *,
        config: str = "",
        arguments: Sequence[str] = (),
        port: int = 0,
        under: Sequence[str] = (),
    ) -> None:
        self.data = folder / "data"
        self.port = port
        self._config = config
        self._arguments = arguments
        self._under = under
        self._folder = folder
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        self._folder.mkdir(parents=True, exist_ok=True)
        reader, writer = os.pipe()
        command = [*self._under, sys.executable, "-m", "malmadang", "serve", "--data", str(self.data)]
        command += ["--listen", f"127.0.0.1:{self.port}", "--ready-fd", str(writer), *self._arguments]
        if self._config:
            file = self._folder / "server.toml"
            file.write_text(self._config)
            command += ["--config", str(file)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, pass_fds=(writer,), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        os.close(writer)
        with open(reader, "rb", buffering=0) as ready:
            heard = select.select([ready], [], [], START_S)[0] and ready.read(1)
        if not heard:
            self.stop()
            raise AssertionError(f"the server did not start:\n{self.log()}")
        if not self.port:
            until(lambda: bool(self._ports()), lambda: f"no listener named in:\n{self.log()}")
            self.port = int(self._ports()[-1])

    def _ports(self) -> list[str]:
        return re.findall(r"127\.0\.0\.1:(\d+)", self.log())

    def log(self) -> str:
        """Return all that it has printed."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The process, while it runs."""
        assert self._process is not None, "not started"
        return self._process

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal, wait for the end, and return the exit status; SIGKILL for one that stays."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        if process.poll() is None:
            process.send_signal(number)
        try:
            return process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        status = self.stop()
        if error is None:
            assert status == 0, f"the server ended with {status}:\n{self.log()}"
