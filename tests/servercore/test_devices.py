from malmadang.servercore.devices import has_room, send_away, sharer
from tests.conformance.test_devices import comes
from tests.conformance.test_owned_rooms import ACCOUNTS
from tests.kit.script import play
from tests.kit.world import World


def test_only_the_same_account_shares_a_nick() -> None:
    world = play(f"{comes('책상', '철수')}\n책상 <<", world=World(accounts=ACCOUNTS))
    newcomer = world.connect("전화")
    ctx, client = world.core.ctx, world.core.state.clients[newcomer.id]
    user = world.core.state.user("철수")
    assert user is not None
    assert has_room(ctx, user)
    assert sharer(ctx, client, "철수") is None
    client.claim.negotiating = True
    assert sharer(ctx, client, "철수") is user
    client.claim.account = "영희"
    assert sharer(ctx, client, "철수") is None
    client.claim.account = "철수"
    assert sharer(ctx, client, "철수") is user
    assert sharer(ctx, client, "누구") is None


def test_all_but_one_are_sent_away() -> None:
    text = f"{comes('책상', '철수')}\n책상 <<\n{comes('전화', '철수')}\n전화 <<"
    world = play(text, world=World(accounts=ACCOUNTS))
    ctx, user = world.core.ctx, world.core.state.user("철수")
    assert user is not None
    first, _ = user.clients.values()
    ctx.effects = []
    ctx.client = first
    send_away(ctx, user, but_for=first, say="device_closed")
    assert list(user.clients) == [first.id]
    world.core.state.invariants()
