import asyncio
import threading

import pytest
from argon2 import PasswordHasher

from malmadang.server import passwords
from malmadang.server.passwords import MAX_WAITING, Passwords, is_hash, make_hash, matches
from malmadang.servercore.effects import Hashed

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
        answer: asyncio.Future[tuple[bool | None, int]] = asyncio.get_running_loop().create_future()
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
        answers: list[bool | None] = []
        done = asyncio.Event()

        def answered(ok: bool | None) -> None:
            answers.append(ok)
            if len(answers) == MAX_WAITING + 1:
                done.set()

        for _ in range(MAX_WAITING + 1):
            checker.verify("a", "a", answered)
        assert answers == [None]
        gate.set()
        await done.wait()
        assert answers.count(True) == MAX_WAITING
        checker.close()

    asyncio.run(scenario())


def test_a_new_password_is_hashed_as_the_design_says() -> None:
    """DESIGN 6: argon2id t=2 m=19 MiB p=1, SCRAM keys of at least 100,000 rounds."""
    made = make_hash("비밀번호", is_cheap=False)
    assert made.password.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert made.scram is not None
    assert made.scram.iterations >= 100_000
    assert matches(made.password, "비밀번호")
    assert not matches(made.password, "비밀번후")


def test_the_same_password_never_looks_the_same() -> None:
    one, other = make_hash("비밀번호", is_cheap=True), make_hash("비밀번호", is_cheap=True)
    assert one.password != other.password
    assert one.scram is not None
    assert other.scram is not None
    assert one.scram.salt != other.scram.salt


def test_hashes_come_on_the_loop() -> None:
    async def scenario() -> None:
        checker = Passwords(asyncio.get_running_loop())
        answer: asyncio.Future[Hashed | None] = asyncio.get_running_loop().create_future()
        checker.hash("비밀번호", is_cheap=True, answer=answer.set_result)
        made = await answer
        assert made is not None
        assert matches(made.password, "비밀번호")
        checker.close()

    asyncio.run(scenario())
