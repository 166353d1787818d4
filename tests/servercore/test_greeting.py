from malmadang.servercore.channel import MODE_KINDS, PREFIXES
from malmadang.servercore.greeting import isupport_tokens
from malmadang.servercore.state import USER_MODES
from malmadang.wire.isupport import ISupport, format_isupport
from tests.kit.world import World, make_config

CONFIG = make_config("""
[names]
nick_chars = 20
channel_chars = 40
[channels]
max_per_user = 7
default = ["#사랑방", "#뜰"]
[limits]
topic_bytes = 111
away_bytes = 112
kick_bytes = 113
realname_bytes = 114
monitor = 9
max_targets = 3
""")


def told() -> ISupport:
    world = World(CONFIG)
    world.arrive("철수")
    support = ISupport()
    for tokens in format_isupport(isupport_tokens(world.core.ctx)):
        support.apply(["철수", *tokens, "text"])
    return support


def test_a_client_reads_what_the_settings_say() -> None:
    support = told()
    assert support.nick_length == 20
    assert support.channel_length == 40
    assert support.topic_length == 111
    assert support.away_length == 112
    assert support.name_length == 114
    assert support.monitor_limit == 9
    assert support.modes_a_line == 8
    assert support.target_limit("PRIVMSG") == 3
    assert support.target_limit("WHOIS") == 1
    assert support.target_limit("JOIN") is None
    assert support.rooms == ("#사랑방", "#뜰")
    assert support.tokens["CHANLIMIT"] == "#:7"
    assert support.tokens["KICKLEN"] == "113"


def test_letters_are_those_of_the_core() -> None:
    support = told()
    assert support.mode_kinds == MODE_KINDS
    assert support.prefixes.letters == "".join(letter for _, letter, _ in PREFIXES)
    assert support.ban_exception_mode in MODE_KINDS.lists
    assert support.invite_exception_mode in MODE_KINDS.lists
    assert support.bot_mode in USER_MODES


def test_nobody_is_cut_for_being_fast_and_that_is_told() -> None:
    assert told().tokens["SAFERATE"] == ""
