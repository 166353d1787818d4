"""What accounts say to each other: kept once, read back by both, waiting for whoever is away."""

from __future__ import annotations

import pytest

from malmadang.ports import Outcome
from malmadang.wire.message import FROM_SERVER, Message, parse_line
from malmadang.wire.stamps import format_time
from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.script import play_on
from tests.kit.world import World

CAPS = ("message-tags", "server-time", "batch", "draft/chathistory", "draft/event-playback")
ECHO = (*CAPS, "echo-message", "labeled-response")


def pair() -> World:
    """철수 and 영희, each with an account; 손님 without one."""
    world = World(accounts=PASSWORDS)
    arrive(world, "철수", caps=ECHO)
    arrive(world, "영희", caps=CAPS)
    world.arrive("손님", caps=CAPS)
    return world


def heard(world: World, name: str) -> list[Message]:
    return [parse_line(line.encode(), limits=FROM_SERVER) for line in world.peers[name].read()]


def page(world: World, name: str, request: str) -> list[str]:
    """Return the lines inside the batch that answers, without their batch tag."""
    world.send(name, f"CHATHISTORY {request}")
    opening, *inside, _ = world.peers[name].read()
    assert " BATCH +" in opening, opening
    return [line.partition(";")[2] for line in inside]


def test_both_read_back_what_both_have_read() -> None:
    """IRCv3 chathistory: one msgid and time, live and later, on both sides."""
    world = pair()
    world.send("철수", "@+a=1 PRIVMSG 영희 :안녕")
    (sent,) = world.peers["철수"].read()
    (got,) = world.peers["영희"].read()
    assert sent == got
    world.send("영희", "NOTICE 철수 :그래")
    (answered,) = world.peers["철수"].read()
    assert page(world, "철수", "LATEST 영희 * 9") == [sent[1:], answered[1:]]
    assert page(world, "영희", "LATEST 철수 * 9") == [sent[1:], answered[1:]]
    assert page(world, "영희", f"AFTER 철수 msgid={world.kept[0].msgid} 9") == [answered[1:]]
    assert len(world.kept) == 2


def test_to_oneself_is_kept_once() -> None:
    """PROTOCOL 3: messages to oneself are stored once; the echo and the copy are one message."""
    world = pair()
    world.send("철수", "PRIVMSG 철수 :잊지 말 것")
    echo, copy = world.peers["철수"].read()
    assert echo == copy
    assert page(world, "철수", "LATEST 철수 * 9") == [echo[1:]]


def test_it_is_nobody_elses_business() -> None:
    """RELIABILITY 2: whoever asks reads its own talks only."""
    world = pair()
    arrive(world, "민수", caps=CAPS)
    world.send("철수", "PRIVMSG 영희 :둘만의 말")
    msgid = world.kept[-1].msgid
    for name in ("철수", "영희", "없음", "손님", "민수"):
        assert page(world, "민수", f"LATEST {name} * 9") == []
    play_on(world, f"""
    철수 <<
    영희 <<
    민수 > CHATHISTORY AROUND 영희 msgid={msgid} 5
    민수 < FAIL CHATHISTORY MESSAGE_ERROR AROUND 영희 :*
    민수 > CHATHISTORY LATEST =영희,철수 * 5
    민수 < BATCH +* chathistory =영희,철수
    민수 < BATCH -*
    민수 > REDACT 영희 {msgid}
    민수 < FAIL REDACT UNKNOWN_MSGID 영희 {msgid} :*
    손님 > CHATHISTORY LATEST 철수 * 5
    손님 < FAIL CHATHISTORY INVALID_TARGET LATEST 철수 :*
    """)  # fmt: skip


def test_nothing_of_a_guests_talk_is_kept() -> None:
    """DESIGN 6: a guest's nick is somebody else's tomorrow."""
    world = pair()
    world.send("철수", "PRIVMSG 손님 :글")
    world.send("손님", "PRIVMSG 철수 :글")
    assert world.kept == []
    world.peers["철수"].read()
    assert page(world, "철수", "LATEST 손님 * 5") == []
    world.send("손님", "REGISTER * * 아주좋은비밀번호")
    for name in ("철수", "손님"):
        world.peers[name].read()
    assert page(world, "손님", "LATEST 철수 * 5") == []


def test_a_new_account_of_an_old_name_sees_nothing_of_its_past() -> None:
    """PROTOCOL 3: someone who registers a nick later sees nothing of its past."""
    world = pair()
    world.send("철수", "PRIVMSG 영희 :비밀")
    world.send("영희", f"PRIVMSG 말지기 :DROP {PASSWORDS['영희']}")
    world.send("영희", "QUIT")
    world.advance(1_000)
    world.arrive("영희", caps=CAPS)
    world.send("영희", "REGISTER * * 아주좋은비밀번호")
    assert "SUCCESS" in world.peers["영희"].read()[0]
    assert page(world, "영희", "LATEST 철수 * 9") == []
    world.send("영희", "CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00Z timestamp=2030-01-01T00:00:00Z 9")
    assert len(world.peers["영희"].read()) == 2
    world.peers["철수"].read()
    world.send("철수", "PRIVMSG 영희 :새로")
    world.peers["영희"].read()
    assert [line[-2:] for line in page(world, "영희", "LATEST 철수 * 9")] == ["새로"]
    world.peers["철수"].read()
    assert [line[-2:] for line in page(world, "철수", "LATEST 영희 * 9")] == ["비밀", "새로"]


def test_targets_names_those_one_talked_with() -> None:
    """IRCv3 chathistory, TARGETS: by the newest word of each talk."""
    world = pair()
    arrive(world, "민수", nick="민이", caps=CAPS)
    world.send("철수", "JOIN #방")
    times = []
    for target in ("영희", "민이", "#방", "철수", "영희"):
        world.advance(1_000)
        world.send("철수", f"PRIVMSG {target} :글")
        times.append(format_time(world.kept[-1].utc_ms))
    world.peers["철수"].read()
    world.send("철수", "CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00Z timestamp=2030-01-01T00:00:00Z 9")
    _, *inside, _ = world.peers["철수"].read()
    assert [line.partition(" TARGETS ")[2] for line in inside] == [
        f"민수 {times[1]}", f"#방 {times[2]}", f"철수 {times[3]}", f"영희 {times[4]}",
    ]  # fmt: skip
    assert len(page(world, "철수", "LATEST 민수 * 9")) == 1


def test_who_is_away_reads_it_on_return() -> None:
    """DESIGN 6: an account that is not here can be written to; who writes is told."""
    world = pair()
    world.send("영희", "QUIT")
    heard(world, "영희")
    play_on(world, """
    철수 > @label=a PRIVMSG 영희 :언제 와요?
    철수 < @label=a BATCH +* labeled-response
    철수 < @batch=*;msgid=* PRIVMSG 영희 :언제 와요?
    철수 < @batch=* 301 철수 영희 :*
    철수 < BATCH -*
    철수 > NOTICE 영희 :알려 둬요
    철수 < NOTICE 영희 :알려 둬요
    철수 > TAGMSG 영희
    철수 < 401 철수 영희 :*
    손님 > PRIVMSG 영희 :저기요
    손님 < 401 손님 영희 :*
    철수 > PRIVMSG 영이 :누구?
    철수 < 401 철수 영이 :*
    """)  # fmt: skip
    world.advance(1_000)
    arrive(world, "영희", name="돌아온 영희", caps=CAPS)
    told = page(world, "돌아온 영희", "LATEST 철수 * 9")
    assert [line.rpartition(" :")[2] for line in told] == ["언제 와요?", "알려 둬요"]


def test_nobody_is_buried_in_words() -> None:
    """RELIABILITY 2: limits before abuse."""
    world = World("[limits]\noffline_messages = 2\nthrottle = false", accounts=PASSWORDS)
    arrive(world, "철수", caps=ECHO)
    arrive(world, "민수", caps=ECHO)
    for _ in range(3):
        world.send("철수", "PRIVMSG 영희 :글")
    assert "FAIL PRIVMSG OFFLINE_LIMIT 영희 :" in world.peers["철수"].read()[-1]
    world.send("민수", "PRIVMSG 영희 :글")
    assert "OFFLINE_LIMIT" not in world.peers["민수"].read()[-1]
    assert len(world.kept) == 3
    arrive(world, "영희")
    world.send("영희", "QUIT")
    world.send("철수", "PRIVMSG 영희 :글")
    assert len(world.kept) == 4


def test_an_account_under_another_nick_is_reached_by_its_name() -> None:
    """DESIGN 2: an account is who it is, whatever its nick."""
    world = World(accounts=PASSWORDS)
    arrive(world, "철수", caps=CAPS)
    arrive(world, "영희", nick="영이", caps=CAPS)
    world.send("철수", "PRIVMSG 영희 :글")
    (line,) = heard(world, "영희")
    assert line.params == ("영희", "글")
    assert world.peers["철수"].read() == []
    assert len(page(world, "철수", "LATEST 영이 * 5")) == len(page(world, "철수", "LATEST 영희 * 5")) == 1


def test_what_the_store_refuses_nobody_reads() -> None:
    """DESIGN 4: commit before deliver, between people too."""
    world = pair()
    world.outcome = Outcome.DISK_FULL
    play_on(world, """
    철수 > @label=a PRIVMSG 영희 :글
    철수 < @label=a FAIL PRIVMSG DISK_FULL 영희 :*
    영희 < -
    철수 > PRIVMSG 손님 :글
    철수 < PRIVMSG 손님 :글
    손님 < PRIVMSG 손님 :글
    """)  # fmt: skip


@pytest.mark.parametrize("target", ["영희", "민수"])
@pytest.mark.parametrize("caps", [ECHO, ("message-tags",)])
def test_sent_again_it_is_said_once(target: str, caps: tuple[str, ...]) -> None:
    """DESIGN 4: nonces between people, here or away, across the server's own end."""
    world = World(accounts=PASSWORDS)
    arrive(world, "철수", caps=caps)
    arrive(world, "영희", caps=CAPS)
    line = f"@+malmadang/nonce=n PRIVMSG {target} :글"
    world.send("철수", line)
    first = [message for message in heard(world, "철수") if message.verb == "PRIVMSG"]
    assert [record.nonce for record in world.kept] == ["n"]
    world.send("철수", line)
    assert heard(world, "철수") == first
    later = World(storage=world.storage, first_draw=1_000)
    arrive(later, "철수", caps=caps)
    arrive(later, "영희", caps=CAPS)
    later.send("철수", line)
    assert heard(later, "철수") == first
    assert later.kept == []
    assert heard(later, "영희") == []
    later.send("철수", line.replace("=n", "=m"))
    assert len(later.kept) == 1
    assert later.kept[0].seq == 2, "its place goes on where it was"


def test_a_refused_one_can_be_sent_again() -> None:
    """COMMIT 4: nonces of refused messages are forgotten."""
    world = pair()
    world.outcome = Outcome.DISK_FULL
    world.send("철수", "@+malmadang/nonce=n PRIVMSG 영희 :글")
    world.outcome = Outcome.KEPT
    world.peers["철수"].read()
    world.send("철수", "@+malmadang/nonce=n PRIVMSG 영희 :글")
    assert [line.verb for line in heard(world, "철수")] == ["PRIVMSG"]
    assert [line.verb for line in heard(world, "영희")] == ["PRIVMSG"]


def test_questions_to_programs_are_not_kept() -> None:
    """A question to a program must not be answered years later."""
    world = pair()
    world.send("철수", "PRIVMSG 영희 :\x01VERSION\x01")
    world.send("철수", "PRIVMSG 영희 :\x01ACTION 웃어요\x01")
    assert [record.text for record in world.kept] == ["\x01ACTION 웃어요\x01"]


def test_an_account_made_in_the_same_millisecond_reads_nothing_of_the_one_before() -> None:
    """What is said at once runs ahead of the clock."""
    world = pair()
    for number in range(5):
        world.send("영희", f"PRIVMSG 철수 :비밀 {number}")
    world.send("철수", f"PRIVMSG 말지기 :탈퇴 {PASSWORDS['철수']}")
    world.send("철수", "QUIT")
    world.arrive("남", caps=CAPS)
    world.send("남", "NICK 철수")
    world.send("남", "REGISTER * * 길고좋은비밀번호")
    world.peers["남"].read()
    world.send("남", "CHATHISTORY LATEST 영희 * 10")
    assert [message.verb for message in heard(world, "남")] == ["BATCH", "BATCH"]
