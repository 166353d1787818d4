import pytest

from malmadang.servercore.metadata import SYNC_MEMBERS, line_of, parse_key, show_on_entering, values_of
from tests.kit.world import World


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Avatar", "avatar"),
        ("a.b:c-d_e", "a.b:c-d_e"),
        (":a", ""),
        ("", ""),
        ("별", ""),
        ("a" * 65, ""),
        ("a b", ""),
    ],
)
def test_keys(typed: str, key: str) -> None:
    """IRCv3 metadata, Keys and Values."""
    assert parse_key(typed) == key


def test_a_guests_values_are_the_guests() -> None:
    world = World()
    world.arrive("철수")
    world.send("철수", "METADATA * SET avatar :a")
    user = world.core.state.user("철수")
    assert user is not None
    assert values_of(world.core.ctx, user) == {"avatar": "a"}
    assert line_of(world.core.ctx, user, "avatar", "a").bare == (
        ":malmadang.local METADATA 철수 avatar * :a\r\n".encode()
    )


def test_of_a_crowd_one_has_to_ask() -> None:
    world = World("[limits]\nthrottle = false\nmembers_per_channel = 10000")
    peer = world.arrive("철수", rooms=["#방"])
    ctx, channel = world.core.ctx, world.core.state.channel("#방")
    assert channel is not None
    ctx.client = world.core.state.clients[peer.id]
    ctx.client.subscriptions["avatar"] = None
    world.core.state.metadata_readers[ctx.client] = None
    for number in range(SYNC_MEMBERS):
        world.arrive(f"영희{number}", rooms=["#방"])
    ctx.effects, ctx.client = [], world.core.state.clients[peer.id]
    show_on_entering(ctx, channel)
    world.perform(ctx.effects)
    assert peer.read() == [":malmadang.local 774 철수 #방"]
