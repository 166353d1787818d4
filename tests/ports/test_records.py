import pytest

from malmadang.ports import AccountRecord, TimeMs, private_log, private_sides
from malmadang.wire.names import check_account, check_channel


@pytest.mark.parametrize(("one", "other"), [("철수", "영희"), ("a", "B"), ("Z", "a"), ("나", "나")])
def test_two_accounts_have_one_log(one: str, other: str) -> None:
    log = private_log(one, other)
    assert log == private_log(other, one) == private_log(one.upper(), other.lower())
    sides = private_sides(log)
    assert sides is not None
    assert set(sides) == {one.lower(), other.lower()}


def test_a_private_log_is_no_channel_and_no_account() -> None:
    log = private_log("철수", "영희")
    assert check_channel(log) is not None
    assert check_account(log) is not None
    assert private_sides("#방") is None


def test_different_pairs_have_different_logs() -> None:
    assert private_log("a", "bc") != private_log("ab", "c")


def test_an_account_is_found_by_its_folded_name() -> None:
    account = AccountRecord(account="Haneul하늘", password="", created_ms=TimeMs(1))
    assert account.folded == "haneul하늘"
