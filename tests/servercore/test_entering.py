from malmadang.servercore.effects import Subscribe
from malmadang.servercore.entering import marker_text, show_room
from tests.kit.world import World


def test_a_client_that_is_new_reads_the_room_from_here_on() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    ctx, channel, user = world.core.ctx, world.core.state.channel("#방"), world.core.state.user("철수")
    assert channel is not None
    assert user is not None
    ctx.effects, ctx.client = [], next(iter(user.clients.values()))
    show_room(ctx, channel)
    assert ctx.effects[1] == Subscribe(channel.id, ctx.client.id)
    assert marker_text(ctx, user, "#방") == ":malmadang.local MARKREAD #방 *"
