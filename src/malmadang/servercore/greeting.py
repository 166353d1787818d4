"""What a client reads on arrival: 001 to 005, LUSERS, MOTD, its own modes."""

from __future__ import annotations

from functools import lru_cache

from malmadang import __version__
from malmadang.servercore.channel import KEY_BYTES, MODE_ARGUMENTS, MODE_KINDS
from malmadang.servercore.context import Context
from malmadang.servercore.state import USER_MODES
from malmadang.wire.isupport import format_isupport
from malmadang.wire.numerics import (
    ERR_NOMOTD,
    RPL_CREATED,
    RPL_ENDOFMOTD,
    RPL_GLOBALUSERS,
    RPL_ISUPPORT,
    RPL_LOCALUSERS,
    RPL_LUSERCHANNELS,
    RPL_LUSERCLIENT,
    RPL_LUSERME,
    RPL_LUSEROP,
    RPL_LUSERUNKNOWN,
    RPL_MOTD,
    RPL_MOTDSTART,
    RPL_MYINFO,
    RPL_WELCOME,
    RPL_YOURHOST,
)
from malmadang.wire.split import split_text

EXTENDED = "draft/extended-isupport"
_MOTD_BYTES = 300
VERSION = f"malmadang-{__version__}"
_PARAMETER_MODES = "".join(
    sorted(MODE_KINDS.lists + MODE_KINDS.always + MODE_KINDS.on_set + MODE_KINDS.members)
)
_CHANNEL_MODES = "".join(sorted(_PARAMETER_MODES + MODE_KINDS.flags))


def isupport_tokens(ctx: Context) -> dict[str, str | None]:
    """Return the 005 tokens: value by name, None for a name alone.

    Source: Modern IRC, RPL_ISUPPORT parameters; IRCv3 monitor, whox, utf8-only, bot-mode.
    """
    config = ctx.config
    limits, names = config.limits, config.names
    targets = limits.max_targets
    speech = f"NOTICE:{targets},PRIVMSG:{targets},TAGMSG:{targets}"
    return {
        "ACCOUNTEXTBAN": "a",
        "AWAYLEN": str(limits.away_bytes),
        "BOT": "B",
        "CASEMAPPING": "ascii",
        "CHANLIMIT": f"#:{config.channels.max_per_user}",
        "CHANMODES": MODE_KINDS.format(),
        "CHANNELLEN": str(names.channel_chars),
        "CHANTYPES": "#",
        "CHATHISTORY": str(limits.chathistory),
        "ELIST": "CMNTU",
        "EXCEPTS": "e",
        "EXTBAN": ",am",
        "HOSTLEN": "64",
        "INVEX": "I",
        "KEYLEN": str(KEY_BYTES),
        "KICKLEN": str(limits.kick_bytes),
        "KNOCK": None,
        "MAXLIST": f"I:{limits.ban_list},b:{limits.ban_list},e:{limits.ban_list}",
        "MAXTARGETS": str(targets),
        "MODES": str(MODE_ARGUMENTS),
        "MONITOR": str(limits.monitor),
        "MSGREFTYPES": "msgid,timestamp",
        "NAMELEN": str(limits.realname_bytes),
        "NETWORK": config.server.network,
        "NICKLEN": str(names.nick_chars),
        "PREFIX": "(qaohv)~&@%+",
        "SAFELIST": None,
        "SAFERATE": None,  # who is too fast is read more slowly, and never cut for it
        "STATUSMSG": "~&@%+",
        "TARGMAX": f"JOIN:,KICK:,LIST:,NAMES:,PART:,WHOIS:1,{speech}",
        "TOPICLEN": str(limits.topic_bytes),
        "USERLEN": "18",
        "UTF8ONLY": None,
        "WHOX": None,
        "malmadang/ROOMS": ",".join(config.channels.default),
    }


def send_greeting(ctx: Context) -> None:
    """Send the welcome burst, in the order clients count on.

    Source: Modern IRC, connection registration.
    """
    server = ctx.config.server
    # The nick alone: some clients would take a host in this text for their own address.
    ctx.numeric(RPL_WELCOME, network=server.network, nick=ctx.user.nick)
    ctx.numeric(RPL_YOURHOST, server=server.name, version=VERSION)
    ctx.numeric(RPL_CREATED, date=ctx.time_text(ctx.state.created_ms))
    ctx.numeric(RPL_MYINFO, server.name, VERSION, USER_MODES, _CHANNEL_MODES, _PARAMETER_MODES, text="")
    send_isupport(ctx)
    send_lusers(ctx)
    send_motd(ctx)


def send_isupport(ctx: Context) -> None:
    """Send what the server supports.

    Source: Modern IRC, RPL_ISUPPORT; IRCv3 extended-isupport (a batch for those who know it).
    """
    formatted = _formatted(tuple(isupport_tokens(ctx).items()))
    lines = [ctx.numeric_line(RPL_ISUPPORT, *tokens) for tokens in formatted]
    if EXTENDED in ctx.client.caps and "batch" in ctx.client.caps:
        ctx.reply_batch("draft/isupport", lines=[f"{line}\r\n".encode() for line in lines])
        return
    for line in lines:
        ctx.reply(line)


@lru_cache(8)
def _formatted(tokens: tuple[tuple[str, str | None], ...]) -> list[tuple[str, ...]]:
    """Return the tokens cut into lines: the same for everybody until the settings change."""
    return format_isupport(dict(tokens))


def send_lusers(ctx: Context) -> None:
    """Send how many are here.

    Source: Modern IRC, LUSERS message.
    """
    state = ctx.state
    users = len(state.users)
    invisible = len(state.flagged["i"])
    operators = len(state.flagged["o"])
    most = str(state.max_users)
    now = str(users)
    ctx.numeric(
        RPL_LUSERCLIENT,
        users=str(users - invisible),
        invisible=str(invisible),
        servers="1",
    )
    if operators:
        ctx.numeric(RPL_LUSEROP, str(operators))
    if state.unregistered:
        ctx.numeric(RPL_LUSERUNKNOWN, str(state.unregistered))
    if state.channels:
        ctx.numeric(RPL_LUSERCHANNELS, str(len(state.channels)))
    ctx.numeric(RPL_LUSERME, clients=now, servers="0")
    ctx.numeric(RPL_LOCALUSERS, now, most, now=now, most=most)
    ctx.numeric(RPL_GLOBALUSERS, now, most, now=now, most=most)


def send_motd(ctx: Context) -> None:
    """Send the message of the day, or that there is none."""
    motd = ctx.config.server.motd
    if not motd:
        ctx.numeric(ERR_NOMOTD)
        return
    ctx.numeric(RPL_MOTDSTART, server=ctx.config.server.name)
    for line in motd.splitlines():
        for piece in split_text(line, _MOTD_BYTES) or [""]:
            ctx.data(RPL_MOTD, f"- {piece}")
    ctx.numeric(RPL_ENDOFMOTD)
