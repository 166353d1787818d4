import asyncio
import threading

import pytest
from argon2 import PasswordHasher

from malmadang.server import passwords
from malmadang.server.passwords import MAX_WAITING, Passwords, is_hash, matches

HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("비밀번호")


@pytest.mark.parametrize(
    ("expected", "password", "answer"),
    [
        (HASH, "비밀번호", True),
        (HASH, "비밀", False),
        ("$argon2id$broken", "x", False),
        ("그냥 글", "그냥 글", True),
        ("그냥 글", "그냥", False),
    ],
    # The hash has another salt in every process, so it cannot be a test's name.
    ids=["hash", "hash of another", "no hash", "plain", "plain of another"],
)
def test_hashes_and_plain_passwords(expected: str, password: str, answer: bool) -> None:
    assert matches(expected, password) is answer
    assert is_hash(expected) == expected.startswith("$")


def test_answers_come_on_the_loop() -> None:
    async def scenario() -> None:
        checker = Passwords(asyncio.get_running_loop())
        answer: asyncio.Future[tuple[bool, int]] = asyncio.get_running_loop().create_future()
        checker.verify(HASH, "비밀번호", lambda ok: answer.set_result((ok, threading.get_ident())))
        assert await answer == (True, threading.get_ident())
        checker.close()

    asyncio.run(scenario())


def test_too_many_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()

    def slow(expected: str, password: str) -> bool:
        gate.wait(20)
        return True

    monkeypatch.setattr(passwords, "matches", slow)

    async def scenario() -> None:
        checker = Passwords(asyncio.get_running_loop())
        answers: list[bool] = []
        done = asyncio.Event()

        def answered(ok: bool) -> None:
            answers.append(ok)
            if len(answers) == MAX_WAITING + 1:
                done.set()

        for _ in range(MAX_WAITING + 1):
            checker.verify("a", "a", answered)
        assert answers == [False]
        gate.set()
        await done.wait()
        assert answers.count(True) == MAX_WAITING
        checker.close()

    asyncio.run(scenario())
