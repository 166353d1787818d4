"""Which capabilities a client is offered, and their values."""

from __future__ import annotations

from malmadang.servercore.client import Client
from malmadang.servercore.context import Context
from malmadang.servercore.login import may_say_passwords
from malmadang.servercore.metadata import CAPABILITY as METADATA
from malmadang.servercore.metadata import MOST_KEYS, MOST_SUBSCRIPTIONS
from malmadang.wire.capabilities import OFFERED
from malmadang.wire.gametag import TAG as GAME
from malmadang.wire.scram import MECHANISM

_REGISTRATION = "draft/account-registration"
OFFERED_NAMES = tuple(row.name for row in OFFERED)


def mechanisms(ctx: Context, client: Client) -> tuple[str, ...]:
    """Return the mechanisms this client may use: without TLS from afar none that says the password."""
    return ("PLAIN", MECHANISM) if may_say_passwords(ctx, client) else (MECHANISM,)


def offered(ctx: Context, client: Client) -> dict[str, str]:
    """Return what this client may ask for, in order, with the value that CAP LS 302 shows, "" for none.

    Source: IRCv3 capability-negotiation; sasl-3.2 (mechanisms); account-registration.
    """
    values = dict.fromkeys(OFFERED_NAMES, "")
    settings = ctx.config.accounts
    if settings.registration and may_say_passwords(ctx, client):
        words = {"before-connect": settings.before_connect, "email-required": settings.email_required}
        values[_REGISTRATION] = ",".join([*(name for name, on in words.items() if on), "custom-account-name"])
    else:
        del values[_REGISTRATION]
    limits = ctx.config.limits
    values["draft/multiline"] = f"max-bytes={limits.multiline_bytes},max-lines={limits.multiline_lines}"
    if not ctx.config.game.enabled:
        del values[GAME]
    values[METADATA] = f"maxsub={MOST_SUBSCRIPTIONS},maxkey={MOST_KEYS}"
    values["sasl"] = ",".join(mechanisms(ctx, client))
    return values
