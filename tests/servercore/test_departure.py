from malmadang.servercore.departure import depart, remove_member
from malmadang.servercore.effects import Close, Unsubscribe
from tests.kit.world import World


def test_leaving_clears_every_index() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희")
    world.send("철수", "INVITE 영희 #방")
    world.send("영희", "MONITOR + 철수,누구")
    world.send("영희", "QUIT")
    state = world.core.state
    assert not state.watchers
    channel = state.channel("#방")
    assert channel is not None
    assert not channel.invited
    assert [entry.nick for entry in state.whowas] == ["영희"]


def test_the_error_text_is_the_one_given() -> None:
    world = World()
    peer = world.arrive("철수")
    ctx = world.core.ctx
    ctx.effects = []
    ctx.client = world.core.state.clients[peer.id]
    depart(ctx, ctx.client, "Killed", error="나가세요")
    assert ctx.effects[-1] == Close(peer.id, "ERROR :나가세요\r\n".encode())


def test_the_last_member_closes_the_room() -> None:
    world = World()
    peer = world.arrive("철수", rooms=["#방"])
    state, ctx = world.core.state, world.core.ctx
    user, channel = state.user("철수"), state.channel("#방")
    assert user is not None
    assert channel is not None
    ctx.effects = []
    remove_member(ctx, user, channel)
    assert ctx.effects == [Unsubscribe(channel.id, peer.id)]
    assert not state.channels
