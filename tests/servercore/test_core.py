import pytest

from malmadang.ports import Outcome
from malmadang.servercore.effects import Keep, Pause, Resume, Send, Wake
from malmadang.servercore.events import Answered, Garbled, Gone, Received, Refused
from malmadang.wire.errors import WireError, WireErrorKind
from malmadang.wire.message import Message
from tests.kit.script import play
from tests.kit.world import World


def test_events_of_those_who_have_gone_are_nothing() -> None:
    world = World()
    peer = world.arrive("철수")
    world.break_off("철수")
    for event in (
        Received(peer.id, Message("PING", ("x",))),
        Garbled(peer.id, WireError(WireErrorKind.INVALID_UTF8)),
        Gone(peer.id, "wieder"),
        Answered(peer.id, True),
        Refused(((peer.id, "PRIVMSG", "#방", ""),), Outcome.FAILED),
    ):
        assert world.step(event) == []


def test_a_line_without_end_closes_the_connection() -> None:
    world = World()
    peer = world.arrive("철수")
    world.step(Garbled(peer.id, WireError(WireErrorKind.OVERFLOW)))
    assert peer.is_closed
    assert peer.read()[-1].startswith("ERROR :")


def test_a_flood_of_nothing_has_its_price() -> None:
    world = World("[limits]\nthrottle = true\nquiet_burst = 3\nquiet_rate_per_s = 1")
    peer = world.connect("손님")
    effects = [
        effect
        for _ in range(5)
        for effect in world.step(Garbled(peer.id, WireError(WireErrorKind.NO_VERB, is_empty=True)))
    ]
    assert Pause(peer.id) in effects
    assert any(isinstance(effect, Wake) for effect in effects)
    world.advance(5_000)
    assert Resume(peer.id) in world.log


def test_hosts_hide_addresses_and_are_the_same_for_the_same_address() -> None:
    world = World()
    world.arrive("하나", address="203.0.113.7")
    world.arrive("둘", address="203.0.113.7")
    world.arrive("셋", address="203.0.113.8")
    first, second, third = (user.host for user in world.core.state.users.values())
    assert first == second != third
    assert "203" not in first


def test_two_servers_hide_one_address_differently() -> None:
    hosts = set()
    for drawn in (0, 1000):
        world = World(first_draw=drawn)
        world.arrive("하나", address="203.0.113.7")
        hosts |= {user.host for user in world.core.state.users.values()}
    assert len(hosts) == 2


def test_an_exception_leaves_no_label_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    world = play("철수 arrives with labeled-response batch\n영희 arrives")
    monkeypatch.setattr(world.core.ctx, "phrases", None)
    with pytest.raises(AttributeError):
        world.send("철수", "@label=a LUSERS")
    monkeypatch.undo()
    world.send("영희", "PING x")
    assert world.peers["영희"].read() == [":malmadang.local PONG malmadang.local :x"]


def test_goodbye_reaches_nobody_twice() -> None:
    world = play("철수 arrives")
    assert len(world.core.farewell(world.now())) == 1
    assert not any(isinstance(effect, Send) for effect in world.core.farewell(world.now()))


def test_an_address_has_the_same_stand_in_after_a_restart() -> None:
    def stand_in(world: World) -> str:
        world.arrive("철수", address="192.0.2.7")
        user = world.core.state.user("철수")
        assert user is not None
        return user.host

    world = World(first_draw=1)
    assert stand_in(World(first_draw=2)) != stand_in(world)
    assert stand_in(World(first_draw=3, storage=world.storage)) == stand_in(World(storage=world.storage))
    assert stand_in(World(first_draw=4, storage=world.storage)).endswith(".ip")
    assert len([effect for effect in world.log if isinstance(effect, Keep)]) == 1
