"""One's own account: making it, its password, its devices, its end; by REGISTER or a word to the steward."""

import re

import msgspec

from malmadang.clientcore import commands as c
from malmadang.clientcore import login, negotiation
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import AccountRefused, DevicesChanged
from malmadang.clientcore.faults import Fault, FaultError, FaultKind
from malmadang.clientcore.plaintext import clean
from malmadang.clientcore.rows import NoticeKind
from malmadang.clientcore.view import Device
from malmadang.wire.message import Message, Source
from malmadang.wire.names import Folded

_STEWARD = {"ko": "말지기", "en": "NickServ"}
_DEVICE = re.compile(r"([0-9]+): (.+)")
_THIS_ONE = re.compile(r" \((?:이 기기|this one)\)\Z")
_DEVICES_MS = 10_000
"""Answers about devices come by then."""


def is_ours(ctx: Context) -> bool:
    """Is it a server of our own kind, whose steward we know the words of?"""
    return ctx.support.has("malmadang/ROOMS")


def steward(ctx: Context) -> str:
    """Return whom one talks to about accounts."""
    return _STEWARD[ctx.settings.language] if is_ours(ctx) else "NickServ"


def execute(ctx: Context, command: c.AccountCommand, origin: Folded) -> None:
    """Carry a command out.

    Raises:
        FaultError: the line is down or would show a password, or what was typed cannot be sent.
    """
    if not ctx.is_online:
        raise FaultError(FaultKind.NOT_ONLINE, command=type(command).__name__)
    match command:
        case c.Register():
            _register(ctx, command, origin)
        case c.Verify():
            ctx.ask(origin, "VERIFY", command.account, command.code)
        case c.ChangePassword():
            _change_password(ctx, command, origin)
        case c.LogOut():
            ctx.settings = msgspec.structs.replace(ctx.settings, account="", password="")
            _tell(ctx, origin, "LOGOUT")
        case c.DeleteAccount():
            _require_secrecy(ctx, command.password)
            ctx.identity.is_leaving = True
            _tell(ctx, origin, "DROP" if is_ours(ctx) else f"DROP {ctx.view.account}", command.password)
        case c.ListDevices():
            ctx.view.devices = []
            ctx.identity.devices_until_ms = ctx.after(_DEVICES_MS)
            _tell(ctx, origin, "DEVICES")
        case c.CloseDevice():
            _tell(ctx, origin, "DISCONNECT", command.number)


def _require_secrecy(ctx: Context, *passwords: str) -> None:
    """Let passwords pass that are one word each, over a line that shows them to nobody."""
    if not (ctx.target.tls or ctx.target.is_loopback):
        raise FaultError(FaultKind.PLAIN_LINE)
    if any(not password or password.split() != [password] for password in passwords):
        raise FaultError(FaultKind.PASSWORD_SPACES)


def _tell(ctx: Context, origin: Folded, *words: str) -> None:
    """Say something to the steward that makes no row: neither what was said nor its echo."""
    name = steward(ctx)
    ctx.ask(origin, "PRIVMSG", name, " ".join(words))
    if ctx.has("echo-message"):
        ctx.unshown_echoes.append(ctx.fold(name))


def _register(ctx: Context, command: c.Register, origin: Folded) -> None:
    """Source: IRCv3 account-registration."""
    by_verb = ctx.has("draft/account-registration")
    if by_verb and (ctx.target.tls or ctx.target.is_loopback) and command.password:
        ctx.ask(origin, "REGISTER", command.account or "*", command.email or "*", command.password)
    else:
        _require_secrecy(ctx, command.password)
        email = (command.email,) if command.email else ()
        _tell(ctx, origin, "REGISTER", command.password, *email)
    ctx.identity.password = command.password


def _change_password(ctx: Context, command: c.ChangePassword, origin: Folded) -> None:
    """Ask for it, then log in with the new one: only that tells whether it is so now."""
    account = ctx.view.account
    if not account:
        raise FaultError(FaultKind.NO_ACCOUNT)
    _require_secrecy(ctx, command.old, command.new)
    if is_ours(ctx):
        _tell(ctx, origin, "PASSWD", command.old, command.new)
    elif ctx.has("draft/account-registration"):
        _tell(ctx, origin, "PASSWD", command.old, command.new, command.new)
    else:
        _tell(ctx, origin, "SET PASSWORD", command.new)
    ctx.identity.trial = (account, command.new)
    negotiation.try_out(ctx)


# What the server says.


def registered(ctx: Context, message: Message) -> None:
    """Handle REGISTER and VERIFY: done, or a code is waited for.

    Source: IRCv3 account-registration.
    """
    outcome, account, text = message.params[0], message.params[1], clean(message.params[-1])
    if outcome == "VERIFICATION_REQUIRED":
        ctx.notice(ctx.origin(), NoticeKind.VERIFY, account=account, text=text)
    elif outcome == "SUCCESS":
        ctx.notice(ctx.origin(), NoticeKind.REGISTERED, account=account)
        login.made(ctx, account)


def refused(ctx: Context, verb: str, code: str, text: str) -> None:
    """Handle FAIL REGISTER and FAIL VERIFY; the sentence stands in the room, too."""
    ctx.identity.password = ""
    fault = Fault(FaultKind.ACCOUNT_REFUSED, {"code": code, "subject": "", "text": text})
    ctx.emit(AccountRefused(verb, fault))


def steward_says(ctx: Context, source: str, text: str) -> None:
    """Look whether the steward tells of a device of ours."""
    found = _DEVICE.fullmatch(text)
    if found is None or ctx.now.steady_ms > ctx.identity.devices_until_ms:
        return
    if ctx.fold(Source.parse(source).nick) == ctx.fold(steward(ctx)):
        what = _THIS_ONE.sub("", found[2])
        ctx.view.devices.append(Device(found[1], what, is_this=what != found[2]))
        ctx.emit(DevicesChanged())
