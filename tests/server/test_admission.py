import pytest

from malmadang.config import parse_config
from malmadang.server.admission import Admission, plain_address

LIMITS = "[limits]\nclients_per_address = 2\nclients_per_private_address = 3\n"


def fill(admission: Admission, address: str) -> int:
    count = 0
    while not admission.refusal(address)[1] and count < 10:
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
    event, line = admission.refusal(address)
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
    assert admission.refusal("2a00::2")[1]
    assert not admission.refusal("2a00:0:0:1::1")[1]


@pytest.mark.parametrize("text", ["throttle = false\n", 'exempt = ["8.8.0.0/16"]\n'])
def test_no_limit_for_the_exempt_and_without_throttle(text: str) -> None:
    admission = Admission(parse_config(LIMITS + text), 1000)
    assert fill(admission, "8.8.8.8") == 10


def test_all_connections_together_are_bounded_even_without_throttle() -> None:
    admission = Admission(parse_config("[limits]\nthrottle = false"), 3)
    assert fill(admission, "8.8.8.8") == 3
    assert admission.refusal("1.1.1.1")[0] == "server_full"
    admission.leave()
    assert not admission.refusal("1.1.1.1")[1]


@pytest.mark.parametrize(
    ("peer", "address"),
    [("fe80::1%eth0", "fe80::1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("10.0.0.1", "10.0.0.1"), ("::1", "::1")],
)
def test_addresses_are_written_plainly(peer: str, address: str) -> None:
    assert plain_address(peer) == address
