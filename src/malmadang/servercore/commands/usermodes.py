"""MODE of people: B bot, i invisible, o server operator, w reads WALLOPS."""

from __future__ import annotations

from malmadang.servercore.context import Context
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.state import USER_MODES
from malmadang.servercore.staying import keep_looks
from malmadang.servercore.user import User
from malmadang.wire.message import Message
from malmadang.wire.modes import ModeChange, ModeKinds, format_modes, parse_modes
from malmadang.wire.numerics import (
    ERR_NOSUCHNICK,
    ERR_UMODEUNKNOWNFLAG,
    ERR_USERSDONTMATCH,
    RPL_UMODEIS,
)

_KINDS = ModeKinds(lists="", always="", on_set="", flags=USER_MODES, members="")


def user_mode(ctx: Context, message: Message) -> None:
    """Show or change one's own modes.

    Source: Modern IRC, MODE message, user mode.
    """
    user, typed = ctx.user, message.params[0]
    target = ctx.state.user(typed)
    if target is None:
        raise Refusal(ERR_NOSUCHNICK, word(typed))
    if target is not user:
        raise Refusal(ERR_USERSDONTMATCH)
    changes = parse_modes(message.params[1], (), _KINDS) if message.params[1:] else []
    if not changes:
        ctx.numeric(RPL_UMODEIS, shown_modes(user), text="")
        return
    wanted = [change for change in changes if change.letter in USER_MODES]
    change_modes(ctx, user, [change for change in wanted if change.sign + change.letter != "+o"])
    if len(wanted) < len(changes):
        ctx.numeric(ERR_UMODEUNKNOWNFLAG)


def shown_modes(user: User) -> str:
    """Return a user's modes as 221 shows them, `+` for none."""
    return f"+{''.join(sorted(user.modes))}"


def change_modes(ctx: Context, user: User, changes: list[ModeChange]) -> None:
    """Set and take away modes of the acting user; its clients are told what really changed."""
    done: list[ModeChange] = []
    for change in changes:
        is_on = change.sign == "+"
        if (change.letter in user.modes) != is_on:
            ctx.state.set_user_mode(user, change.letter, on=is_on)
            done.append(change)
            if change.letter == "o" and not is_on:
                user.privileges = frozenset()
    if done:
        keep_looks(ctx, user)
        line = ctx.event_line(user, f"MODE {user.nick} :{' '.join(format_modes(done))}")
        ctx.tell(user, line, silent=(ctx.client.id,))
        ctx.reply(line)
