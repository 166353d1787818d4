"""What the settings say of themselves."""

import pytest

from malmadang.config import Config, ConfigError, parse_config


@pytest.mark.parametrize(
    ("address", "is_exempt"),
    [("10.1.2.3", True), ("192.0.2.7", True), ("192.0.2.8", False), ("::1", False), ("2001:db8::5", True)],
)
def test_addresses_and_networks_are_exempt(address: str, is_exempt: bool) -> None:
    config = parse_config('[limits]\nexempt = ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"]\n')
    assert config.is_exempt(address) is is_exempt
    assert not Config().is_exempt(address)


def test_what_a_game_is_played_by() -> None:
    config = parse_config('[game]\nmode = "쿵쿵따"\noptions = "5판 60초 노매너"\n')
    settings = config.game.settings()
    assert (settings.mode, settings.rounds, settings.round_ms, settings.manner) == (
        "쿵쿵따",
        5,
        60_000,
        False,
    )
    assert Config().game.settings().mode == "끝말잇기"


@pytest.mark.parametrize("text", ['mode = "장기"', 'options = "5판 뭐지"'])
def test_a_game_that_nobody_knows_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="is no mode or option"):
        parse_config(f"[game]\n{text}\n")
