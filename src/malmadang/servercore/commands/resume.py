"""RESUME: taking the place of a connection that was lost."""

from __future__ import annotations

from malmadang.servercore.context import Context
from malmadang.servercore.refusal import Failure
from malmadang.servercore.registration import advance
from malmadang.servercore.resuming import may_take
from malmadang.wire.message import Message


def resume(ctx: Context, message: Message) -> None:
    """Note the token a registering client shows; when it has said the rest, it takes the lost one's place.

    Source: docs/protocol.md (malmadang/resume).
    """
    claim = ctx.client.claim
    ticket = ctx.state.tickets.find(message.params[0])
    if ticket is None or not may_take(ctx, ticket):
        raise Failure("RESUME", "INVALID_TOKEN", phrase="resume_invalid")
    claim.ticket = ticket
    nick = "*" if ticket.is_late else ticket.user.nick
    ctx.reply(f":{ctx.config.server.name} RESUME ACCEPTED {nick}")
    if not ticket.is_late:
        claim.nick = ticket.user.nick
    advance(ctx)
