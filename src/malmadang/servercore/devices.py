"""Several clients under one nick: coming to a user that is here already, and being sent away from it."""

from __future__ import annotations

from msgspec.structs import replace

from malmadang.ports import AccountRecord
from malmadang.servercore.absences import note_coming
from malmadang.servercore.acting import acting_as
from malmadang.servercore.client import Client, Stage
from malmadang.servercore.context import Context
from malmadang.servercore.departure import Leaving, depart, leave_network
from malmadang.servercore.effects import Admit, Keep
from malmadang.servercore.entering import show_room
from malmadang.servercore.greeting import send_greeting
from malmadang.servercore.lasting import SETTING, lasts
from malmadang.servercore.metadata import send_own
from malmadang.servercore.recall import recall
from malmadang.servercore.reserving import give_token
from malmadang.servercore.staying import send_persistence, settle_away, settle_stay
from malmadang.servercore.user import User
from malmadang.wire.names import Folded, casefold
from malmadang.wire.numerics import RPL_NOWAWAY, RPL_UMODEIS

ABSENT = "*"
"""AWAY text of a client that nobody looks at: it says nothing of its user (draft/pre-away)."""


def sharer(ctx: Context, client: Client, nick: str) -> User | None:
    """Return the user under a nick to whom a registering client may come: both have the same account.

    While the client still negotiates it may yet log in, so anybody with an account will do.

    Source: DESIGN 2 (several devices).
    """
    if not ctx.config.accounts.multi_client:
        return None
    user = ctx.state.users.get(casefold(nick))
    if user is None or not user.account:
        return None
    claim = client.claim
    if claim.negotiating and not claim.account:
        return user
    return user if claim.account and casefold(claim.account) == casefold(user.account) else None


def has_room(ctx: Context, user: User) -> bool:
    """Whether the user may have one client more."""
    return len(user.clients) < ctx.config.limits.clients_per_account


def admit(ctx: Context, client: Client, user: User) -> None:
    """Make a registering client one of the user's clients."""
    user.clients[client.id] = client
    client.user = user
    client.stage = Stage.WELCOMED
    client.spoke_ms = ctx.now.steady_ms
    client.absent = client.claim.away == ABSENT
    if client.claim.away and not client.absent:
        user.said_away = client.claim.away
    ctx.state.unregistered -= 1
    ctx.effects.append(Admit(client.id))
    ctx.classify(client)


def attach(ctx: Context, client: Client, user: User) -> None:
    """Let the acting client come to a user that is here: it reads the welcome, then every room from here on.

    Nobody else hears of it.
    """
    admit(ctx, client, user)
    ctx.state.waiting.returned(casefold(user.account))
    send_greeting(ctx)
    give_token(ctx)
    send_persistence(ctx)
    send_own(ctx)
    if user.modes:
        ctx.numeric(RPL_UMODEIS, f"+{''.join(sorted(user.modes))}", text="")
    if user.said_away is not None:
        ctx.numeric(RPL_NOWAWAY)
    settle_away(ctx, user)
    rooms = list(user.channels.values())
    for place in (None, *rooms):
        note_coming(ctx, user, place)
    for channel in rooms:
        show_room(ctx, channel)
    recall(ctx, rooms, and_talks=True)


def send_away(ctx: Context, user: User, *, but_for: Client | None, say: str) -> None:
    """Close the clients of a user, all but one or all.

    Args:
        say: key of the sentence that each of them reads.
    """
    for client in tuple(user.clients.values()):
        if client is not but_for:
            depart(ctx, client, ctx.phrases.say(say), say=say, leaving=Leaving.SENT)


def close_others(ctx: Context, account: Folded, *, say: str) -> None:
    """Close every connection of an account but the acting one; none of them can be resumed."""
    for user in tuple(ctx.state.accounts.users.get(account, ())):
        send_away(ctx, user, but_for=ctx.client, say=say)


def set_stay(ctx: Context, record: AccountRecord, wish: str) -> None:
    """Let an account stay in its rooms or not from now on.

    Args:
        wish: on, off, or "" for what the server does by itself.
    """
    settings = {key: value for key, value in record.settings.items() if key != SETTING}
    now = replace(record, settings={**settings, SETTING: wish} if wish else settings)
    ctx.state.accounts.put(now)
    ctx.effects.append(Keep(now, ctx.client.id, "PERSISTENCE", record.account, ctx.label))
    for user in tuple(ctx.state.accounts.users.get(record.folded, ())):
        settle_stay(ctx, user)
        if not user.clients and not lasts(ctx.state, user):
            leave_network(ctx, user, ctx.phrases.say("stays_not"))
        for client in user.clients.values():
            with acting_as(ctx, client):
                send_persistence(ctx)
