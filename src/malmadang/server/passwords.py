"""Checking and hashing passwords on threads of their own: argon2 takes tens of milliseconds."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from malmadang.ports import ScramKeys
from malmadang.servercore.effects import Hashed
from malmadang.wire.scram import derive

THREADS = 2
MAX_WAITING = 32
"""Jobs that may be under way or waiting; more are refused, or guessing would eat the machine."""

_ARGON2 = {False: (2, 19_456), True: (1, 8_192)}
"""Passes and KiB, one lane, by whether it is to be cheap."""
_SCRAM_ROUNDS = {False: 100_000, True: 4_096}
_SALT_BYTES = 16

Answer = TypeVar("Answer")


class Passwords:
    """Compares passwords with what is expected, and makes what is kept of them.

    Args:
        loop: where answers are given.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._pool = ThreadPoolExecutor(THREADS, "hashing")
        self._waiting = 0

    def verify(self, expected: str, password: str, answer: Callable[[bool | None], None]) -> None:
        """Compare, then call `answer` once on the loop's thread; None when too many wait already.

        Args:
            expected: an argon2 hash, or the password itself.
        """

        def judged(right: bool | None) -> None:
            answer(bool(right))

        if not self._submit(lambda: matches(expected, password), judged):
            answer(None)

    def hash(self, password: str, *, is_cheap: bool, answer: Callable[[Hashed | None], None]) -> None:
        """Hash, then call `answer` once on the loop's thread; None when too many wait already."""
        if not self._submit(lambda: make_hash(password, is_cheap=is_cheap), answer):
            answer(None)

    def _submit(self, job: Callable[[], Answer], answer: Callable[[Answer | None], None]) -> bool:
        """Have a job done on a thread, unless too many wait; a job that fails is answered None."""
        if self._waiting >= MAX_WAITING:
            return False
        self._waiting += 1
        future = self._pool.submit(job)

        def done(future: Future[Answer]) -> None:
            self._waiting -= 1
            answer(None if future.cancelled() or future.exception() is not None else future.result())

        def hand_back(future: Future[Answer]) -> None:
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(done, future)

        future.add_done_callback(hand_back)
        return True

    def close(self) -> None:
        """Let the threads end; jobs that wait are dropped."""
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


def make_hash(password: str, *, is_cheap: bool) -> Hashed:
    """Return what is kept of a password.

    Source: OWASP password storage (argon2id, 2 passes over 19 MiB); RFC 7677 4 (at least 4,096 rounds).
    """
    from argon2 import PasswordHasher

    passes, kib = _ARGON2[is_cheap]
    argon2 = PasswordHasher(time_cost=passes, memory_cost=kib, parallelism=1).hash(password)
    keys = derive(password, salt=secrets.token_bytes(_SALT_BYTES), iterations=_SCRAM_ROUNDS[is_cheap])
    scram = ScramKeys(keys.salt, keys.iterations, keys.stored_key, keys.server_key) if keys else None
    return Hashed(argon2, scram)


def is_hash(expected: str) -> bool:
    """Tell whether a password in the settings is a hash of one."""
    return expected.startswith("$argon2")
