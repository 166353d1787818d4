"""WHO and WHOX."""

import pytest

from tests.kit.script import play
from tests.kit.world import World


def test_a_channels_members() -> None:
    """Modern IRC, RPL_WHOREPLY: `<channel> <username> <host> <server> <nick> <flags> :<hops> <realname>`."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > WHO #방
    철수 < 352 철수 #방 ~철수 localhost malmadang.local 철수 H@ :0 철수
    철수 < 352 철수 #방 ~영희 localhost malmadang.local 영희 H :0 영희
    철수 < 315 철수 #방 :*
    """)


def test_flags() -> None:
    """Modern IRC, RPL_WHOREPLY: H or G, * for operators, prefixes; IRCv3 bot-mode: the BOT letter."""
    play(
        """
        철수 arrives in #방
        영희 arrives in #방 with multi-prefix
        철수 > MODE #방 +v 철수
        철수 > AWAY :낮잠
        철수 > MODE 철수 +B
        철수 > OPER 대장 비밀
        철수 <<
        영희 <<
        영희 > WHO 철수
        영희 < 352 영희 #방 ~철수 localhost * 철수 G*@+B :0 철수
        영희 < 315 영희 철수 :*
        철수 > WHO #방
        철수 < 352 철수 #방 ~철수 localhost * 철수 G*@B :0 철수
        철수 < 352 철수 #방 * * * 영희 H :*
        철수 < 315 ...
        """,
        config='[[operator]]\nname = "대장"\npassword = "비밀"',
    )


def test_nobody_is_315_alone_with_the_mask_as_sent() -> None:
    """Modern IRC, RPL_ENDOFWHO."""
    play("""
    철수 > WHO 없는이
    철수 < 315 철수 없는이 :*
    철수 > WHO #없는방
    철수 < 315 철수 #없는방 :*
    철수 > WHO Nobody*
    철수 < 315 철수 Nobody* :*
    """)


def test_invisible_people_are_found_by_nick_or_through_a_shared_room() -> None:
    """Modern IRC, invisible user mode; case does not matter."""
    play("""
    Hider arrives in #방
    Hider > MODE Hider +i
    Hider <<
    철수 > WHO H*
    철수 < 315 ...
    철수 > WHO #방
    철수 < 315 ...
    철수 > WHO hIDER
    철수 < 352 철수 \\* ~Hider * * Hider H :*
    철수 < 315 철수 hIDER :*
    철수 > JOIN #방
    철수 <<
    Hider <<
    철수 > WHO h*
    철수 < 352 철수 #방 * * * Hider * :*
    철수 < 315 ...
    """)


def test_a_secret_room_is_not_named_to_strangers() -> None:
    """Modern IRC, secret channel mode."""
    play("""
    영희 arrives in #방
    영희 > MODE #방 +s
    영희 <<
    철수 > WHO #방
    철수 < 315 ...
    철수 > WHO 영희
    철수 < 352 철수 \\* * * * 영희 H :*
    철수 < 315 ...
    """)


@pytest.mark.parametrize(
    ("mask", "nicks"),
    [
        ("*", ["철수", "영희", "bob"]),
        ("0", ["철수", "영희", "bob"]),
        ("", ["철수", "영희", "bob"]),
        ("?희", ["영희"]),
        ("BO*", ["bob"]),
        ("*!~bob@*", ["bob"]),
        ("*.ip", ["영희"]),
        ("localhost", ["철수", "bob"]),
    ],
)
def test_masks(mask: str, nicks: list[str]) -> None:
    """Modern IRC, WHO: all visible users whom the mask fits."""
    world = World()
    world.arrive("철수")
    world.arrive("영희", address="203.0.113.7")
    world.arrive("bob")
    world.send("철수", f"WHO {mask}".rstrip())
    *rows, _ = world.peers["철수"].read()
    assert [row.split(" ")[7] for row in rows] == nicks


def test_only_operators() -> None:
    """RFC 2812 3.6.1: the flag o."""
    play(
        """
        철수 arrives
        영희 arrives
        영희 > OPER 대장 비밀
        영희 <<
        철수 > WHO * o
        철수 < 352 철수 \\* * * * 영희 H* :*
        철수 < 315 철수 \\* :*
        철수 > WHO 철수 o
        철수 < 315 ...
        """,
        config='[[operator]]\nname = "대장"\npassword = "비밀"',
    )


def test_whox_answers_in_its_own_order() -> None:
    """IRCv3 whox: token channel user ip host server nick flags hops idle account oplevel realname."""
    play("""
    철수 arrives in #방
    7 s later
    철수 > WHO #방 %raoldfnshiuct,42
    철수 < 354 철수 42 #방 ~철수 127.0.0.1 localhost malmadang.local 철수 H@ 0 7 0 n/a :철수
    철수 < 315 철수 #방 :*
    """)


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ("%afnt,999", "999 철수 H@ 0"),
        ("%n", "철수"),
        ("%nzn", "철수"),
        ("%tn", "0 철수"),
        ("%tn,12345", "0 철수"),
        ("%tn,x", "0 철수"),
        ("n%nc", "#방 철수"),
    ],
)
def test_whox_gives_exactly_the_fields_asked(asked: str, fields: str) -> None:
    """IRCv3 whox: unknown fields are ignored; a token has up to three digits."""
    play(f"""
    철수 arrives in #방
    철수 > WHO #방 {asked}
    철수 < 354 철수 {fields}
    철수 < 315 ...
    """)


def test_whox_without_a_known_field_is_354_still() -> None:
    """IRCv3 whox: servers must not send 352."""
    play("""
    철수 arrives in #방
    철수 > WHO #방 %
    철수 < 354 철수
    철수 < 315 ...
    """)


def test_addresses_are_for_oneself_and_for_operators() -> None:
    """IRCv3 whox: 255.255.255.255 where the address is not told."""
    play(
        """
        철수 arrives from ::1
        영희 arrives from 203.0.113.7
        철수 > WHO 영희 %ih
        철수 < 354 철수 255.255.255.255 *.ip
        철수 < 315 ...
        철수 > WHO 철수 %i
        철수 < 354 철수 0::1
        철수 < 315 ...
        철수 > OPER 대장 비밀
        철수 <<
        철수 > WHO 영희 %i
        철수 < 354 철수 203.0.113.7
        철수 < 315 ...
        """,
        config='[[operator]]\nname = "대장"\npassword = "비밀"',
    )


def test_a_huge_answer_is_cut_and_says_so() -> None:
    """Modern IRC, WHO: servers may limit replies; nobody is cut off for having asked."""
    world = World("[limits]\nthrottle = false\nsendq_bytes = 16384")
    for number in range(120):
        world.arrive(f"손님{number}")
    world.send("손님0", "WHO *")
    *rows, note, end = world.peers["손님0"].read()
    assert sum(len(line.encode()) for line in rows) < 8192
    assert " NOTICE 손님0 :" in note
    assert " 315 " in end
