"""방해 금지: until when nothing is told. Pure."""

from datetime import datetime, timedelta

from malmadang.desktop.phrases import Word
from malmadang.desktop.roomcommands import local_time
from malmadang.ports import TimeMs

QUIET = {"off": Word.NO, "half": Word.QUIET_HALF, "hour": Word.QUIET_HOUR, "day": Word.QUIET_DAY}
_MINUTES = {"half": 30, "hour": 60}


def end_of(key: str, now_ms: TimeMs) -> int:
    """Return the time until which the person is not to be disturbed, 0 for not at all."""
    if key in _MINUTES:
        return now_ms + _MINUTES[key] * 60_000
    if key == "day":
        here = local_time(now_ms)
        midnight = datetime.combine(here.date() + timedelta(days=1), datetime.min.time(), here.tzinfo)
        return int(midnight.timestamp() * 1000)
    return 0


def quiet_key(until_ms: int, now_ms: TimeMs) -> str:
    """Return the choice that stands for what is left."""
    left = until_ms - now_ms
    if left <= 0:
        return "off"
    return "half" if left <= 30 * 60_000 else "hour" if left <= 60 * 60_000 else "day"
