"""PERSISTENCE: whether an account stays in its rooms without a connection."""

from __future__ import annotations

from malmadang.servercore.context import Context
from malmadang.servercore.devices import set_stay
from malmadang.servercore.refusal import Failure
from malmadang.servercore.staying import send_persistence
from malmadang.wire.message import Message

_WISHES = {"ON": "on", "OFF": "off", "DEFAULT": ""}


def persistence(ctx: Context, message: Message) -> None:
    """Tell whether the acting user's account stays, or change it.

    Source: draft/persistence (GET, SET, STATUS), as the servers that have it understand each other.
    """
    params = [param.upper() for param in message.params]
    record = ctx.state.accounts.find(ctx.user.account) if ctx.user.account else None
    if record is None:
        raise Failure("PERSISTENCE", "ACCOUNT_REQUIRED", phrase="steward_guest")
    if params[0] == "GET":
        send_persistence(ctx, asked=True)
    elif params[0] == "SET" and len(params) > 1 and params[1] in _WISHES:
        set_stay(ctx, record, _WISHES[params[1]])
    else:
        raise Failure("PERSISTENCE", "INVALID_PARAMS", phrase="persistence_params")
