from malmadang.servercore.effects import Send
from malmadang.servercore.render import AWAY_NOTIFY
from malmadang.servercore.watching import announce_absence, announce_presence, tell_watchers
from tests.kit.world import World


def test_those_who_watch_are_told_and_nobody_else() -> None:
    world = World()
    watcher = world.arrive("철수", caps=["extended-monitor", "away-notify"])
    world.arrive("영희")
    world.send("철수", "MONITOR + 영희")
    user, ctx = world.core.state.user("영희"), world.core.ctx
    assert user is not None
    line = ctx.event_line(user, "AWAY", need=AWAY_NOTIFY)
    ctx.effects = []
    announce_presence(ctx, user)
    announce_absence(ctx, "영희")
    tell_watchers(ctx, user, line)
    assert [effect.client_id for effect in ctx.effects if isinstance(effect, Send)] == [watcher.id] * 3


def test_a_line_that_needs_more_than_the_watcher_has_is_kept_back() -> None:
    world = World()
    world.arrive("철수", caps=["extended-monitor"])
    world.arrive("영희")
    world.send("철수", "MONITOR + 영희")
    user, ctx = world.core.state.user("영희"), world.core.ctx
    assert user is not None
    ctx.effects = []
    tell_watchers(ctx, user, ctx.event_line(user, "AWAY", need=AWAY_NOTIFY))
    assert not ctx.effects
