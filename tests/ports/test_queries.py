import msgspec
import pytest

from malmadang.ports import SearchedLog, SearchQuery, TimeMs
from tests.kit.stores import Log

LINE = msgspec.structs.replace(Log().say("글", tags="a;closed"), source="Sky!a@b", utc_ms=TimeMs(5))


@pytest.mark.parametrize(
    ("asked", "has"),
    [
        ({}, True),
        ({"after_ms": TimeMs(5), "before_ms": TimeMs(5)}, True),
        ({"after_ms": TimeMs(6)}, False),
        ({"before_ms": TimeMs(4)}, False),
        ({"before_ms": TimeMs(0)}, False),
        ({"sender": "sky"}, True),
        ({"sender": "sk"}, False),
    ],
)
def test_what_is_asked_for(asked: dict[str, object], has: bool) -> None:
    query = msgspec.structs.replace(SearchQuery(()), **asked)
    assert query.has(LINE, SearchedLog("#방")) is has


def test_what_is_hidden() -> None:
    query = SearchQuery(())
    assert not query.has(LINE, SearchedLog("#방", "closed", TimeMs(6)))
    assert query.has(LINE, SearchedLog("#방", "closed", TimeMs(5)))
    assert query.has(LINE, SearchedLog("#방", "lose", TimeMs(6)))
