"""AUTHENTICATE: logging in by SASL, on arrival or later."""

from __future__ import annotations

from malmadang.ports import AccountRecord
from malmadang.servercore.context import Context
from malmadang.servercore.exchange import Exchange
from malmadang.servercore.login import (
    Failing,
    judge_password,
    log_in,
    may_try,
    place_of,
    scram_keys,
)
from malmadang.servercore.offers import mechanisms
from malmadang.wire.message import Message
from malmadang.wire.names import casefold, normalize_name
from malmadang.wire.numerics import (
    ERR_SASLABORTED,
    ERR_SASLFAIL,
    ERR_SASLTOOLONG,
    RPL_SASLMECHS,
    RPL_SASLSUCCESS,
)
from malmadang.wire.sasl import (
    CHUNK_LETTERS,
    SaslError,
    SaslErrorKind,
    encode_chunks,
    parse_plain,
)
from malmadang.wire.scram import MECHANISM, ScramServerExchange, Verifier

_NONCE_BYTES = 18


def authenticate(ctx: Context, message: Message) -> None:
    """Begin, go on with or break off a log-in.

    Source: IRCv3 sasl-3.1, sasl-3.2 (again at any time).
    """
    said = message.params[0]
    exchange = ctx.client.exchange
    if said == "*":
        ctx.client.exchange = None
        ctx.numeric(ERR_SASLABORTED)
    elif exchange is None:
        _begin(ctx, said.upper())
    else:
        _go_on(ctx, exchange, said)


def abort(ctx: Context) -> None:
    """Break off a log-in that is under way; nothing happens when there is none."""
    if ctx.client.exchange is not None:
        ctx.client.exchange = None
        ctx.numeric(ERR_SASLABORTED)


def _begin(ctx: Context, mechanism: str) -> None:
    known = mechanisms(ctx, ctx.client)
    if mechanism not in known:
        if len(mechanism) > CHUNK_LETTERS:
            ctx.numeric(ERR_SASLTOOLONG)
            return
        ctx.numeric(RPL_SASLMECHS, ",".join(known))
        ctx.numeric(ERR_SASLFAIL)
        return
    exchange = ctx.client.exchange = Exchange()

    def find(name: str) -> Verifier:
        exchange.keys = scram_keys(ctx, name)
        return exchange.keys

    if mechanism == MECHANISM:
        exchange.scram = ScramServerExchange(find, nonce=ctx.entropy(_NONCE_BYTES))
    ctx.reply("AUTHENTICATE +")


def _go_on(ctx: Context, exchange: Exchange, said: str) -> None:
    try:
        answer = exchange.chunks.feed(said)
        if answer is None:
            return
        if exchange.scram is None:
            _plain(ctx, answer)
        else:
            _scram(ctx, exchange, exchange.scram, answer)
    except SaslError as error:
        ctx.client.exchange = None
        ctx.numeric(ERR_SASLTOOLONG if error.kind is SaslErrorKind.TOO_LONG else ERR_SASLFAIL)


def _plain(ctx: Context, answer: bytes) -> None:
    said = parse_plain(answer)
    if said.authzid and _folded(said.authzid) != _folded(said.account):
        raise SaslError(SaslErrorKind.MALFORMED)
    ctx.client.exchange = None
    judge_password(ctx, said.account, said.password, _judged)


def _judged(ctx: Context, found: AccountRecord | Failing) -> None:
    if isinstance(found, AccountRecord):
        log_in(ctx, found)
        ctx.numeric(RPL_SASLSUCCESS)
        return
    if found is Failing.BUSY:
        ctx.fail("AUTHENTICATE", "TRY_AGAIN", phrase=found.value)
    ctx.numeric(ERR_SASLFAIL, text=ctx.phrases.say(found.value))


def _scram(ctx: Context, exchange: Exchange, scram: ScramServerExchange, answer: bytes) -> None:
    guesses, now_ms = ctx.logins.guesses, ctx.now.steady_ms
    was_asked = bool(scram.account)
    try:
        challenge = scram.respond(answer)
    except SaslError:
        if was_asked and not scram.is_proven:
            guesses.note(*place_of(ctx.client, scram.account), now_ms, right=False)
        raise
    if not may_try(ctx, scram.account):
        # Told before and after the proof alike: what it was is nobody's business.
        ctx.client.exchange = None
        _judged(ctx, Failing.TOO_OFTEN)
        return
    if challenge is not None:
        for chunk in encode_chunks(challenge):
            ctx.reply(f"AUTHENTICATE {chunk}")
        return
    ctx.client.exchange = None
    record = ctx.state.accounts.find(scram.account)
    if record is None or scram_keys(ctx, scram.account) != exchange.keys:
        # Deleted since, maybe made anew by somebody else, or given another password.
        raise SaslError(SaslErrorKind.MALFORMED)
    guesses.note(*place_of(ctx.client, scram.account), now_ms, right=True)
    _judged(ctx, record)


def _folded(name: str) -> str:
    return casefold(normalize_name(name))
