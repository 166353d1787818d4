from malmadang.servercore.commands.messages import bars_ctcp, client_tags
from malmadang.wire.message import Message
from tests.kit.world import World


def test_client_tags_are_those_with_a_plus() -> None:
    world = World()
    peer = world.arrive("철수", caps=["message-tags"])
    ctx = world.core.ctx
    ctx.client = world.core.state.clients[peer.id]
    tags = {"+a": "1;2", "b": "3", "+": "", "+c/d": ""}
    assert client_tags(ctx, Message("TAGMSG", ("#방",), None, tags)) == r"+a=1\:2;+c/d"
    assert client_tags(ctx, Message("TAGMSG", ("#방",))) == ""
    ctx.client.set_caps(frozenset())
    assert client_tags(ctx, Message("TAGMSG", ("#방",), None, tags)) == ""


def test_only_action_passes_where_ctcp_is_barred() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    channel = world.core.state.channel("#방")
    assert channel is not None
    assert not bars_ctcp(channel, "\x01VERSION\x01")
    channel.modes.add("C")
    assert bars_ctcp(channel, "\x01VERSION\x01")
    assert bars_ctcp(channel, "\x01ACTIONS\x01")
    assert not bars_ctcp(channel, "\x01ACTION 춤\x01")
