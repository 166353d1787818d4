"""SEARCH; the conversations stand in tests/conformance/test_search.py."""

from malmadang.ports import SearchedLog, SearchQuery, TimeMs
from malmadang.servercore.channel import SEALED
from malmadang.servercore.effects import Ask
from tests.kit.world import World


def test_what_the_store_is_asked() -> None:
    world = World(answers_at_once=False)
    world.arrive("철수", rooms=["#방"])
    world.send("철수", "SEARCH text=ABC;from=SKY;after=1970-01-01T00:00:01.000Z;limit=7")
    (ask,) = (effect for effect in world.log if isinstance(effect, Ask))
    channel = world.core.state.channel("#방")
    assert channel is not None
    logs = (SearchedLog("#방", SEALED, channel.created_ms),)
    assert ask.request == SearchQuery(logs, "", TimeMs(0), "ABC", "sky", TimeMs(1_000), None, 7, newest=False)
