"""From a client's first line to its welcome: CAP, PASS, NICK, USER, AUTHENTICATE in any order."""

from __future__ import annotations

from malmadang.servercore.absences import note_coming
from malmadang.servercore.client import Client, Stage
from malmadang.servercore.context import Context
from malmadang.servercore.departure import depart
from malmadang.servercore.devices import admit, attach, has_room, sharer
from malmadang.servercore.greeting import send_greeting
from malmadang.servercore.metadata import send_own
from malmadang.servercore.params import word
from malmadang.servercore.recall import recall_talks
from malmadang.servercore.reserving import give_token, stop_waiting
from malmadang.servercore.resuming import resume, take_rooms
from malmadang.servercore.staying import send_persistence, settle_away
from malmadang.servercore.user import User
from malmadang.servercore.watching import announce_presence
from malmadang.wire.names import NameFault, casefold, check_nick, normalize_name
from malmadang.wire.numerics import (
    ERR_ERRONEUSNICKNAME,
    ERR_NICKNAMEINUSE,
    ERR_PASSWDMISMATCH,
)


def nick_fault(ctx: Context, nick: str) -> NameFault | None:
    """Say what keeps the name from being a nick, None when it may be one."""
    names = ctx.config.names
    return check_nick(nick, max_chars=names.nick_chars, max_bytes=names.nick_bytes)


def why_taken(ctx: Context, nick: str) -> str | None:
    """Say of a nick that only waits for a token that nobody uses it, None for the numeric's usual text."""
    return None if ctx.state.ticket_for(nick) is None else ctx.phrases.say("nick_awaited")


def claim_nick(ctx: Context, typed: str) -> None:
    """Note the nick a registering client wants; a bad or taken one is told at once."""
    claim = ctx.client.claim
    nick = normalize_name(typed)
    fault = nick_fault(ctx, nick)
    if fault is not None:
        ctx.numeric(ERR_ERRONEUSNICKNAME, word(typed), text=ctx.phrases.name_fault(fault))
        return
    # Who is still negotiating may yet log in to the account that keeps the nick.
    is_kept = not claim.negotiating and ctx.state.is_nick_kept(nick, claim.account)
    if is_kept or (ctx.state.is_nick_in_use(nick) and not _may_get(ctx, nick)):
        ctx.numeric(ERR_NICKNAMEINUSE, nick, text=why_taken(ctx, nick))
        return
    claim.nick = nick
    advance(ctx)


def _may_get(ctx: Context, nick: str) -> bool:
    """Whether the registering client may get a nick that is in use: by its account, or by a token."""
    client, claim = ctx.client, ctx.client.claim
    if claim.ticket is not None or (claim.negotiating and ctx.state.is_nick_awaited(nick)):
        return True
    return sharer(ctx, client, nick) is not None


def advance(ctx: Context) -> None:
    """Welcome the client once all it has to say has been said."""
    client = ctx.client
    claim = client.claim
    if client.stage is not Stage.REGISTERING or not claim.nick or not claim.username or claim.negotiating:
        return
    if ctx.config.server.password and claim.password != ctx.config.server.password:
        ctx.numeric(ERR_PASSWDMISMATCH)
        depart(ctx, client, "Password incorrect", say="password_wrong")
        return
    if claim.account:
        record = ctx.state.accounts.find(claim.account)
        if record is None or record.password != claim.proven:
            # Since the log-in it was deleted, maybe made anew by somebody else, or has another password.
            claim.account = ""
    if claim.ticket is not None and resume(ctx, client, claim.ticket):
        return
    if ctx.config.accounts.required and not claim.account:
        ctx.fail("*", "ACCOUNT_REQUIRED", phrase="account_required")
        depart(ctx, client, "Account required", say="account_required")
        return
    mine = sharer(ctx, client, claim.nick)
    if mine is not None and has_room(ctx, mine):
        attach(ctx, client, mine)
        return
    _come_without_token(ctx)
    if ctx.state.is_nick_taken(claim.nick, account=claim.account):
        # Somebody was quicker since NICK was answered, or an account keeps it; another nick may be tried.
        nick, claim.nick = claim.nick, ""
        why = why_taken(ctx, nick) if mine is None else ctx.phrases.say("devices_full")
        ctx.numeric(ERR_NICKNAMEINUSE, nick, text=why)
        return
    _enter(ctx, client)


def _come_without_token(ctx: Context) -> None:
    """Let an account have its own nick that waits for a token it does not show: it has begun anew."""
    claim = ctx.client.claim
    ticket = ctx.state.ticket_for(claim.nick)
    if ticket is not None and claim.account and casefold(ticket.account) == casefold(claim.account):
        stop_waiting(ctx, ticket)


def _enter(ctx: Context, client: Client) -> None:
    claim = client.claim
    user = User(claim.nick, claim.username, client.host, claim.realname, address=client.address)
    user.signon_utc_ms = ctx.now.utc_ms
    user.signon_steady_ms = ctx.now.steady_ms
    ctx.state.add_user(user)
    ctx.state.set_account(user, claim.account)
    admit(ctx, client, user)
    note_coming(ctx, user)
    settle_away(ctx, user)
    send_greeting(ctx)
    give_token(ctx)
    send_persistence(ctx)
    send_own(ctx)
    announce_presence(ctx, user)
    if claim.ticket is not None:
        take_rooms(ctx, claim.ticket)
    recall_talks(ctx)
