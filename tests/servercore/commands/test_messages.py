import pytest

from malmadang.servercore.commands.messages import bars_ctcp, client_tags
from malmadang.servercore.effects import Effect, PostRun
from malmadang.servercore.events import Received, ReceivedRun
from malmadang.wire.message import Message
from tests.kit.world import World, make_config

TEXTS = ["안녕", "하세요 :)", "\x01ACTION 손을 흔들어요\x01", "\x01VERSION\x01", "가" * 140, "끝"]
SETTINGS = "[limits]\nthrottle = false\n"


def room(settings: str, *before: str, caps: str = "") -> World:
    world = World(make_config(settings))
    world.arrive("방장", rooms=["#방"])
    world.arrive("철수", caps=caps.split(), rooms=["#방"])
    for line in before:
        name, _, said = line.partition(" > ")
        world.send(name, said)
    return world


def said_singly(world: World, target: str) -> list[Effect]:
    client = world.peers["철수"].id
    effects: list[Effect] = []
    for text in TEXTS:
        effects += world.core.step(Received(client, Message("PRIVMSG", (target, text))), world.now())
    return effects


def said_at_once(world: World, target: str) -> list[Effect]:
    effects = world.core.step(ReceivedRun(world.peers["철수"].id, target, list(TEXTS)), world.now())
    return [
        each for effect in effects for each in (effect.singly() if isinstance(effect, PostRun) else (effect,))
    ]


@pytest.mark.parametrize("target", ["#방", "#없는방", "방장", "@#방", "#방,방장"])
@pytest.mark.parametrize("caps", ["", "echo-message message-tags server-time labeled-response"])
@pytest.mark.parametrize(
    "before",
    [
        (),
        ("방장 > MODE #방 +m",),
        ("방장 > MODE #방 +mv 철수",),
        ("방장 > MODE #방 +C",),
        ("방장 > MODE #방 +b 철수",),
        ("철수 > MODE 철수 +B",),
        ("철수 > PART #방",),
        ("철수 > PART #방", "방장 > MODE #방 -n"),
    ],
)
@pytest.mark.parametrize("settings", [SETTINGS, ""])
def test_a_run_does_what_its_lines_do(settings: str, before: tuple[str, ...], caps: str, target: str) -> None:
    """Several lines at once mean the same as each by itself."""
    singly, at_once = (room(settings, *before, caps=caps) for _ in range(2))
    assert said_at_once(at_once, target) == said_singly(singly, target)
    at_once.core.state.invariants()
    channel = singly.core.state.channel("#방")
    other = at_once.core.state.channel("#방")
    assert channel is not None
    assert other is not None
    assert (channel.seq, channel.last_ms) == (other.seq, other.last_ms)


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
