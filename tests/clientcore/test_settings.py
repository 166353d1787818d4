"""The client's TOML file."""

import pytest

from malmadang.clientcore.address import Address
from malmadang.clientcore.settings import parse_client_settings
from malmadang.config import ConfigError


def test_everything() -> None:
    file = parse_client_settings(
        f"""
        [client]
        server = "chat.example.org:7000/#방"
        nick = "하늘"
        account = "hana"
        password = "비밀 번호"
        sasl = ["PLAIN"]
        tls = false
        tls_pins = ["{":".join(["AB"] * 32)}"]
        state_dir = "/somewhere"
        rooms = ["둘"]
        language = "en"
        """
    )
    settings = file.settings
    assert settings.address == Address("chat.example.org", 7000, False, "#방")
    assert (settings.nick, settings.account, settings.password) == ("하늘", "hana", "비밀 번호")
    assert (settings.sasl, settings.pins, settings.rooms) == (("PLAIN",), ("ab" * 32,), ("#둘",))
    assert (settings.language, file.state_dir) == ("en", "/somewhere")


def test_the_server_alone_is_enough() -> None:
    settings = parse_client_settings('[client]\nserver = "127.0.0.1"').settings
    assert settings.address == Address("127.0.0.1", 2500, False)
    assert (settings.sasl, settings.language) == (("SCRAM-SHA-256", "PLAIN"), "ko")


def test_an_address_from_elsewhere_stands_for_the_server() -> None:
    here = Address("127.0.0.1", 2500, False)
    settings = parse_client_settings('[client]\nnick = "하늘"', address=here, language="en").settings
    assert (settings.address, settings.nick, settings.language) == (here, "하늘", "en")
    file = '[client]\nserver = "h"\ntls = true\nlanguage = "ko"'
    settings = parse_client_settings(file, address=here, language="en").settings
    assert (settings.address, settings.language) == (here, "ko")
    assert parse_client_settings("[client]\ntls = true", address=here).settings.address.tls


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_client_settings('[client]\nsever = "h"\nnick = 3\nlanguage = "fr"\n[other]\n')
    first, second, third, fourth = caught.value.mistakes
    assert first.startswith("unknown section or key 'other'")
    assert second.startswith("line 2: unknown key 'sever'")
    assert third.startswith("line 3: client.nick: expected `str`")
    assert fourth.startswith("line 4: client.language: invalid enum value 'fr'")


def test_tls_can_be_asked_for() -> None:
    assert (
        parse_client_settings('[client]\nserver = "127.0.0.1:7000"\ntls = true').settings.address.tls is True
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[client", "not valid TOML"),
        ("[server]\nname = 1", "unknown section or key 'server'"),
        (
            '[client]\nserver = "h"\nsever = 1',
            "line 3: unknown key 'sever' in [client]; did you mean 'server'?",
        ),
        ('[client]\nserver = "h"\nzzz = 1', "line 3: unknown key 'zzz' in [client]; known: server, nick"),
        ("[client]\n", "[client] names no server: write server ="),
        ("client = 3", "client is written [client]"),
        ('[client]\nserver = "h"\nnick = "하 늘"', "line 3: client.nick"),
        ('[client]\nserver = "h"\npassword = "a\\nb"', "line 3: client.password"),
        ('[client]\nserver = "h"\nrooms = ["#a b"]', "line 3: client.rooms"),
        ('[client]\nserver = "h"\nsasl = ["X"]', "line 3: client.sasl"),
        ('[client]\nserver = "h"\nnick = 3', "line 3: client.nick: expected `str`"),
        ('[client]\nserver = ""', "client.server: '' is no address"),
        ('[client]\nserver = "h"\ntls_pins = ["x"]', "client.tls_pins: 'x' is no sha256 fingerprint"),
        ('[client]\nserver = "h"\nlanguage = "fr"', "client.language"),
    ],
)
def test_what_cannot_be_used_says_where_and_what(text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_client_settings(text)
    assert words in str(caught.value)
