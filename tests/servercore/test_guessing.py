"""RELIABILITY 4d, SASL guessing."""

import pytest

from malmadang.ports import SteadyMs
from malmadang.servercore.guessing import LONGEST_MS, REMEMBERED_MS, WINDOW_MS, GoodLogins, Guesses, Logins
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


def test_memory_is_bounded() -> None:
    guesses = Guesses()
    for number in range(30_000):
        guesses.note("203.0.113.5", Folded(str(number)), at(number), right=False)
    assert len(guesses._trying) <= 10_000


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
