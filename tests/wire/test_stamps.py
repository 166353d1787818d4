from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wire.stamps import MsgidSource, format_time, parse_time


def test_a_time_is_written() -> None:
    """IRCv3 server-time: YYYY-MM-DDThh:mm:ss.sssZ."""
    assert format_time(1_795_340_134_123) == "2026-11-22T09:35:34.123Z"
    assert format_time(0) == "1970-01-01T00:00:00.000Z"
    assert format_time(1_795_340_134_007).endswith(".007Z")


@given(st.integers(0, 250_000_000_000_000))
def test_reading_a_time_undoes_writing_it(utc_ms: int) -> None:
    assert parse_time(format_time(utc_ms)) == utc_ms


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_it_agrees_with_the_library(moment: datetime) -> None:
    written = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    read = parse_time(written)
    assert read is not None
    assert format_time(read) == written


@pytest.mark.parametrize(
    ("text", "utc_ms"),
    [
        ("1970-01-01T00:00:01Z", 1000),
        ("1970-01-01T00:00:01.5Z", 1500),
        ("1970-01-01T00:00:01.123456789Z", 1123),
        ("2016-12-31T23:59:60.000Z", 1_483_228_799_000),
    ],
)
def test_other_fractions_are_read_too(text: str, utc_ms: int) -> None:
    assert parse_time(text) == utc_ms


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-11-22",
        "2026-11-22T09:35:34.123",
        "2026-13-22T09:35:34.123Z",
        "2026-02-30T00:00:00Z",
        "2026-11-22T09:35:34.123+09:00",
        "2026-11-22T25:00:00.000Z",
        "٢٠٢٦-11-22T09:35:34.123Z",
        "2026-11-22T09:35:34.Z",
        "0000-01-01T00:00:00Z",
        "2026-11-22T09:35:34.123Z ",
    ],
)
def test_what_is_no_time_is_told(text: str) -> None:
    assert parse_time(text) is None


def test_ids_are_never_the_same() -> None:
    one, other = MsgidSource(b"\0" * 8), MsgidSource(b"\0" * 7 + b"\1")
    ids = [source.next() for source in (one, other) for _ in range(1000)]
    assert len(set(ids)) == 2000


@given(st.binary(min_size=8, max_size=20))
def test_ids_are_letters_and_digits(entropy: bytes) -> None:
    source = MsgidSource(entropy)
    first, second = source.next(), source.next()
    assert first != second
    assert first.isascii()
    assert first.isalnum()


def test_too_little_entropy_is_refused() -> None:
    with pytest.raises(ValueError, match="8 octets"):
        MsgidSource(b"1234567")
