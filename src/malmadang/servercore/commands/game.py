"""GAME: the room's word game, for clients that have the capability."""

from __future__ import annotations

from malmadang.servercore.authority import Action, require
from malmadang.servercore.commands.channels import find_channel
from malmadang.servercore.context import Context
from malmadang.servercore.fitting import fit
from malmadang.servercore.gamecommands import GameRefusal, run
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Refusal
from malmadang.wire.gametag import TAG as CAPABILITY
from malmadang.wire.message import Message
from malmadang.wire.numerics import ERR_NOTONCHANNEL, ERR_UNKNOWNCOMMAND


def game(ctx: Context, message: Message) -> None:
    """Do what is asked of a channel's game.

    Source: docs/protocol.md, GAME.
    """
    if CAPABILITY not in ctx.client.caps:
        raise Refusal(ERR_UNKNOWNCOMMAND, "GAME")
    channel = find_channel(ctx, message.params[0])
    if ctx.user not in channel.members:
        require(Action.SEE, ctx.user, channel)
        raise Refusal(ERR_NOTONCHANNEL, channel.name)
    require(Action.SPEAK, ctx.user, channel)
    words = " ".join(message.params[2:]).split()
    try:
        run(ctx, channel, message.params[1], tuple(words))
    except GameRefusal as refusal:
        head = f":{ctx.config.server.name} FAIL GAME {refusal.code} {channel.name} {word(message.params[1])}"
        ctx.reply(fit(f"{head} :{refusal.sentence}"))
