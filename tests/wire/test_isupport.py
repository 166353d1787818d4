import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wire.isupport import CASEMAPPINGS, ISupport, escape_value, format_isupport, unescape_value
from malmadang.wire.modes import ModeKinds, Prefixes


def told(*tokens: str) -> ISupport:
    support = ISupport()
    support.apply(["kim", *tokens, "are supported by this server"])
    return support


VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=8)


@given(VALUES)
def test_escaping_a_value_is_undone(value: str) -> None:
    escaped = escape_value(value)
    assert escaped.isascii()
    assert escaped.isprintable()
    assert not set(escaped) & set(" =")
    assert unescape_value(escaped) == value


@given(st.dictionaries(NAMES, st.none() | VALUES, max_size=40))
def test_tokens_come_back(tokens: dict[str, str | None]) -> None:
    support = ISupport()
    lines = format_isupport(tokens)
    for line in lines:
        assert 1 <= len(line) <= 13
        support.apply(["kim", *line, "are supported by this server"])
    assert support.tokens == {name: value or "" for name, value in tokens.items()}


def test_a_line_keeps_room_for_the_rest() -> None:
    lines = format_isupport({f"TOKEN{at}": "x" * 60 for at in range(13)})
    assert len(lines) > 1
    assert all(len(" ".join(line)) <= 400 for line in lines)


def test_hangul_and_signs_are_escaped() -> None:
    """Modern IRC, RPL_ISUPPORT: \\xHH for what a value cannot hold."""
    assert format_isupport({"NETWORK": "말 a=b", "UTF8ONLY": None, "EXCEPTS": ""}) == [
        (r"NETWORK=\xEB\xA7\x90\x20a\x3Db", "UTF8ONLY", "EXCEPTS=")
    ]


@pytest.mark.parametrize("name", ["", "-A", "A B", "A=B", "말"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a token"):
        format_isupport({name: None})


def test_broken_escapes_stay_as_they_are() -> None:
    assert unescape_value(r"\x2") == r"\x2"
    assert unescape_value(r"\xzz\n") == r"\xzz\n"
    assert unescape_value(r"\xFF") == "\ufffd"


def test_a_silent_server_does_as_rfc_1459_says() -> None:
    support = ISupport()
    assert support.prefixes == Prefixes("ov", "@+")
    assert support.casefold("A[]\\~") == "a{}|^"
    assert support.is_channel("#a")
    assert support.is_channel("&a")
    assert not support.is_channel("kim")
    assert not support.is_channel("")
    assert support.nick_length == 9
    assert support.monitor_limit == 0
    assert support.modes_a_line == 3
    assert support.target_limit("PRIVMSG") == 1
    assert support.network == ""
    assert support.rooms == ()
    assert not support.is_utf8_only
    assert support.bot_mode == support.ban_exception_mode == support.invite_exception_mode == ""
    lengths = (support.topic_length, support.away_length, support.name_length, support.channel_length)
    assert lengths == (None, None, None, None)


def test_a_server_says_what_it_does() -> None:
    support = told(
        "PREFIX=(qaohv)~&@%+", "CHANMODES=beI,k,l,imnst", "CHANTYPES=#", "CASEMAPPING=ascii", "NICKLEN=16"
    )
    support.apply(
        [
            "kim",
            "MODES=4",
            "MONITOR=100",
            "STATUSMSG=@+",
            "EXCEPTS",
            "INVEX=I",
            "BOT=B",
            "UTF8ONLY",
            "TOPICLEN=390",
            ".",
        ]
    )
    assert support.prefixes == Prefixes()
    assert support.mode_kinds == ModeKinds()
    assert support.casefold("A[]") == "a[]"
    assert not support.is_channel("&a")
    assert (support.nick_length, support.modes_a_line, support.monitor_limit) == (16, 4, 100)
    assert (support.ban_exception_mode, support.invite_exception_mode, support.bot_mode) == ("e", "I", "B")
    assert support.is_utf8_only
    assert support.has("BOT")
    assert support.topic_length == 390


def test_a_token_can_be_taken_back() -> None:
    """Modern IRC, RPL_ISUPPORT: -PARAMETER negates, the default applies again."""
    support = told("NICKLEN=30", "PREFIX=(o)@", "MONITOR")
    support.apply(["kim", "-NICKLEN", "-PREFIX", "-MONITOR", "-NEVER", "are supported"])
    assert (support.nick_length, support.monitor_limit) == (9, 0)
    assert support.prefixes == Prefixes("ov", "@+")


def test_no_number_means_no_limit() -> None:
    support = told("MODES", "MONITOR=", "NICKLEN=many", "TOPICLEN=-1")
    assert (support.modes_a_line, support.monitor_limit, support.nick_length) == (None, None, None)
    assert support.topic_length is None


def test_targets_are_limited_by_verb() -> None:
    support = told("TARGMAX=PRIVMSG:4,NOTICE:,JOIN:x,WHOIS:1")
    limits = [support.target_limit(verb) for verb in ("PRIVMSG", "NOTICE", "JOIN", "WHOIS", "KICK")]
    assert limits == [4, None, None, 1, 1]


def test_our_rooms_are_read() -> None:
    support = told(format_isupport({"malmadang/ROOMS": "#말마당,#사랑방"})[0][0], "NETWORK=말마당")
    assert support.rooms == ("#말마당", "#사랑방")
    assert support.network == "말마당"


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("@#방", ("@", "#방")),
        ("#방", ("", "#방")),
        ("@+#방", ("@+", "#방")),
        ("kim", ("", "kim")),
        ("@kim", ("", "@kim")),
    ],
)
def test_a_target_loses_its_status(target: str, parts: tuple[str, str]) -> None:
    assert told("STATUSMSG=@+", "CHANTYPES=#").split_target(target) == parts


@pytest.mark.parametrize("value", ["PREFIX=", "PREFIX=nonsense", "PREFIX=(ov)@"])
def test_odd_prefixes_do_no_harm(value: str) -> None:
    support = told(value)
    assert support.prefixes in {Prefixes("", ""), Prefixes("ov", "@+")}


def test_an_empty_prefix_means_there_are_none() -> None:
    assert told("PREFIX=").prefixes == Prefixes("", "")


@pytest.mark.parametrize(
    ("mapping", "folded"),
    [
        ("ascii", "a[]\\~철수"),
        ("rfc1459", "a{}|^철수"),
        ("strict-rfc1459", "a{}|~철수"),
        ("rfc1459-strict", "a{}|~철수"),
    ],
)
def test_names_are_folded_as_the_server_does(mapping: str, folded: str) -> None:
    """Modern IRC, CASEMAPPING."""
    assert CASEMAPPINGS[mapping]("A[]\\~철수") == folded
    assert told(f"CASEMAPPING={mapping}").casefold("A[]\\~철수") == folded


def test_an_unknown_casemapping_counts_as_ascii() -> None:
    assert told("CASEMAPPING=rfc7613").casefold("A[]") == "a[]"
