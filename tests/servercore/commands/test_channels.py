import pytest

from malmadang.servercore.commands.channels import find_channel
from malmadang.servercore.effects import Keep, Post, Send, Subscribe
from malmadang.servercore.refusal import Refusal
from tests.kit.world import World


def test_a_channel_is_found_in_any_spelling_or_refused() -> None:
    world = World()
    world.arrive("철수", rooms=["#Room"])
    assert find_channel(world.core.ctx, "#rOOM").name == "#Room"
    with pytest.raises(Refusal):
        find_channel(world.core.ctx, "#없음")


def test_the_others_hear_of_a_newcomer_before_it_reads_the_room() -> None:
    """The order of the effects is the order every reader sees."""
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희")
    world.log.clear()
    world.send("영희", "JOIN #방")
    kinds = [type(effect) for effect in world.log if not isinstance(effect, Keep)]
    assert kinds[:3] == [Post, Send, Subscribe]


def test_lists_of_names_are_made_once() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    channel = world.core.state.channel("#방")
    assert channel is not None
    world.send("철수", "NAMES #방")
    kept = channel.names[False, False]
    world.send("철수", "NAMES #방")
    assert channel.names[False, False] is kept
    world.arrive("영희", rooms=["#방"])
    assert channel.names[False, False].bodies == ["@철수 영희"]
