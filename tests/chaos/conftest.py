"""How many rounds of faults there are, from which seed, and what was measured on the way."""

import os
from collections.abc import Callable

import pytest

SEED = 20_261_128
_FIGURES = pytest.StashKey[list[str]]()


def _number(name: str, otherwise: int) -> int:
    return int(os.environ.get(name, str(otherwise)))


@pytest.fixture
def rounds() -> int:
    """Return how often to do it: CHAOS_ROUNDS, or a few."""
    return _number("CHAOS_ROUNDS", 10)


@pytest.fixture
def crowd() -> int:
    """Return how many clients to do it with: CHAOS_CLIENTS, or a few."""
    return _number("CHAOS_CLIENTS", 30)


@pytest.fixture
def cuts() -> int:
    """Return how many lines are to be cut: CHAOS_CUTS, or a few."""
    return _number("CHAOS_CUTS", 50)


@pytest.fixture
def stop_s() -> int:
    """Return for how many seconds the server stands still: CHAOS_STOP_S, or a few."""
    return _number("CHAOS_STOP_S", 2)


@pytest.fixture
def seed() -> int:
    """Return what the faults are drawn from: CHAOS_SEED, or always the same; said where the test fails."""
    found = _number("CHAOS_SEED", SEED)
    print(f"CHAOS_SEED={found}")
    return found


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return what takes down a figure; all of them are printed at the end."""
    stash = request.config.stash
    return stash.setdefault(_FIGURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures."""
    for line in config.stash.get(_FIGURES, []):
        terminalreporter.write_line(line)
