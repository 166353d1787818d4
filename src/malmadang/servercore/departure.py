"""How clients and users leave: QUIT, a dead line, KILL, a time-out."""

from __future__ import annotations

from enum import Enum

from malmadang.ports import ClientId
from malmadang.servercore.absences import note_end, note_leaving
from malmadang.servercore.channel import Channel
from malmadang.servercore.client import Client
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Close, Unsubscribe
from malmadang.servercore.fitting import fit
from malmadang.servercore.gamehost import leave_seat, lose_seat, tell_loss
from malmadang.servercore.lasting import lasts
from malmadang.servercore.reserving import close_empty, note_loss
from malmadang.servercore.staying import end_stay, settle_away
from malmadang.servercore.user import User
from malmadang.servercore.watching import announce_absence


class Leaving(Enum):
    """How a connection ends."""

    LOST = "it may come again and show its token"
    SENT = "for good, by its own will or another's"
    THROWN = "for good, and its user with it"


def depart(
    ctx: Context,
    client: Client,
    reason: str,
    *,
    say: str = "",
    error: str = "",
    leaving: Leaving = Leaving.LOST,
) -> None:
    """Let go of a connection; with a user's last one the user leaves its channels and the network.

    Args:
        reason: what others read in QUIT.
        say: key of the sentence for the client itself; "" says the reason.
        error: the text itself instead of a key (KILL).
    """
    state = ctx.state
    del state.clients[client.id]
    ctx.after.pop(client.id, None)
    client.backlog.clear()
    state.metadata_readers.pop(client, None)
    for folded in tuple(client.monitored):
        state.unwatch(client, folded)
    user = client.user
    if user is None:
        state.unregistered -= 1
    else:
        ticket = state.tickets.lose(client.id)
        del user.clients[client.id]
        if not user.clients:
            note_end(ctx, user)
        user.spoke_ms = max(user.spoke_ms, client.spoke_ms)
        leaves = not user.clients and (leaving is Leaving.THROWN or not lasts(state, user))
        if ticket is not None and leaving is Leaving.LOST:
            note_loss(ctx, ticket, user, leaves=leaves)
        elif ticket is not None:
            state.tickets.end(ticket)
        if not user.clients and user.is_operator:
            # Who comes to a user that stays has shown the account's password, not the operator's.
            state.set_user_mode(user, "o", on=False)
            user.privileges = frozenset()
        if leaves:
            leave_network(ctx, user, reason, silent=client.alone, leaving=leaving)
        else:
            # Others hear at most that nobody is there now.
            settle_away(ctx, user)
    text = error or (ctx.phrases.say(say) if say else reason)
    # ERROR is the answer to a labelled QUIT, and the last line there is to carry the label.
    label = f"@label={ctx.label} " if ctx.label and client is ctx.client else ""
    ctx.effects.append(Close(client.id, f"{label}{fit(f'ERROR :{text}')}\r\n".encode()))


def leave_network(
    ctx: Context,
    user: User,
    reason: str,
    *,
    silent: tuple[ClientId, ...] = (),
    leaving: Leaving = Leaving.LOST,
) -> None:
    """Take a user out of everything; those who shared a channel with it hear QUIT once.

    Args:
        leaving: only of who is LOST the seats in games are kept a while.
    """
    state = ctx.state
    line = ctx.event_line(user, f"QUIT :{reason}")
    ctx.post_to_peers(user, line, silent=silent, kept=("QUIT", reason))
    for channel in tuple(user.channels.values()):
        game = channel.game
        lost = lose_seat(ctx, game, user) if game is not None and leaving is Leaving.LOST else None
        # What the game says of it is for those who stay.
        ctx.effects.extend(Unsubscribe(channel.id, gone) for gone in silent)
        remove_member(ctx, user, channel)
        if game is not None and lost is not None:
            tell_loss(ctx, game, lost, silent)
    for channel in tuple(user.invitations):
        channel.uninvite(user)
    state.remember(user, ctx.now)
    state.remove_user(user)
    announce_absence(ctx, user.nick)


def remove_member(ctx: Context, user: User, channel: Channel) -> None:
    """End a membership and the reading that goes with it; an empty channel that is not kept is closed."""
    ctx.unsubscribe(user, channel)
    if user.clients:
        note_leaving(ctx, user, channel)
    end_stay(ctx, user, channel)
    channel.remove(user)
    if channel.game is not None:
        leave_seat(ctx, channel.game, user)
    close_empty(ctx, channel)
