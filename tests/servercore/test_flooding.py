from malmadang.servercore.flooding import Flood, is_too_much, parse_flood, set_flood
from tests.kit.world import World


def test_a_parameter_is_lines_and_seconds() -> None:
    flood = parse_flood("5:10")
    assert flood == Flood(5, 10)
    assert str(flood) == "5:10"
    assert parse_flood("5") is None
    assert parse_flood("101:1") is None


def test_setting_it_again_begins_anew() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    channel, user = world.core.state.channel("#방"), world.core.state.user("영희")
    assert channel is not None
    assert user is not None
    now_ms = world.now().steady_ms
    assert not is_too_much(channel, user, now_ms)
    set_flood(channel, Flood(1, 60))
    assert not is_too_much(channel, user, now_ms)
    assert is_too_much(channel, user, now_ms)
    set_flood(channel, Flood(1, 60))
    assert not is_too_much(channel, user, now_ms)
