import pytest

from malmadang.ports import EventRecord, TimeMs
from malmadang.servercore.recall import dated
from tests.kit.world import World

MINUTE_MS = 60_000


@pytest.mark.parametrize(
    ("age_ms", "ko", "en"),
    [
        (-5_000, "방금", "just now"),
        (59_999, "방금", "just now"),
        (MINUTE_MS, "1분 전", "1 min ago"),
        (59 * MINUTE_MS, "59분 전", "59 min ago"),
        (60 * MINUTE_MS, "1시간 전", "1 h ago"),
        (24 * 60 * MINUTE_MS, "1일 전", "1 d ago"),
        (400 * 24 * 60 * MINUTE_MS, "400일 전", "400 d ago"),
    ],
)
def test_ages(age_ms: int, ko: str, en: str) -> None:
    for language, age in (("ko", ko), ("en", en)):
        world = World(f'[server]\nlanguage = "{language}"')
        at = TimeMs(world.utc_ms - age_ms)
        event = EventRecord("#방", 1, "m", at, "PRIVMSG", "a!b@c", "", "", "글")
        assert dated(world.core.ctx, event).text == f"[{age}] 글"
