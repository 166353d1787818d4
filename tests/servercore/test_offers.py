from malmadang.servercore.offers import OFFERED_NAMES, mechanisms, offered
from tests.kit.world import World


def test_values_depend_on_the_connection() -> None:
    world = World()
    for address, secure, wanted in (
        ("127.0.0.1", False, "PLAIN,SCRAM-SHA-256"),
        ("203.0.113.5", True, "PLAIN,SCRAM-SHA-256"),
        ("203.0.113.5", False, "SCRAM-SHA-256"),
    ):
        peer = world.connect(address + str(secure), address, secure=secure)
        client = world.core.state.clients[peer.id]
        assert offered(world.core.ctx, client)["sasl"] == wanted
        assert ",".join(mechanisms(world.core.ctx, client)) == wanted
        assert tuple(offered(world.core.ctx, client)) == OFFERED_NAMES
