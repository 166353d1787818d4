"""TOPIC."""

import pytest

from tests.kit.script import play


def test_everybody_reads_a_new_topic_and_its_author_too() -> None:
    """Modern IRC, TOPIC: every client in the channel, the author included."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > TOPIC #방 :오늘은 떡볶이
    철수 < :철수!*@* TOPIC #방 :오늘은 떡볶이
    영희 < :철수!*@* TOPIC #방 :오늘은 떡볶이
    """)


def test_asking_gives_332_and_333() -> None:
    """Modern IRC, RPL_TOPIC, RPL_TOPICWHOTIME."""
    play("""
    철수 arrives in #방
    철수 > TOPIC #방 :떡볶이
    철수 <<
    철수 > TOPIC #방
    철수 < 332 철수 #방 :떡볶이
    철수 < 333 철수 #방 철수!*@* 1764500000
    """)


def test_no_topic_is_331() -> None:
    """Modern IRC, RPL_NOTOPIC."""
    play("""
    철수 arrives in #방
    철수 > TOPIC #방
    철수 < 331 철수 #방 :*
    """)


def test_an_empty_text_clears_it() -> None:
    """Modern IRC, TOPIC: an empty argument if the topic was cleared."""
    play("""
    철수 arrives in #방
    철수 > TOPIC #방 :떡볶이
    철수 <<
    철수 > TOPIC #방 :
    철수 < :철수!*@* TOPIC #방 :
    철수 > TOPIC #방
    철수 < 331 철수 #방 :*
    """)


def test_joining_shows_the_topic_once_and_never_331() -> None:
    """RFC 2812 3.2.1; 331 is an answer to TOPIC only."""
    play("""
    철수 arrives in #방
    철수 > TOPIC #방 :떡볶이
    철수 <<
    영희 > JOIN #방
    철수 < :영희!*@* JOIN #방
    영희 < :영희!*@* JOIN #방
    영희 < 332 영희 #방 :떡볶이
    영희 < 333 영희 #방 철수!*@* *
    영희 < 353 영희 = #방 :@철수 영희
    영희 < 366 영희 #방 :*
    영희 > JOIN #뜰
    영희 < :영희!*@* JOIN #뜰
    영희 < 353 ...
    영희 < 366 ...
    """)


def test_a_protected_topic_needs_a_rank_and_voice_is_none() -> None:
    """Modern IRC, protected topic mode (+t)."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > MODE #방 +v 영희
    철수 <<
    영희 <<
    영희 > TOPIC #방 :내 마음대로
    영희 < 482 영희 #방 :*
    철수 > MODE #방 -t
    철수 <<
    영희 <<
    영희 > TOPIC #방 :내 마음대로
    철수 < TOPIC #방 :내 마음대로
    영희 < TOPIC #방 :내 마음대로
    """)


def test_outsiders_and_unknown_rooms() -> None:
    """Modern IRC, TOPIC: 403, 442; 461 without a channel."""
    play("""
    철수 arrives in #방
    영희 > TOPIC #방 :안녕
    영희 < 442 영희 #방 :*
    영희 > TOPIC #없는방
    영희 < 403 영희 #없는방 :*
    영희 > TOPIC
    영희 < 461 영희 TOPIC :*
    영희 > TOPIC :
    영희 < 403 영희 \\* :*
    영희 > TOPIC #방
    영희 < 331 영희 #방 :*
    """)


def test_a_secret_room_is_not_there_for_outsiders() -> None:
    """Modern IRC, secret channel mode."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +s
    철수 <<
    영희 > TOPIC #방
    영희 < 403 영희 #방 :*
    영희 > TOPIC #방 :안녕
    영희 < 403 영희 #방 :*
    """)


@pytest.mark.parametrize(("limit", "kept"), [(8, "가나"), (9, "가나다"), (10, "가나다")])
def test_a_long_topic_is_cut_between_syllables(limit: int, kept: str) -> None:
    """005 TOPICLEN counts bytes; three a syllable."""
    play(
        f"""
        철수 arrives in #방
        철수 > TOPIC #방 :가나다라
        철수 < TOPIC #방 :{kept}
        """,
        config=f"[limits]\ntopic_bytes = {limit}",
    )


def test_a_topic_never_makes_a_line_too_long() -> None:
    """RFC 2812 2.3: 512 bytes a line, the source counted."""
    world = play("철수 arrives in #방")
    world.send("철수", "TOPIC #방 :" + "가" * 160)
    (line,) = world.peers["철수"].read()
    assert line.endswith("가")
