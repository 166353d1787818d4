"""MODE of channels: bans, exceptions, invite exceptions, mutes."""

import pytest

from tests.kit.script import play


@pytest.mark.parametrize(
    ("letter", "item", "end"), [("b", "367", "368"), ("e", "348", "349"), ("I", "346", "347")]
)
def test_lists_are_shown_to_everybody(letter: str, item: str, end: str) -> None:
    """Modern IRC, MODE: `<mask> <setter> <time>`, oldest first."""
    play(f"""
    철수 arrives in #방
    철수 > MODE #방 +{letter * 2} 심술이 *!*@나쁜.곳
    철수 < MODE #방 +{letter * 2} 심술이!*@* *!*@나쁜.곳
    민수 > MODE #방 {letter}
    민수 < {item} 민수 #방 심술이!*@* 철수 1764500000
    민수 < {item} 민수 #방 *!*@나쁜.곳 철수 1764500000
    민수 < {end} 민수 #방 :*
    철수 > MODE #방 +{letter}
    철수 < {item} ...
    철수 < {item} ...
    철수 < {end} ...
    """)


def test_an_empty_list_is_its_end_alone() -> None:
    """Modern IRC, MODE; a list asked for twice is sent once."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 bb-b
    철수 < 368 철수 #방 :*
    """)


def test_a_secret_rooms_lists_are_its_members() -> None:
    """Modern IRC, secret channel mode."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +s
    철수 <<
    민수 > MODE #방 b
    민수 < 403 민수 #방 :*
    민수 > MODE #방
    민수 < 403 민수 #방 :*
    """)


def test_masks_are_taken_off_in_any_case() -> None:
    """CASEMAPPING=ascii: the one that stood there is told."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +b Troll!*@*
    철수 < MODE #방 +b Troll!*@*
    철수 > MODE #방 +b TROLL
    철수 < -
    철수 > MODE #방 -b tRoLl!*@*
    철수 < MODE #방 -b Troll!*@*
    철수 > MODE #방 -b tRoLl!*@*
    철수 < -
    """)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("영희", "영희!*@*"),
        ("*@10.0.0.1", "*!*@10.0.0.1"),
        ("10.0.0.*", "*!*@10.0.0.*"),
        ("a!b@c", "a!b@c"),
        ("m:영희", "m:영희!*@*"),
    ],
)
def test_masks_are_completed(typed: str, kept: str) -> None:
    """RFC 2812 3.2.3; 005 EXTBAN=,m."""
    play(f"""
    철수 arrives in #방
    철수 > MODE #방 +b {typed}
    철수 < MODE #방 +b {kept}
    """)


@pytest.mark.parametrize("mask", [":", ":a b", "m:", "::x!y@z", "a" * 170])
def test_what_is_no_mask_is_696(mask: str) -> None:
    """Modern IRC, ERR_INVALIDMODEPARAM."""
    play(f"""
    철수 arrives in #방
    철수 > MODE #방 +b {mask}
    철수 < 696 철수 #방 b * :*
    """)


def test_a_full_list_is_478() -> None:
    """RFC 2812, ERR_BANLISTFULL `<channel> <char>`; 005 MAXLIST counts each list for itself."""
    play(
        """
        철수 arrives in #방
        철수 > MODE #방 +bbe 하나 둘 셋
        철수 < 478 철수 #방 b :*
        철수 < MODE #방 +be 하나!*@* 셋!*@*
        """,
        config="[limits]\nban_list = 1",
    )


def test_a_ban_silences_a_member_and_an_exception_gives_the_word_back() -> None:
    """Modern IRC, ban mode: banned from joining or speaking; +e overrides."""
    play("""
    철수 arrives in #방
    영희 arrives in #방 with echo-message
    철수 > MODE #방 +b 영희
    철수 <<
    영희 <<
    영희 > PRIVMSG #방 :여보세요
    영희 < 404 영희 #방 :*
    철수 > MODE #방 +e 영희
    철수 <<
    영희 <<
    영희 > PRIVMSG #방 :여보세요
    영희 < PRIVMSG #방 :여보세요
    철수 < PRIVMSG #방 :여보세요
    """)


def test_a_mute_lets_in_but_not_speak() -> None:
    """005 EXTBAN=,m: 404 and no echo; voice overrides it."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +b m:영희
    철수 <<
    영희 arrives in #방 with echo-message
    영희 > PRIVMSG #방 :여보세요
    영희 < 404 영희 #방 :*
    영희 > NOTICE #방 :여보세요
    영희 < -
    철수 < -
    철수 > MODE #방 +v 영희
    철수 <<
    영희 <<
    영희 > PRIVMSG #방 :여보세요
    영희 < PRIVMSG #방 :여보세요
    철수 <<
    """)


def test_a_mute_follows_the_nick_it_names() -> None:
    """What holds is the mask as it is now, not as it was when the answer was kept."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > MODE #방 +b m:*!*@nowhere
    철수 > MODE #방 +b m:영이
    철수 <<
    영희 <<
    영희 > PRIVMSG #방 :하나
    철수 < PRIVMSG #방 :하나
    영희 > NICK 영이
    철수 <<
    영희 <<
    영희 > PRIVMSG #방 :둘
    영희 < 404 영이 #방 :*
    철수 > MODE #방 -b m:영이
    철수 <<
    영희 <<
    영희 > PRIVMSG #방 :셋
    철수 < PRIVMSG #방 :셋
    """)


def test_exceptions_from_mutes_do_not_lift_bans() -> None:
    """`+e m:mask` is an exception from mutes; without m: it is one from both."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +be *!*@* m:영희
    철수 <<
    영희 > JOIN #방
    영희 < 474 ...
    철수 > MODE #방 -be *!*@* m:영희
    철수 > MODE #방 +be m:*!*@* m:영희
    철수 <<
    영희 > JOIN #방
    영희 <<
    철수 <<
    영희 > PRIVMSG #방 :들려요?
    철수 < PRIVMSG #방 :들려요?
    """)


def test_half_operators_keep_the_lists() -> None:
    """Modern IRC, halfop prefix: moderation tasks at a lower level."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > MODE #방 +h 영희
    철수 <<
    영희 <<
    영희 > MODE #방 +b 심술이
    영희 < MODE #방 +b 심술이!*@*
    철수 < MODE #방 +b 심술이!*@*
    """)
