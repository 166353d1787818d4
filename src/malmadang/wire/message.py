"""One IRC line as a value: Message, and the way from text to it and back."""

import re
from typing import Final
from unicodedata import is_normalized, normalize

import msgspec

from malmadang.wire.errors import WireError, WireErrorKind

MAX_BODY_BYTES: Final = 510
"""Source, verb and parameters of one line, without CRLF."""
MAX_CLIENT_TAGS_BYTES: Final = 4096
"""Tags a client may send, from the @ to the space, both counted."""
MAX_TAGS_BYTES: Final = 8191
"""Tags a server may send, from the @ to the space, both counted."""
MAX_PARAMS: Final = 15

_MAX_LABEL_BYTES: Final = 64


class Message(msgspec.Struct, frozen=True, gc=False):
    """One line of the protocol.

    Attributes:
        verb: command in capitals, or a numeric's three digits.
        params: parameters in order; the last may be empty or hold spaces.
        source: what stood behind the leading colon (`nick!user@host` or a server name), or None.
        tags: unescaped tag values by key ("" where no value), or None where the line had no tags.
    Source: RFC 2812 2.3.1; IRCv3 message-tags.
    """

    verb: str
    params: tuple[str, ...] = ()
    source: str | None = None
    tags: dict[str, str] | None = None


class Source(msgspec.Struct, frozen=True, gc=False):
    """Who a line comes from, taken apart.

    Attributes:
        nick: nickname, or the whole name of a server.
        user: user name, "" where none was given.
        host: host, "" where none was given.
    Source: RFC 2812 2.3.1 (prefix).
    """

    nick: str
    user: str = ""
    host: str = ""

    @classmethod
    def parse(cls, text: str) -> "Source":
        """Take `nick!user@host`, `nick@host`, `nick!user` or `nick` apart; never fails."""
        head, _, host = text.partition("@")
        nick, _, user = head.partition("!")
        return cls(nick, user, host)

    def format(self) -> str:
        """Put it together again."""
        text = f"{self.nick}!{self.user}" if self.user else self.nick
        return f"{text}@{self.host}" if self.host else text


class LineLimits(msgspec.Struct, frozen=True, gc=False):
    """How much one line may hold.

    Attributes:
        body_bytes: everything behind the tags, without CRLF.
        tags_bytes: from the @ to the space, both counted.
    """

    body_bytes: int
    tags_bytes: int


FROM_CLIENT: Final = LineLimits(MAX_BODY_BYTES, MAX_CLIENT_TAGS_BYTES)
"""What a server takes from a client."""
FROM_SERVER: Final = LineLimits(8192, MAX_TAGS_BYTES)
"""What a client takes from a server: some servers allow themselves longer bodies than 510."""


_COMMON_VERBS: Final = frozenset({"PRIVMSG", "NOTICE"})


def parse_line(line: bytes, *, limits: LineLimits = FROM_CLIENT) -> Message:
    """Read one line.

    The body is NFC afterwards; tag values stay as they came. More than 15 parameters: the fifteenth is the
    rest of the line.

    Args:
        line: without its CR LF.
        limits: FROM_CLIENT where a server reads, FROM_SERVER where a client does.
    Raises:
        WireError: the line breaks the grammar; verb and label are filled in where they could be read.
    Source: RFC 2812 2.3.1; Modern IRC "Message Format"; IRCv3 message-tags; UTF8ONLY.
    """
    # The line that a server reads most by far, in as few steps as it can be told: two words, then text.
    # Whatever is odd about a line is left to the long way, which answers the same.
    if len(line) <= MAX_BODY_BYTES:
        try:
            text = line.decode()
        except UnicodeDecodeError:
            raise _error(WireErrorKind.INVALID_UTF8, line) from None
        head, colon, trailing = text.partition(" :")
        verb, _, target = head.partition(" ")
        if (
            verb in _COMMON_VERBS
            and colon
            and target
            and " " not in target
            and (text.isascii() or is_normalized("NFC", text))
            and "\0" not in text
            and "\r" not in text
            and "\n" not in text
        ):
            return Message(verb, (target, trailing))
    return _parse_any(line, limits)


_RUN_VERB: Final = b"PRIVMSG "


def parse_run(lines: list[bytes], start: int) -> tuple[str, list[str]] | None:
    """Read lines that are all `PRIVMSG target :text` with one target, as a busy client sends them.

    Args:
        lines: without their CR LF.
        start: the line to begin with.
    Returns:
        target and texts, as `parse_line` reads them, for two lines or more; None where there is no such run
        or where one of its lines needs the long way.
    """
    first = lines[start]
    if not first.startswith(_RUN_VERB):
        return None
    end = first.find(b" :") + 2
    head = first[:end]
    if end <= len(_RUN_VERB) + 2 or b" " in head[len(_RUN_VERB) : -2]:
        return None
    rest = lines[start:] if start else lines
    size = len(rest)
    joined = b"\n".join(rest)
    if joined.count(b"\n" + head) != size - 1 or max(map(len, rest)) > MAX_BODY_BYTES:
        # Not all of them: how many there are from the beginning.
        size = 0
        for line in rest:
            if not line.startswith(head) or len(line) > MAX_BODY_BYTES:
                break
            size += 1
        joined = b"\n".join(rest[:size])
    if size < 2:
        return None
    try:
        prefix = head.decode()
        text = joined.decode()
    except UnicodeDecodeError:
        return None
    if "\0" in text or "\r" in text or not (text.isascii() or is_normalized("NFC", text)):
        return None
    target = prefix[len(_RUN_VERB) : -2]
    if not target.isprintable():
        return None
    return target, text[len(prefix) :].split("\n" + prefix)


def _parse_any(line: bytes, limits: LineLimits) -> Message:
    tag_bytes = line.find(b" ") + 1 if line[:1] == b"@" else 0
    if tag_bytes > limits.tags_bytes or len(line) - tag_bytes > limits.body_bytes:
        raise _error(WireErrorKind.INPUT_TOO_LONG, line)
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise _error(WireErrorKind.INVALID_UTF8, line) from None
    if "\0" in text:
        raise _error(WireErrorKind.NUL, line)
    if "\r" in text or "\n" in text:
        raise _error(WireErrorKind.STRAY_BREAK, line)
    tags: dict[str, str] | None = None
    if tag_bytes:
        tag_text, _, text = text[1:].partition(" ")
        tags = parse_tags(tag_text) or None
    if not (text.isascii() or is_normalized("NFC", text)):
        text = _to_nfc(text, line, limits)
    source: str | None = None
    text = text.lstrip(" ")
    if text[:1] == ":":
        source, _, text = text[1:].partition(" ")
    head, colon, trailing = text.partition(" :")
    words = head.split(" ")
    if "" in words:
        words = [word for word in words if word]
    if not words or words[0][0] in ":@":
        raise _error(WireErrorKind.NO_VERB, line)
    verb = words[0]
    verb = verb.upper() if verb.isascii() else verb.encode().upper().decode()
    if len(words) >= MAX_PARAMS:
        return Message(verb, _many_params(text), source or None, tags)
    if colon:
        words.append(trailing)
    return Message(verb, tuple(words[1:]), source or None, tags)


def _many_params(text: str) -> tuple[str, ...]:
    """Fourteen parameters by spaces, then everything that is left as one; a colon before it is optional."""
    params: list[str] = []
    rest = text.lstrip(" ").partition(" ")[2].lstrip(" ")
    while rest and len(params) < MAX_PARAMS - 1 and not rest.startswith(":"):
        word, _, rest = rest.partition(" ")
        params.append(word)
        rest = rest.lstrip(" ")
    if rest:
        params.append(rest.removeprefix(":"))
    return tuple(params)


def _to_nfc(text: str, line: bytes, limits: LineLimits) -> str:
    """Compose; a few letters take more octets composed than they did before, so the limit is asked again."""
    text = normalize("NFC", text)
    if len(text.encode()) > limits.body_bytes:
        raise _error(WireErrorKind.INPUT_TOO_LONG, line)
    return text


_HINT: Final = re.compile(
    rb"(?:@(?P<tags>[^ ]*) +)?(?::[^ ]* +)? *(?P<verb>[A-Za-z0-9]{1,32})(?= |\Z|[\r\n\0])", re.DOTALL
)


def _error(kind: WireErrorKind, line: bytes) -> WireError:
    """Name the error, with verb and label as far as the broken line shows them."""
    # Searched in the part that can hold them: an over-long line must not cost more than a long one.
    found = _HINT.match(line[: MAX_TAGS_BYTES + MAX_BODY_BYTES])
    if found is None:
        return WireError(kind, is_empty=not line.strip(b" "))
    label = ""
    for tag in (found["tags"] or b"").split(b";"):
        if tag.startswith(b"label=") and len(tag) - 6 <= _MAX_LABEL_BYTES:
            value = tag[6:]
            label = unescape_tag(value.decode("ascii")) if value.isascii() and b"\0" not in value else ""
    return WireError(kind, verb=found["verb"].decode("ascii").upper(), label=label)


def parse_tags(text: str) -> dict[str, str]:
    """Read tags as they stand between the @ and the space; of two with one key the last counts.

    Source: IRCv3 message-tags, "Format" and "Rules for processing".
    """
    has_escapes = "\\" in text
    tags: dict[str, str] = {}
    for tag in text.split(";"):
        key, _, value = tag.partition("=")
        if key:
            tags[key] = unescape_tag(value) if has_escapes else value
    return tags


def format_tags(tags: dict[str, str]) -> str:
    """Write tags as they stand between the @ and the space.

    Raises:
        ValueError: a key is not one, or a value holds NUL.
    Source: IRCv3 message-tags, "Format".
    """
    parts: list[str] = []
    for key, value in tags.items():
        if not _TAG_KEY.fullmatch(key):
            msg = f"not a tag key: {key!r}"
            raise ValueError(msg)
        parts.append(f"{key}={escape_tag(value)}" if value else key)
    text = ";".join(parts)
    if "\0" in text:
        msg = "NUL in a tag value"
        raise ValueError(msg)
    return text


# No more than what keeps a tag whole: a key that breaks the rules is passed on, as IRCv3 asks.
_TAG_KEY: Final = re.compile(r"[^ ;=\0\r\n]+")
_ESCAPES: Final = str.maketrans({";": r"\:", " ": r"\s", "\\": "\\\\", "\r": r"\r", "\n": r"\n"})
_UNESCAPES: Final = {":": ";", "s": " ", "r": "\r", "n": "\n"}
_ESCAPED: Final = re.compile(r"\\(.?)", re.DOTALL)


def escape_tag(value: str) -> str:
    """Write a tag value so that no separator stands in it.

    Source: IRCv3 message-tags, "Escaping values".
    """
    return value.translate(_ESCAPES)


def unescape_tag(value: str) -> str:
    r"""Undo `escape_tag`; of an unknown escape `\x` the letter stays, a lone backslash at the end goes.

    Source: IRCv3 message-tags, "Escaping values".
    """
    return _ESCAPED.sub(lambda found: _UNESCAPES.get(found[1], found[1]), value)


_FREE_TEXT_VERBS: Final = frozenset(
    {
        "PRIVMSG",
        "NOTICE",
        "TOPIC",
        "QUIT",
        "PART",
        "KICK",
        "KILL",
        "AWAY",
        "USER",
        "SETNAME",
        "WALLOPS",
        "ERROR",
    }
)
_BREAKS: Final = re.compile(r"[\0\r\n]")


def format_line(message: Message) -> str:
    """Write a message as one line without CRLF; `parse_line` of it gives the message again.

    Raises:
        ValueError: a part holds what its place cannot hold: NUL, CR or LF anywhere, a space or an empty text
            before the last parameter, more than 15 parameters, a tag key that is none.
    Source: RFC 2812 2.3.1; IRCv3 message-tags.
    """
    parts: list[str] = []
    if message.tags:
        parts.append(f"@{format_tags(message.tags)}")
    if message.source is not None:
        if not message.source or " " in message.source:
            msg = f"not a source: {message.source!r}"
            raise ValueError(msg)
        parts.append(f":{message.source}")
    verb, params = message.verb, message.params
    if not verb or " " in verb or verb[0] in ":@" or len(params) > MAX_PARAMS:
        msg = f"not a line's verb and parameters: {verb!r}, {len(params)}"
        raise ValueError(msg)
    parts.append(verb)
    if params:
        *middle, last = params
        for param in middle:
            if not param or " " in param or param[0] == ":":
                msg = f"not a middle parameter: {param!r}"
                raise ValueError(msg)
        parts += middle
        bare = last and " " not in last and last[0] != ":" and verb not in _FREE_TEXT_VERBS
        parts.append(last if bare else f":{last}")
    line = " ".join(parts)
    if _BREAKS.search(line):
        msg = "NUL, CR or LF in a message"
        raise ValueError(msg)
    return line


def encode_line(message: Message) -> bytes:
    """Write a message as octets, CRLF included. Lengths are not looked at: long text is `split_text`'s.

    Raises:
        ValueError: as `format_line`, or a lone surrogate.
    """
    return f"{format_line(message)}\r\n".encode()
