"""From the first line to the welcome: CAP, PASS, NICK, USER, STS; and capabilities that come and go later."""

import msgspec

from malmadang.clientcore import handshake, login, sts
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import CloseLine, NickRefused, SaveMemory, SelfChanged
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.nicks import next_nick, plain_nick, user_name
from malmadang.clientcore.progress import Registration
from malmadang.wire.capabilities import WANTED, parse_capability_list
from malmadang.wire.message import Message

CAP_SILENCE_MS = 3_000
"""A server that has not answered CAP by then does not know it."""
_REQUEST_BYTES = 400
_MAX_NICK_TRIES = 12
_NEEDS = {
    "draft/chathistory": ("batch", "server-time"),
    "draft/event-playback": ("draft/chathistory", "batch", "server-time"),
    "draft/message-redaction": ("message-tags",),
    "draft/multiline": ("batch",),
    "draft/metadata-2": ("batch",),
    "soju.im/search": ("batch", "server-time"),
}
"""Of no use without the others; a server that hears no request for history plays some back by itself."""


def begin(ctx: Context) -> None:
    """Speak first. In plain text nothing but CAP goes out before the list is here: it may say `sts`.

    Source: IRCv3 capability-negotiation; IRCv3 sts, "Insecure connections".
    """
    ctx.registration = Registration()
    ctx.send("CAP", "LS", "302")
    if ctx.target.tls or ctx.target.is_loopback:
        introduce(ctx)
    else:
        ctx.timers["cap"] = ctx.after(CAP_SILENCE_MS)


def introduce(ctx: Context) -> None:
    """Say who we are.

    Source: RFC 2812 3.1; Modern IRC, "Connection Registration".
    """
    registration, settings = ctx.registration, ctx.settings
    ctx.timers.pop("cap", None)
    if registration.introduced:
        return
    registration.introduced = True
    if settings.password and not settings.account:
        ctx.send("PASS", settings.password)
    ctx.send("NICK", ctx.view.nick)
    _send_user(ctx)


def _send_user(ctx: Context) -> None:
    ctx.send("USER", user_name(ctx.view.nick), "0", "*", ctx.settings.realname or ctx.view.nick)


def cap(ctx: Context, message: Message) -> None:
    """Handle CAP.

    Source: IRCv3 capability-negotiation.
    """
    subcommand, rest = message.params[1].upper(), message.params[2:]
    text = rest[-1] if rest else ""
    if subcommand == "LS":
        ctx.offered |= parse_capability_list(text)
        if len(rest) < 2 or rest[0] != "*":
            _list_is_whole(ctx)
    elif subcommand in ("ACK", "NAK"):
        _answered(ctx, text.split(), granted=subcommand == "ACK")
    elif subcommand == "NEW":
        ctx.offered |= parse_capability_list(text)
        if not _is_upgrading(ctx):
            _request(ctx)
    elif subcommand == "DEL":
        for name in text.split():
            ctx.offered.pop(name, None)
            ctx.enabled.discard(name)
        ctx.refresh_features()


def _list_is_whole(ctx: Context) -> None:
    ctx.registration.listed = True
    if _is_upgrading(ctx):
        return
    introduce(ctx)
    _request(ctx)
    if not ctx.registration.requested:
        _capabilities_are_settled(ctx)


def _is_upgrading(ctx: Context) -> bool:
    """Follow `sts`: in plain text leave for TLS at once, on TLS remember the policy.

    Source: IRCv3 sts.
    """
    if "sts" not in ctx.offered:
        return False
    offer = sts.parse_sts(ctx.offered["sts"])
    if ctx.target.tls:
        memory = sts.learn_policy(ctx.memory, ctx.target, offer.duration_s, ctx.now.utc_ms)
        if memory != ctx.memory:
            ctx.memory = memory
            ctx.emit(SaveMemory())
        return False
    if offer.port is None:
        return False
    ctx.upgrade = msgspec.structs.replace(ctx.target, tls=True, port=offer.port)
    ctx.emit(CloseLine())
    return True


def _request(ctx: Context) -> None:
    """Ask for what we know, is offered, and is not in use yet."""
    names = [
        capability.name
        for capability in WANTED
        if capability.name in ctx.offered
        and capability.name not in ctx.enabled
        and capability.name not in ctx.registration.requested
        and (capability.name != "sasl" or ctx.settings.account)
        and all(needed in ctx.offered for needed in _NEEDS.get(capability.name, ()))
    ]
    line: list[str] = []
    for name in names:
        if line and len(" ".join(line)) + len(name) > _REQUEST_BYTES:
            _ask_for(ctx, line)
            line = []
        line.append(name)
    if line:
        _ask_for(ctx, line)


def _ask_for(ctx: Context, names: list[str]) -> None:
    ctx.registration.requested |= set(names)
    ctx.send("CAP", "REQ", " ".join(names))


def request_sasl(ctx: Context) -> bool:
    """Ask for `sasl` after the welcome; False where the server does not offer it."""
    if "sasl" in ctx.offered and "sasl" not in ctx.enabled:
        _ask_for(ctx, ["sasl"])
    return "sasl" in ctx.offered


def try_out(ctx: Context) -> None:
    """Log in with `Identity.trial` while the line is good; only what works is kept in the settings."""
    # Without `sasl` in use the log-in begins once the server has granted it.
    if ctx.has("sasl") or not request_sasl(ctx):
        login.begin(ctx)


def _answered(ctx: Context, names: list[str], *, granted: bool) -> None:
    requested = ctx.registration.requested
    asked = [name for name in names if name.lstrip("-~=") in requested]
    if not granted and len(asked) > 1:
        # All or nothing: one by one, only what is really refused is.
        for name in asked:
            ctx.send("CAP", "REQ", name)
        return
    for name in names:
        plain = name.lstrip("-~=")
        requested.discard(plain)
        if granted and name.startswith("-"):
            ctx.enabled.discard(plain)
        elif granted:
            ctx.enabled.add(plain)
    ctx.refresh_features()
    if not requested:
        _capabilities_are_settled(ctx)


def _capabilities_are_settled(ctx: Context) -> None:
    if ctx.identity.trial is not None or (ctx.settings.account and not ctx.view.account):
        login.begin(ctx)
    else:
        handshake.finish(ctx)


def cap_is_unknown(ctx: Context) -> None:
    """The server does not know CAP: register without.

    Source: RFC 1459 (no CAP); IRCv3 capability-negotiation, "Connection registration".
    """
    if not ctx.registration.listed:
        ctx.registration.ended = True
        introduce(ctx)


def nick_refused(ctx: Context, message: Message) -> None:
    """Handle 432, 433, 436, 437 before the welcome: take another nick, or ask.

    Source: RFC 2812 3.1.2.
    """
    registration = ctx.registration
    refused = ctx.view.nick
    registration.tries += 1
    text = message.params[-1]
    if message.verb == "432":
        fault = Fault(FaultKind.NICK_REFUSED, {"nick": refused, "text": text})
        proposal = plain_nick(refused)
    else:
        fault = Fault(FaultKind.NICK_TAKEN, {"nick": refused})
        proposal = next_nick(refused)
    if (ctx.settings.take_free_nick or ctx.was_online) and registration.tries <= _MAX_NICK_TRIES:
        if message.verb == "432":
            # It will not be legal later either.
            ctx.desired_nick = proposal
        take_nick(ctx, proposal)
        return
    registration.asking_nick = True
    ctx.timers.pop("welcome", None)
    ctx.set_state(msgspec.structs.replace(ctx.view.connection, fault=fault))
    ctx.emit(NickRefused(refused, fault, proposal))


def choose_nick(ctx: Context, nick: str) -> None:
    """Ask for the nick that the person has chosen before the welcome: user and real name follow it."""
    ctx.view.nick = nick
    if ctx.registration.introduced:
        # Before the nick, which may complete the registration: USER would come too late.
        _send_user(ctx)
    take_nick(ctx, nick)


def take_nick(ctx: Context, nick: str) -> None:
    """Ask for a nick before the welcome."""
    ctx.registration.asking_nick = False
    ctx.view.nick = nick
    ctx.emit(SelfChanged())
    if ctx.registration.introduced:
        ctx.send("NICK", nick)
