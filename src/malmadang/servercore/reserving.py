"""Tokens given out, and what waits for them when the connection is lost: a nick, places in rooms, rooms."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from malmadang.ports import SteadyMs
from malmadang.servercore.channel import OPERATOR, Channel
from malmadang.servercore.context import Context
from malmadang.servercore.tickets import MOST_ROOMS, NICK_MS, ROOM_MS, Place, Ticket
from malmadang.servercore.user import User

CAPABILITY = "malmadang/resume"
WAKE = "resume "
"""Begins the key of a Wake that ends the waiting for a token."""
_TOKEN_BYTES = 18


def give_token(ctx: Context) -> None:
    """Give the acting client a token, in place of the one it had, when it has asked for tokens."""
    client = ctx.client
    if CAPABILITY in client.caps and client.user is not None:
        token = base64.urlsafe_b64encode(ctx.entropy(_TOKEN_BYTES)).decode()
        ctx.state.tickets.add(token, client.user, client.id)
        ctx.reply(f":{ctx.config.server.name} RESUME TOKEN {token}")


def take_token(ctx: Context) -> None:
    """Forget the acting client's token."""
    ticket = ctx.state.tickets.of(ctx.client.id)
    if ticket is not None:
        ctx.state.tickets.end(ticket)


def note_loss(ctx: Context, ticket: Ticket, user: User, *, leaves: bool) -> None:
    """Begin to wait for the token of a connection that is lost.

    Args:
        leaves: the user is about to leave with it; then nick and rooms are kept for it.
    """
    ctx.wake(f"{WAKE}{ticket.key}", SteadyMs(ctx.now.steady_ms + NICK_MS))
    ticket.account = user.account
    record = ctx.state.accounts.find(user.account) if user.account else None
    ticket.password = "" if record is None else record.password
    if not leaves:
        return
    ticket.is_waiting = True
    ticket.places = tuple(
        Place(channel, channel.rank(user), channel.founder, channel.opener is user and not channel.founder)
        for channel in user.channels.values()
    )
    for place in ticket.places:
        place.channel.awaited[ticket] = place.opened
    ctx.state.tickets.reserved[user] = ticket
    overdue = ctx.state.tickets.overdue()
    if overdue is not None:
        stop_waiting(ctx, overdue)


def expire(ctx: Context, key: str) -> None:
    """End a wait: after the short one of nick and rooms that of the rooms it had opened begins.

    Args:
        key: of the Wake.
    """
    tickets = ctx.state.tickets
    ticket = tickets.by_key(key.removeprefix(WAKE))
    if ticket is None:
        return
    opened = tuple(place for place in ticket.places if place.opened and place.rank & OPERATOR)[:MOST_ROOMS]
    if ticket.is_late or not opened:
        stop_waiting(ctx, ticket)
        return
    ctx.state.free_nick(ticket.user)
    overdue = tickets.let_wait(ticket)
    others = [place for place in ticket.places if place not in opened]
    ticket.places = opened
    _leave_rooms(ctx, ticket, others)
    ctx.wake(key, SteadyMs(ctx.now.steady_ms + ROOM_MS - NICK_MS))
    if overdue is not None:
        stop_waiting(ctx, overdue)


def stop_waiting(ctx: Context, ticket: Ticket) -> None:
    """Wait for a token no longer: its nick is free, and rooms that only waited for it close."""
    if ticket.is_waiting and not ticket.is_late:
        ctx.state.free_nick(ticket.user)
    ctx.state.tickets.end(ticket)
    _leave_rooms(ctx, ticket, ticket.places)


def _leave_rooms(ctx: Context, ticket: Ticket, places: Iterable[Place]) -> None:
    for place in places:
        place.channel.awaited.pop(ticket, None)
        close_empty(ctx, place.channel)


def close_empty(ctx: Context, channel: Channel) -> None:
    """Close a channel that nobody is in, nobody owns and nobody is awaited in."""
    is_open = ctx.state.channels.get(channel.folded) is channel
    if is_open and not (channel.members or channel.is_kept or channel.awaited):
        ctx.state.drop_channel(channel)
