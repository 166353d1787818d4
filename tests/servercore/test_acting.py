from malmadang.servercore.acting import acting_as
from malmadang.servercore.effects import Send
from tests.kit.world import World


def test_what_is_answered_goes_to_the_other_client_and_has_no_label() -> None:
    world = World()
    one, other = world.arrive("철수"), world.arrive("영희")
    ctx, clients = world.core.ctx, world.core.state.clients
    ctx.effects, ctx.client, ctx.label = [], clients[one.id], "ㄱ"
    with acting_as(ctx, clients[other.id]):
        ctx.reply(":s NOTICE 영희 :안녕")
    with acting_as(ctx, clients[one.id]):
        ctx.reply(":s NOTICE 철수 :안녕")
    assert [(effect.client_id, effect.line) for effect in ctx.effects if isinstance(effect, Send)] == [
        (other.id, ":s NOTICE 영희 :안녕\r\n".encode())
    ]
    assert len(ctx.gathered) == 1
    ctx.label, ctx.gathered = "", []
