"""OPER KILL WALLOPS REHASH: what operators of the server do."""

from __future__ import annotations

from malmadang.config import Config, Operator
from malmadang.servercore.commands.usermodes import change_modes
from malmadang.servercore.context import Context
from malmadang.servercore.departure import Leaving, depart, leave_network
from malmadang.servercore.effects import ReloadConfig, VerifyPassword
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.user import User
from malmadang.wire.masks import is_match
from malmadang.wire.message import Message
from malmadang.wire.modes import ModeChange
from malmadang.wire.numerics import (
    ERR_CANTKILLSERVER,
    ERR_NEEDMOREPARAMS,
    ERR_NOOPERHOST,
    ERR_NOSUCHNICK,
    ERR_PASSWDMISMATCH,
    RPL_REHASHING,
    RPL_YOUREOPER,
)
from malmadang.wire.split import cut_text

_WRONG_PASSWORD_COST = 50
"""Tokens a wrong password takes: a guess every few seconds, as long as guessing goes on."""


def oper(ctx: Context, message: Message) -> None:
    """Make the acting user an operator of the server, when the password is right.

    Source: Modern IRC, OPER message.
    """
    name, password = message.params[:2]
    operators = ctx.config.operators
    if not operators:
        raise Refusal(ERR_NOOPERHOST)
    entry = next((entry for entry in operators if entry.name == name), None)

    def judge(ctx: Context, answer: object) -> None:
        if answer is True and entry is not None:
            _promote(ctx, entry)
        elif answer is None:
            ctx.fail("OPER", "TRY_AGAIN", phrase="login_busy")
        else:
            ctx.client.quiet.tokens -= _WRONG_PASSWORD_COST
            ctx.numeric(ERR_PASSWDMISMATCH)

    # An unknown name costs what a known one does, so that time does not tell them apart.
    ctx.ask(VerifyPassword((entry or operators[0]).password, password), judge)


def _promote(ctx: Context, entry: Operator) -> None:
    user = ctx.user
    user.privileges = frozenset(entry.privileges)
    ctx.numeric(RPL_YOUREOPER)
    change_modes(ctx, user, [ModeChange("+", "o")])


def kill(ctx: Context, message: Message) -> None:
    """Close every connection of a user.

    Source: Modern IRC, KILL message.
    """
    typed, user = message.params[0], ctx.user
    target = ctx.state.user(typed)
    if target is None:
        if is_match(typed, ctx.config.server.name):
            raise Refusal(ERR_CANTKILLSERVER)
        raise Refusal(ERR_NOSUCHNICK, word(typed))
    said = message.params[1] if len(message.params) > 1 else ""
    comment = cut_text(said, ctx.config.limits.kick_bytes) or user.nick
    _close_all(ctx, user, target, comment)


def _close_all(ctx: Context, user: User, target: User, comment: str) -> None:
    killer = user.nick
    ctx.tell(target, ctx.event_line(user, f"KILL {target.nick} :{comment}"))
    error = ctx.phrases.say("killed", killer=killer, reason=comment, server=ctx.config.server.name)
    reason = f"Killed ({killer} ({comment}))"
    for client in tuple(target.clients.values()):
        depart(ctx, client, reason, error=error, leaving=Leaving.THROWN)
    if ctx.state.users.get(target.folded) is target:
        leave_network(ctx, target, reason)


def wallops(ctx: Context, message: Message) -> None:
    """Tell everybody who has mode w.

    Source: Modern IRC, WALLOPS message.
    """
    text = message.params[0]
    if not text:
        raise Refusal(ERR_NEEDMOREPARAMS, "WALLOPS")
    line = ctx.event_line(ctx.user, f"WALLOPS :{text}")
    readers = (client for user in ctx.state.flagged["w"] for client in user.clients.values())
    for client in sorted(readers, key=lambda client: client.id):
        if client is ctx.client:
            ctx.reply(line)
        else:
            ctx.broadcast((client,), line)


def rehash(ctx: Context, message: Message) -> None:
    """Read the settings again and take them into force.

    Source: Modern IRC, REHASH message; IRCv3 standard-replies (CONFIG_BAD).
    """
    ctx.ask(ReloadConfig(), _take)


def _take(ctx: Context, answer: object) -> None:
    if isinstance(answer, Config):
        ctx.use(answer)
        ctx.numeric(RPL_REHASHING, "*")
    else:
        # The whole text: it says where the mistake is. A line break in it would be a second line.
        ctx.fail("REHASH", "CONFIG_BAD", phrase="config_bad", reason=" ".join(str(answer).split()))
