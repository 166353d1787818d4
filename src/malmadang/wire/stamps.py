"""server-time and msgid: text forms of when and which."""

import re
from base64 import b32encode
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from typing import Final

_MILLIS: Final = tuple(f".{ms:03d}Z" for ms in range(1000))
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", re.ASCII)


@lru_cache(maxsize=64)
def _to_second(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def format_time(utc_ms: int) -> str:
    """Write milliseconds since 1970 as `2026-11-22T09:35:34.123Z`.

    Args:
        utc_ms: 0 or later, before the year 10000.
    Source: IRCv3 server-time.
    """
    return _to_second(utc_ms // 1000) + _MILLIS[utc_ms % 1000]


def format_times(times_ms: Iterable[int]) -> list[str]:
    """Write many times that are close together: what `format_time` gives for each, in fewer steps."""
    texts = []
    second, stamp = -1, ""
    for utc_ms in times_ms:
        if utc_ms // 1000 != second:
            second = utc_ms // 1000
            stamp = _to_second(second)
        texts.append(stamp + _MILLIS[utc_ms % 1000])
    return texts


def parse_time(text: str) -> int | None:
    """Read a server-time stamp as milliseconds since 1970; None where it is none.

    Finer fractions than milliseconds are cut; a leap second counts as the second before it.
    Source: IRCv3 server-time (ISO 8601:2004 4.3.2).
    """
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    stamp, fraction = found[1], found[2] or ""
    if stamp.endswith(":60"):
        stamp = f"{stamp[:-2]}59"
    try:
        moment = datetime.fromisoformat(f"{stamp}+00:00")
    except ValueError:
        return None
    return int(moment.timestamp()) * 1000 + int(fraction[:3].ljust(3, "0"))


class MsgidSource:
    """Gives message ids that are never given again, not even after a restart.

    Args:
        entropy: random octets, at least 8; drawn anew at every start.
    Attributes:
        next: returns the next id: letters and digits only.
    Source: IRCv3 message-ids (opaque, case-sensitive, no octet that a tag value would escape).
    """

    __slots__ = ("next",)

    next: Callable[[], str]

    def __init__(self, entropy: bytes) -> None:
        if len(entropy) < 8:
            msg = "at least 8 octets of entropy"
            raise ValueError(msg)
        # The letter at the end keeps the counter's digits apart from the prefix.
        prefix = b32encode(entropy).decode("ascii").rstrip("=").lower() + "x"
        # One id a message: a chain of iterators runs without a Python frame.
        self.next = map(prefix.__add__, map(str, count(1))).__next__
