"""Who may log in, and what follows from it: passwords judged, accounts kept, everybody told."""

from __future__ import annotations

import hmac
import ipaddress
import unicodedata
from collections.abc import Callable
from enum import Enum

from malmadang.ports import AccountGone, AccountRecord
from malmadang.servercore.absences import note_coming, note_end
from malmadang.servercore.acting import acting_as
from malmadang.servercore.client import Client
from malmadang.servercore.context import Context
from malmadang.servercore.departure import leave_network
from malmadang.servercore.devices import send_away
from malmadang.servercore.effects import Keep, VerifyPassword
from malmadang.servercore.gamehost import claim_seats
from malmadang.servercore.guessing import Place
from malmadang.servercore.metadata import tell_changes, values_of
from malmadang.servercore.ownership import follow_account, forget_account
from malmadang.servercore.recall import recall_talks
from malmadang.servercore.render import ACCOUNT_NOTIFY
from malmadang.servercore.staying import send_persistence, settle_away, settle_stay
from malmadang.servercore.user import User
from malmadang.servercore.watching import tell_watchers
from malmadang.wire.names import Folded, casefold, normalize_name
from malmadang.wire.numerics import RPL_LOGGEDIN, RPL_LOGGEDOUT
from malmadang.wire.scram import Verifier

_NOBODYS = {
    "normal": "$argon2id$v=19$m=19456,t=2,p=1$"
    "+Z/GVtEIsOCyGKZGx+/iVw$1MgOwSUTMiieCMLNnwUyb+3hhpvIBq66cZIo1ZuhA98",
    "low": "$argon2id$v=19$m=8192,t=1,p=1$JjWNgZcdvWoJLl0/nyJBvw$cTMqMiSBSadye1+YwPBv4MFcZne3PIxz2ifTgeIZNn8",
}
"""Hashes of passwords nobody knows: what a log-in to an unknown account is compared with."""
_ROUNDS = {"normal": 100_000, "low": 4_096}
_SALT_BYTES = 16


class Failing(Enum):
    """Why a log-in came to nothing."""

    WRONG = "login_wrong"
    BUSY = "login_busy"
    TOO_OFTEN = "login_too_often"


Judged = Callable[[Context, AccountRecord | Failing], None]


def may_say_passwords(ctx: Context, client: Client) -> bool:
    """Whether a password may come over this connection: nobody else can read it, or the settings allow it.

    Source: DESIGN 10.
    """
    return client.secure or ctx.config.accounts.allow_plaintext_login or is_loopback(client.address)


def is_loopback(address: str) -> bool:
    """Whether the address is this machine's own."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def prepare_password(password: str) -> str:
    """Return a password in the one form it is hashed in, however the keyboard made its syllables.

    Source: RFC 4013 2.2 (NFKC).
    """
    return unicodedata.normalize("NFKC", password)


def place_of(client: Client, name: str) -> Place:
    """Return where a guess at an account's password comes from."""
    return client.address, Folded(casefold(normalize_name(name)))


def may_try(ctx: Context, name: str) -> bool:
    """Whether the acting client may try a password of the account now."""
    return ctx.client.exempt or ctx.logins.guesses.may_try(*place_of(ctx.client, name), ctx.now.steady_ms)


def judge_password(ctx: Context, name: str, password: str, then: Judged) -> None:
    """Find out whether it is the account's password, then go on with the account or the reason.

    An unknown account takes the same work and gets the same answer as a wrong password.
    """
    guesses, good = ctx.logins.guesses, ctx.logins.good
    place, accounts = place_of(ctx.client, name), ctx.state.accounts
    record = accounts.find(name)
    password = prepare_password(password)
    if not may_try(ctx, name):
        then(ctx, Failing.TOO_OFTEN)
        return
    if record is not None and good.knows(record.password, password, ctx.now.steady_ms):
        then(ctx, record)
        return
    if len(password.encode()) > ctx.config.accounts.max_password_bytes:
        # What no account can have needs no hashing.
        guesses.note(*place, ctx.now.steady_ms, right=False)
        then(ctx, Failing.WRONG)
        return
    if not ctx.client.exempt and not guesses.may_hash(ctx.client.address, ctx.now.steady_ms):
        then(ctx, Failing.TOO_OFTEN)
        return

    def judge(ctx: Context, answer: object) -> None:
        now_ms = ctx.now.steady_ms
        now = accounts.find(name)
        # Deleted or given another password meanwhile, it is not what was judged.
        is_right = answer is True and now is not None and now.password == expected
        guesses.end(*place, now_ms, right=None if answer is None else is_right)
        if answer is None:
            then(ctx, Failing.BUSY)
        elif is_right and now is not None:
            good.remember(expected, password, now_ms)
            then(ctx, now)
        else:
            then(ctx, Failing.WRONG)

    guesses.begin(*place, ctx.now.steady_ms)
    expected = _NOBODYS[ctx.config.accounts.password_cost] if record is None else record.password
    ctx.ask(VerifyPassword(expected, password), judge)


def scram_keys(ctx: Context, name: str) -> Verifier:
    """Return the keys of an account, or for one that has none keys that fit nothing, always the same.

    Source: RFC 5802 9 (what an exchange tells of unknown names).
    """
    record = ctx.state.accounts.find(name)
    if record is not None and record.scram is not None:
        keys = record.scram
        return Verifier(keys.salt, keys.iterations, keys.stored_key, keys.server_key)
    folded = casefold(normalize_name(name)).encode()
    made = [hmac.digest(ctx.logins.secret, word + folded, "sha256") for word in (b"salt ", b"key ", b"own ")]
    return Verifier(made[0][:_SALT_BYTES], _ROUNDS[ctx.config.accounts.password_cost], made[1], made[2])


# -- what follows ------------------------------------------------------------------------------------


def log_in(ctx: Context, record: AccountRecord) -> None:
    """Log the acting client in and tell it and all who want to know.

    Source: IRCv3 sasl-3.1 (900), account-notify.
    """
    client, before = ctx.client, ""
    if client.user is None:
        client.claim.account, client.claim.proven = record.account, record.password
    else:
        before = client.user.account
        if before and before != record.account:
            # The others belong to the account that it was.
            send_away(ctx, client.user, but_for=client, say="device_logged_out")
        become(ctx, client.user, record.account)
    ctx.numeric(RPL_LOGGEDIN, mask_of(client), record.account, account=record.account)
    if client.user is not None:
        settle_stay(ctx, client.user)
        follow_account(ctx, client.user, before)
        send_persistence(ctx)
        recall_talks(ctx)
        claim_seats(ctx, client.user)


def log_out(ctx: Context, user: User) -> None:
    """Log a user out and tell it and all who want to know.

    A guest has one client: of several the acting one stays, or the first; the others are closed.
    """
    before = user.account
    stays = ctx.client if ctx.client.user is user else next(iter(user.clients.values()), None)
    send_away(ctx, user, but_for=stays, say="device_logged_out")
    become(ctx, user, "")
    settle_stay(ctx, user)
    if stays is None:
        leave_network(ctx, user, ctx.phrases.say("device_logged_out"))
        return
    with acting_as(ctx, stays):
        ctx.numeric(RPL_LOGGEDOUT, user.mask)
    follow_account(ctx, user, before)
    settle_away(ctx, user)


def become(ctx: Context, user: User, account: str) -> None:
    """Give a user an account, or with "" none; those who see it and asked for it are told.

    The ranks that follow are `follow_account`'s matter.

    Source: IRCv3 account-notify, extended-monitor.
    """
    if user.account == account:
        return
    if user.account:
        note_end(ctx, user)
    said = values_of(ctx, user)
    ctx.state.set_account(user, account)
    user.metadata = {}
    for channel in (None, *user.channels.values()):
        note_coming(ctx, user, channel)
    for channel in user.channels.values():
        # Bans and mutes by account may be for it now, or no longer.
        channel.members[user].checked = (-1, "")
    line = ctx.event_line(user, f"ACCOUNT {account or '*'}", need=ACCOUNT_NOTIFY)
    ctx.post_to_peers(user, line, silent=tuple(user.clients))
    tell_watchers(ctx, user, line)
    tell_changes(ctx, user, said)


def mask_of(client: Client) -> str:
    """Return a client's mask, with * for what it has not said yet."""
    if client.user is not None:
        return client.user.mask
    return f"{client.claim.nick or '*'}!{client.claim.username or '*'}@{client.host}"


def keep_account(ctx: Context, record: AccountRecord, verb: str) -> None:
    """Enter an account, or how it is from now on; the acting client is told when the store refuses it.

    Refused it stays as it is here, and the store is owed it.
    """
    ctx.state.accounts.put(record)
    ctx.effects.append(Keep(record, ctx.client.id, verb, record.account, ctx.label))


def drop_account(ctx: Context, record: AccountRecord) -> None:
    """Delete an account; whoever is logged in stays as a guest."""
    forget_account(ctx, record.folded)
    for user in tuple(ctx.state.accounts.users.get(record.folded, ())):
        log_out(ctx, user)
    ctx.state.accounts.remove(record)
    ctx.state.markers.forget_account(record.folded)
    ctx.state.absences.forget_account(record.folded)
    ctx.state.games.forget_account(record.folded)
    ctx.effects.append(Keep(AccountGone(record.account), ctx.client.id, "DROP", record.account, ctx.label))
