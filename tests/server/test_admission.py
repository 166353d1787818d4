import pytest

from malmadang.config import parse_config
from malmadang.ports import SteadyMs
from malmadang.server.admission import MAX_PACES, TOO_OFTEN, Admission, plain_address

NOW = SteadyMs(1_000_000)
LIMITS = "[limits]\nclients_per_address = 2\nclients_per_private_address = 3\n"


def fill(admission: Admission, address: str) -> int:
    count = 0
    while not admission.refusal(address, NOW)[1] and count < 10:
        admission.enter(address)
        count += 1
    return count


@pytest.mark.parametrize(
    ("address", "most"),
    [("8.8.8.8", 2), ("192.168.0.7", 3), ("127.0.0.1", 3), ("::1", 3), ("fe80::1", 3), ("2a00::1", 2)],
)
def test_an_address_may_have_so_many_unregistered(address: str, most: int) -> None:
    admission = Admission(parse_config(LIMITS), 1000)
    assert fill(admission, address) == most
    event, line = admission.refusal(address, NOW)
    assert event == "address_full"
    assert line.startswith("ERROR :이 주소에서")
    assert f" · {most} connections from your address" in line
    assert line.endswith("\r\n")
    assert fill(admission, "8.8.4.4") == 2
    admission.admit(address)
    assert fill(admission, address) == 1


def test_the_log_is_told_once_until_there_is_room_again() -> None:
    admission = Admission(parse_config(LIMITS), 4)
    fill(admission, "8.8.8.8")
    assert [admission.is_news("address_full", "8.8.8.8") for _ in range(3)] == [True, False, False]
    assert admission.is_news("address_full", "8.8.4.4")
    admission.admit("8.8.8.8")
    assert admission.is_news("address_full", "8.8.8.8")
    assert [admission.is_news("server_full", f"1.1.1.{number}") for number in range(3)] == [
        True,
        False,
        False,
    ]
    admission.leave()
    assert admission.is_news("server_full", "1.1.1.1")


def test_a_customer_with_a_whole_network_is_one_address() -> None:
    admission = Admission(parse_config(LIMITS), 1000)
    assert fill(admission, "2a00::1") == 2
    assert admission.refusal("2a00::2", NOW)[1]
    assert not admission.refusal("2a00:0:0:1::1", NOW)[1]


@pytest.mark.parametrize("text", ["throttle = false\n", 'exempt = ["8.8.0.0/16"]\n'])
def test_no_limit_for_the_exempt_and_without_throttle(text: str) -> None:
    admission = Admission(parse_config(LIMITS + text), 1000)
    assert fill(admission, "8.8.8.8") == 10


def test_all_connections_together_are_bounded_even_without_throttle() -> None:
    admission = Admission(parse_config("[limits]\nthrottle = false"), 3)
    assert fill(admission, "8.8.8.8") == 3
    assert admission.refusal("1.1.1.1", NOW)[0] == "server_full"
    admission.leave()
    assert not admission.refusal("1.1.1.1", NOW)[1]


@pytest.mark.parametrize(
    ("peer", "address"),
    [("fe80::1%eth0", "fe80::1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("10.0.0.1", "10.0.0.1"), ("::1", "::1")],
)
def test_addresses_are_written_plainly(peer: str, address: str) -> None:
    assert plain_address(peer) == address


HASTE = """
[limits]
connect_burst = 4
connects_per_s = 0.5
private_connect_burst = 6
private_connects_per_s = 2
"""


def come(admission: Admission, address: str, now_ms: int, *, times: int = 20) -> int:
    """Come and go at once; return how often it was possible."""
    count = 0
    for _ in range(times):
        if not admission.refusal(address, SteadyMs(now_ms))[1]:
            admission.enter(address)
            admission.admit(address)
            admission.leave()
            count += 1
    return count


@pytest.mark.parametrize(("address", "burst", "in_ten_s"), [("8.8.8.8", 4, 5 - 1), ("10.0.0.1", 6, 6)])
def test_an_address_comes_so_often_and_then_so_many_times_a_second(
    address: str, burst: int, in_ten_s: int
) -> None:
    admission = Admission(parse_config(HASTE), 1000)
    assert come(admission, address, 0) == burst
    assert admission.refusal(address, SteadyMs(0))[0] == TOO_OFTEN
    assert come(admission, "8.8.4.4", 0) == 4
    assert come(admission, address, 10_000) == in_ten_s


def test_tls_counts_twice() -> None:
    admission = Admission(parse_config(HASTE), 1000)
    for _ in range(2):
        assert not admission.refusal("8.8.8.8", NOW)[1]
        assert admission.may_shake_hands("8.8.8.8", NOW)
    assert not admission.may_shake_hands("8.8.8.8", NOW)
    assert admission.refusal("8.8.8.8", NOW)[0] == TOO_OFTEN


@pytest.mark.parametrize("text", ["throttle = false\n", 'exempt = ["8.8.0.0/16"]\n'])
def test_no_pace_for_the_exempt_and_without_throttle(text: str) -> None:
    admission = Admission(parse_config(HASTE + text), 1000)
    assert come(admission, "8.8.8.8", 0) == 20
    assert all(admission.may_shake_hands("8.8.8.8", NOW) for _ in range(20))


def test_haste_is_news_once_until_it_has_been_quiet_for_a_while() -> None:
    admission = Admission(parse_config(HASTE), 1000)
    come(admission, "8.8.8.8", 0)
    assert [admission.is_news(TOO_OFTEN, "8.8.8.8") for _ in range(3)] == [True, False, False]
    come(admission, "8.8.8.8", 2_000)
    assert not admission.is_news(TOO_OFTEN, "8.8.8.8"), "what drips in is no quiet"
    come(admission, "8.8.8.8", 60_000)
    assert admission.is_news(TOO_OFTEN, "8.8.8.8")


def test_not_every_address_in_the_world_is_remembered() -> None:
    admission = Admission(parse_config(HASTE), 1000)
    for number in range(MAX_PACES + 50):
        come(admission, f"8.{number >> 16}.{number >> 8 & 255}.{number & 255}", 0, times=1)
    assert len(admission._paces) == MAX_PACES
