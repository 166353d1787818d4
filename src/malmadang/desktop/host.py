"""«내 컴퓨터에서 시작하기»: `malmadang serve` as a child of the window, looked at by Tk's own timer."""

import contextlib
import socket
import subprocess
import sys
import time
from enum import Enum
from pathlib import Path

import msgspec

from malmadang.clientcore.address import Address
from malmadang.desktop.orphan import LINK, Orphan, data_folder, find_orphan

START_S = 20.0
STOP_S = 6.0
_LAST_LINES = 6


class HostState(Enum):
    """How far the server is."""

    STARTING = "starting"
    READY = "ready"
    PORT_TAKEN = "port taken"
    FAILED = "failed"


class Hosting(msgspec.Struct, frozen=True):
    """What is known of the server now.

    Attributes:
        invitation: the link for others, once it is READY.
        why: its last words, where it has FAILED.
    """

    state: HostState
    invitation: str = ""
    why: str = ""


class HostedServer:
    """A server on this computer, open to the local network, that ends with the window.

    One that an earlier window left running on the port, because it was killed, is taken over.

    Args:
        port: where it listens.
        folder: for its log.
        data: its data folder, None for the usual one.
        command: what to run instead of it.
    """

    def __init__(
        self, port: int, folder: Path, *, data: Path | None = None, command: tuple[str, ...] = ()
    ) -> None:
        self.port = port
        self.address = Address("127.0.0.1", port, tls=False)
        self.log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._until = time.monotonic() + START_S
        self._fault: Hosting | None = None
        self._orphan: Orphan | None = None
        if is_taken(port):
            self._orphan = find_orphan(port, self.log, data or data_folder())
            if self._orphan is None:
                self._fault = Hosting(HostState.PORT_TAKEN)
            return
        serve = (sys.executable, "-u", "-m", "malmadang", "serve", "--lan", "--listen", f"0.0.0.0:{port}")
        extra = ("--data", str(data)) if data is not None else ()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self.log.open("wb") as log:
                self._process = subprocess.Popen(
                    command or (*serve, *extra),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
        except OSError as error:
            self._fault = Hosting(HostState.FAILED, why=str(error))

    def look(self) -> Hosting:
        """Say how far it is; never waits."""
        if self._fault is not None:
            return self._fault
        if self._orphan is not None:
            state = HostState.READY if self._orphan.is_alive else HostState.FAILED
            return Hosting(state, invitation=self._orphan.invitation)
        said = self._said()
        if self._process is None or self._process.poll() is not None:
            self._fault = Hosting(
                HostState.FAILED, why="\n".join(said.decode(errors="replace").splitlines()[-_LAST_LINES:])
            )
            return self._fault
        found = LINK.findall(said)
        if found:
            return Hosting(HostState.READY, invitation=found[0].decode(errors="replace"))
        if time.monotonic() > self._until:
            self.stop()
            self._fault = Hosting(HostState.FAILED, why=said.decode(errors="replace").strip())
            return self._fault
        return Hosting(HostState.STARTING)

    @property
    def has_ended(self) -> bool:
        """Is it over, by itself or by `stop`?"""
        if self._orphan is not None:
            return not self._orphan.is_alive
        return self._process is None or self._process.poll() is not None

    def stop(self) -> None:
        """Ask it to say goodbye to everybody; it does the rest by itself."""
        if self._orphan is not None:
            self._orphan.stop()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def wait(self) -> None:
        """Wait for its end after `stop`; one that stays is ended."""
        if self._orphan is not None:
            self._orphan.wait(STOP_S)
        if self._process is None:
            return
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _said(self) -> bytes:
        with contextlib.suppress(OSError):
            return self.log.read_bytes()
        return b""


def is_taken(port: int) -> bool:
    """Does another program have the port?"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return True
    return False
