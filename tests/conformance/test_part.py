"""PART."""

from tests.kit.script import play


def test_everybody_reads_it_with_its_reason() -> None:
    """RFC 2812 3.2.2."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > PART #방 :밥 먹으러 가요
    철수 < :철수!*@* PART #방 :밥 먹으러 가요
    영희 < :철수!*@* PART #방 :밥 먹으러 가요
    영희 > PRIVMSG #방 :혼자네
    철수 < -
    """)


def test_several_rooms_one_line_each() -> None:
    """Modern IRC, PART: one channel a message, the reason on each."""
    play("""
    철수 arrives in #방,#뜰
    철수 > PART #방,#뜰 :안녕
    철수 < PART #방 :안녕
    철수 < PART #뜰 :안녕
    """)


def test_refusals_do_not_stop_the_rest() -> None:
    """Modern IRC, PART: 403 and 442 a channel, the others are left."""
    play("""
    철수 arrives in #방
    영희 arrives in #뜰
    영희 > PART #없는방,#방,#뜰
    영희 < 403 영희 #없는방 :*
    영희 < 442 영희 #방 :*
    영희 < PART #뜰
    """)


def test_a_secret_room_does_not_show_itself() -> None:
    """Modern IRC, secret channel mode."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +s
    철수 <<
    영희 > PART #방
    영희 < 403 영희 #방 :*
    """)


def test_without_a_name_it_is_461() -> None:
    """RFC 2812 3.2.2."""
    play("""
    철수 > PART
    철수 < 461 철수 PART :*
    철수 > PART :
    철수 < 461 철수 PART :*
    """)


def test_the_last_one_out_closes_the_room() -> None:
    """RFC 2811 2: a channel without members is none; whoever comes next founds a new one."""
    play("""
    철수 arrives in #방
    철수 > TOPIC #방 :옛날 이야기
    철수 > PART #방
    철수 <<
    영희 > JOIN #방
    영희 < JOIN #방
    영희 < 353 영희 = #방 :@영희
    영희 < 366 ...
    """)


def test_a_long_reason_is_cut_between_syllables() -> None:
    """005 KICKLEN."""
    play(
        """
        철수 arrives in #방
        철수 > PART #방 :가나다
        철수 < PART #방 :가나
        """,
        config="[limits]\nkick_bytes = 8",
    )
