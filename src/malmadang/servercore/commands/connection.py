"""CAP NICK USER PASS PING PONG QUIT: coming, staying and going."""

from __future__ import annotations

from malmadang.servercore.client import Client, Stage
from malmadang.servercore.commands.authenticate import abort
from malmadang.servercore.context import Context
from malmadang.servercore.departure import Leaving, depart
from malmadang.servercore.fitting import fit
from malmadang.servercore.offers import offered
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.registration import advance, claim_nick, nick_fault, why_taken
from malmadang.servercore.reserving import CAPABILITY as TOKENS
from malmadang.servercore.reserving import give_token, take_token
from malmadang.servercore.staying import settle_stay
from malmadang.servercore.watching import announce_absence, announce_presence
from malmadang.wire.message import Message
from malmadang.wire.names import casefold, check_nick, normalize_name
from malmadang.wire.numerics import (
    ERR_ERRONEUSNICKNAME,
    ERR_INVALIDCAPCMD,
    ERR_NICKNAMEINUSE,
    ERR_NONICKNAMEGIVEN,
    ERR_NOORIGIN,
)
from malmadang.wire.split import cut_text, split_text

_USERNAME_BYTES = 18
_LIST_BYTES = 400


def cap(ctx: Context, message: Message) -> None:
    """Negotiate capabilities.

    Source: IRCv3 capability-negotiation.
    """
    subcommand = message.params[0].upper()
    handler = _CAP.get(subcommand)
    if handler is None:
        raise Refusal(ERR_INVALIDCAPCMD, word(message.params[0]))
    handler(ctx, message)


def _cap_ls(ctx: Context, message: Message) -> None:
    client = ctx.client
    wanted = message.params[1] if len(message.params) > 1 else ""
    version = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 0
    client.cap_version = max(client.cap_version, 302 if version >= 302 else 301)
    if client.stage is Stage.REGISTERING:
        client.claim.negotiating = True
    with_values = client.cap_version == 302
    words = [
        f"{name}={value}" if value and with_values else name for name, value in offered(ctx, client).items()
    ]
    _send_list(ctx, "LS", words if with_values else _in_one_line(words), several=with_values)


def _in_one_line(words: list[str]) -> list[str]:
    """Return the names for a client from before 302, who reads one line: drafts are left out first.

    Source: IRCv3 capability-negotiation (only 302 knows of several lines).
    """
    kept: list[str] = []
    used = 0
    for name in sorted(words, key=lambda name: "/" in name):
        used += len(name) + 1
        if used <= _LIST_BYTES:
            kept.append(name)
    return [name for name in words if name in kept]


def _cap_list(ctx: Context, message: Message) -> None:
    _send_list(ctx, "LIST", sorted(ctx.client.caps), several=True)


def _send_list(ctx: Context, subcommand: str, words: list[str], *, several: bool) -> None:
    head = f":{ctx.config.server.name} CAP {ctx.client.nick} {subcommand}"
    lines = [""]
    for item in words:
        if several and len(lines[-1]) + len(item) > _LIST_BYTES:
            lines.append("")
        lines[-1] += f" {item}" if lines[-1] else item
    for line in lines[:-1]:
        ctx.reply(f"{head} * :{line}")
    ctx.reply(f"{head} :{lines[-1]}")


def _cap_req(ctx: Context, message: Message) -> None:
    client = ctx.client
    if client.stage is Stage.REGISTERING:
        client.claim.negotiating = True
    asked = " ".join(message.params[1:])
    caps = set(client.caps)
    known = offered(ctx, client)
    granted = True
    for item in asked.split():
        name = item.removeprefix("-")
        # A 302 client is told of changes whether it asks for that or not.
        is_implied = name == "cap-notify" and client.cap_version == 302
        if name not in known or (item[0] == "-" and is_implied):
            granted = False
        elif item[0] == "-":
            caps.discard(name)
        else:
            caps.add(name)
    head = f":{ctx.config.server.name} CAP {client.nick}"
    if not granted:
        ctx.reply(fit(f"{head} NAK :{asked}"))
        return
    resuming = TOKENS in client.caps
    client.set_caps(frozenset(caps))
    if client.stage is Stage.WELCOMED:
        ctx.classify(client)
    for piece in split_text(asked, _LIST_BYTES) or [""]:
        ctx.reply(f"{head} ACK :{piece.rstrip(' ')}")
    if resuming and TOKENS not in caps:
        take_token(ctx)
    elif not resuming:
        give_token(ctx)


def _cap_end(ctx: Context, message: Message) -> None:
    if ctx.client.stage is Stage.REGISTERING:
        ctx.client.claim.negotiating = False
        abort(ctx)
        advance(ctx)


_CAP = {"LS": _cap_ls, "LIST": _cap_list, "REQ": _cap_req, "END": _cap_end}


def password(ctx: Context, message: Message) -> None:
    """Note the server's password; it is looked at when registration completes."""
    ctx.client.claim.password = message.params[0]


def user(ctx: Context, message: Message) -> None:
    """Note user name and real name.

    Source: Modern IRC, USER message.
    """
    claim = ctx.client.claim
    name = "".join(letter for letter in normalize_name(message.params[0]) if check_nick(f"a{letter}") is None)
    claim.username = "~" + (cut_text(name, _USERNAME_BYTES - 1) or "user")
    claim.realname = cut_text(message.params[3], ctx.config.limits.realname_bytes) or claim.username[1:]
    advance(ctx)


def nick(ctx: Context, message: Message) -> None:
    """Take a nick, or another one.

    Source: Modern IRC, NICK message; DESIGN 6 (names).
    """
    if not message.params or not message.params[0]:
        raise Refusal(ERR_NONICKNAMEGIVEN)
    if ctx.client.stage is Stage.REGISTERING:
        claim_nick(ctx, message.params[0])
        return
    user = ctx.user
    wanted = normalize_name(message.params[0])
    if wanted == user.nick:
        return
    fault = nick_fault(ctx, wanted)
    if fault is not None:
        raise Refusal(ERR_ERRONEUSNICKNAME, word(message.params[0]), text=ctx.phrases.name_fault(fault))
    if ctx.state.is_nick_taken(wanted, by_other_than=user, account=user.account):
        raise Refusal(ERR_NICKNAMEINUSE, wanted, text=why_taken(ctx, wanted))
    rename(ctx, wanted)


def rename(ctx: Context, wanted: str) -> None:
    """Give the acting user another nick and let everybody who sees it know."""
    user = ctx.user
    line = ctx.event_line(user, f"NICK :{wanted}")
    is_other = casefold(wanted) != user.folded
    ctx.post_to_peers(user, line, silent=(ctx.client.id,), kept=("NICK", wanted))
    ctx.reply(line)
    if is_other:
        ctx.state.remember(user, ctx.now)
    before = user.nick
    ctx.state.rename_user(user, wanted)
    settle_stay(ctx, user)
    for channel in user.channels.values():
        channel.names.clear()
    if is_other:
        announce_absence(ctx, before)
        announce_presence(ctx, user)


def ping(ctx: Context, message: Message) -> None:
    """Answer a PING with its token.

    Source: Modern IRC, PING message.
    """
    if not message.params[0]:
        raise Refusal(ERR_NOORIGIN)
    server = ctx.config.server.name
    ctx.reply(fit(f":{server} PONG {server} :{message.params[0]}"))


def pong(ctx: Context, message: Message) -> None:
    """Take a PONG; that a line came in has been noted already."""


def quit_(ctx: Context, message: Message) -> None:
    """Leave the network.

    Source: Modern IRC, QUIT message.
    """
    client: Client = ctx.client
    said = message.params[0] if message.params else ""
    reason = f"Quit: {cut_text(said, ctx.config.limits.kick_bytes)}"
    depart(ctx, client, reason, say="bye", leaving=Leaving.SENT)
