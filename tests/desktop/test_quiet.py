"""방해 금지."""

import pytest

from malmadang.desktop.quiet import end_of, quiet_key
from malmadang.ports import TimeMs
from tests.desktop.paper import at


@pytest.mark.parametrize("key", ["off", "half", "hour"])
def test_the_choice_is_read_back(key: str) -> None:
    now = at(9, 0)
    assert quiet_key(end_of(key, now), now) == key


def test_the_day_ends_at_midnight_here() -> None:
    now = at(9, 0)
    end = end_of("day", now)
    assert 0 < end - now <= 24 * 3_600_000
    assert quiet_key(end, TimeMs(end)) == "off"
