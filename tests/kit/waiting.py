"""Waiting for what tells nobody that it has changed: by condition, with an end."""

import asyncio
import select
import time
from collections.abc import Callable

PATIENCE_S = 20.0


def until(
    condition: Callable[[], bool], what: Callable[[], str] | str, patience_s: float = PATIENCE_S
) -> None:
    """Look again and again until the condition holds.

    Args:
        what: said when it never does; a function is asked at that moment, so that it can show the state.
    Raises:
        AssertionError: the patience is over.
    """
    end = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience_s:.0f} s: {what if isinstance(what, str) else what()}")
        # A file or a window of another process tells nobody that it has changed.
        select.select([], [], [], 0.02)


async def soon(
    condition: Callable[[], bool], what: Callable[[], str] | str, patience_s: float = PATIENCE_S
) -> None:
    """Do the same while the event loop runs.

    Raises:
        AssertionError: the patience is over.
    """
    end = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience_s:.0f} s: {what if isinstance(what, str) else what()}")
        await asyncio.sleep(0.005)


async def pause(ms: float) -> None:
    """Let time pass that belongs to what is tested, such as a slow line; never to wait for something."""
    await asyncio.sleep(ms / 1000)
