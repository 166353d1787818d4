"""After every bad thing the server's log must be free of faults."""

import logging
from collections.abc import Iterator

import pytest

from tests.kit.certified import Certified


@pytest.fixture(autouse=True)
def _no_fault_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    yield
    faults = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.exc_info or record.levelno >= logging.ERROR or "Traceback" in record.getMessage()
    ]
    assert not faults


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    """A certificate for servers that speak TLS."""
    return Certified(tmp_path_factory.mktemp("tls"))
