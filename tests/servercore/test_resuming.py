from malmadang.servercore.resuming import may_take, resume
from tests.conformance.test_resume import arrive
from tests.kit.world import World


def test_a_ticket_is_for_no_other_account() -> None:
    world = World()
    token = arrive(world, "철수", "JOIN #방")
    newcomer = world.connect("새연결")
    ctx, client = world.core.ctx, world.core.state.clients[newcomer.id]
    ctx.client = client
    ticket = world.core.state.tickets.find(token)
    assert ticket is not None
    assert may_take(ctx, ticket)
    client.claim.account = "영희"
    assert not may_take(ctx, ticket)
    assert not resume(ctx, client, ticket)
