"""Taking the place of the line that was lost: our own server keeps it for a guest who shows its token.

Source: docs/protocol.md (malmadang/resume).
"""

import msgspec

from malmadang.clientcore.context import Context
from malmadang.clientcore.memory import KeptPlace
from malmadang.wire.message import Message
from malmadang.wire.names import casefold

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


# Over the end of the program.


def _name(ctx: Context, nick: str) -> str:
    """Name a place: the server takes a token for its own nick only, so that is part of it."""
    return f"{ctx.settings.address.server} {casefold(nick)}"


def take_up(ctx: Context) -> None:
    """Show the token of a run that ended without a goodbye, where it was for the nick we want."""
    name = _name(ctx, ctx.settings.nick)
    place = ctx.memory.places.get(name)
    if place is not None and not ctx.settings.account:
        ctx.identity.token, ctx.identity.kept_as = place.token, name


def keep(ctx: Context) -> bool:
    """Bring what is remembered of our place up to date; False where it is so."""
    identity, places = ctx.identity, ctx.memory.places
    if identity.token and not ctx.is_online:
        # It waits for us under the name it had.
        return False
    is_guest = not ctx.settings.account and not ctx.view.account
    name = _name(ctx, ctx.view.nick) if identity.token and is_guest else ""
    before = places.get(identity.kept_as)
    if name == identity.kept_as and (not name or (before is not None and before.token == identity.token)):
        return False
    kept = {key: place for key, place in places.items() if key != identity.kept_as}
    if name:
        kept[name] = KeptPlace(identity.token)
    identity.kept_as = name
    ctx.memory = msgspec.structs.replace(ctx.memory, places=kept)
    return True
