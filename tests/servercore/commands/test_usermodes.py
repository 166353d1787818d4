from malmadang.servercore.commands.usermodes import shown_modes
from tests.kit.world import World


def test_modes_are_shown_in_order_and_counted() -> None:
    world = World()
    world.arrive("철수")
    user = world.core.state.user("철수")
    assert user is not None
    assert shown_modes(user) == "+"
    world.send("철수", "MODE 철수 +wBi")
    assert shown_modes(user) == "+Biw"
    assert world.core.state.flagged["i"] == {user}
    world.send("철수", "QUIT")
    assert not world.core.state.flagged["i"]
