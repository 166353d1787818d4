"""Strict transport security."""

import pytest

from malmadang.clientcore.address import parse_address
from malmadang.clientcore.memory import ClientMemory, StsPolicy
from malmadang.clientcore.sts import (
    StsOffer,
    apply_policy,
    find_policy,
    learn_policy,
    parse_sts,
    renew_policy,
)
from malmadang.ports import TimeMs

PLAIN = parse_address("irc://h/#방")
SECURE = parse_address("ircs://h:7000/#방")
KEPT = ClientMemory(sts={"h": StsPolicy(6697, TimeMs(5_000), 5)})


@pytest.mark.parametrize(
    ("value", "offer"),
    [
        ("port=6697,duration=300", StsOffer(6697, 300)),
        ("duration=0,preload", StsOffer(None, 0)),
        ("port=0", StsOffer(None, None)),
        ("port=70000,duration=x", StsOffer(None, None)),
        ("port=6697=1", StsOffer(None, None)),
        ("", StsOffer(None, None)),
        (None, StsOffer(None, None)),
    ],
)
def test_the_value(value: str | None, offer: StsOffer) -> None:
    """Source: IRCv3 sts, "Capability value"."""
    assert parse_sts(value) == offer


def test_a_policy_holds_until_it_expires() -> None:
    """Source: IRCv3 sts, "Enforcing a policy"."""
    assert find_policy(KEPT, "h", TimeMs(4_999)) is not None
    assert find_policy(KEPT, "h", TimeMs(5_000)) is None
    secured = apply_policy(PLAIN, KEPT, TimeMs(0))
    assert (secured.tls, secured.port, secured.room) == (True, 6697, "#방")
    assert apply_policy(PLAIN, KEPT, TimeMs(5_000)) == PLAIN
    assert apply_policy(SECURE, KEPT, TimeMs(0)) == SECURE


def test_a_policy_is_learned_renewed_and_removed() -> None:
    """Source: IRCv3 sts, "The duration key"; the port is the one in use."""
    learned = learn_policy(ClientMemory(), SECURE, 60, TimeMs(1_000))
    assert learned.sts == {"h": StsPolicy(7000, TimeMs(61_000), 60)}
    assert learn_policy(learned, SECURE, None, TimeMs(9_000)) is learned
    assert learn_policy(learned, SECURE, 0, TimeMs(9_000)).sts == {}
    assert learn_policy(ClientMemory(), SECURE, 0, TimeMs(9_000)).sts == {}
    assert renew_policy(learned, "h", TimeMs(9_000)).sts["h"].expires_ms == 69_000
    assert renew_policy(learned, "other", TimeMs(9_000)) is learned


def test_a_duration_is_bounded() -> None:
    assert learn_policy(ClientMemory(), SECURE, 10**17, TimeMs(0)).sts["h"].duration_s < 10**9
