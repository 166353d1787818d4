"""Another name for a room; the conversations stand in tests/conformance/test_rename.py."""

from malmadang.ports import ChannelRenamed
from malmadang.servercore.effects import Ask, KeepFirst, Pause, Post, Resume
from malmadang.wire.names import Folded
from tests.kit.world import World


def test_it_is_kept_before_anybody_hears_of_it() -> None:
    world = World("", answers_at_once=False)
    world.arrive("철수", caps=["draft/channel-rename"], rooms=["#방"])
    world.log.clear()
    world.send("철수", "RENAME #방 #마당")
    assert not any(isinstance(effect, Post) for effect in world.log)
    (ask,) = (effect for effect in world.log if isinstance(effect, Ask))
    assert ask.request == KeepFirst(ChannelRenamed("#방", "#마당"))
    assert world.core.state.channel("#마당") is None
    world.answer()
    assert any(isinstance(effect, Post) for effect in world.log)
    channel = world.core.state.channel("#마당")
    assert channel is not None
    assert world.core.state.channel("#방") is None


def test_who_speaks_while_the_store_writes_is_not_read_further() -> None:
    world = World("", answers_at_once=False)
    for name in ("철수", "영희"):
        world.arrive(name, caps=["draft/channel-rename"], rooms=["#방"])
    world.send("철수", "RENAME #방 #마당")
    world.log.clear()
    for number in range(3):
        world.send("영희", f"PRIVMSG #방 :{number}")
    listener = world.peers["영희"]
    assert world.log == [Pause(listener.id)]
    world.answer()
    assert Resume(listener.id) in world.log
    assert [line.split(" ")[1] for line in listener.inbox] == ["RENAME", "403", "403", "403"]


def test_a_game_and_what_people_have_reached_go_with_the_room() -> None:
    world = World("")
    world.arrive("철수", caps=["draft/channel-rename"], rooms=["#방"])
    world.send("철수", "PRIVMSG #방 :!시작")
    game = world.core.state.games.of(Folded("#방"))
    assert game is not None
    world.send("철수", "RENAME #방 #마당")
    channel = world.core.state.channel("#마당")
    assert channel is not None
    assert channel.game is game
    assert game.channel == "#마당"
    assert world.core.state.games.of(Folded("#방")) is None
    world.peers["철수"].inbox.clear()
    world.send("철수", "PRIVMSG #마당 :!상태")
    assert all(" #마당 " in line for line in world.peers["철수"].inbox)
    assert world.peers["철수"].inbox
