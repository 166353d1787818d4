from tests.kit.script import play


def test_a_word_reaches_everybody_else_in_the_room() -> None:
    """RFC 2812 3.3.1; Modern IRC, PRIVMSG."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives
    철수 > PRIVMSG #방 :안녕하세요
    영희 < :철수!*@* PRIVMSG #방 :안녕하세요
    민수 < -
    철수 < -
    """)
