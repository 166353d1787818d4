"""AWAY and away-notify."""

from tests.kit.script import play


def test_going_and_coming_back() -> None:
    """Modern IRC, AWAY: 306, 305; an empty text means back."""
    play("""
    철수 > AWAY :낮잠
    철수 < 306 철수 :*
    철수 > AWAY :
    철수 < 305 철수 :*
    철수 > AWAY :낮잠
    철수 < 306 ...
    철수 > AWAY
    철수 < 305 ...
    """)


def test_who_writes_to_somebody_away_is_told() -> None:
    """Modern IRC, RPL_AWAY: on PRIVMSG to the person, not on NOTICE, not on a channel's."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > AWAY :낮잠
    철수 <<
    영희 > PRIVMSG 철수 :있나요?
    철수 < PRIVMSG 철수 :있나요?
    영희 < 301 영희 철수 :낮잠
    영희 > NOTICE 철수 :있나요?
    철수 < NOTICE ...
    영희 > PRIVMSG #방 :있나요?
    철수 < PRIVMSG ...
    """)


def test_those_who_share_a_room_are_told_once() -> None:
    """IRCv3 away-notify: never to oneself, once, and only when something changed."""
    play("""
    철수 arrives in #방,#뜰 with away-notify
    영희 arrives in #방,#뜰 with away-notify
    민수 arrives in #방
    지수 arrives with away-notify
    철수 > AWAY :낮잠
    철수 < 306 ...
    영희 < :철수!*@* AWAY :낮잠
    철수 > AWAY :낮잠
    철수 < 306 ...
    영희 < -
    철수 > AWAY
    철수 < 305 ...
    영희 < :철수!*@* AWAY
    철수 > AWAY
    철수 < 305 ...
    영희 < -
    민수 < -
    지수 < -
    """)


def test_coming_in_away_is_told() -> None:
    """IRCv3 away-notify: also when somebody away joins."""
    play("""
    철수 arrives in #방 with away-notify
    영희 arrives with away-notify
    영희 > AWAY :낮잠
    영희 <<
    영희 > JOIN #방
    철수 < :영희!*@* JOIN #방
    철수 < :영희!*@* AWAY :낮잠
    영희 < JOIN #방
    영희 < 353 ...
    영희 < 366 ...
    """)


def test_a_long_text_is_cut_between_syllables() -> None:
    """005 AWAYLEN counts bytes."""
    play(
        """
        철수 arrives
        영희 arrives
        철수 > AWAY :가나다
        철수 <<
        영희 > WHOIS 철수
        영희 < 311 ...
        영희 < 312 ...
        영희 < 301 영희 철수 :가나
        영희 <<
        """,
        config="[limits]\naway_bytes = 8",
    )
