"""Messages of several lines: written as one batch where the server takes that, read as one message."""

import msgspec

from malmadang.clientcore.context import Context
from malmadang.clientcore.progress import Batch
from malmadang.wire.message import Message
from malmadang.wire.split import split_text

BATCH_TYPE = "draft/multiline"
CONCAT_TAG = "draft/multiline-concat"


class Limits(msgspec.Struct, frozen=True, gc=False):
    """What one message may hold.

    Attributes:
        octets: of text, line breaks counted.
        lines: as they go over the wire, 0 for any number.
    """

    octets: int
    lines: int


def limits(ctx: Context) -> Limits | None:
    """Return what the server takes; None where each line is a message of its own.

    Source: IRCv3 multiline, "Capabilities".
    """
    if not ctx.has(BATCH_TYPE) or not ctx.has("batch"):
        return None
    values = (ctx.offered.get(BATCH_TYPE) or "").split(",")
    most = next((value.partition("=")[2] for value in values if value.startswith("max-bytes=")), "")
    octets = int(most) if most.isascii() and most.isdigit() and len(most) < 10 else 0
    return Limits(octets, ctx.message_lines) if octets else None


class Piece(msgspec.Struct, frozen=True, gc=False):
    """One line of the wire; `joined`: it goes on where the one before ends."""

    text: str
    joined: bool = False


def pieces(text: str, line_bytes: int) -> list[Piece]:
    """Return the lines that a message becomes.

    Source: IRCv3 multiline, "Splitting long lines".
    """
    result: list[Piece] = []
    for line in text.split("\n"):
        parts = split_text(line, line_bytes) or [""]
        result += [Piece(part, joined=number > 0) for number, part in enumerate(parts)]
    return result


def messages(text: str, line_bytes: int, most: Limits) -> list[str]:
    """Cut a text into messages that each keep within the limits, none of them blank."""
    result: list[str] = []
    now, octets, lines = "", 0, 0
    for piece in pieces(text, line_bytes):
        size = len(piece.text.encode()) + (0 if piece.joined or not lines else 1)
        if lines and (octets + size > most.octets or (most.lines and lines >= most.lines)):
            result.append(now)
            now, octets, lines = "", 0, 0
            size = len(piece.text.encode())
        now += piece.text if piece.joined or not lines else f"\n{piece.text}"
        octets, lines = octets + size, lines + 1
    result.append(now)
    return [message.strip("\n") for message in result if message.strip()]


def write(ctx: Context, verb: str, target: str, parts: list[Piece], tags: dict[str, str]) -> bool:
    """Send a message as a batch; False where it cannot be a line.

    Args:
        tags: of the message; they go on the opening line.
    """
    ctx.next_batch += 1
    name = f"m{ctx.next_batch:x}"
    if not ctx.send("BATCH", f"+{name}", BATCH_TYPE, target, tags=tags):
        return False
    for part in parts:
        joined = {CONCAT_TAG: ""} if part.joined else {}
        ctx.send(verb, target, part.text, tags={"batch": name} | joined)
    return ctx.send("BATCH", f"-{name}")


def join(batch: Batch) -> Message | None:
    """Return the one message that a batch's lines are; None where they are none.

    Source: IRCv3 multiline, "Batch types".
    """
    lines = [line for line in batch.lines if line.verb in ("PRIVMSG", "NOTICE") and len(line.params) > 1]
    if not lines:
        return None
    text = lines[0].params[1]
    for line in lines[1:]:
        text += line.params[1] if CONCAT_TAG in (line.tags or {}) else f"\n{line.params[1]}"
    first = lines[0]
    tags = {name: value for name, value in batch.tags.items() if name not in ("batch", "label")}
    return Message(first.verb, (batch.target or first.params[0], text), batch.source or first.source, tags)
