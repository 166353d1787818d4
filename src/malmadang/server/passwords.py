"""Checking passwords on threads of their own: argon2 takes tens of milliseconds."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

THREADS = 2
MAX_WAITING = 32
"""Checks that may be under way or waiting; more are refused, or guessing would eat the machine."""


class Passwords:
    """Compares passwords with what is expected.

    Args:
        loop: where answers are given.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._pool = ThreadPoolExecutor(THREADS, "hashing")
        self._waiting = 0

    def verify(self, expected: str, password: str, answer: Callable[[bool], None]) -> None:
        """Compare, then call `answer` once on the loop's thread.

        Args:
            expected: an argon2 hash, or the password itself.
        """
        if self._waiting >= MAX_WAITING:
            answer(False)
            return
        self._waiting += 1
        future = self._pool.submit(matches, expected, password)

        def done(future: Future[bool]) -> None:
            self._waiting -= 1
            answer(not future.cancelled() and future.exception() is None and future.result())

        def hand_back(future: Future[bool]) -> None:
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(done, future)

        future.add_done_callback(hand_back)

    def close(self) -> None:
        """Let the threads end; checks that wait are dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def matches(expected: str, password: str) -> bool:
    """Tell whether a password is the expected one; how long it takes says nothing about the right one."""
    if not is_hash(expected):
        return hmac.compare_digest(expected.encode(), password.encode())
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return PasswordHasher().verify(expected, password)
    except (Argon2Error, InvalidHashError):
        return False


def is_hash(expected: str) -> bool:
    """Tell whether a password in the settings is a hash of one."""
    return expected.startswith("$argon2")
