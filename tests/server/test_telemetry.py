import logging
import re
from pathlib import Path

import pytest

import malmadang
from malmadang.server.telemetry import EVENTS, log, log_fault


def test_events_are_written_with_their_level_and_fields(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "malmadang"):
        log("listening", host="127.0.0.1")
        log("address_full", address="127.0.0.1")
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("INFO", "address_full address='127.0.0.1'")
    ]


def test_a_fault_is_written_with_its_exception(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("what happened")
    except ValueError:
        log_fault("event_failed", kind="Received")
    assert "what happened" in caplog.text


def test_an_event_that_is_not_in_the_table_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        log("unheard_of")


def test_every_event_of_the_table_is_written_somewhere() -> None:
    folder = Path(malmadang.__file__).parent
    text = "".join(file.read_text() for file in folder.rglob("*.py") if file.name != "telemetry.py")
    assert {name for name in EVENTS if re.search(rf'"{name}"', text)} == set(EVENTS)
