"""Compiles and runs the load generator (`load.c`), and reads what it says."""

import resource
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.servers import Running

SOURCE = Path(__file__).with_name("load.c")
PROGRAM = SOURCE.parent / "build" / "load"
LIMIT_S = 120.0


class NothingMeasured(Exception):
    """The generator gave up; the text says why."""


@dataclass(frozen=True)
class Point:
    """What the generator does; `load.c` explains the fields."""

    members: int = 10
    rooms: int = 1
    senders: int = 1
    window: int = 1
    rate: int = 0
    stalled: int = 0
    churn: int = 0
    ms: int = 1000
    warmup_ms: int = 200
    patience_ms: int = 3000
    tagged_percent: int = 50
    silent_rooms: int = 0
    spin_us: int = 200

    def options(self) -> list[str]:
        """Return the generator's command line."""
        names = self.__dataclass_fields__
        return [word for name in names for word in (f"--{name.replace('_', '-')}", str(getattr(self, name)))]


class Measurement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One run of the generator, as it prints it.

    Attributes:
        tagged: clients that were granted message-tags and server-time.
        connect_cpu_us: server CPU per client, from connecting until it is in its room and all is quiet.
        rss_kb_each: growth of the server's resident memory per client.
        lost, doubled, reordered, altered: deliveries with that fault.
        closed: clients that the server cut off.
        quits: QUIT lines in the first room during the measurement (stalled readers that were cut off).
    """

    clients: int
    tagged: int
    connect_s: float
    connect_cpu_us: float
    rss_kb: int
    rss_kb_each: float
    churn_s: float
    churn_cpu_us: float
    wall_s: float
    cpu_us: int
    messages: int
    deliveries: int
    p50_us: int
    p99_us: int
    lost: int
    doubled: int
    reordered: int
    altered: int
    closed: int
    quits: int

    @property
    def cpu_us_per_delivery(self) -> float:
        return self.cpu_us / self.deliveries if self.deliveries else 0.0

    @property
    def deliveries_per_s(self) -> float:
        return self.deliveries / self.wall_s if self.wall_s else 0.0

    @property
    def faults(self) -> str:
        """What went wrong, "" when everything arrived once and in order."""
        names = ("lost", "doubled", "reordered", "altered", "closed")
        return ", ".join(f"{count} {name}" for name in names if (count := getattr(self, name)))


def build() -> Path:
    """Compile the generator if its source is newer, and return the program.

    Raises:
        NothingMeasured: there is no C compiler.
    """
    if shutil.which("cc") is None:
        raise NothingMeasured("the load generator needs a C compiler (Debian: apt install gcc libc6-dev)")
    if not PROGRAM.exists() or PROGRAM.stat().st_mtime <= SOURCE.stat().st_mtime:
        PROGRAM.parent.mkdir(exist_ok=True)
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-o", PROGRAM, SOURCE], check=True)
    return PROGRAM


def raise_file_limit() -> None:
    """Let this process, and the servers and generators it starts, open as many files as they may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def measure(server: Running, point: Point, *, burst: int = 256) -> Measurement:
    """Put the load on a running server.

    Raises:
        NothingMeasured: the clients did not all come in, the server went away, or it took too long.
    """
    command = [str(build()), "--port", str(server.port), "--pid", str(server.pid), "--burst", str(burst)]
    try:
        done = subprocess.run([*command, *point.options()], capture_output=True, timeout=LIMIT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise NothingMeasured(f"nothing after {LIMIT_S:.0f} s") from error
    if done.returncode not in (0, 1):
        raise NothingMeasured(done.stderr.decode(errors="replace").strip())
    return read(done.stdout)


def read(line: bytes) -> Measurement:
    """Read the generator's one line.

    Raises:
        NothingMeasured: it is not what the generator prints.
    """
    try:
        return msgspec.json.decode(line, type=Measurement)
    except msgspec.DecodeError as error:
        raise NothingMeasured(f"{error}: {line[:200]!r}") from error
