"""Lines of a message that is not whole yet."""

from __future__ import annotations

from malmadang.servercore.client import OpenBatch
from malmadang.servercore.context import Context
from malmadang.servercore.params import word
from malmadang.wire.message import Message
from malmadang.wire.names import casefold, normalize_name

CAPABILITY = "draft/multiline"
CONCAT = "draft/multiline-concat"


def is_gathered(message: Message) -> bool:
    """Whether a line is part of a batch; what its sender pays for is the whole."""
    return message.tags is not None and "batch" in message.tags


def gather(ctx: Context, message: Message) -> None:
    """Take one line of the batch that the acting client has open.

    Source: IRCv3 multiline.
    """
    assert message.tags is not None
    batch = ctx.client.batch
    # Nothing answers a line of a batch but what is wrong with the batch.
    ctx.label = ""
    if batch is None:
        fail(ctx, OpenBatch("", "", failed=True), "MULTILINE_INVALID", phrase="multiline_invalid")
        return
    if batch.failed:
        return
    target, text = (*message.params, "", "")[:2]
    goes_on = CONCAT in message.tags
    if message.tags["batch"] != batch.reference or message.verb != "PRIVMSG" or (goes_on and not text):
        fail(ctx, batch, "MULTILINE_INVALID", phrase="multiline_invalid")
        return
    if casefold(normalize_name(target)) != casefold(normalize_name(batch.target)):
        fail(
            ctx, batch, "MULTILINE_INVALID_TARGET", word(batch.target), word(target),
            phrase="multiline_target",
        )  # fmt: skip
        return
    limits = ctx.config.limits
    batch.add(text, goes_on=goes_on)
    if batch.size_bytes > limits.multiline_bytes:
        fail(ctx, batch, "MULTILINE_MAX_BYTES", str(limits.multiline_bytes), phrase="multiline_bytes")
    elif len(batch.pieces) > limits.multiline_lines:
        fail(ctx, batch, "MULTILINE_MAX_LINES", str(limits.multiline_lines), phrase="multiline_lines")


def fail(ctx: Context, batch: OpenBatch, code: str, *context: str, phrase: str) -> None:
    """Say what is wrong with a batch, with its label; the rest of it is passed over."""
    batch.failed = True
    batch.pieces.clear()
    ctx.label = batch.label
    ctx.fail("BATCH", code, *context, phrase=phrase)
