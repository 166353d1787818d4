"""`malmadang chat`: the desktop app, or with --plain the line client."""

import argparse
import asyncio
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from malmadang.client.memoryfile import MemoryFile
from malmadang.client.plain import PlainChat
from malmadang.client.terminal import Terminal
from malmadang.clientcore.address import Address, parse_address
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.faults import Fault, FaultError, FaultKind
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.settings import ClientFile, ClientSettings, Language, parse_client_settings
from malmadang.config import DOOR_PORT, ConfigError
from malmadang.wire.names import check_nick, normalize_name

EXIT_TROUBLE = 1
EXIT_USAGE = 2
_HERE = Address("127.0.0.1", DOOR_PORT, tls=False)
_ASK_NICK = {"ko": "별명: ", "en": "Nick: "}
_NO_NICK = {
    "ko": "별명을 정해 주세요: --nick 하늘",
    "en": "Choose a nick: --nick NAME",
}


def run(args: argparse.Namespace) -> int:
    """Talk until the person leaves; return the exit status.

    Args:
        args: address ("" for none), config (path or None), plain, nick ("" for none).
    """
    language: Language = args.language or language_of(os.environ)
    file: ClientFile | None = None
    address: Address | None = None
    try:
        if args.address:
            address = parse_address(args.address)
        if args.config:
            text = Path(args.config).read_text(encoding="utf-8-sig")
            file = parse_client_settings(text, address=address, language=language)
    except ConfigError as error:
        return _complain("\n".join(f"{args.config}: {mistake}" for mistake in error.mistakes))
    except OSError as error:
        return _complain(f"{args.config}: {error.strerror}")
    except UnicodeDecodeError:
        return _complain(f"{args.config}: not UTF-8")
    except FaultError as error:
        return _complain(Phrases(language).fault(error.fault))
    if not args.plain:
        return _open_window(args, file, address)
    settings = file.settings if file else ClientSettings(address=address or _HERE, language=language)
    if args.language:
        settings = msgspec.structs.replace(settings, language=args.language)
    if args.nick:
        settings = msgspec.structs.replace(settings, nick=args.nick)
    return _talk_plainly(settings, file.state_dir if file else "")


def language_of(environ: Mapping[str, str]) -> Language:
    """Return the language of somebody who has set none: the locale's, Korean where it names none.

    Source: POSIX.1-2024, 8.2 (LC_ALL before LC_MESSAGES before LANG; an empty value is as good as none).
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environ[name] for name in names if environ.get(name)), "C")
    tongue = locale.partition(".")[0].partition("_")[0]
    return "ko" if tongue in ("ko", "C", "POSIX") else "en"


def _complain(text: str) -> int:
    print(text, file=sys.stderr)
    return EXIT_USAGE


def _open_window(args: argparse.Namespace, file: ClientFile | None, address: Address | None) -> int:
    from malmadang.desktop.startup import ChatArguments, open_window

    state_dir = Path(file.state_dir).expanduser() if file and file.state_dir else None
    where = address or (file.settings.address if file else None)
    settings = file.settings if file else None
    return open_window(ChatArguments(where, settings, state_dir, args.nick or "", args.language))


def _talk_plainly(settings: ClientSettings, state_dir: str) -> int:
    terminal = Terminal.standard()
    nick = normalize_name(settings.nick or _ask_nick(terminal, settings.language))
    while nick and (why := _why_no_nick(nick, settings.language)):
        print(why, file=sys.stderr)
        if not terminal.is_asked:
            return EXIT_USAGE
        nick = normalize_name(_ask_nick(terminal, settings.language))
    if not nick:
        return _complain(_NO_NICK[settings.language])
    # What scrolls by cannot be put in above: one page, large enough for nearly every absence.
    settings = msgspec.structs.replace(
        settings, nick=nick, take_free_nick=True, history_first=20, history_page=500, history_pages=1
    )
    # A script hears by the exit status what was not sent; it will say so again itself.
    settings = msgspec.structs.replace(settings, keep_unsent=terminal.is_asked)
    file = MemoryFile(state_dir)
    share = file.share()
    core = ClientCore(settings, secrets.token_bytes, share.memory)
    try:
        return asyncio.run(PlainChat(core, terminal, share.save).run())
    finally:
        file.release()


def _why_no_nick(nick: str, language: Language) -> str:
    """Say why nobody can be called that; "" where somebody can."""
    fault = check_nick(nick, max_chars=64, max_bytes=192)
    if fault is None:
        return ""
    fields = {"why": fault.kind.name, "letter": fault.letter, "limit": str(fault.limit)}
    return Phrases(language).fault(Fault(FaultKind.NAME, fields))


def _ask_nick(terminal: Terminal, language: Language) -> str:
    """Ask for a nick, where somebody sits there."""
    if not terminal.is_asked:
        return ""
    try:
        return input(_ASK_NICK[language]).strip()
    except EOFError:
        return ""
