"""BATCH: a message of several lines, gathered from its sender and said as one."""

from __future__ import annotations

from malmadang.servercore.client import OpenBatch
from malmadang.servercore.commands.gathering import CAPABILITY, fail
from malmadang.servercore.commands.messages import client_tags, say_to
from malmadang.servercore.commands.repeating import nonce_of, say_once
from malmadang.servercore.context import Context
from malmadang.servercore.longlines import join_pieces
from malmadang.wire.message import Message

LINES_FOR_ONE = 10
"""So many lines of a message cost its sender what one message does."""
_REFERENCE_LETTERS = 64


def batch(ctx: Context, message: Message) -> None:
    """Open a message of several lines, or end it and say it.

    Source: IRCv3 multiline; client-initiated batch.
    """
    reference = message.params[0]
    if reference[:1] == "-":
        _close(ctx, reference[1:])
    else:
        _open(ctx, message, reference)


def is_opening(message: Message) -> bool:
    """Whether nobody reads anything of it yet."""
    return message.params[:1] != () and message.params[0][:1] != "-"


def _open(ctx: Context, message: Message, typed: str) -> None:
    client, params = ctx.client, message.params
    before, client.batch = client.batch, None
    target = params[2] if len(params) > 2 else ""
    opened = OpenBatch(typed[1:], target, ctx.label)
    if before is not None and not before.failed:
        # One at a time: neither of them is whole.
        opened.label = before.label or ctx.label
    is_good = (
        CAPABILITY in client.caps
        and typed[:1] == "+"
        and 0 < len(opened.reference) <= _REFERENCE_LETTERS
        and params[1:2] == (CAPABILITY,)
        and target
        and "," not in target
    )
    if not is_good or (before is not None and not before.failed):
        client.batch = opened
        fail(ctx, opened, "MULTILINE_INVALID", phrase="multiline_invalid")
        return
    opened.tags = client_tags(ctx, message)
    target_only = Message("PRIVMSG", (target, ""), None, message.tags)
    opened.nonce = nonce_of(ctx, target_only)
    client.batch = opened
    # The label is answered when the message is said.
    ctx.label = ""


def _close(ctx: Context, reference: str) -> None:
    client = ctx.client
    batch, client.batch = client.batch, None
    ctx.label = ""
    if batch is None:
        fail(ctx, OpenBatch("", ""), "MULTILINE_INVALID", phrase="multiline_invalid")
        return
    if batch.failed:
        # Said already. Another batch's end is not this one's.
        client.batch = None if batch.reference == reference else batch
        return
    if batch.reference != reference or not any(text for text, _ in batch.pieces):
        fail(ctx, batch, "MULTILINE_INVALID", phrase="multiline_invalid")
        return
    if not client.exempt:
        client.loud.tokens -= (len(batch.pieces) - 1) // LINES_FOR_ONE
    ctx.label = batch.label
    ctx.verb = "PRIVMSG"
    client.spoke_ms = ctx.now.steady_ms
    target, text, tags = batch.target, join_pieces(batch.pieces), batch.tags
    if batch.nonce:
        say_once(
            ctx, "PRIVMSG", target, text, batch.nonce, lambda ctx: say_to(ctx, target, "PRIVMSG", text, tags)
        )
    else:
        say_to(ctx, target, "PRIVMSG", text, tags)
