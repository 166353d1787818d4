"""NAMES, multi-prefix, userhost-in-names, no-implicit-names."""

from tests.kit.script import play


def test_all_replies_first_then_one_end_with_the_list_as_given() -> None:
    """Modern IRC, NAMES."""
    play("""
    철수 arrives in #방,#뜰
    영희 arrives in #뜰
    영희 > NAMES #방,#뜰,#없는방
    영희 < 353 영희 = #방 :@철수
    영희 < 353 영희 = #뜰 :@철수 영희
    영희 < 366 영희 #방,#뜰,#없는방 :*
    """)


def test_unknown_empty_and_missing_names_give_366_alone() -> None:
    """Modern IRC, NAMES: one RPL_ENDOFNAMES with the name as given."""
    play("""
    철수 > NAMES #없는방
    철수 < 366 철수 #없는방 :*
    철수 > NAMES
    철수 < 366 철수 \\* :*
    철수 > NAMES :
    철수 < 366 철수 \\* :*
    철수 > NAMES 방
    철수 < 366 철수 방 :*
    """)


def test_a_secret_room_is_marked_and_hidden_from_outsiders() -> None:
    """Modern IRC, RPL_NAMREPLY (@ secret) and secret channel mode."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +s
    철수 <<
    철수 > NAMES #방
    철수 < 353 철수 @ #방 :@철수
    철수 < 366 ...
    영희 > NAMES #방
    영희 < 366 영희 #방 :*
    """)


def test_invisible_members_show_to_members_only() -> None:
    """Modern IRC, invisible user mode."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    영희 > MODE 영희 +i
    영희 <<
    철수 > NAMES #방
    철수 < 353 철수 = #방 :@철수 영희
    철수 < 366 ...
    민수 > NAMES #방
    민수 < 353 민수 = #방 :@철수
    민수 < 366 ...
    """)


def test_all_prefixes_for_those_who_ask() -> None:
    """IRCv3 multi-prefix; without it only the highest."""
    play("""
    철수 arrives in #방
    영희 arrives in #방 with multi-prefix
    철수 > MODE #방 +v 철수
    철수 <<
    영희 <<
    철수 > NAMES #방
    철수 < 353 철수 = #방 :@철수 영희
    철수 < 366 ...
    영희 > NAMES #방
    영희 < 353 영희 = #방 :@+철수 영희
    영희 < 366 ...
    """)


def test_whole_masks_for_those_who_ask() -> None:
    """IRCv3 userhost-in-names."""
    play("""
    철수 arrives in #방
    영희 arrives with userhost-in-names
    영희 > NAMES #방
    영희 < 353 영희 = #방 :@철수!~철수@localhost
    영희 < 366 ...
    """)


def test_no_names_at_joining_for_those_who_do_not_want_them() -> None:
    """IRCv3 no-implicit-names: NAMES itself works as ever."""
    play("""
    철수 arrives with no-implicit-names
    철수 > JOIN #방
    철수 < JOIN #방
    철수 < -
    철수 > NAMES #방
    철수 < 353 철수 = #방 :@철수
    철수 < 366 ...
    """)


def test_a_new_nick_shows_at_once() -> None:
    """The list is right at all times: nick, rank and membership."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    영희 > NICK 영이
    철수 <<
    영희 <<
    철수 > NAMES #방
    철수 < 353 철수 = #방 :@철수 영이
    철수 < 366 ...
    철수 > MODE #방 +v 영이
    철수 <<
    영희 <<
    철수 > NAMES #방
    철수 < 353 철수 = #방 :@철수 +영이
    철수 < 366 ...
    """)


def test_a_long_list_takes_several_lines_without_loose_spaces() -> None:
    """RFC 2812 2.3: 512 bytes a line; every member once."""
    world = play("철수 arrives in #방")
    for number in range(40):
        world.arrive(f"손님{number}번째분", rooms=["#방"])
    world.send("철수", "NAMES #방")
    *lists, end = world.peers["철수"].read()
    assert " 366 " in end
    assert len(lists) > 1
    found = [name for line in lists for name in line.partition(" :")[2].split(" ")]
    assert found == ["@철수", *(f"손님{number}번째분" for number in range(40))]
