from malmadang.wire.names import casefold
from tests.kit.world import World


def test_the_index_is_as_the_commands_say() -> None:
    world = World()
    peer = world.arrive("철수")
    client = world.core.state.clients[peer.id]
    for line, watched in [
        ("MONITOR + Bob,영희,Bob", ["Bob", "영희"]),
        ("MONITOR + BOB", ["Bob", "영희"]),
        ("MONITOR - bOB", ["영희"]),
        ("MONITOR + *,1x", ["영희"]),
        ("MONITOR C", []),
    ]:
        world.send("철수", line)
        assert list(client.monitored.values()) == watched
        assert set(world.core.state.watchers) == {casefold(nick) for nick in watched}
