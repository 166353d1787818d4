import pytest

from malmadang.servercore import reserving, tickets
from malmadang.servercore.reserving import WAKE, close_empty, expire, stop_waiting
from tests.conformance.test_resume import arrive
from tests.kit.world import World


def lost(*lines: str) -> World:
    """A guest with a token has come in, done something, and lost its line."""
    world = World()
    arrive(world, "철수", *lines)
    world.break_off("철수")
    return world


def test_waiting_keeps_the_nick_until_it_is_stopped() -> None:
    world = lost("JOIN #방")
    state = world.core.state
    assert state.is_nick_in_use("철수")
    ticket = state.ticket_for("철수")
    assert ticket is not None
    stop_waiting(world.core.ctx, ticket)
    assert not state.is_nick_in_use("철수")
    assert not state.channels
    state.invariants()


def test_of_its_rooms_only_those_it_has_opened_wait_long_and_not_too_many() -> None:
    world = World()
    arrive(world, "영희", "JOIN #남의방")
    rooms = [f"JOIN #방{number}" for number in range(12)]
    arrive(world, "철수", "JOIN #남의방", *rooms)
    world.send("영희", "PART #남의방")
    world.break_off("철수")
    assert len(world.core.state.channels) == 13
    world.advance(tickets.NICK_MS)
    assert len(world.core.state.channels) == tickets.MOST_ROOMS
    world.advance(tickets.ROOM_MS)
    assert not world.core.state.channels


def test_so_many_wait_long_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "MOST_LATE", 2)
    world = World()
    for number in range(3):
        arrive(world, f"철수{number}", f"JOIN #방{number}")
        world.break_off(f"철수{number}")
        world.advance(1_000)
    world.advance(tickets.NICK_MS)
    assert sorted(channel.name for channel in world.core.state.channels.values()) == ["#방1", "#방2"]
    world.core.state.invariants()


def test_an_end_that_nothing_waits_for_any_more_is_nothing() -> None:
    world = lost("JOIN #방")
    expire(world.core.ctx, f"{WAKE}없는것")
    assert world.core.state.channels


def test_a_room_with_somebody_in_it_does_not_close() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    channel = world.core.state.channel("#방")
    assert channel is not None
    close_empty(world.core.ctx, channel)
    assert world.core.state.channel("#방") is channel


def test_those_without_the_capability_have_no_token() -> None:
    world = World()
    peer = world.arrive("철수", rooms=["#방"])
    world.core.ctx.effects = []
    world.core.ctx.client = world.core.state.clients[peer.id]
    reserving.give_token(world.core.ctx)
    assert not world.core.ctx.effects
    world.break_off("철수")
    assert not world.core.state.is_nick_in_use("철수")
