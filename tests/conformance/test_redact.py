"""REDACT: one's own words, and as an operator everybody's, are taken back everywhere."""

from __future__ import annotations

import pytest

from malmadang.ports import EventRecord, HistoryPage, Outcome, RedactionRecord, Unanswered
from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.script import play_on
from tests.kit.world import World

CAPS = ("message-tags", "draft/message-redaction", "batch", "draft/chathistory", "draft/event-playback")


def room(*, answers_at_once: bool = True) -> World:
    """철수 founded it; 영희 and 민수 are in, 민수 knows nothing of REDACT; 지수 is outside."""
    world = World(answers_at_once=answers_at_once)
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    world.arrive("영희", caps=[*CAPS, "labeled-response"], rooms=["#방"])
    world.arrive("민수", caps=["message-tags"], rooms=["#방"])
    world.arrive("지수", caps=CAPS)
    return world


def said(world: World) -> EventRecord:
    """Return what was said last; whoever has read it has read it."""
    for peer in world.peers.values():
        peer.read()
    return [kept for kept in world.kept if kept.verb in ("PRIVMSG", "TAGMSG")][-1]


def test_ones_own_words_are_taken_back() -> None:
    """IRCv3 message-redaction: only to those who negotiated it, the author too."""
    world = room()
    world.send("영희", "PRIVMSG #방 :잘못 말했어요")
    msgid = said(world).msgid
    play_on(world, f"""
    영희 > @label=a REDACT #방 {msgid} :미안 해요
    영희 < @label=a;msgid=* :영희!*@* REDACT #방 {msgid} :미안 해요
    철수 < @msgid=* :영희!*@* REDACT #방 {msgid} :미안 해요
    민수 < -
    """)  # fmt: skip
    (trace,) = world.states
    assert isinstance(trace, RedactionRecord)
    assert (trace.msgid, trace.reason) == (msgid, "미안 해요")
    assert trace.by.startswith("영희!")


def test_history_leaves_the_text_out_and_tells_of_it() -> None:
    """IRCv3 message-redaction, "Chat history"; RELIABILITY 2: no way around it."""
    world = room()
    world.send("영희", "@+secret=쉿 PRIVMSG #방 :잘못 말했어요")
    msgid = said(world).msgid
    world.send("철수", "PRIVMSG #방 :네")
    world.send("영희", f"REDACT #방 {msgid}")
    said(world)
    play_on(world, f"""
    철수 > CHATHISTORY LATEST #방 * 2
    철수 < BATCH +* chathistory #방
    철수 < @batch=* PRIVMSG #방 :네
    철수 < @batch=* REDACT #방 {msgid}
    철수 < BATCH -*
    철수 > CAP REQ :-draft/message-redaction
    철수 < CAP 철수 ACK :-draft/message-redaction
    철수 > CHATHISTORY LATEST #방 * 2
    철수 < BATCH +* chathistory #방
    철수 < @batch=* PRIVMSG #방 :네
    철수 < BATCH -*
    """)  # fmt: skip
    for request in ("LATEST #방 * 50", f"AROUND #방 msgid={msgid} 5", f"BEFORE #방 msgid={msgid} 50"):
        world.send("영희", f"CHATHISTORY {request}")
        told = world.peers["영희"].read()
        assert told[0].startswith(":malmadang.local BATCH +")
        assert not any("잘못" in line or "쉿" in line for line in told)


def test_who_enters_later_does_not_read_it() -> None:
    """DESIGN 6: recall has it neither, not even from what it remembered, nor from an answer under way."""
    world = room()
    for text in ("하나", "둘"):
        world.send("영희", f"PRIVMSG #방 :{text}")
    msgid = said(world).msgid
    world.arrive("손님")
    world.send("손님", "JOIN #방")
    assert any("둘" in line for line in world.peers["손님"].read())
    world.send("영희", f"REDACT #방 {msgid}")
    world.send("지수", "CAP REQ :-draft/chathistory")
    world.send("지수", "JOIN #방")
    told = world.peers["지수"].read()
    assert any("하나" in line for line in told)
    assert not any("둘" in line for line in told)


def test_an_answer_that_was_under_way_is_not_remembered() -> None:
    """The store answered before the message was taken back; what comes of it is for that reader only."""
    world = room(answers_at_once=False)
    world.send("영희", "PRIVMSG #방 :잘못")
    msgid = said(world).msgid
    world.arrive("손님")
    world.arrive("나중")
    world.send("손님", "JOIN #방")
    world.send("영희", f"REDACT #방 {msgid}")
    # 손님 has asked first, and its answer is as old as its question.
    asked = world.asked.pop(0)
    world.asked.append(asked)
    old = HistoryPage(tuple(kept for kept in world.kept if kept.verb == "PRIVMSG"))
    world.answer()
    world.answer(old)
    world.send("나중", "JOIN #방")
    world.answer()
    assert not any("잘못" in line for line in world.peers["나중"].read())


def test_operators_take_back_what_others_said() -> None:
    """IRCv3 message-redaction: authorised by the server; DESIGN 6: operators of the room."""
    world = room()
    world.send("영희", "PRIVMSG #방 :광고")
    first = said(world).msgid
    world.send("철수", "PRIVMSG #방 :방장의 말")
    second = said(world).msgid
    world.send("철수", f"REDACT #방 {first} :광고")
    assert " REDACT " in world.peers["영희"].read()[-1]
    for mode in ("", "+v", "+h"):
        if mode:
            world.send("철수", f"MODE #방 {mode} 영희")
        world.peers["영희"].read()
        world.send("영희", f"REDACT #방 {second}")
        (refusal,) = world.peers["영희"].read()
        assert f"FAIL REDACT REDACT_FORBIDDEN #방 {second} :" in refusal
    world.send("철수", "MODE #방 +o 영희")
    world.peers["영희"].read()
    world.send("영희", f"REDACT #방 {second}")
    assert " REDACT " in world.peers["영희"].read()[-1]


def test_strangers_learn_nothing_and_twice_is_once() -> None:
    """PROTOCOL 3: membership before the msgid."""
    world = room()
    world.send("영희", "PRIVMSG #방 :글")
    msgid = said(world).msgid
    play_on(world, f"""
    지수 > REDACT #방 {msgid}
    지수 < FAIL REDACT INVALID_TARGET #방 :*
    지수 > REDACT #방 없음
    지수 < FAIL REDACT INVALID_TARGET #방 :*
    지수 > REDACT #없음 {msgid}
    지수 < FAIL REDACT INVALID_TARGET #없음 :*
    지수 > REDACT 영희 {msgid}
    지수 < FAIL REDACT INVALID_TARGET 영희 :*
    지수 > REDACT #방
    지수 < 461 지수 REDACT :*
    철수 > REDACT #방 없음
    철수 < FAIL REDACT UNKNOWN_MSGID #방 없음 :*
    철수 > JOIN #뜰
    철수 <<
    철수 > REDACT #뜰 {msgid}
    철수 < FAIL REDACT UNKNOWN_MSGID #뜰 {msgid} :*
    영희 > REDACT #방 {msgid}
    영희 < REDACT #방 {msgid}
    철수 < REDACT #방 {msgid}
    영희 > REDACT #방 {msgid}
    영희 < FAIL REDACT UNKNOWN_MSGID #방 {msgid} :*
    """)  # fmt: skip


def test_only_what_was_said_can_be_taken_back() -> None:
    """IRCv3 message-redaction: PRIVMSG, NOTICE or TAGMSG."""
    world = room()
    joined = next(kept for kept in world.kept if kept.verb == "JOIN" and kept.source.startswith("철수!"))
    world.send("철수", f"REDACT #방 {joined.msgid}")
    assert f"FAIL REDACT UNKNOWN_MSGID #방 {joined.msgid} :" in world.peers["철수"].read()[-1]
    world.send("영희", "@+draft/react=👍;+reply=x TAGMSG #방")
    msgid = said(world).msgid
    world.send("영희", f"REDACT #방 {msgid}")
    assert " REDACT " in world.peers["철수"].read()[-1]


def test_a_guest_of_the_same_name_is_somebody_else() -> None:
    """DESIGN 2: a guest's nick belongs to whoever has it now."""
    world = room()
    world.send("민수", "PRIVMSG #방 :글")
    msgid = said(world).msgid
    world.send("민수", "QUIT")
    world.advance(1_000)
    world.arrive("민수", rooms=["#방"])
    world.send("민수", f"REDACT #방 {msgid}")
    assert f"FAIL REDACT REDACT_FORBIDDEN #방 {msgid} :" in world.peers["민수"].read()[-1]


def test_an_account_takes_back_what_it_said_before() -> None:
    """DESIGN 6: an account is the same whatever its nick, and however often it has come."""
    world = World(accounts=PASSWORDS)
    world.arrive("방장", rooms=["#방"])
    arrive(world, "영희", rooms=["#방"])
    world.send("영희", "PRIVMSG #방 :글")
    msgid = said(world).msgid
    world.send("영희", "QUIT")
    world.advance(1_000)
    arrive(world, "철수", caps=CAPS, rooms=["#방"])
    arrive(world, "영희", nick="영이", caps=CAPS, rooms=["#방"])
    world.send("철수", f"REDACT #방 {msgid}")
    assert "REDACT_FORBIDDEN" in world.peers["철수"].read()[-1]
    world.send("영희", f"REDACT #방 {msgid}")
    assert ":영이!" in world.peers["철수"].read()[-1]


def test_what_the_store_refuses_is_not_taken_back() -> None:
    """DESIGN 5: nobody hears of it, and it does not happen later by itself either."""
    world = room()
    world.send("영희", "PRIVMSG #방 :글")
    msgid = said(world).msgid
    world.outcome = Outcome.DISK_FULL
    world.send("영희", f"@label=z REDACT #방 {msgid}")
    (refusal,) = world.peers["영희"].read()
    assert refusal.startswith("@label=z :malmadang.local FAIL REDACT DISK_FULL #방 :")
    assert world.peers["철수"].read() == []
    world.outcome = Outcome.KEPT
    world.send("영희", f"REDACT #방 {msgid}")
    assert " REDACT " in world.peers["철수"].read()[-1]


def test_a_store_that_cannot_say_has_no_such_message() -> None:
    """IRCv3 message-redaction, UNKNOWN_MSGID."""
    world = room(answers_at_once=False)
    world.send("영희", "REDACT #방 무엇")
    world.answer(Unanswered.FAILED)
    assert "UNKNOWN_MSGID" in world.peers["영희"].read()[-1]


def test_who_is_put_out_meanwhile_takes_nothing_back() -> None:
    """DESIGN 6: membership counts when it happens."""
    world = room(answers_at_once=False)
    world.send("영희", "PRIVMSG #방 :글")
    msgid = said(world).msgid
    world.send("영희", f"REDACT #방 {msgid}")
    world.send("철수", "KICK #방 영희")
    world.answer()
    assert "INVALID_TARGET" in world.peers["영희"].read()[-1]


@pytest.mark.parametrize("nonce", ["", "@+malmadang/nonce=n "])
def test_a_private_word_is_taken_back_on_both_sides(nonce: str) -> None:
    """IRCv3 message-redaction: in the same way as PRIVMSG; only one's own between people."""
    world = World(accounts=PASSWORDS)
    arrive(world, "철수", caps=CAPS)
    arrive(world, "영희", caps=CAPS)
    world.send("철수", f"{nonce}PRIVMSG 영희 :쉿")
    msgid = said(world).msgid
    play_on(world, f"""
    영희 > REDACT 철수 {msgid}
    영희 < FAIL REDACT REDACT_FORBIDDEN 철수 {msgid} :*
    철수 > REDACT 영희 {msgid} :아니
    철수 < :철수!*@* REDACT 영희 {msgid} :아니
    영희 < :철수!*@* REDACT 영희 {msgid} :아니
    영희 > CHATHISTORY LATEST 철수 * 5
    영희 < BATCH +* chathistory 철수
    영희 < @batch=* :철수!*@* REDACT 영희 {msgid} :아니
    영희 < BATCH -*
    """)  # fmt: skip


def test_a_repeat_of_what_was_taken_back_says_so() -> None:
    """DESIGN 4: a repeat is answered with the first msgid; its text is gone."""
    world = World()
    world.arrive("철수", caps=[*CAPS, "echo-message"], rooms=["#방"])
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    msgid = said(world).msgid
    world.send("철수", f"REDACT #방 {msgid}")
    world.peers["철수"].read()
    play_on(world, f"""
    철수 > @+malmadang/nonce=n PRIVMSG #방 :글
    철수 < @+malmadang/nonce=n;msgid={msgid} PRIVMSG #방 :
    철수 < REDACT #방 {msgid}
    """)  # fmt: skip
