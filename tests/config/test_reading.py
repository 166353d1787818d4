"""The configuration: defaults, and errors that help."""

import pytest

from malmadang.config import (
    Config,
    ConfigError,
    Listen,
    listen_addresses,
    parse_config,
    split_address,
)


def test_an_empty_file_gives_the_defaults() -> None:
    assert parse_config("") == Config()


def test_settings_are_read() -> None:
    config = parse_config(
        """
        [server]
        network = "우리 반"
        [[listen]]
        address = "[::1]:6667"
        kind = "irc"
        [[listen]]
        address = "0.0.0.0"
        [limits]
        rate_per_s = 5
        exempt = ["127.0.0.1", "10.0.0.0/8"]
        [channels]
        default = ["#가", "#나"]
        [[operator]]
        name = "철수"
        password = "비밀"
        privileges = ["kill"]
        """
    )
    assert config.server.network == "우리 반"
    assert [listen_addresses(listen) for listen in config.listen] == [
        [("::1", 6667, True)],
        [("0.0.0.0", 2500, True)],
    ]
    assert config.limits.rate_per_s == 5.0
    assert config.limits.exempt == ("127.0.0.1", "10.0.0.0/8")
    assert config.channels.default == ("#가", "#나")
    assert config.operators[0].privileges == ("kill",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[limts]\n", "line 1: unknown section or key 'limts'; did you mean [limits]?"),
        ("[limits]\n\nping = 3", "line 3: unknown key 'ping' in [limits]; did you mean 'ping_s'?"),
        (
            "[server]\ntopic_bytes = 3",
            "line 2: unknown key 'topic_bytes' in [server]; it belongs in [limits].",
        ),
        ("motd = 'hi'", "line 1: unknown section or key 'motd'; it belongs in [server]."),
        ("[tls]\nqqqq = 1", "line 2: unknown key 'qqqq' in [tls]; known: certificate, key."),
        ("[limits]\nping_s = '60'", "line 2: limits.ping_s: expected `int`, got `str`"),
        ("[server]\nx = 1\n[limits]\nping_s = 0", "line 2: unknown key 'x' in [server]"),
        ("[limits]\nping_s = 0", "line 2: limits.ping_s: expected `int` >= 1"),
        ("[limits]\nping_s = 500", "limits.drop_s must be more than limits.ping_s"),
        ("[server]\nlanguage = 'fr'", "line 2: server.language: invalid enum value 'fr'"),
        ("[channels]\ndefault = ['방']", "line 2: channels.default: expected `str` matching"),
        ("[listen]\nkind = 'any'", "line 1: listen is written [[listen]]"),
        ("[[listen]]\naddress = '::1:5'", 'line 2: listen.address: "::1:5" is no address'),
        ("[[listen]]\naddress = 'a:70000'", "is no address"),
        ("[[operator]]\nname = 'a'", "line 1: operator: object missing required field `password`"),
        ("[[operator]]\nname='a'\npassword='b'\n" * 2, "two operators have one name"),
        ("[tls]\nkey = 'x'", "[tls] needs certificate and key, or neither"),
        ("[limits]\nexempt = ['z']", "line 2: limits.exempt: 'z'"),
        ("server = 3", "line 1: server: expected `object`"),
        ("[server\n", "not valid TOML"),
    ],
)
def test_an_error_says_where_and_what(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert message in str(caught.value)


def test_localhost_and_star_stand_for_both_families() -> None:
    assert listen_addresses(Listen()) == [("127.0.0.1", 2500, True), ("::1", 2500, False)]
    assert listen_addresses(Listen(address="*:7000")) == [("0.0.0.0", 7000, True), ("::", 7000, False)]


def test_a_listener_of_kind_irc_has_its_own_ports() -> None:
    assert listen_addresses(Listen(address="h", kind="irc")) == [("h", 6667, True)]
    assert listen_addresses(Listen(address="h", kind="irc", tls=True)) == [("h", 6697, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("h:1", ("h", 1)), ("h", ("h", 9)), ("[::1]", ("::1", 9)), ("[::1]:0", ("::1", 0)), (":5", ("", 5))],
)
def test_addresses_are_cut(text: str, expected: tuple[str, int]) -> None:
    assert split_address(text, 9) == expected


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(
            "[sever]\n[limits]\nping = 3\nburst = 0\n[[operator]]\nname = 1\npassword = 'a'\n[game]\nx = 1\n"
        )
    assert [mistake.partition(";")[0] for mistake in caught.value.mistakes] == [
        "line 1: unknown section or key 'sever'",
        "line 3: unknown key 'ping' in [limits]",
        "line 4: limits.burst: expected `int` >= 1",
        "line 6: operator.name: expected `str`, got `int`",
        "line 9: unknown key 'x' in [game]",
    ]
    assert "\n" not in str(caught.value)
    with pytest.raises(ConfigError) as caught:
        parse_config("[tls]\nkey = 'x'\n[limits]\nping_s = 500\nexempt = ['y', 'z']")
    assert len(caught.value.mistakes) == 4


def test_settings_of_versions_to_come_are_named_and_ignored() -> None:
    config = parse_config("[accounts]\ndefault_user_modes = '+i'\nrequired = true\n[files]\nenabled = true\n")
    assert config.ignored == ("accounts.default_user_modes", "files.enabled")
    assert config.accounts.required


def test_a_misspelt_setting_to_come_is_refused() -> None:
    with pytest.raises(ConfigError, match="did you mean 'registration'"):
        parse_config("[accounts]\nregistraton = true\n")
