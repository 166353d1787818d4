"""Taking the place of the line that was lost: our own server keeps it for a guest who shows its token.

Source: docs/protocol.md (malmadang/resume).
"""

from malmadang.clientcore.context import Context
from malmadang.wire.message import Message

CAPABILITY = "malmadang/resume"


def show_token(ctx: Context) -> None:
    """Ask for the place back, before the end of the registration. Who has an account logs in instead."""
    ctx.identity.resumed = False
    if ctx.identity.token and ctx.has(CAPABILITY) and not ctx.settings.account:
        ctx.send("RESUME", ctx.identity.token)


def resume(ctx: Context, message: Message) -> None:
    """Handle RESUME: a token for the next time, or that this one is accepted.

    Source: docs/protocol.md (malmadang/resume).
    """
    subcommand, value = message.params[0].upper(), message.params[1]
    if subcommand == "TOKEN":
        ctx.identity.token = value
    elif subcommand == "ACCEPTED":
        # With a `*` the nick is gone, and with it what the server knew of us.
        ctx.identity.resumed = value != "*"


def refused(ctx: Context) -> None:
    """Handle FAIL RESUME: we come in as anybody."""
    ctx.identity.resumed, ctx.identity.token = False, ""
