"""Logging in to an account: SASL, the best mechanism first."""

import msgspec

from malmadang.clientcore import handshake
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import (
    AccountRefused,
    AnswerChallenge,
    LoggedIn,
    LoginRefused,
    SelfChanged,
)
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.progress import LoginProgress
from malmadang.clientcore.rows import NoticeKind
from malmadang.clientcore.view import Phase
from malmadang.wire.message import Message
from malmadang.wire.sasl import (
    PlainClient,
    SaslError,
    ScramClientExchange,
    encode_chunks,
)


def begin(ctx: Context) -> None:
    """Log in, to the account of the settings unless one is tried out, if server and line allow it."""
    offered = (ctx.offered.get("sasl") or "").upper().split(",") if ctx.offered.get("sasl") else None
    ready = [one for one in ctx.settings.sasl if offered is None or one in offered]
    # The password itself goes over TLS, or not off this machine.
    safe: list[str] = [one for one in ready if one != "PLAIN" or ctx.target.tls or ctx.target.is_loopback]
    if not ctx.has("sasl") or not safe:
        why = "plain" if ctx.has("sasl") and ready else "sasl"
        ctx.identity.trial = None
        ctx.notice(ctx.view.server, NoticeKind.NO_LOGIN, why=why)
        handshake.finish(ctx)
        return
    if ctx.identity.trial is None and not ctx.settings.password:
        # An empty one would be tried for nothing, and count as a guess.
        account = ctx.settings.account
        _ask_again(ctx, account, Fault(FaultKind.PASSWORD_MISSING, {"account": account}))
        return
    ctx.login = LoginProgress(safe)
    _start(ctx, ctx.login)


def _start(ctx: Context, login: LoginProgress) -> None:
    account, password = ctx.identity.trial or (ctx.settings.account, ctx.settings.password)
    login.challenged = False
    try:
        if login.mechanisms[0] == "PLAIN":
            login.exchange = PlainClient(account, password)
        else:
            login.exchange = ScramClientExchange(account, password, nonce=ctx.entropy(24))
    except ValueError:
        _refused(ctx, "")
        return
    ctx.send("AUTHENTICATE", login.exchange.mechanism)


def authenticate(ctx: Context, message: Message) -> None:
    """Handle AUTHENTICATE: a challenge, whole or in pieces.

    Source: IRCv3 sasl-3.1.
    """
    login = ctx.login
    if login is None or login.exchange is None or login.answering is not None:
        return
    try:
        challenge = login.decoder.feed(message.params[0])
        if challenge is None:
            return
        if challenge and login.exchange.mechanism != "PLAIN" and not login.exchange.is_complete:
            login.challenged = True
            login.answering = AnswerChallenge(login.exchange, challenge)
            ctx.emit(login.answering)
            return
        login.challenged = login.exchange.mechanism == "PLAIN"
        _answer(ctx, login.exchange.respond(challenge))
    except SaslError:
        _answer(ctx, None)


def challenge_answered(ctx: Context, request: AnswerChallenge, answer: bytes | None) -> None:
    """A challenge has been worked on; None where the exchange cannot go on."""
    if ctx.login is not None and ctx.login.answering is request:
        ctx.login.answering = None
        _answer(ctx, answer)


def _answer(ctx: Context, answer: bytes | None) -> None:
    if answer is None:
        ctx.send("AUTHENTICATE", "*")
        return
    for chunk in encode_chunks(answer):
        ctx.send("AUTHENTICATE", chunk)


def logged_in(ctx: Context, message: Message) -> None:
    """Handle 900 and 901: the account we are in, or none.

    Source: IRCv3 sasl-3.1.
    """
    ctx.view.account = message.params[2] if message.verb == "900" else ""
    ctx.emit(SelfChanged())
    account_is(ctx, ctx.view.account)


def account_is(ctx: Context, account: str) -> None:
    """The server says which account we are in, "" for none."""
    if account:
        made(ctx, account)
    elif ctx.identity.is_leaving:
        ctx.identity.is_leaving = False
        ctx.settings = msgspec.structs.replace(ctx.settings, account="", password="")


def made(ctx: Context, account: str) -> None:
    """We are in an account that was just made: log in to it from now on."""
    password, ctx.identity.password = ctx.identity.password, ""
    if password:
        ctx.settings = msgspec.structs.replace(ctx.settings, account=account, password=password)
        ctx.emit(LoggedIn(account))


def succeeded(ctx: Context, message: Message) -> None:
    """Handle 903 and 907. A server that has not proven itself is not believed.

    Source: IRCv3 sasl-3.1; RFC 5802 5.1.
    """
    login, ctx.login = ctx.login, None
    if login is None:
        return
    if login.exchange is not None and not login.exchange.is_complete and message.verb == "903":
        _refused(ctx, "")
        return
    if ctx.identity.trial is not None:
        account, password = ctx.identity.trial
        ctx.identity.trial = None
        is_other = account != ctx.settings.account
        ctx.settings = msgspec.structs.replace(ctx.settings, account=account, password=password)
        if is_other:
            _take_nick(ctx, account)
    ctx.emit(LoggedIn(ctx.settings.account))
    handshake.finish(ctx)


def _take_nick(ctx: Context, account: str) -> None:
    """Be called as the account; where somebody else is, nothing is said, and the nick is waited for."""
    if ctx.view.connection.phase is Phase.ONLINE and ctx.view.nick != account:
        ctx.desired_nick = account
        ctx.regaining = True
        ctx.send("NICK", account)


def failed(ctx: Context, message: Message) -> None:
    """Handle 902, 904, 905, 906: another mechanism, or the password is wrong.

    Source: IRCv3 sasl-3.1.
    """
    login = ctx.login
    if login is None:
        return
    del login.mechanisms[:1]
    if login.challenged or not login.mechanisms:
        ctx.login = None
        _refused(ctx, message.params[-1])
    else:
        _start(ctx, login)


def mechanisms(ctx: Context, message: Message) -> None:
    """Handle 908: what the server takes.

    Source: IRCv3 sasl-3.1.
    """
    if ctx.login is not None:
        known = message.params[1].upper().split(",")
        first, *others = ctx.login.mechanisms
        ctx.login.mechanisms = [first, *(one for one in others if one in known)]


def _refused(ctx: Context, text: str) -> None:
    ctx.login = None
    trial, ctx.identity.trial = ctx.identity.trial, None
    account = ctx.settings.account if trial is None else trial[0]
    fault = Fault(FaultKind.LOGIN_REFUSED, {"account": account, "text": text})
    if trial is not None and ctx.view.account:
        # Whoever is logged in stays so: it was a new password that did not come about.
        ctx.emit(AccountRefused("PASSWD", fault))
        return
    _ask_again(ctx, account, fault)


def _ask_again(ctx: Context, account: str, fault: Fault) -> None:
    ctx.view.account = ""
    ctx.emit(LoginRefused(account, fault))
    if ctx.view.connection.phase is Phase.REGISTERING:
        handshake.halt(ctx, fault)
