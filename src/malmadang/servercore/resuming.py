"""Resume: a new connection takes a lost one's place with nick, rooms and rank.

Source: ADR-0015; docs/protocol.md (malmadang/resume).
"""

from __future__ import annotations

from malmadang.servercore.authority import is_barred
from malmadang.servercore.channel import Channel
from malmadang.servercore.client import Client
from malmadang.servercore.context import Context
from malmadang.servercore.departure import Leaving, depart
from malmadang.servercore.devices import admit, attach, has_room
from malmadang.servercore.entering import enter
from malmadang.servercore.gamehost import enter_room
from malmadang.servercore.greeting import send_greeting
from malmadang.servercore.recall import recall
from malmadang.servercore.reserving import close_empty, give_token
from malmadang.servercore.staying import settle_away
from malmadang.servercore.tickets import Place, Ticket
from malmadang.servercore.user import User
from malmadang.servercore.watching import announce_presence
from malmadang.wire.names import casefold


def may_take(ctx: Context, ticket: Ticket) -> bool:
    """Whether the acting client may still use a ticket."""
    state, claim = ctx.state, ctx.client.claim
    if not state.tickets.is_valid(ticket):
        return False
    if not ticket.is_waiting and state.users.get(ticket.user.folded) is not ticket.user:
        # Another of its connections was the last one.
        return False
    is_live = ticket.client_id in state.clients
    account = ticket.user.account if is_live else ticket.account
    if claim.account and casefold(claim.account) != casefold(account):
        return False
    if ctx.config.accounts.required and not account:
        return False
    if is_live:
        return True
    if not ticket.is_waiting and casefold(ticket.user.account) != casefold(account):
        # Another of its connections has logged out since, or in to another account.
        return False
    record = state.accounts.find(account) if account else None
    return not account or (record is not None and record.password == ticket.password)


def resume(ctx: Context, client: Client, ticket: Ticket) -> bool:
    """Let the registering client take the place that its token stands for.

    Returns:
        False, and nothing is done, where it has to come in like anybody else.
    """
    if ticket.is_late or not may_take(ctx, ticket):
        return False
    user = ticket.user
    if not ticket.is_waiting:
        old = ctx.state.clients.get(ticket.client_id)
        if old is None and not has_room(ctx, user):
            return False
        ctx.state.tickets.end(ticket)
        attach(ctx, client, user)
        if old is not None:
            depart(ctx, old, ctx.phrases.say("resumed"), say="resumed", leaving=Leaving.SENT)
        return True
    _come_back(ctx, client, ticket, user)
    return True


def _come_back(ctx: Context, client: Client, ticket: Ticket, user: User) -> None:
    state = ctx.state
    state.tickets.end(ticket)
    state.return_user(user)
    state.set_account(user, ticket.account)
    admit(ctx, client, user)
    settle_away(ctx, user)
    send_greeting(ctx)
    give_token(ctx)
    announce_presence(ctx, user)
    recall(ctx, [place.channel for place in ticket.places if _enter_again(ctx, ticket, place, user)])


def take_rooms(ctx: Context, ticket: Ticket) -> None:
    """Let the acting client, which has come in like anybody else, into the rooms that waited for it."""
    if not may_take(ctx, ticket):
        return
    ctx.state.tickets.end(ticket)
    recall(ctx, [place.channel for place in ticket.places if _enter_again(ctx, ticket, place, ctx.user)])


def _enter_again(ctx: Context, ticket: Ticket, place: Place, user: User) -> bool:
    """Let somebody into a room again; neither key nor limit stands in the way, but a ban does."""
    channel = place.channel
    channel.awaited.pop(ticket, None)
    if ctx.state.channels.get(channel.folded) is not channel:
        return False
    if is_barred(user, channel, mute=False) or not _has_place(ctx, user, channel):
        close_empty(ctx, channel)
        return False
    if channel.founder:
        rank = channel.rank_of_account(user.account)
    else:
        rank = place.rank if not place.founder else 0
    enter(ctx, user, channel, rank)
    if channel.game is not None:
        enter_room(ctx, channel, channel.game, ticket.user)
    if place.opened and not channel.founder and channel.opener is None:
        channel.opener = user
    return True


def _has_place(ctx: Context, user: User, channel: Channel) -> bool:
    return len(channel.members) < ctx.config.limits.members_per_channel and user not in channel.members
