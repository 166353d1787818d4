from malmadang.ports import SteadyMs
from malmadang.servercore.user import User
from tests.kit.world import World


def test_a_new_nick_renews_mask_and_source() -> None:
    user = User("철수", "~u", "localhost", "이름", address="127.0.0.1")
    assert (user.mask, user.source, user.folded) == ("철수!~u@localhost", ":철수!~u@localhost ", "철수")
    user.rename("Bob")
    assert (user.mask, user.source, user.folded) == ("Bob!~u@localhost", ":Bob!~u@localhost ", "bob")


def test_modes_show_in_what_hangs_on_them() -> None:
    user = User("철수", "~u", "localhost", "이름", address="127.0.0.1")
    assert (user.is_operator, user.tags) == (False, "")
    user.modes |= {"o", "B"}
    assert (user.is_operator, user.tags) == (True, "bot")


def test_sharing_a_room_and_being_idle() -> None:
    world = World()
    world.arrive("철수", rooms=["#방", "#뜰"])
    world.arrive("영희", rooms=["#뜰"])
    world.arrive("민수", rooms=["#숲"])
    users = world.core.state.users.values()
    first, second, third = users
    assert first.shares_channel_with(second)
    assert not first.shares_channel_with(third)
    world.advance(7_000)
    assert first.idle_ms(world.steady_ms) == 7_000
    world.send("철수", "PRIVMSG #방 :글")
    assert first.idle_ms(SteadyMs(world.steady_ms + 1)) == 1
