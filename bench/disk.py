"""What the disk itself takes, and a disk made slow."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

import msgspec

SOURCE = Path(__file__).with_name("slowdisk.c")
LIBRARY = SOURCE.parent / "build" / "slowdisk.so"
PAGE = 4096
PAGES = 256
SYNCS = 200
QUIET_S = 0.005
QUICK_MS = 1.0
"""With a median above this the bars of the server on disk are skipped: they would measure the disk."""


class Fsync(msgspec.Struct, frozen=True):
    """How long the disk takes until 4 KiB are safe, in milliseconds, at rest: one every 5 ms."""

    p50_ms: float
    p99_ms: float

    @property
    def quick(self) -> bool:
        return self.p50_ms <= QUICK_MS


def measure_fsync(syncs: int = SYNCS) -> Fsync:
    """Overwrite pages of a file where the servers keep theirs, one by one, and wait for each."""
    times = []
    with tempfile.TemporaryFile(prefix="bench-") as file:
        file.write(bytes(PAGE * PAGES))
        file.flush()
        os.fsync(file.fileno())
        for number in range(syncs):
            time.sleep(QUIET_S)  # noqa: TID251 - a disk at rest is what is asked about
            began = time.perf_counter()
            os.pwrite(file.fileno(), b"x" * PAGE, number % PAGES * PAGE)
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    return Fsync(quantile(times, 0.5), quantile(times, 0.99))


def quantile(values: list[float], share: float) -> float:
    """Return the value below which that share of them lies; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def slowed(slow_ms: int) -> dict[str, str]:
    """Return the environment in which a process' fsyncs take that much longer."""
    if not LIBRARY.exists() or LIBRARY.stat().st_mtime <= SOURCE.stat().st_mtime:
        LIBRARY.parent.mkdir(exist_ok=True)
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", LIBRARY, SOURCE, "-ldl"], check=True)
    return {"LD_PRELOAD": str(LIBRARY), "SLOWDISK_MS": str(slow_ms)}
