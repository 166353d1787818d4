from malmadang.servercore.offers import OFFERED_NAMES
from malmadang.wire.capabilities import OFFERED
from tests.kit.world import World


def test_all_that_is_offered_can_be_had() -> None:
    world = World()
    # More than one line holds; a client asks in several.
    names = sorted(OFFERED_NAMES)
    world.arrive("철수", caps=names[::2])
    world.send("철수", f"CAP REQ :{' '.join(names[1::2])}")
    (client,) = world.core.state.clients.values()
    assert client.caps == set(OFFERED_NAMES) == {row.name for row in OFFERED}


def test_a_nick_is_remembered_when_it_is_given_up_but_not_for_its_case() -> None:
    world = World()
    world.arrive("alice")
    for nick in ("Alice", "bob"):
        world.send("alice", f"NICK {nick}")
    assert [entry.nick for entry in world.core.state.whowas] == ["Alice"]
