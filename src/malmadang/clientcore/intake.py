"""Lines as they come in: read, put under their label or batch, handled."""

from malmadang.clientcore import batches, handlers
from malmadang.clientcore.context import Context
from malmadang.wire.errors import WireError, WireErrorKind
from malmadang.wire.message import FROM_SERVER, Message, parse_line


def take_line(ctx: Context, line: bytes) -> None:
    """Handle one line of the server; one that cannot be read is left out."""
    message = _parse(line)
    if message is None:
        return
    parent = batches.find(ctx, message)
    if parent is not None and batches.gather(parent, message):
        return
    label = None if parent is None else parent.label
    if message.tags and "label" in message.tags:
        label = ctx.labels.pop(message.tags["label"], None)
    ctx.begin(message, label)
    if ctx.incoming.stamped and parent is None and (message.verb.isdigit() or message.verb == "PONG"):
        # Only what is surely live shows the server's clock: other lines may be played back.
        ctx.skew_ms = ctx.incoming.utc_ms - ctx.now.utc_ms
    handlers.handle(ctx, message)


def _parse(line: bytes) -> Message | None:
    """Read a line. Old Korean servers speak CP949 in places."""
    try:
        return parse_line(line, limits=FROM_SERVER)
    except WireError as error:
        if error.kind is not WireErrorKind.INVALID_UTF8:
            return None
    try:
        return parse_line(b" ".join(_as_utf8(word) for word in line.split(b" ")), limits=FROM_SERVER)
    except WireError:
        return None


def _as_utf8(word: bytes) -> bytes:
    try:
        word.decode()
    except UnicodeDecodeError:
        return word.decode("cp949", "replace").encode()
    return word
