"""The servers in the run: how each is started, known to be ready, and stopped."""

import os
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import peers

ROOT = Path(__file__).resolve().parent.parent
START_S = 20.0
STOP_S = 10.0

OURS = "malmadang"
"""Delivers first and writes behind: the nearest to the peers, which keep nothing. The bars are held to it."""
ON_DISK = "on disk"
PEER = "inspircd"
"""The peer that ratios refer to."""


class NotStarted(Exception):
    """The server did not come up; the text says what it printed."""


@dataclass(frozen=True)
class Server:
    """How to start a server.

    Attributes:
        command: writes a configuration into the folder; returns the command line, given the port.
        tells: it writes a byte to the descriptor named last in its command line when it is ready.
        burst: clients that may be connecting at once (below its listen backlog).
    """

    name: str
    command: Callable[[Path, int], list[str]]
    tells: bool = False
    burst: int = 1000

    @property
    def installed(self) -> bool:
        return self.tells or peers.find(self.name) is not None


@dataclass(frozen=True)
class Running:
    """A server that listens on loopback."""

    port: int
    pid: int


def malmadang(folder: Path, port: int, durability: str = "memory") -> list[str]:
    """Write a configuration without limits, in which nobody waits for the disk, and return the command."""
    config = folder / "c.toml"
    config.write_text(f'[limits]\nthrottle = false\n[storage]\ndurability = "{durability}"\n')
    where = ["--listen", f"127.0.0.1:{port}", "--data", str(folder / "data"), "--config", str(config)]
    return [sys.executable, "-m", "malmadang", "serve", *where, "--ready-fd"]


def on_disk(folder: Path, port: int) -> list[str]:
    """Return the command of this server as it comes: a message is on disk before anybody reads it."""
    return malmadang(folder, port, "disk")


def threads(_: Path, port: int) -> list[str]:
    """Return the command of the thread-per-client baseline."""
    return [sys.executable, "-m", "bench.thread_per_client", str(port)]


def pairs(_: Path, port: int) -> list[str]:
    """Return the command of the baseline with a writing thread per client beside the reading one."""
    return [sys.executable, "-m", "bench.thread_pairs", str(port)]


SERVERS = {
    server.name: server
    for server in (
        Server(OURS, malmadang, tells=True),
        Server(ON_DISK, on_disk, tells=True),
        Server(PEER, peers.inspircd),
        Server("ngircd", peers.ngircd, burst=8),
        Server("threads", threads, tells=True),
        Server("pairs", pairs, tells=True),
    )
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(server: Server, environ: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Start the server in a folder of its own, wait until it listens, and stop it at the end.

    Args:
        environ: variables that it gets beside ours.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        port = free_port()
        told, tell = os.pipe()
        command = server.command(folder, port) + ([str(tell)] if server.tells else [])
        with (folder / "output").open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **(environ or {})},
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                pass_fds=[tell],
            )
        os.close(tell)
        try:
            ready = said_so(told) if server.tells else listens(process, port)
            if not ready:
                text = (folder / "output").read_text(errors="replace")[-2000:]
                raise NotStarted(f"{server.name} did not start:\n{text}")
            yield Running(port, process.pid)
        finally:
            os.close(told)
            stop(process)


def said_so(told: int) -> bool:
    """Wait for the ready byte; the end of the pipe means that the process has gone."""
    return bool(select.select([told], [], [], START_S)[0]) and os.read(told, 1) != b""


def listens(process: subprocess.Popen[bytes], port: int) -> bool:
    """Knock until somebody answers, or the process has gone."""
    for _ in range(int(START_S / 0.05)):
        try:
            with socket.create_connection(("127.0.0.1", port)):
                return True
        except ConnectionRefusedError:
            pass
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        return False
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end, and end it when it does not."""
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
