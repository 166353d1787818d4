"""What a client that forgives nothing expects of every line."""

from malmadang.wire.message import FROM_SERVER, MAX_BODY_BYTES, MAX_TAGS_BYTES, Message, parse_line


def check_outgoing(data: bytes) -> None:
    """Look at a line as a strict client would.

    Source: RFC 2812 2.3; Modern IRC, "Message Format".
    """
    assert data.endswith(b"\r\n"), data
    line = data[:-2]
    assert not set(line) & {0, 10, 13}, data
    tags, body = line.split(b" ", 1) if line.startswith(b"@") else (b"", line)
    assert len(tags) + 1 <= MAX_TAGS_BYTES, data
    assert len(body) <= MAX_BODY_BYTES, data
    message: Message = parse_line(line, limits=FROM_SERVER)
    assert message.source or message.verb in ("PING", "ERROR", "AUTHENTICATE"), data
    middle = body.split(b" :", 1)[0]
    assert b"  " not in middle, data
    assert not middle.endswith(b" "), data
