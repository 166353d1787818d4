"""Waits between attempts."""

import pytest

from malmadang.clientcore.retry import retry_delay_ms


@pytest.mark.parametrize(
    ("attempt", "base_s"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (6, 30), (7, 30), (1000, 30)]
)
def test_waits_grow_and_are_spread(attempt: int, base_s: int) -> None:
    """Source: UI.md §9."""
    assert retry_delay_ms(attempt, lambda size: b"\0" * size) == base_s * 500
    assert retry_delay_ms(attempt, lambda size: b"\xff" * size) == base_s * 1500
