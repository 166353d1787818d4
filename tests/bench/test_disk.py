"""What a disk takes, and a slow one."""

import os
import subprocess
import sys

from bench.disk import Fsync, measure_fsync, quantile, slowed

SYNC = """
import os, tempfile, time
with tempfile.TemporaryFile() as file:
    began = time.monotonic()
    os.fsync(file.fileno())
    os.fdatasync(file.fileno())
    print(time.monotonic() - began)
"""


def test_a_disk_is_measured() -> None:
    found = measure_fsync(4)
    assert 0 < found.p50_ms <= found.p99_ms


def test_a_quick_disk_is_one_with_a_quick_median() -> None:
    assert Fsync(1.0, 50.0).quick
    assert not Fsync(1.1, 1.2).quick


def test_quantiles() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert (quantile(values, 0.5), quantile(values, 0.99)) == (51, 100)
    assert (quantile([7.0], 0.99), quantile([], 0.5)) == (7, 0)


def test_a_slowed_process_waits_for_each_sync() -> None:
    environ = {**os.environ, **slowed(40)}
    done = subprocess.run(
        [sys.executable, "-c", SYNC], env=environ, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) >= 0.08
