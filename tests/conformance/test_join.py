"""JOIN."""

import pytest

from tests.kit.script import play


def test_the_newcomer_reads_join_names_and_their_end_and_nothing_else() -> None:
    """Modern IRC, JOIN: JOIN, topic, names, in this order; no 324, no 329, no 331."""
    play("""
    철수 > JOIN #방
    철수 < :철수!*@* JOIN #방
    철수 < 353 철수 = #방 :@철수
    철수 < 366 철수 #방 :*
    영희 > JOIN #방
    철수 < :영희!*@* JOIN #방
    영희 < :영희!*@* JOIN #방
    영희 < 353 영희 = #방 :@철수 영희
    영희 < 366 영희 #방 :*
    """)


def test_joining_again_is_silent() -> None:
    """RFC 2812 3.2.1: a member stays what it is."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > JOIN #방
    철수 < -
    영희 < -
    """)


def test_case_of_ascii_letters_does_not_make_a_second_room() -> None:
    """CASEMAPPING=ascii; the founder's spelling is shown."""
    play("""
    철수 arrives in #Room
    영희 > JOIN #rOOM
    철수 < :영희!*@* JOIN #Room
    영희 < JOIN #Room
    영희 < 353 영희 = #Room :*
    영희 < 366 영희 #Room :*
    """)


def test_decomposed_hangul_is_the_same_room() -> None:
    """Names are NFC on entry: some systems send ㅎ+ㅏ+ㄴ for 한."""
    play("""
    철수 arrives in #한글
    영희 > JOIN #\u1112\u1161\u11ab\u1100\u1173\u11af
    철수 < :영희!*@* JOIN #한글
    영희 <<
    """)


def test_one_good_and_one_bad_name_give_one_success_and_one_error() -> None:
    """Modern IRC, JOIN: parameters are lists; the error names what is bad."""
    play("""
    철수 > JOIN #방,방
    철수 < JOIN #방
    철수 < 353 ...
    철수 < 366 ...
    철수 < 403 철수 방 :*
    """)


@pytest.mark.parametrize(
    "name", ["#", "#빈\u3164칸", "#a:b", "#" + "a" * 32, "#" + "😀" * 2, "#a\u200bb", "#a*"]
)
def test_a_name_that_cannot_be_is_476(name: str) -> None:
    """Modern IRC, ERR_BADCHANMASK; DESIGN 6 (names)."""
    play(f"""
    철수 > JOIN {name}
    철수 < 476 철수 * :*
    """)


def test_keys_pair_with_channels_in_order() -> None:
    """RFC 2812 3.2.1: the first key for the first channel; 475 without the right one."""
    play("""
    철수 arrives in #하나,#둘,#셋
    철수 > MODE #하나 +k one
    철수 > MODE #셋 +k three
    철수 <<
    영희 > JOIN #하나,#둘,#셋 one,,three
    영희 < JOIN #하나
    영희 < 353 ...
    영희 < 366 ...
    영희 < JOIN #둘
    영희 < 353 ...
    영희 < 366 ...
    영희 < JOIN #셋
    영희 < 353 ...
    영희 < 366 ...
    철수 <<
    민수 > JOIN #하나
    민수 < 475 민수 #하나 :*
    민수 > JOIN #하나,#하나 wrong,one
    민수 < 475 민수 #하나 :*
    민수 < JOIN #하나
    민수 < 353 ...
    민수 < 366 ...
    철수 <<
    영희 <<
    """)


def test_zero_leaves_every_room() -> None:
    """RFC 2812 3.2.1: JOIN 0 is a PART of each channel."""
    play("""
    철수 arrives in #방,#뜰
    영희 arrives in #뜰
    철수 > JOIN 0
    철수 < :철수!*@* PART #방
    철수 < :철수!*@* PART #뜰
    영희 < :철수!*@* PART #뜰
    """)


def test_too_many_rooms_is_405() -> None:
    """Modern IRC, ERR_TOOMANYCHANNELS; 005 CHANLIMIT."""
    play(
        """
        철수 arrives in #하나,#둘
        철수 > JOIN #셋
        철수 < 405 철수 #셋 :*
        """,
        config="[channels]\nmax_per_user = 2",
    )


def test_a_full_server_room_is_471() -> None:
    """DESIGN 9: members per room."""
    play(
        """
        철수 arrives in #방
        영희 > JOIN #방
        영희 < 471 영희 #방 :*
        """,
        config="[limits]\nmembers_per_channel = 1",
    )


def test_only_operators_make_rooms_where_the_settings_say_so() -> None:
    """DESIGN 7: operator_only_creation."""
    play(
        """
        철수 > JOIN #방
        철수 < 481 철수 :*
        """,
        config="[channels]\noperator_only_creation = true",
    )


def test_banned_invite_only_full_and_keyed() -> None:
    """Modern IRC, JOIN: 474, 473, 471, 475."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +b 영희!*@*
    철수 <<
    영희 > JOIN #방
    영희 < 474 영희 #방 :*
    철수 > MODE #방 -b+i 영희!*@*
    철수 <<
    영희 > JOIN #방
    영희 < 473 영희 #방 :*
    철수 > MODE #방 -i+l 1
    철수 <<
    영희 > JOIN #방
    영희 < 471 영희 #방 :*
    철수 > MODE #방 -l+k 열려라
    철수 <<
    영희 > JOIN #방
    영희 < 475 영희 #방 :*
    """)


def test_exceptions_open_the_door() -> None:
    """Modern IRC, ban exception (+e) and invite exception (+I) modes; masks are case-insensitive."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +be *!*@* Young*!*@*
    철수 > MODE #방 +iI YOUNGHI!*@*
    철수 <<
    younghi > JOIN #방
    younghi < JOIN #방
    younghi <<
    철수 <<
    """)


@pytest.mark.parametrize(("line", "numeric"), [("JOIN", "461"), ("JOIN :", "461"), ("JOIN ,,", "461")])
def test_a_missing_name_is_461(line: str, numeric: str) -> None:
    """Modern IRC, JOIN: ERR_NEEDMOREPARAMS."""
    play(f"""
    철수 > {line}
    철수 < {numeric} 철수 JOIN :*
    """)


def test_before_registration_it_is_451() -> None:
    """RFC 2812 3.1; irssi says `JOIN :` before it registers."""
    play("""
    손님 connects
    손님 > JOIN :
    손님 < 451 \\* :*
    """)
