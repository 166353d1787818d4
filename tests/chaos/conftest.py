"""How many rounds of faults there are."""

import os

import pytest


@pytest.fixture
def rounds() -> int:
    """Return how often to do it: CHAOS_ROUNDS, or a few."""
    return int(os.environ.get("CHAOS_ROUNDS", "10"))


@pytest.fixture
def crowd() -> int:
    """Return how many clients to do it with: CHAOS_CLIENTS, or a few."""
    return int(os.environ.get("CHAOS_CLIENTS", "30"))
