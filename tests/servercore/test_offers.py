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
        is_safe = "PLAIN" in wanted
        assert ("draft/account-registration" in offered(world.core.ctx, client)) is is_safe
        if is_safe:
            assert tuple(offered(world.core.ctx, client)) == OFFERED_NAMES


def test_what_is_said_of_registration_is_true() -> None:
    for settings, value in (
        ("before_connect = false", "custom-account-name"),
        ("email_required = true", "before-connect,email-required,custom-account-name"),
        ("registration = false", None),
    ):
        world = World(f"[accounts]\n{settings}")
        peer = world.connect("손님")
        values = offered(world.core.ctx, world.core.state.clients[peer.id])
        assert values.get("draft/account-registration") == value
