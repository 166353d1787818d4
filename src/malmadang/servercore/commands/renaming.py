"""RENAME: another name for a room; what was said in it, who is in it and what it is like stay."""

from __future__ import annotations

from malmadang.ports import ChannelRenamed, Outcome
from malmadang.servercore.acting import acting_as
from malmadang.servercore.authority import Action, require
from malmadang.servercore.channel import Channel
from malmadang.servercore.commands.channels import find_channel
from malmadang.servercore.context import Context
from malmadang.servercore.entering import show_room
from malmadang.servercore.fitting import encode
from malmadang.servercore.ownership import is_common
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.servercore.render import CHANNEL_RENAME, Line
from malmadang.servercore.user import User
from malmadang.wire.message import Message
from malmadang.wire.names import Folded, casefold, check_channel, normalize_name
from malmadang.wire.numerics import ERR_NOPRIVILEGES
from malmadang.wire.split import cut_text

CAPABILITY = "draft/channel-rename"
_PAUSE_MS = 60_000
"""How long a room keeps a name at least: those who do not know RENAME enter it anew each time."""
_UNKEPT = {Outcome.DISK_FULL: "disk_full", Outcome.SLOW: "store_slow"}


def rename(ctx: Context, message: Message) -> None:
    """Give a room another name, once the store has it.

    Source: IRCv3 channel-rename.
    """
    channel = find_channel(ctx, message.params[0])
    require(Action.RENAME, ctx.user, channel)
    old, new = channel.name, normalize_name(message.params[1])
    context = old, word(message.params[1])
    _require_name(ctx, channel, new, context)
    reason = cut_text(message.params[2], ctx.config.limits.kick_bytes) if len(message.params) > 2 else ""

    def kept(ctx: Context, outcome: object) -> None:
        if outcome is not Outcome.KEPT:
            phrase = _UNKEPT.get(outcome, "store_failed") if isinstance(outcome, Outcome) else "store_failed"
            ctx.fail("RENAME", "CANNOT_RENAME", *context, phrase=phrase)
            return
        channel.renamed_ms = ctx.now.steady_ms
        ctx.state.rename_channel(channel, new)
        _tell(ctx, channel, old, reason)

    ctx.keep_first(ChannelRenamed(old, new), kept)


def _require_name(ctx: Context, channel: Channel, new: str, context: tuple[str, str]) -> None:
    """Let the name pass, or raise why the channel cannot have it.

    A name under which something was said once is not free: it would be read as said in this room.
    """
    config, folded = ctx.config, casefold(new)
    if new == channel.name:
        raise _cannot(context, "rename_same")
    limits = config.names
    if not new.startswith("#") or check_channel(
        new, max_chars=limits.channel_chars, max_bytes=limits.channel_bytes
    ):
        raise _cannot(context, "rename_name")
    if folded == channel.folded:
        # The same name in another spelling.
        return
    if is_common(ctx, channel):
        raise _cannot(context, "rename_common")
    if config.channels.operator_only_creation and not ctx.user.is_operator:
        raise Refusal(ERR_NOPRIVILEGES)
    if _is_taken(ctx, folded):
        raise Failure("RENAME", "CHANNEL_NAME_IN_USE", *context, phrase="rename_in_use")
    renamed_ms = channel.renamed_ms
    if renamed_ms is not None and not ctx.client.exempt and ctx.now.steady_ms - renamed_ms < _PAUSE_MS:
        raise _cannot(context, "rename_again")


def _is_taken(ctx: Context, folded: Folded) -> bool:
    state = ctx.state
    common = {casefold(normalize_name(name)) for name in ctx.config.channels.default}
    return folded in state.channels or folded in state.positions or folded in common


def _cannot(context: tuple[str, str], phrase: str) -> Failure:
    return Failure("RENAME", "CANNOT_RENAME", *context, phrase=phrase)


def _tell(ctx: Context, channel: Channel, old: str, reason: str) -> None:
    """Tell every member: whose client does not know RENAME leaves the old room and enters the new one.

    Source: IRCv3 channel-rename, Fallback (none where only the spelling is another).
    """
    line = ctx.event_line(ctx.user, f"RENAME {old} {channel.name} :{reason}", need=CHANNEL_RENAME)
    ctx.post_with_reply(channel, line)
    if casefold(old) == channel.folded:
        return
    for member in channel.members:
        for client in member.clients.values():
            if CAPABILITY not in client.caps:
                with acting_as(ctx, client):
                    _move(ctx, member, channel, old, reason)


def _move(ctx: Context, user: User, channel: Channel, old: str, reason: str) -> None:
    part = f"PART {old} :{reason}" if reason else f"PART {old}"
    ctx.reply(Line(encode(user.source + part), ctx.now.utc_ms, account=user.account))
    show_room(ctx, channel, reads=True)
