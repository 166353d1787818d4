"""Making accounts, changing their passwords: by REGISTER and by the steward alike."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from malmadang.ports import AccountRecord, TimeMs
from malmadang.servercore.context import Context
from malmadang.servercore.devices import close_others
from malmadang.servercore.effects import Hashed, HashPassword
from malmadang.servercore.guessing import SIGNUPS, SIGNUPS_PER_S
from malmadang.servercore.login import keep_account, may_say_passwords, prepare_password
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure
from malmadang.servercore.registration import nick_fault
from malmadang.wire.names import casefold, normalize_name

_VERB = "REGISTER"
_EMAIL_BYTES = 254


Failed = Callable[[Context, Failure], None]


def _tell(ctx: Context, failure: Failure) -> None:
    ctx.refuse(failure)


def sign_up(
    ctx: Context,
    typed: str,
    email: str,
    password: str,
    done: Callable[[Context, AccountRecord], None],
    failed: Failed = _tell,
) -> None:
    """Make an account for the acting client, then go on with it. It is kept, but nobody is logged in yet.

    Args:
        typed: its name; `*` for the client's nick.
        email: `*` for none.
        failed: hears of what went wrong while the password was hashed.
    Raises:
        Failure: why not, with the codes of the draft.
    Source: IRCv3 account-registration.
    """
    name = _check_name(ctx, typed)
    settings = ctx.config.accounts
    if email in ("", "*"):
        email = ""
        if settings.email_required:
            raise _failure("INVALID_EMAIL", name, "register_email")
    elif not _is_email(email):
        raise _failure("INVALID_EMAIL", name, "register_email")
    check_password(ctx, _VERB, name, password)
    if not ctx.client.exempt and ctx.logins.signups.take(1, SIGNUPS, SIGNUPS_PER_S, ctx.now.steady_ms):
        raise _failure("TEMPORARILY_UNAVAILABLE", name, "login_busy")
    _make(ctx, name, email, password, _check_name, done, failed)


def add_account(
    ctx: Context,
    typed: str,
    password: str,
    done: Callable[[Context, AccountRecord], None],
    failed: Failed,
) -> None:
    """Make an account for somebody else: the owner of the server asks, so who may make one does not matter.

    Raises:
        Failure: the name or the password is none that an account may have.
    """
    name = _free_name(ctx, typed)
    check_password(ctx, _VERB, name, password)
    _make(ctx, name, "", password, _free_name, done, failed)


def _make(
    ctx: Context,
    name: str,
    email: str,
    password: str,
    check: Callable[[Context, str], str],
    done: Callable[[Context, AccountRecord], None],
    failed: Failed,
) -> None:
    """Hash the password, then keep the account, unless it may not be made any more."""

    def hashed(ctx: Context, answer: object) -> None:
        if not isinstance(answer, Hashed):
            failed(ctx, _failure("TRY_AGAIN", name, "login_busy"))
            return
        try:
            # Somebody may have been quicker while it was hashed.
            check(ctx, name)
        except Failure as failure:
            failed(ctx, failure)
            return
        # Behind all that was said to an account of this name before, though that ran ahead of the clock.
        talked_ms = ctx.state.talked.get(casefold(name), TimeMs(0))
        created_ms = max(ctx.now.utc_ms, TimeMs(talked_ms + 1))
        record = AccountRecord(
            account=name, password=answer.password, scram=answer.scram, email=email, created_ms=created_ms
        )
        keep_account(ctx, record, _VERB)
        done(ctx, record)

    ask_hash(ctx, password, hashed)


def change_password(
    ctx: Context,
    record: AccountRecord,
    password: str,
    done: Callable[[Context], None],
    failed: Failed = _tell,
) -> None:
    """Give an account another password, then go on.

    Raises:
        Failure: it is too short or too long.
    """
    check_password(ctx, "PASSWD", record.account, password)

    def hashed(ctx: Context, answer: object) -> None:
        now = ctx.state.accounts.find(record.account)
        # Deleted meanwhile, or given another password: what was decided was about another one.
        is_same = now is not None and now.password == record.password
        if not isinstance(answer, Hashed) or now is None or not is_same:
            failed(ctx, Failure("PASSWD", "TRY_AGAIN", record.account, phrase="login_busy"))
            return
        changed = msgspec.structs.replace(now, password=answer.password, scram=answer.scram)
        keep_account(ctx, changed, "PASSWD")
        done(ctx)
        # Whoever knew the old one may be among them.
        close_others(ctx, changed.folded, say="device_password")

    ask_hash(ctx, password, hashed)


def ask_hash(ctx: Context, password: str, then: Callable[[Context, object], None]) -> None:
    """Have a password hashed at the cost the settings ask for."""
    is_cheap = ctx.config.accounts.password_cost == "low"
    ctx.ask(HashPassword(prepare_password(password), is_cheap), then)


def check_password(ctx: Context, verb: str, account: str, password: str) -> None:
    """Let a new password pass, or say what is wrong with it.

    Raises:
        Failure: it is too short or too long.
    """
    settings = ctx.config.accounts
    size = len(prepare_password(password).encode())
    if size < settings.min_password_bytes:
        raise Failure(verb, "WEAK_PASSWORD", account, phrase="password_short")
    if size > settings.max_password_bytes:
        raise Failure(verb, "UNACCEPTABLE_PASSWORD", account, phrase="password_long")


def _check_name(ctx: Context, typed: str) -> str:
    """Return the name of the account that the acting client may make."""
    client, settings = ctx.client, ctx.config.accounts
    account = client.user.account if client.user is not None else client.claim.account
    shown = word(typed)
    if account:
        raise _failure("ALREADY_AUTHENTICATED", shown, "register_logged_in")
    if not settings.registration:
        raise _failure("TEMPORARILY_UNAVAILABLE", shown, "register_closed")
    if client.user is None and not settings.before_connect:
        raise _failure("COMPLETE_CONNECTION_REQUIRED", shown, "register_later")
    if not may_say_passwords(ctx, client):
        raise _failure("SECURE_CONNECTION_REQUIRED", shown, "password_in_clear")
    if typed == "*":
        if client.nick == "*":
            raise _failure("NEED_NICK", shown, "register_needs_nick")
        typed = client.nick
    return _free_name(ctx, typed)


def _free_name(ctx: Context, typed: str) -> str:
    """Return the name in the form it is kept in, if an account may have it and nobody else does."""
    name = normalize_name(typed)
    if nick_fault(ctx, name) is not None:
        raise _failure("BAD_ACCOUNT_NAME", word(typed), "register_bad_name")
    state = ctx.state
    if state.is_nick_in_use(name, by_other_than=ctx.client.user) or state.is_nick_kept(name, ""):
        raise _failure("ACCOUNT_EXISTS", name, "register_exists")
    return name


def _is_email(text: str) -> bool:
    name, at, host = text.rpartition("@")
    return bool(name and at and host) and len(text.encode()) <= _EMAIL_BYTES and " " not in text


def _failure(code: str, account: str, phrase: str) -> Failure:
    return Failure(_VERB, code, account, phrase=phrase)
