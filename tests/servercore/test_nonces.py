from malmadang.ports import NONCE_MS, KnownNonce, TimeMs
from malmadang.servercore.nonces import Nonces, Said

NOW = TimeMs(10_000_000)


def test_a_name_is_its_owners_and_lasts_ten_minutes() -> None:
    nonces = Nonces(())
    nonces.remember("a", "n", Said("m1", NOW))
    assert nonces.find("a", "n", NOW) == Said("m1", NOW)
    assert nonces.find("b", "n", NOW) is None
    assert nonces.find("a", "n", TimeMs(NOW + NONCE_MS - 1)) is not None
    assert nonces.find("a", "n", TimeMs(NOW + NONCE_MS)) is None


def test_what_the_store_knows_is_known() -> None:
    nonces = Nonces([KnownNonce("a", "2", "m2", NOW), KnownNonce("a", "1", "m1", TimeMs(NOW - 5))])
    assert nonces.find("a", "1", NOW) == Said("m1", TimeMs(NOW - 5))
    nonces.remember("a", "3", Said("m3", TimeMs(NOW + NONCE_MS - 5)))
    assert nonces.find("a", "1", NOW) is None
    assert nonces.find("a", "2", NOW) is not None


def test_the_newer_of_two_counts_and_lives_as_long_as_it_is() -> None:
    nonces = Nonces(())
    nonces.remember("a", "n", Said("m1", NOW))
    nonces.remember("a", "o", Said("m2", NOW))
    nonces.remember("a", "n", Said("m3", TimeMs(NOW + 10)))
    nonces.remember("a", "p", Said("m4", TimeMs(NOW + NONCE_MS)))
    assert nonces.find("a", "n", TimeMs(NOW + NONCE_MS)) == Said("m3", TimeMs(NOW + 10))
    assert nonces.find("a", "o", NOW) is None


def test_there_are_never_too_many() -> None:
    nonces = Nonces(())
    for number in range(65_540):
        nonces.remember("a", str(number), Said("m", NOW))
    assert nonces.find("a", "3", NOW) is None
    assert nonces.find("a", "4", NOW) is not None
