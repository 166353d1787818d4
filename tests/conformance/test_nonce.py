"""`+malmadang/nonce`: a message sent again is the same message."""

from __future__ import annotations

import pytest

from malmadang.ports import NONCE_MS, Outcome, Unanswered
from malmadang.wire.message import FROM_SERVER, Message, parse_line
from tests.kit.script import play, play_on
from tests.kit.world import World

ALL = ("message-tags", "echo-message", "server-time", "labeled-response", "batch")


def room(*, answers_at_once: bool = True) -> World:
    """철수, who has everything, and 영희."""
    world = World(answers_at_once=answers_at_once)
    world.arrive("철수", caps=ALL, rooms=["#방"])
    world.arrive("영희", caps=["message-tags"], rooms=["#방"])
    world.peers["철수"].read()
    return world


def heard(world: World, name: str) -> list[Message]:
    return [parse_line(line.encode(), limits=FROM_SERVER) for line in world.peers[name].read()]


def test_only_the_sender_reads_it() -> None:
    """DESIGN 4: the nonce is returned to the sender only."""
    play("""
    철수 arrives in #방 with message-tags echo-message
    영희 arrives in #방 with message-tags
    철수 <<
    철수 > @+malmadang/nonce=a\\sb;+x=1 PRIVMSG #방 :글
    철수 < @+malmadang/nonce=a*b;+x=1;msgid=* PRIVMSG #방 :글
    영희 < @-+malmadang/nonce;+x=1;msgid=* PRIVMSG #방 :글
    철수 > @+malmadang/nonce=c PRIVMSG 영희 :귓말
    철수 < @+malmadang/nonce=c PRIVMSG 영희 :귓말
    영희 < @-+malmadang/nonce PRIVMSG 영희 :귓말
    철수 > @+malmadang/nonce=d TAGMSG #방
    철수 < @-+malmadang/nonce TAGMSG #방
    영희 < @-+malmadang/nonce TAGMSG #방
    """)


@pytest.mark.parametrize("target", ["#방", "영희"])
@pytest.mark.parametrize("label", ["", "label=L;"])
@pytest.mark.parametrize("verb", ["PRIVMSG", "NOTICE"])
def test_a_repeat_is_answered_and_nobody_else_hears_it(target: str, label: str, verb: str) -> None:
    """DESIGN 4: a repeat is answered with the first msgid."""
    world = room()
    line = f"@{label}+malmadang/nonce=n {verb} {target} :글"
    world.send("철수", line)
    (first,) = heard(world, "철수")
    kept = len(world.kept)
    assert len(heard(world, "영희")) == 1
    world.advance(1_000)
    world.send("철수", line)
    (again,) = heard(world, "철수")
    assert again == first
    assert heard(world, "영희") == []
    assert len(world.kept) == kept


def test_after_a_while_it_is_another_message() -> None:
    """DESIGN 4: remembered for 10 minutes."""
    world = room()
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    world.utc_ms += NONCE_MS + 1_000  # type: ignore[assignment]  # ten minutes pass without a PING
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    assert len(heard(world, "영희")) == 2


def test_a_nonce_is_its_owners_and_its_rooms() -> None:
    """DESIGN 4: remembered by user; a message elsewhere is another message."""
    world = room()
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    world.send("철수", "JOIN #둘")
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #둘 :글")
    world.send("영희", "@+malmadang/nonce=n PRIVMSG #방 :글")
    assert len([kept for kept in world.kept if kept.verb == "PRIVMSG"]) == 3


def test_without_echo_a_repeat_is_only_acknowledged() -> None:
    """IRCv3 labeled-response: ACK where there is nothing to read."""
    play("""
    철수 arrives in #방 with message-tags labeled-response batch
    영희 arrives in #방
    철수 <<
    철수 > @label=1;+malmadang/nonce=n PRIVMSG #방 :글
    철수 < @label=1 ACK
    영희 < PRIVMSG #방 :글
    철수 > @label=2;+malmadang/nonce=n PRIVMSG #방 :글
    철수 < @label=2 ACK
    """)


def test_a_refused_message_can_be_sent_again() -> None:
    """COMMIT 4: nonces of refused messages are forgotten, so that a retry passes."""
    world = room()
    world.outcome = Outcome.DISK_FULL
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    world.outcome = Outcome.KEPT
    play_on(world, """
    철수 < FAIL PRIVMSG DISK_FULL #방 :*
    영희 < -
    철수 > @+malmadang/nonce=n PRIVMSG #방 :글
    철수 < @+malmadang/nonce=n PRIVMSG #방 :글
    영희 < PRIVMSG #방 :글
    """)  # fmt: skip


def test_a_store_that_cannot_say_is_said_and_the_next_line_waits_for_it() -> None:
    """CODE 4: replies keep the order of the lines."""
    world = room(answers_at_once=False)
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    world.send("철수", "@label=L;+malmadang/nonce=n PRIVMSG #방 :글")
    world.send("철수", "PING 뒤")
    world.answer(Unanswered.FAILED)
    first, failed, pong = heard(world, "철수")
    assert (first.verb, failed.verb, pong.verb) == ("PRIVMSG", "FAIL", "PONG")
    assert failed.params[:3] == ("PRIVMSG", "STORAGE_FAILED", "#방")
    assert failed.tags == {"label": "L"}


def test_the_server_remembers_across_its_own_end() -> None:
    """RELIABILITY 5: killed between commit and answer, the repeat gets the first msgid."""
    world = room()
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    (first,) = heard(world, "철수")
    later = World(storage=world.storage, first_draw=1_000)
    later.arrive("철수", caps=ALL, rooms=["#방"])
    later.arrive("영희", rooms=["#방"])
    later.peers["철수"].read()
    later.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    (again,) = heard(later, "철수")
    assert again == first
    assert heard(later, "영희") == []


def test_what_is_no_nonce_is_ignored() -> None:
    """DESIGN 9: bounded; and one nonce cannot name several messages."""
    world = room()
    for tag, target in ((f"+malmadang/nonce={'x' * 65}", "#방"), ("+malmadang/nonce", "#방")):
        world.send("철수", f"@{tag} PRIVMSG {target} :글")
        world.send("철수", f"@{tag} PRIVMSG {target} :글")
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방,영희 :글")
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방,영희 :글")
    assert len(heard(world, "영희")) == 8
    assert all("+malmadang/nonce" not in (line.tags or {}) for line in heard(world, "철수"))


def test_a_refusal_of_the_rules_is_no_message() -> None:
    """Modern IRC, ERR_CANNOTSENDTOCHAN: it may be said when it is allowed."""
    play("""
    철수 arrives in #방 with message-tags
    영희 arrives in #방 with message-tags echo-message
    철수 > MODE #방 +m
    철수 <<
    영희 <<
    영희 > @+malmadang/nonce=n PRIVMSG #방 :글
    영희 < 404 영희 #방 :*
    철수 > MODE #방 -m
    철수 <<
    영희 <<
    영희 > @+malmadang/nonce=n PRIVMSG #방 :글
    영희 < @+malmadang/nonce=n PRIVMSG #방 :글
    철수 < PRIVMSG #방 :글
    """)
