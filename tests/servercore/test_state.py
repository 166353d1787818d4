import pytest

from malmadang.ports import TimeMs
from malmadang.servercore.state import SERVICE_NICKS, ServerState
from malmadang.wire.names import casefold
from tests.kit.world import World, make_config


@pytest.fixture
def world() -> World:
    world = World()
    world.arrive("Lily", rooms=["#방", "#뜰"])
    world.arrive("영희", rooms=["#뜰", "#방"])
    return world


def test_people_and_rooms_are_found_in_any_spelling(world: World) -> None:
    state = world.core.state
    assert state.user("lILY") is state.user("Lily")
    world.arrive("민수", rooms=["#Room"])
    assert state.channel("#rOOM") is state.channel("#Room")
    assert state.channel("#없음") is None


@pytest.mark.parametrize("nick", ["LILY", "1ily", "영희", *SERVICE_NICKS])
def test_taken_nicks(world: World, nick: str) -> None:
    assert world.core.state.is_nick_taken(nick)


def test_ones_own_look_alike_is_free(world: World) -> None:
    state = world.core.state
    lily = state.user("Lily")
    assert lily is not None
    assert not state.is_nick_taken("LI1Y", by_other_than=lily)
    assert state.is_nick_taken("영희", by_other_than=lily)
    assert state.is_nick_taken("끝말이", by_other_than=lily)


def test_a_closed_room_is_forgotten_in_every_spelling(world: World) -> None:
    state = world.core.state
    assert state.channel("#방") is not None
    for name in ("Lily", "영희"):
        world.send(name, "PART #방")
    assert state.channel("#방") is None


def test_peers_name_each_member_once(world: World) -> None:
    lily = world.core.state.user("lily")
    assert lily is not None
    (_, first), (_, second) = world.core.state.peers(lily)
    assert not first
    assert {user.nick for user in second} == {"Lily", "영희"}


def test_whowas_keeps_the_newest(world: World) -> None:
    state = world.core.state
    for nick in ("가", "나", "다"):
        world.send("영희", f"NICK {nick}")
    state.config = make_config("[limits]\nwhowas = 2")
    state.resize_whowas()
    assert [entry.nick for entry in state.whowas] == ["가", "나"]


def test_watching_ends_when_nobody_watches(world: World) -> None:
    state = world.core.state
    client = state.clients[world.peers["Lily"].id]
    state.watch(client, "Bob")
    assert state.watchers[casefold("bob")] == {client.id: client}
    state.unwatch(client, casefold("bob"))
    state.unwatch(client, casefold("bob"))
    assert not state.watchers


def test_invariants_see_what_is_wrong(world: World) -> None:
    state: ServerState = world.core.state
    lily = state.user("lily")
    assert lily is not None
    lily.modes |= {"i"}
    with pytest.raises(AssertionError):
        state.invariants()


def test_a_room_goes_on_where_its_log_ends(world: World) -> None:
    world.send("Lily", "PRIVMSG #방 :하나")
    for name in ("Lily", "영희"):
        world.send(name, "PART #방")
    world.send("Lily", "JOIN #방")
    world.send("Lily", "PRIVMSG #방 :둘")
    later = World(storage=world.storage, first_draw=1_000)
    later.utc_ms = TimeMs(later.utc_ms - 60_000)
    later.arrive("민수", rooms=["#방"])
    later.send("민수", "PRIVMSG #방 :셋")
    kept = [record for record in world.kept + later.kept if record.channel == "#방"]
    assert [record.text for record in kept if record.verb == "PRIVMSG"] == ["하나", "둘", "셋"]
    assert [record.seq for record in kept] == list(range(1, len(kept) + 1))
    times = [record.utc_ms for record in kept]
    assert times == sorted(times), "the room's time does not go back with the clock"
