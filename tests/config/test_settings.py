"""What the settings say of themselves."""

import pytest

from malmadang.config import Config, parse_config


@pytest.mark.parametrize(
    ("address", "is_exempt"),
    [("10.1.2.3", True), ("192.0.2.7", True), ("192.0.2.8", False), ("::1", False), ("2001:db8::5", True)],
)
def test_addresses_and_networks_are_exempt(address: str, is_exempt: bool) -> None:
    config = parse_config('[limits]\nexempt = ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"]\n')
    assert config.is_exempt(address) is is_exempt
    assert not Config().is_exempt(address)
