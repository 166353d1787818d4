"""The steward 말지기 (NickServ): accounts and rooms for those who have no command for them, by message."""

from __future__ import annotations

from types import MappingProxyType

from malmadang.ports import AccountRecord
from malmadang.servercore.context import Context
from malmadang.servercore.fitting import encode
from malmadang.servercore.login import (
    Failing,
    drop_account,
    judge_password,
    log_in,
    log_out,
    may_say_passwords,
)
from malmadang.servercore.refusal import Failure
from malmadang.servercore.render import Line
from malmadang.servercore.signup import change_password, sign_up
from malmadang.servercore.stewarddevices import DEVICE_COMMANDS
from malmadang.servercore.stewarddevices import HELP as DEVICES_HELP
from malmadang.servercore.stewardrooms import HELP as ROOMS_HELP
from malmadang.servercore.stewardrooms import ROOM_COMMANDS, Handler, Say
from malmadang.wire.names import casefold, normalize_name

NAMES = ("말지기", "NickServ")
_FOLDED = {casefold(name): name for name in NAMES}
_HELP_LINES = 7


def steward_named(nick: str) -> str:
    """Return the name under which the steward is spoken to, "" where it is somebody else."""
    return _FOLDED.get(casefold(normalize_name(nick)), "")


def masked(text: str) -> str:
    """Return what was said to the steward without the words behind the first: they may be passwords."""
    verb, space, _ = text.partition(" ")
    return f"{verb} ***" if space else verb


def hear(ctx: Context, name: str, text: str) -> None:
    """Do what the acting client asks the steward for.

    Args:
        name: under which it was spoken to, and answers.
    Source: DESIGN 6 (accounts).
    """
    verb, *words = text.split()[:5] or [""]
    handler = _COMMANDS.get(verb.upper())

    def say(phrase: str, *, with_record: bool = False, **fields: str) -> None:
        _say(ctx, name, ctx.phrases.say(phrase, **fields), with_record=with_record)

    if handler is None:
        say("steward_unknown", verb=verb)
        return
    if not may_say_passwords(ctx, ctx.client) and handler in _WITH_PASSWORD:
        say("password_in_clear")
        return
    try:
        handler(ctx, say, words)
    except Failure as failure:
        say(failure.phrase)


def _say(ctx: Context, name: str, text: str, *, with_record: bool) -> None:
    line = f":{name}!{name}@{ctx.config.server.name} NOTICE {ctx.user.nick} :{text}"
    ctx.reply(Line(encode(line), utc_ms=ctx.now.utc_ms, tags="bot"), with_record=with_record)


def _help(_ctx: Context, say: Say, _words: list[str]) -> None:
    for number in range(1, _HELP_LINES + 1):
        say(f"steward_help_{number}")
    for phrase in (*DEVICES_HELP, *ROOMS_HELP):
        say(phrase)


def _register(ctx: Context, say: Say, words: list[str]) -> None:
    if not words:
        say("steward_help_2")
        return

    def done(ctx: Context, record: AccountRecord) -> None:
        say("register_done", with_record=True, account=record.account)
        log_in(ctx, record)

    def failed(_ctx: Context, failure: Failure) -> None:
        say(failure.phrase)

    sign_up(ctx, "*", words[1] if len(words) > 1 else "*", words[0], done, failed)


def _identify(ctx: Context, say: Say, words: list[str]) -> None:
    if not words:
        say("steward_help_3")
        return
    account, password = words[:2] if len(words) > 1 else (ctx.user.nick, words[0])

    def judged(ctx: Context, found: AccountRecord | Failing) -> None:
        if isinstance(found, Failing):
            say(found.value)
        else:
            log_in(ctx, found)
            say("steward_welcome", account=found.account)

    judge_password(ctx, account, password, judged)


def _log_out(ctx: Context, say: Say, _words: list[str]) -> None:
    if not ctx.user.account:
        say("steward_guest")
        return
    log_out(ctx, ctx.user)
    say("steward_bye")


def _passwd(ctx: Context, say: Say, words: list[str]) -> None:
    if len(words) < 2:
        say("steward_help_5")
        return
    if not ctx.user.account:
        say("steward_guest")
        return
    old, new = words[:2]

    def changed(_ctx: Context) -> None:
        say("steward_changed", with_record=True)

    def failed(_ctx: Context, failure: Failure) -> None:
        say(failure.phrase)

    def judged(ctx: Context, found: AccountRecord | Failing) -> None:
        if isinstance(found, Failing):
            say(found.value)
            return
        try:
            change_password(ctx, found, new, changed, failed)
        except Failure as failure:
            say(failure.phrase)

    judge_password(ctx, ctx.user.account, old, judged)


def _drop(ctx: Context, say: Say, words: list[str]) -> None:
    if not words:
        say("steward_help_6")
        return
    if not ctx.user.account:
        say("steward_guest")
        return

    def judged(ctx: Context, found: AccountRecord | Failing) -> None:
        if isinstance(found, Failing):
            say(found.value)
        else:
            drop_account(ctx, found)
            say("steward_dropped", with_record=True, account=found.account)

    judge_password(ctx, ctx.user.account, words[0], judged)


_WITH_PASSWORD = (_register, _identify, _passwd, _drop)
_COMMANDS: MappingProxyType[str, Handler] = MappingProxyType(
    {
        **ROOM_COMMANDS,
        **DEVICE_COMMANDS,
        "가입": _register,
        "등록": _register,
        "REGISTER": _register,
        "로그인": _identify,
        "IDENTIFY": _identify,
        "LOGIN": _identify,
        "로그아웃": _log_out,
        "LOGOUT": _log_out,
        "비밀번호": _passwd,
        "PASSWD": _passwd,
        "탈퇴": _drop,
        "DROP": _drop,
        "도움말": _help,
        "HELP": _help,
    }
)
