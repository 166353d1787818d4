"""Fixtures for every test."""

from collections.abc import Iterator

import pytest

from tests.kit.display import Display


@pytest.fixture(scope="session")
def display() -> Iterator[Display]:
    """A display for this worker, also the one that Tk in this process opens its windows on."""
    with Display() as started, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", started.name)
        yield started
