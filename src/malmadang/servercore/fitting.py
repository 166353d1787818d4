"""Lines of the server's own, cut to the length that a line may have."""

LINE_BYTES = 512
"""Bytes of a line, its CRLF counted, its tags not."""
_BODY_BYTES = LINE_BYTES - 2


def fit(line: str) -> str:
    """Cut a line of the server's own to 510 bytes, at a character."""
    if len(line) * 4 <= _BODY_BYTES or len(data := line.encode()) <= _BODY_BYTES:
        return line
    return data[:_BODY_BYTES].decode(errors="ignore")


def encode(line: str) -> bytes:
    """Return a line of the server's own as it goes out, cut to fit at a character."""
    return f"{fit(line)}\r\n".encode()
