"""PRIVMSG and NOTICE."""

import pytest

from tests.kit.script import play
from tests.kit.world import World


def test_a_word_reaches_everybody_else_in_the_room() -> None:
    """RFC 2812 3.3.1; Modern IRC, PRIVMSG."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives
    철수 > PRIVMSG #방 :안녕하세요
    영희 < :철수!*@* PRIVMSG #방 :안녕하세요
    철수 > NOTICE #방 :알려요
    영희 < :철수!*@* NOTICE #방 :알려요
    민수 < -
    철수 < -
    """)


def test_a_word_to_one_person() -> None:
    """RFC 2812 3.3.1: nicks in any case, shown as they are spelled."""
    play("""
    Younghi arrives
    철수 > PRIVMSG younghi :둘이서
    Younghi < :철수!*@* PRIVMSG Younghi :둘이서
    철수 > PRIVMSG 철수 :혼잣말
    철수 < :철수!*@* PRIVMSG 철수 :혼잣말
    """)


@pytest.mark.parametrize("typed", ["ＡＢ", "ａｂ", "aＢ"])
def test_full_width_letters_find_whom_they_name(typed: str) -> None:
    """DESIGN 6: full-width ASCII becomes ASCII, wherever a name is typed."""
    play(f"""
    AB arrives in #방
    철수 arrives
    철수 > PRIVMSG {typed} :글
    AB < PRIVMSG AB :글
    철수 > INVITE {typed} #방
    철수 < 442 철수 #방 :*
    AB > MODE #방 +v {typed}
    AB < MODE #방 +v AB
    AB > KICK #방 {typed} :나감
    AB < KICK #방 AB :나감
    """)


def test_several_targets_and_one_of_them_bad() -> None:
    """Modern IRC, PRIVMSG: a list of targets; one bad target keeps the text from nobody."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives
    철수 > PRIVMSG #방,없는이,민수,민수 :여럿에게
    철수 < 401 철수 없는이 :*
    영희 < PRIVMSG #방 :여럿에게
    민수 < PRIVMSG 민수 :여럿에게
    """)


def test_too_many_targets_is_407() -> None:
    """RFC 2812, ERR_TOOMANYTARGETS; 005 TARGMAX."""
    play("""
    철수 > PRIVMSG 1,2,3,4,5 :여럿에게
    철수 < 407 철수 1,2,3,4,5 :*
    """)


@pytest.mark.parametrize(
    ("rest", "reply"),
    [
        ("", "411 철수 :*PRIVMSG*"),
        (":", "411 철수 :*"),
        (", :글", "411 철수 :*"),
        ("#방", "412 철수 :*"),
        ("#방 :", "412 철수 :*"),
        ("없는이 :글", "401 철수 없는이 :*"),
        ("#없는방 :글", "403 철수 #없는방 :*"),
        ("@#없는방 :글", "403 철수 @#없는방 :*"),
        ("@ :글", "401 철수 @ :*"),
        ("&방 :글", "401 철수 &방 :*"),
        (":두 낱말 :글", "412 철수 :*"),
    ],
)
def test_refusals_of_privmsg_and_silence_of_notice(rest: str, reply: str) -> None:
    """Modern IRC, PRIVMSG: 411, 412, 401, 403; NOTICE never gets an error."""
    play(f"""
    철수 arrives in #방
    철수 > PRIVMSG {rest}
    철수 < {reply}
    철수 > NOTICE {rest}
    철수 < -
    """)


def test_a_line_too_long_with_its_source_is_refused_not_cut() -> None:
    """RFC 2812 2.3; DESIGN 6: 417, nothing is relayed."""
    world = play("철수 arrives in #방\n영희 arrives in #방")
    world.send("철수", "PRIVMSG #방 :" + "가" * 150)
    assert len(world.peers["영희"].read()) == 1
    world.send("철수", "PRIVMSG #방 :" + "가" * 160)
    world.send("철수", "PRIVMSG 영희 :" + "가" * 160)
    world.send("철수", "PRIVMSG @#방 :" + "가" * 160)
    assert [line.split(" ")[1] for line in world.peers["철수"].read()] == ["417", "417", "417"]
    assert world.peers["영희"].read() == []


@pytest.mark.parametrize(("sign", "readers"), [("@", "철수"), ("%", "철수 민수"), ("+", "철수 민수 지수")])
def test_only_ranks_from_the_sign_up_read_it(sign: str, readers: str) -> None:
    """Modern IRC, STATUSMSG: the target keeps its sign."""
    world = play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives in #방
    지수 arrives in #방
    철수 > MODE #방 +hv 민수 지수
    철수 <<
    영희 <<
    민수 <<
    지수 <<
    """)
    world.send("영희", f"PRIVMSG {sign}#방 :도와주세요")
    for name, peer in world.peers.items():
        lines = peer.read()
        assert bool(lines) == (name in readers.split())
        assert all(f" PRIVMSG {sign}#방 :도와주세요" in line for line in lines)


def test_several_signs_mean_the_lowest() -> None:
    """Modern IRC, PRIVMSG: `@%#bunny` is the same as `%#bunny`."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    영희 > PRIVMSG @+#방 :도와주세요
    철수 < PRIVMSG +#방 :도와주세요
    """)


def test_who_may_not_speak_may_not_call_the_operators_either() -> None:
    """Modern IRC, ERR_CANNOTSENDTOCHAN."""
    play("""
    철수 arrives in #방
    민수 > PRIVMSG @#방 :문 열어
    민수 < 404 민수 #방 :*
    """)


def test_echo_message() -> None:
    """IRCv3 echo-message: to rooms, people, ranks; same msgid and time; to oneself twice."""
    play("""
    철수 arrives in #방 with echo-message message-tags server-time
    영희 arrives in #방 with message-tags server-time
    철수 > PRIVMSG #방 :방에
    철수 < @msgid=*;time=* :철수!*@* PRIVMSG #방 :방에
    영희 < @msgid=*;time=* :철수!*@* PRIVMSG #방 :방에
    철수 > NOTICE 영희 :사람에게
    철수 < :철수!*@* NOTICE 영희 :사람에게
    영희 < NOTICE 영희 :사람에게
    철수 > PRIVMSG @#방 :운영자에게
    철수 < PRIVMSG @#방 :운영자에게
    철수 > PRIVMSG 철수 :나에게
    철수 < PRIVMSG 철수 :나에게
    철수 < PRIVMSG 철수 :나에게
    """)


@pytest.mark.parametrize("target", ["#방", "영희"])
def test_echo_and_delivery_are_one_message(target: str) -> None:
    """IRCv3 message-ids: the same msgid and time everywhere."""
    world = World()
    world.arrive("철수", caps=["echo-message", "message-tags", "server-time"], rooms=["#방"])
    world.arrive("영희", caps=["message-tags", "server-time"], rooms=["#방"])
    world.send("철수", f"PRIVMSG {target} :하나")
    assert world.peers["철수"].read() == world.peers["영희"].read()


def test_an_echo_from_outside_the_room() -> None:
    """IRCv3 echo-message: also to a room one is not in."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 -n
    철수 <<
    민수 arrives with echo-message
    민수 > PRIVMSG #방 :똑똑
    민수 < PRIVMSG #방 :똑똑
    철수 < PRIVMSG #방 :똑똑
    """)


def test_everything_said_in_a_room_is_kept() -> None:
    """DESIGN 4: one sequence a channel; private words and tags alone are not kept yet."""
    world = play("""
    철수 arrives in #방 with message-tags
    철수 > @+a=b PRIVMSG #방 :하나
    철수 > NOTICE #방 :둘
    철수 > TAGMSG #방
    철수 > PRIVMSG 철수 :혼잣말
    철수 <<
    """)
    assert [(record.seq, record.verb, record.text, record.tags) for record in world.kept] == [
        (1, "JOIN", "* :철수", ""),
        (2, "PRIVMSG", "하나", "+a=b"),
        (3, "NOTICE", "둘", ""),
    ]
    assert {record.source for record in world.kept} == {"철수!~철수@localhost"}


def test_a_room_that_talks_too_fast_is_slowed() -> None:
    """DESIGN 9: a room's budget for people without voice; operators are not bound."""
    world = World("[limits]\nthrottle = true\nburst = 100\nroom_rate_per_s = 2")
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    for number in range(4):
        world.send("영희", f"PRIVMSG #방 :{number}")
        world.send("철수", f"PRIVMSG #방 :나는 {number}")
    answers = [line for line in world.peers["영희"].read() if " FAIL " in line]
    assert len(answers) == 2
    assert all(" FAIL PRIVMSG RATE_LIMITED #방 :" in line for line in answers)
    assert len(world.peers["철수"].read()) == 2
