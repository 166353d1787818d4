"""The same as the chaos of towns, short, so that what goes wrong is shrunk to what matters."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.takeover import Town


@given(st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_room_is_taken_over(random: Random) -> None:
    """RELIABILITY 4d (operator takeover)."""
    town = Town(random)
    for _ in range(40):
        town.step()
    town.owners_come_in()
