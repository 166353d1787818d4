"""Faults as data."""

from malmadang.clientcore.faults import Fault, FaultError, FaultKind


def test_an_error_carries_its_fault() -> None:
    error = FaultError(FaultKind.NOT_IN_ROOM, room="#방")
    assert error.fault == Fault(FaultKind.NOT_IN_ROOM, {"room": "#방"})
    assert "not in room" in str(error)
