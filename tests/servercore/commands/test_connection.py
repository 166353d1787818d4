from malmadang.servercore.offers import OFFERED_NAMES
from malmadang.wire.capabilities import OFFERED
from tests.kit.world import World


def test_all_that_is_offered_can_be_had_at_once() -> None:
    world = World()
    world.arrive("철수", caps=sorted(OFFERED_NAMES))
    (client,) = world.core.state.clients.values()
    assert client.caps == set(OFFERED_NAMES) == {row.name for row in OFFERED}


def test_a_nick_is_remembered_when_it_is_given_up_but_not_for_its_case() -> None:
    world = World()
    world.arrive("alice")
    for nick in ("Alice", "bob"):
        world.send("alice", f"NICK {nick}")
    assert [entry.nick for entry in world.core.state.whowas] == ["Alice"]
