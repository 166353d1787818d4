import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wire.errors import WireError, WireErrorKind
from malmadang.wire.framing import LineDecoder


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """Cut a stream at these places, in any order and out of range too."""
    edges = sorted({place % (len(data) + 1) for place in places})
    return [data[start:end] for start, end in zip([0, *edges], [*edges, len(data)], strict=True)]


def feed_all(decoder: LineDecoder, chunks: list[bytes]) -> tuple[list[bytes], bool]:
    """Return all lines, and whether the stream was given up."""
    lines: list[bytes] = []
    for chunk in chunks:
        try:
            lines += decoder.feed(chunk)
        except WireError:
            return lines, True
    try:
        decoder.feed(b"")
    except WireError:
        return lines, True
    return lines, False


STREAMS = st.lists(
    st.sampled_from([b"\r\n", b"\n", b"\r", b"PING a", "안녕".encode(), b"\xff", b"x" * 9])
).map(b"".join)


@given(STREAMS, st.lists(st.integers(0, 500)))
def test_any_chunking_gives_the_same_lines(data: bytes, places: list[int]) -> None:
    whole = feed_all(LineDecoder(), [data])
    assert feed_all(LineDecoder(), cut(data, places)) == whole
    assert feed_all(LineDecoder(), [bytes([octet]) for octet in data]) == whole
    assert whole[0] == [line.rstrip(b"\r") for line in data.split(b"\n")[:-1]]


@given(STREAMS, st.lists(st.integers(0, 500)))
def test_any_chunking_overflows_at_the_same_line(data: bytes, places: list[int]) -> None:
    whole = feed_all(LineDecoder(12), [data])
    assert feed_all(LineDecoder(12), cut(data, places)) == whole
    assert feed_all(LineDecoder(12), [bytes([octet]) for octet in data]) == whole
    assert whole[1] == any(len(line) > 12 for line in data.split(b"\n"))


def test_lines_are_cut_at_lf_and_lose_their_cr() -> None:
    """RFC 1459 8: lines may end in CR LF or in LF alone."""
    assert LineDecoder().feed(b"a\r\nb\n\r\n\nc\r\r\nd") == [b"a", b"b", b"", b"", b"c"]


def test_a_cr_at_the_front_does_not_stand_for_one_at_the_end() -> None:
    assert LineDecoder().feed(b"\r\n\rPING a\n") == [b"", b"\rPING a"]


def test_an_empty_line_is_kept_to_be_counted() -> None:
    assert LineDecoder().feed(b"\r\n\r\n") == [b"", b""]
    assert LineDecoder().feed(b"\n") == [b""]


def test_the_end_of_a_line_waits_for_its_break() -> None:
    decoder = LineDecoder()
    assert decoder.feed(b"PI") == []
    assert decoder.kept_bytes == 2
    assert decoder.feed(b"NG\r") == []
    assert decoder.feed(b"\nPONG") == [b"PING"]
    assert decoder.feed(b"") == []
    assert decoder.feed(b"\n") == [b"PONG"]
    assert decoder.kept_bytes == 0


def test_a_cr_inside_is_left_for_the_parser() -> None:
    assert LineDecoder().feed(b"a\rb\r\n") == [b"a\rb"]


def test_octets_without_a_break_are_given_up() -> None:
    decoder = LineDecoder()
    assert decoder.feed(b"x" * 16384) == []
    with pytest.raises(WireError) as caught:
        decoder.feed(b"x")
    assert caught.value.kind is WireErrorKind.OVERFLOW
    assert decoder.kept_bytes == 0
    with pytest.raises(WireError):
        decoder.feed(b"PING\n")


def test_lines_before_an_overflow_are_still_read() -> None:
    decoder = LineDecoder(8)
    assert decoder.feed(b"PING\n" + b"x" * 9) == [b"PING"]
    with pytest.raises(WireError):
        decoder.feed(b"")


def test_a_burst_longer_than_one_line_may_be_is_no_overflow() -> None:
    assert LineDecoder(8).feed(b"PING a\r\n" * 100) == [b"PING a"] * 100
