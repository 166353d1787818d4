"""What a client that cannot ask for history reads on entering a room."""

from __future__ import annotations

from tests.kit.script import play, play_on
from tests.kit.world import World


def room(*, answers_at_once: bool = True) -> World:
    """A room in which 철수 has said something."""
    world = World(answers_at_once=answers_at_once)
    world.arrive("철수", rooms=["#방"])
    world.send("철수", "PRIVMSG #방 :하나")
    world.send("철수", "NOTICE #방 :둘")
    world.send("철수", "TOPIC #방 :주제")
    world.send("철수", "PRIVMSG #방 :\x01VERSION\x01")
    world.send("철수", "PRIVMSG #방 :\x01ACTION 손을 흔들어요\x01")
    return world


def test_the_newest_words_follow_the_names() -> None:
    """DESIGN 6: after 366, PRIVMSG and NOTICE only, with their age where there is no server-time."""
    world = room()
    world.advance(61_000)
    play_on(world, """
    영희 > JOIN #방
    영희 < JOIN #방
    영희 < 332 영희 #방 :주제
    영희 < 333 영희 #방 ...
    영희 < 353 ...
    영희 < 366 ...
    영희 < :철수!*@* PRIVMSG #방 :[1분 전] 하나
    영희 < :철수!*@* NOTICE #방 :[1분 전] 둘
    영희 < :철수!*@* PRIVMSG #방 :\x01ACTION [1분 전] 손을 흔들어요\x01
    영희 > PING 뒤
    영희 < PONG ...
    철수 <<
    """)  # fmt: skip


def test_those_who_are_told_the_time_read_the_words_as_they_were() -> None:
    """IRCv3 server-time; batch type chathistory where batch is negotiated."""
    world = room()
    world.arrive("영희", caps=["server-time", "message-tags", "batch"])
    world.send("영희", "JOIN #방")
    *_, opening, first, second, third, end = world.peers["영희"].read()
    assert " BATCH +" in opening
    assert opening.endswith(" chathistory #방")
    assert [line.rpartition(" :")[2] for line in (first, second)] == ["하나", "둘"]
    kept = [record for record in world.kept if record.text == "하나"]
    assert f"msgid={kept[0].msgid}" in first
    assert "time=2025-11-30T" in third
    assert " BATCH -" in end


def test_those_who_can_ask_get_nothing_unasked() -> None:
    """IRCv3 chathistory: the capability ends automatic playback."""
    world = room()
    world.arrive("영희", caps=["batch", "server-time", "draft/chathistory"])
    world.send("영희", "JOIN #방")
    assert " 366 " in world.peers["영희"].read()[-1]


def test_how_many_is_a_setting() -> None:
    """[channels] replay_lines."""
    for count, found in ((0, 0), (2, 2), (7, 7), (20, 9)):
        world = World(f"[limits]\nthrottle = false\n[channels]\nreplay_lines = {count}")
        world.arrive("철수", rooms=["#방"])
        for number in range(9):
            world.send("철수", f"PRIVMSG #방 :{number}")
        world.arrive("영희", caps=["server-time"])
        world.send("영희", "JOIN #방")
        said = [line[-1] for line in world.peers["영희"].read() if "PRIVMSG" in line]
        assert said == list("012345678")[9 - found :]


def test_no_line_is_read_twice_and_none_is_missed() -> None:
    """DESIGN 6: what is said after the entry is read live only."""
    world = room(answers_at_once=False)
    world.arrive("영희", caps=["server-time"])
    world.send("영희", "JOIN #방")
    world.send("철수", "PRIVMSG #방 :그동안")
    world.answer()
    said = [line.rpartition(" :")[2] for line in world.peers["영희"].read() if " :철수" in line]
    assert said == ["그동안", "하나", "둘", "\x01ACTION 손을 흔들어요\x01"]


def test_the_store_is_asked_once_for_all_who_come() -> None:
    """DESIGN 4: a crowd that comes at once costs one look."""
    world = room(answers_at_once=False)
    for name in ("하나", "두리"):
        world.arrive(name, caps=["server-time"])
    world.send("하나", "JOIN #방")
    world.answer()
    world.send("두리", "JOIN #방")
    assert not world.asked
    heard = [line for line in world.peers["두리"].read() if " :철수" in line]
    assert heard == [line for line in world.peers["하나"].read() if " :철수" in line]
    world.send("철수", "PRIVMSG #방 :새 말")
    world.arrive("세리", caps=["server-time"])
    world.send("세리", "JOIN #방")
    assert len(world.asked) == 1


def test_a_new_room_has_nothing_to_tell() -> None:
    """Nobody waits for a store that has nothing."""
    world = World(answers_at_once=False)
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    assert not world.asked


def test_a_room_that_was_empty_meanwhile_remembers() -> None:
    """DESIGN 5: the log stays."""
    world = room()
    world.send("철수", "PART #방")
    world.arrive("영희", caps=["server-time"])
    world.send("영희", "JOIN #방")
    assert any(line.endswith(" :하나") for line in world.peers["영희"].read())


def test_the_label_of_join_ends_before_it() -> None:
    """IRCv3 labeled-response: the label's batch holds the answer to JOIN and nothing else."""
    play("""
    철수 arrives in #방
    철수 > PRIVMSG #방 :하나
    영희 arrives with labeled-response batch server-time
    영희 > @label=x JOIN #방
    영희 < @label=x BATCH +* labeled-response
    영희 < @batch=* JOIN #방
    영희 < @batch=* 353 ...
    영희 < @batch=* 366 ...
    영희 < BATCH -*
    영희 < BATCH +* chathistory #방
    영희 < @batch=* PRIVMSG #방 :하나
    영희 < BATCH -*
    철수 <<
    """)


def test_several_rooms_one_after_another() -> None:
    """RFC 2812 3.2.1: JOIN takes several; one that is left meanwhile tells nothing."""
    world = World(answers_at_once=False)
    world.arrive("철수", rooms=["#하나", "#둘"])
    for name in ("#하나", "#둘"):
        world.send("철수", f"PRIVMSG {name} :{name}의 말")
    world.arrive("영희", caps=["server-time"])
    world.send("영희", "JOIN #하나,#둘")
    world.send("철수", "KICK #하나 영희")
    world.peers["영희"].read()
    world.answer()
    assert world.peers["영희"].read() == []
    world.answer()
    (line,) = world.peers["영희"].read()
    assert line.endswith(" PRIVMSG #둘 :#둘의 말")
