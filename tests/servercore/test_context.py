import pytest

from malmadang.servercore.client import Client
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Post, Send
from malmadang.wire.numerics import RPL_ISON, RPL_TOPIC
from tests.kit.world import World


def scene(*caps: str) -> tuple[World, Context, Client]:
    world = World()
    peer = world.arrive("철수", caps=caps, rooms=["#방", "#뜰"])
    world.arrive("영희", rooms=["#방", "#뜰"])
    ctx = world.core.ctx
    ctx.client = world.core.state.clients[peer.id]
    ctx.effects = []
    return world, ctx, ctx.client


def sent(ctx: Context) -> list[bytes]:
    return [
        effect.line if isinstance(effect.line, bytes) else effect.line.render(ctx.client.mask)
        for effect in ctx.effects
        if isinstance(effect, Send)
    ]


def test_numerics_carry_server_nick_and_text() -> None:
    _, ctx, _ = scene()
    ctx.numeric(RPL_TOPIC, "#방", text="두 낱말")
    ctx.numeric(RPL_TOPIC, "#방", text="")
    ctx.data(RPL_ISON, "")
    assert sent(ctx) == [
        ":malmadang.local 332 철수 #방 :두 낱말\r\n".encode(),
        ":malmadang.local 332 철수 #방\r\n".encode(),
        ":malmadang.local 303 철수 :\r\n".encode(),
    ]


def test_peers_read_a_line_once() -> None:
    world, ctx, client = scene()
    user = client.user
    assert user is not None
    ctx.post_to_peers(user, ctx.event_line(user, "AWAY"))
    first, second = (effect for effect in ctx.effects if isinstance(effect, Post))
    assert first.silent == ()
    assert second.silent == (world.peers["철수"].id, world.peers["영희"].id)


def test_who_is_alone_reads_its_own_line() -> None:
    world, ctx, _ = scene()
    peer = world.arrive("민수")
    user = world.core.state.user("민수")
    assert user is not None
    ctx.effects = []
    ctx.post_to_peers(user, ctx.event_line(user, "AWAY"))
    assert [effect.client_id for effect in ctx.effects if isinstance(effect, Send)] == [peer.id]


def test_who_has_not_registered_is_no_user() -> None:
    world, ctx, _ = scene()
    peer = world.connect("손님")
    ctx.client = world.core.state.clients[peer.id]
    with pytest.raises(ValueError, match="no user"):
        _ = ctx.user
