"""RELIABILITY 4d, SASL guessing."""

import pytest

from malmadang.ports import SteadyMs
from malmadang.servercore.guessing import (
    LONGEST_MS,
    REMEMBERED_MS,
    WINDOW_MS,
    WRONG_OF_ONE,
    WRONG_OF_ONE_PER_S,
    GoodLogins,
    Guesses,
    Logins,
)
from malmadang.wire.names import Folded

HERE = ("203.0.113.5", Folded("철수"))


def at(ms: int) -> SteadyMs:
    return SteadyMs(1_000_000 + ms)


def test_three_failures_a_minute_are_free_and_then_it_doubles() -> None:
    guesses = Guesses()
    now = 0
    for _ in range(3):
        assert guesses.may_try(*HERE, at(now))
        guesses.note(*HERE, at(now), right=False)
    waits = []
    for _ in range(6):
        wait = next(ms for ms in range(0, 2 * LONGEST_MS, 1000) if guesses.may_try(*HERE, at(now + ms)))
        waits.append(wait)
        now += wait
        guesses.note(*HERE, at(now), right=False)
    assert waits == [60_000, 120_000, 240_000, 480_000, LONGEST_MS, LONGEST_MS]


def test_failures_that_are_far_apart_do_no_harm() -> None:
    guesses = Guesses()
    for number in range(20):
        assert guesses.may_try(*HERE, at(number * (WINDOW_MS + 1)))
        guesses.note(*HERE, at(number * (WINDOW_MS + 1)), right=False)


def test_the_right_password_wipes_the_slate() -> None:
    guesses = Guesses()
    for right in (False, False, True, False, False):
        guesses.note(*HERE, at(0), right=right)
    assert guesses.may_try(*HERE, at(0))


@pytest.mark.parametrize(
    ("address", "is_same"),
    [("203.0.113.6", False), ("2001:db8::1", False), ("2001:db8:0:0:5::9", False)],
)
def test_elsewhere_is_another_place(address: str, is_same: bool) -> None:
    guesses = Guesses()
    for _ in range(3):
        guesses.note(*HERE, at(0), right=False)
    assert guesses.may_try(address, HERE[1], at(0)) is not is_same
    assert guesses.may_try(HERE[0], Folded("영희"), at(0))


def test_one_who_has_many_ipv6_addresses_is_one() -> None:
    guesses = Guesses()
    for number in range(3):
        guesses.note(f"2001:db8::{number}", HERE[1], at(0), right=False)
    assert not guesses.may_try("2001:db8::9", HERE[1], at(0))
    assert guesses.may_try("2001:db8:1::9", HERE[1], at(0))


def test_many_at_once_are_no_way_around_it() -> None:
    guesses = Guesses()
    begun = 0
    while guesses.may_try(*HERE, at(0)) and begun < 100:
        guesses.begin(*HERE, at(0))
        begun += 1
    assert begun == 10
    for _ in range(begun):
        guesses.end(*HERE, at(0), right=False)
    assert not guesses.may_try(*HERE, at(WINDOW_MS - 1))


def test_who_left_before_the_answer_blocks_nobody_for_long() -> None:
    guesses = Guesses()
    for _ in range(10):
        guesses.begin(*HERE, at(0))
    assert not guesses.may_try(*HERE, at(1))
    assert guesses.may_try(*HERE, at(WINDOW_MS + 1))


def test_what_was_not_looked_at_is_no_failure() -> None:
    guesses = Guesses()
    for _ in range(5):
        guesses.begin(*HERE, at(0))
        guesses.end(*HERE, at(0), right=None)
    assert guesses.may_try(*HERE, at(0))


def spray(guesses: Guesses, address: str, names: int, *, now: int = 0) -> int:
    """Try wrong passwords of ever other accounts; return how many were hashed."""
    hashed = 0
    for number in range(names):
        account = Folded(f"{now} {number}")
        if guesses.may_try(address, account, at(now)) and guesses.may_hash(address, at(now)):
            guesses.begin(address, account, at(now))
            guesses.end(address, account, at(now), right=False)
            hashed += 1
    return hashed


def test_another_account_each_time_is_no_way_around_it() -> None:
    guesses = Guesses()
    assert spray(guesses, HERE[0], 100) == WRONG_OF_ONE
    a_minute = 60_000
    assert spray(guesses, HERE[0], 100, now=a_minute) == 60 * WRONG_OF_ONE_PER_S
    assert guesses.may_hash("203.0.113.6", at(0))


def test_right_passwords_are_not_counted_with_the_wrong_ones() -> None:
    guesses = Guesses()
    for number in range(10 * WRONG_OF_ONE):
        guesses.begin(HERE[0], Folded(str(number)), at(0))
        guesses.end(HERE[0], Folded(str(number)), at(0), right=True)
    assert guesses.may_hash(HERE[0], at(0))


def test_memory_is_bounded() -> None:
    guesses = Guesses()
    for number in range(30_000):
        address = f"10.{number // 65_536}.{number // 256 % 256}.{number % 256}"
        guesses.end(address, Folded(str(number)), at(number), right=False)
    assert len(guesses._trying) <= 10_000
    assert len(guesses._hashing) <= 10_000


def test_good_logins_are_known_for_half_an_hour() -> None:
    good = GoodLogins(b"secret")
    good.remember("hash", "비밀", at(0))
    assert good.knows("hash", "비밀", at(REMEMBERED_MS - 1))
    assert not good.knows("hash", "비밀", at(REMEMBERED_MS))
    assert not good.knows("hash", "비밀!", at(0))
    assert not good.knows("another hash", "비밀", at(0))


def test_the_secret_is_the_servers_own() -> None:
    one, other = Logins(b"one", at(0)), Logins(b"other", at(0))
    one.good.remember("hash", "비밀", at(0))
    assert not other.good.knows("hash", "비밀", at(0))
