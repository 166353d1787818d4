"""TAGMSG: reactions and replies are kept and replayed, typing never is."""

from __future__ import annotations

import pytest

from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.script import play, play_on
from tests.kit.world import World

CAPS = ("message-tags", "batch", "draft/chathistory", "draft/event-playback", "server-time")


@pytest.mark.parametrize("reply", ["+reply", "+draft/reply"])
@pytest.mark.parametrize("react", ["+draft/react", "+draft/unreact"])
def test_a_reaction_is_read_again_as_it_was_read(reply: str, react: str) -> None:
    """IRCv3 react, reply; chathistory: TAGMSG with event-playback only."""
    world = World()
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    world.arrive("영희", caps=["message-tags"], rooms=["#방"])
    world.send("영희", "PRIVMSG #방 :글")
    msgid = world.kept[-1].msgid
    world.peers["철수"].read()
    world.send("영희", f"@{react}=👍;{reply}={msgid} TAGMSG #방")
    (live,) = world.peers["철수"].read()
    assert f"{react}=👍;{reply}={msgid}" in live
    world.send("철수", f"CHATHISTORY AFTER #방 msgid={msgid} 10")
    _, again, _ = world.peers["철수"].read()
    assert again.partition(";")[2] == live[1:], "the batch is all that is new"
    play_on(world, """
    철수 > CAP REQ :-draft/event-playback
    철수 <<
    철수 > CHATHISTORY LATEST #방 * 10
    철수 < BATCH +* chathistory #방
    철수 < @batch=* PRIVMSG #방 :글
    철수 < BATCH -*
    영희 <<
    """)  # fmt: skip


@pytest.mark.parametrize("tags", [
    "+typing=active", "+draft/react=👍", "+reply=a", "+draft/reacted=a;+reply=a", "+x=react;+reply=a",
])  # fmt: skip
def test_other_tags_alone_are_not_kept(tags: str) -> None:
    """DESIGN 6: typing is never kept, nor what reacts to nothing."""
    world = World()
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    world.arrive("영희", caps=CAPS, rooms=["#방"])
    before = len(world.kept)
    world.send("영희", f"@{tags} TAGMSG #방")
    assert len(world.kept) == before
    assert tags in world.peers["철수"].read()[-1]


def test_a_reply_keeps_what_it_replies_to() -> None:
    """IRCv3 reply; channel-context: client-only tags of a message are part of it."""
    world = World(accounts=PASSWORDS)
    arrive(world, "철수", caps=CAPS, rooms=["#방"])
    arrive(world, "영희", caps=CAPS, rooms=["#방"])
    play_on(world, """
    철수 <<
    영희 > @+reply=abc PRIVMSG #방 :네
    철수 < @+reply=abc PRIVMSG #방 :네
    영희 > @+channel-context=#방;+reply=abc PRIVMSG 철수 :여기서는 비밀
    철수 < @+channel-context=#방;+reply=abc PRIVMSG 철수 :여기서는 비밀
    영희 > @+draft/react=👍;+reply=abc TAGMSG 철수
    철수 < @+draft/react=👍;+reply=abc TAGMSG 철수
    영희 > @+typing=active TAGMSG 철수
    철수 < @+typing=active TAGMSG 철수
    철수 > CHATHISTORY LATEST #방 * 1
    철수 < BATCH +* chathistory #방
    철수 < @batch=*;+reply=abc PRIVMSG #방 :네
    철수 < BATCH -*
    철수 > CHATHISTORY LATEST 영희 * 9
    철수 < BATCH +* chathistory 영희
    철수 < @batch=*;+channel-context=#방;+reply=abc PRIVMSG 철수 :여기서는 비밀
    철수 < @batch=*;+draft/react=👍;+reply=abc TAGMSG 철수
    철수 < BATCH -*
    """)  # fmt: skip


def test_what_is_said_behind_a_key_is_reacted_to_behind_it() -> None:
    """DESIGN 10: a closed room's reactions are closed."""
    world = play("""
    철수 arrives in #방 with message-tags batch
    철수 > MODE #방 +k 열쇠
    철수 <<
    철수 > @+draft/react=👍;+reply=abc TAGMSG #방
    """)
    assert world.kept[-1].tags == "+draft/react=👍;+reply=abc;malmadang/sealed"


def test_typing_costs_nothing_and_is_bounded() -> None:
    """DESIGN 9: notes of typing beyond the rate are dropped; they do not slow what is said."""
    world = World("[limits]\nthrottle = true")
    world.arrive("철수", caps=["message-tags"], rooms=["#방"])
    world.arrive("영희", caps=["message-tags", "labeled-response"], rooms=["#방"])
    world.advance(60_000)
    for peer in world.peers.values():
        peer.read()
    for _ in range(20):
        world.send("영희", "@+typing=active TAGMSG #방")
    assert len(world.peers["철수"].read()) == 4
    for number in range(10):
        world.send("영희", f"PRIVMSG #방 :{number}")
    assert len(world.peers["철수"].read()) == 10
    world.advance(1_500)
    world.send("영희", "@label=a;+typing=done TAGMSG #방")
    assert len(world.peers["철수"].read()) == 1


def test_a_room_full_of_typing_people_can_still_be_spoken_in() -> None:
    """DESIGN 9: the room's budget is for what is said."""
    world = World("[limits]\nthrottle = true\nroom_rate_per_s = 3.0")
    world.arrive("철수", rooms=["#방"])
    names = [f"손님{number}" for number in range(6)]
    for name in names:
        world.arrive(name, caps=["message-tags"], rooms=["#방"])
    world.advance(60_000)
    for name in names:
        world.send(name, "@+typing=active TAGMSG #방")
    world.peers["철수"].read()
    world.send(names[0], "PRIVMSG #방 :글")
    assert world.peers["철수"].read()[-1].endswith("PRIVMSG #방 :글")
