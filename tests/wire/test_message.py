"""Lines and values: the tables, the limits, and that the two ways undo each other."""

import string
from unicodedata import normalize

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from irctokens.line import tokenise

from malmadang.wire.errors import WireError, WireErrorKind
from malmadang.wire.message import (
    FROM_CLIENT,
    FROM_SERVER,
    LineLimits,
    Message,
    Source,
    encode_line,
    escape_tag,
    format_line,
    format_tags,
    parse_line,
    parse_run,
    parse_tags,
    unescape_tag,
)
from tests.vectors import load


class Good(msgspec.Struct):
    line: str
    verb: str
    params: tuple[str, ...]
    source: str | None
    tags: dict[str, str] | None


class Bad(msgspec.Struct):
    octets: str
    kind: str
    verb: str
    label: str


def error_of(line: bytes, limits: LineLimits = FROM_CLIENT) -> WireError:
    with pytest.raises(WireError) as caught:
        parse_line(line, limits=limits)
    return caught.value


@pytest.mark.parametrize("case", load("message", list[Good]), ids=lambda case: case.line)
def test_a_line_is_read(case: Good) -> None:
    expected = Message(case.verb, case.params, case.source, case.tags)
    assert parse_line(case.line.encode()) == expected
    assert parse_line(case.line.encode(), limits=FROM_SERVER) == expected


@pytest.mark.parametrize("case", load("message_error", list[Bad]), ids=lambda case: case.octets)
def test_a_broken_line_is_named(case: Bad) -> None:
    error = error_of(bytes.fromhex(case.octets))
    assert (error.kind.name, error.verb, error.label) == (case.kind, case.verb, case.label)


def test_an_empty_line_is_told_from_a_broken_one() -> None:
    assert error_of(b"").is_empty
    assert error_of(b"  ").is_empty
    assert not error_of(b":kim").is_empty


def test_a_line_of_510_bytes_is_the_longest() -> None:
    """Modern IRC, Message Format: 512 bytes with CR LF."""
    line = b"PRIVMSG #a :" + b"x" * 498
    assert parse_line(line).params[1] == "x" * 498
    error = error_of(line + b"x")
    assert (error.kind, error.verb) == (WireErrorKind.INPUT_TOO_LONG, "PRIVMSG")


def test_bytes_count_not_letters() -> None:
    line = b"PRIVMSG #a :" + "한".encode() * 166
    assert len(line) == 510
    assert len(parse_line(line).params[1]) == 166
    assert error_of(line + b"x").kind is WireErrorKind.INPUT_TOO_LONG


def test_tags_of_4096_bytes_are_the_longest_from_a_client() -> None:
    """IRCv3 message-tags, Size limit: 4094 bytes of data, the @ and the space."""
    body = b"PRIVMSG #a :" + b"x" * 498
    tags = b"@label=7;+a=" + b"y" * 4083
    assert len(tags) + 1 == 4096
    message = parse_line(tags + b" " + body)
    assert message.tags == {"label": "7", "+a": "y" * 4083}
    error = error_of(tags + b"y " + body)
    assert (error.kind, error.verb, error.label) == (WireErrorKind.INPUT_TOO_LONG, "PRIVMSG", "7")


def test_tags_of_8191_bytes_are_the_longest_from_a_server() -> None:
    tags = b"@a=" + b"y" * 8187
    assert parse_line(tags + b" PING", limits=FROM_SERVER).tags == {"a": "y" * 8187}
    assert error_of(tags + b"y PING", FROM_SERVER).kind is WireErrorKind.INPUT_TOO_LONG


def test_the_body_of_a_tagged_line_has_its_own_limit() -> None:
    line = b"@label=7 PRIVMSG #a :" + b"x" * 499
    error = error_of(line)
    assert (error.kind, error.label) == (WireErrorKind.INPUT_TOO_LONG, "7")


def test_composing_may_make_a_line_too_long() -> None:
    """U+0958 is never composed: NFC writes it as two letters, three bytes become six."""
    line = b"PRIVMSG #a :" + "\u0958".encode() * 166
    assert len(line) == 510
    assert error_of(line).kind is WireErrorKind.INPUT_TOO_LONG


def test_a_label_over_64_bytes_is_not_one() -> None:
    """IRCv3 labeled-response: a label has at most 64 bytes."""
    assert error_of(b"@label=" + b"x" * 65 + b" NICK \xff").label == ""


SPACELESS = st.text(st.characters(exclude_characters=" \0\r\n", exclude_categories=["Cs"]), min_size=1)
TEXT = st.text(st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), max_size=40)
TAG_VALUE = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
MIDDLE = SPACELESS.filter(lambda text: text[0] != ":")
TAG_KEY = st.text(string.ascii_letters + string.digits + "-./+", min_size=1, max_size=12)


def composed(text: str) -> str:
    return normalize("NFC", text)


MESSAGES = st.builds(
    lambda verb, middle, last, source, tags: Message(
        verb, tuple(map(composed, [*middle, *last])), composed(source) if source else None, tags
    ),
    verb=st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=12),
    middle=st.lists(MIDDLE.map(lambda text: text[:20]), max_size=14),
    last=st.lists(TEXT, max_size=1),
    source=st.none() | SPACELESS.map(lambda text: text[:20]),
    tags=st.none() | st.dictionaries(TAG_KEY, TAG_VALUE, min_size=1, max_size=4),
)
WIDE = LineLimits(1_000_000, 1_000_000)


@given(MESSAGES)
def test_parsing_undoes_formatting(message: Message) -> None:
    assert parse_line(format_line(message).encode(), limits=WIDE) == message


@given(MESSAGES)
def test_an_independent_parser_reads_what_is_written(message: Message) -> None:
    other = tokenise(format_line(message))
    assert (other.command, tuple(other.params)) == (message.verb, message.params)
    assert (other.source, other.tags) == (message.source, message.tags)


LINES = st.lists(
    st.sampled_from(
        [" ", "  ", ":", " :", "@", "!", ";", "=", "a", "PING", "x1", "한", "ㅋ", "#", "\\s", "\\", ",", "\t"]
    ),
    max_size=14,
).map("".join)


@given(LINES)
@example("@  : !")
def test_an_independent_parser_reads_a_line_alike(text: str) -> None:
    """Where it reads it at all: it takes a space at the start, or a key that is none, otherwise."""
    try:
        ours = parse_line(text.encode())
    except WireError:
        return
    try:
        theirs = tokenise(text.lstrip(" "))
    except IndexError:
        # It falls over a source that is empty.
        assert not ours.source
        return
    assert (ours.verb, ours.params) == (theirs.command, tuple(theirs.params))
    assert (ours.source or "") == (theirs.source or "")
    assert (ours.tags or {}) == {key: value for key, value in (theirs.tags or {}).items() if key}


@given(
    st.binary(max_size=80)
    | LINES.map(str.encode)
    | st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace"))
)
def test_nothing_but_a_wire_error_is_raised(line: bytes) -> None:
    try:
        message = parse_line(line)
    except WireError:
        return
    for part in (message.verb, message.source or "", *message.params):
        assert not set(part) & set("\0\r\n")
        assert composed(part) == part
    assert " " not in message.verb
    assert len(message.params) <= 15


@given(
    st.builds(Message, TEXT, st.lists(TEXT | st.text(max_size=5)).map(tuple), st.none() | st.text(max_size=5))
)
def test_no_break_ever_leaves(message: Message) -> None:
    try:
        line = format_line(message)
    except ValueError:
        return
    assert not set(line) & set("\0\r\n")


@pytest.mark.parametrize(
    "message",
    [
        Message(""),
        Message("A B"),
        Message(":A"),
        Message("@A"),
        Message("A", ("b\r\nQUIT",)),
        Message("A", ("b\n", "c")),
        Message("A", ("b\0",)),
        Message("A", ("", "b")),
        Message("A", ("b c", "d")),
        Message("A", (":b", "c")),
        Message("A", ("b",) * 16),
        Message("A", source=""),
        Message("A", source="a b"),
        Message("A", source="a\r"),
        Message("A\n"),
        Message("A", tags={"": "b"}),
        Message("A", tags={"a b": "c"}),
        Message("A", tags={"a=b": "c"}),
        Message("A", tags={"a": "\0"}),
    ],
    ids=repr,
)
def test_what_cannot_be_a_line_is_refused(message: Message) -> None:
    with pytest.raises(ValueError, match=r".+"):
        format_line(message)


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        encode_line(Message("PRIVMSG", ("#a", "\ud800")))


@pytest.mark.parametrize(
    ("message", "line"),
    [
        (Message("PING", ("a",)), "PING a"),
        (Message("PING", ("",)), "PING :"),
        (Message("PING", ("a b",)), "PING :a b"),
        (Message("PRIVMSG", ("#방", "네")), "PRIVMSG #방 :네"),
        (Message("PRIVMSG", ("#방", ":)")), "PRIVMSG #방 ::)"),
        (Message("JOIN", ("#방",), "kim!u@h"), ":kim!u@h JOIN #방"),
        (Message("PING", (), None, {"a": "", "b": "c;d"}), r"@a;b=c\:d PING"),
        (Message("X", tuple("abcdefghijklmno")), "X a b c d e f g h i j k l m n o"),
    ],
    ids=repr,
)
def test_a_message_is_written(message: Message, line: str) -> None:
    assert format_line(message) == line
    assert encode_line(message) == line.encode() + b"\r\n"


@given(TAG_VALUE)
def test_escaping_a_tag_is_undone(value: str) -> None:
    escaped = escape_tag(value)
    assert not set(escaped) & set("; \r\n")
    assert unescape_tag(escaped) == value


@given(st.dictionaries(TAG_KEY, TAG_VALUE, max_size=4))
def test_tags_come_back(tags: dict[str, str]) -> None:
    assert parse_tags(format_tags(tags)) == tags


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("kim!u@h", Source("kim", "u", "h")),
        ("철수!~u@10.0.0.1", Source("철수", "~u", "10.0.0.1")),
        ("kim@h", Source("kim", "", "h")),
        ("kim!u", Source("kim", "u")),
        ("kim", Source("kim")),
        ("irc.example", Source("irc.example")),
        ("kim!u@2001:db8::1", Source("kim", "u", "2001:db8::1")),
        ("", Source("")),
    ],
)
def test_a_source_is_taken_apart(text: str, source: Source) -> None:
    assert Source.parse(text) == source
    assert source.format() == text


RUN_LINES = st.one_of(
    st.sampled_from(
        [b"PRIVMSG #a :", b"PRIVMSG #a  :x", b"PRIVMSG :a :b", b"privmsg #a :b", b"PRIVMSG #a b"]
    ),
    st.builds(
        lambda head, text: head + text,
        st.sampled_from([b"PRIVMSG #a :", b"PRIVMSG #\xea\xb0\x80 :", b"PRIVMSG  :", b"@a PRIVMSG #a :"]),
        st.one_of(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=12).map(
                str.encode
            ),
            st.binary(max_size=6).map(lambda octets: octets.replace(b"\n", b"")),
            st.sampled_from([b"x" * 498, b"x" * 499, "\u1112\u1161".encode(), b"a\0b", b"a\rb", b" :c"]),
        ),
    ),
)


@given(st.lists(RUN_LINES, min_size=1, max_size=6), st.integers(0, 5))
def test_a_run_reads_as_its_lines_do(lines: list[bytes], start: int) -> None:
    start = min(start, len(lines) - 1)
    run = parse_run(lines, start)
    if run is not None:
        target, texts = run
        assert len(texts) >= 2
        for line, text in zip(lines[start:], texts, strict=False):
            assert parse_line(line) == Message("PRIVMSG", (target, text))


def test_lines_alike_are_a_run_and_the_next_one_ends_it() -> None:
    lines = [b"PING 1", b"PRIVMSG #a :\xea\xb0\x80", b"PRIVMSG #a :b :c", b"PRIVMSG #b :d", b"PRIVMSG #b :e"]
    assert parse_run(lines, 0) is None
    assert parse_run(lines, 1) == ("#a", ["가", "b :c"])
    assert parse_run(lines, 3) == ("#b", ["d", "e"])
    assert parse_run(lines, 4) is None
