"""`malmadang chat`: the desktop app, or with --plain the line client."""

import argparse
import asyncio
import secrets
import sys
from pathlib import Path

import msgspec

from malmadang.client.memoryfile import MemoryFile
from malmadang.client.plain import PlainChat
from malmadang.client.terminal import Terminal
from malmadang.clientcore.address import Address, parse_address
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.faults import FaultError, FaultKind
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
    phrases = Phrases("ko")
    file: ClientFile | None = None
    address: Address | None = None
    try:
        if args.config:
            file = parse_client_settings(Path(args.config).read_text(encoding="utf-8"))
            phrases = Phrases(file.settings.language)
        if args.address:
            address = parse_address(args.address)
    except (ConfigError, OSError, UnicodeDecodeError) as error:
        return _complain(f"{args.config}: {error}")
    except FaultError as error:
        return _complain(phrases.fault(error.fault))
    settings = _settings(file, address, args.nick or "")
    if not args.plain:
        return _open_window(args, file, address)
    return _talk_plainly(settings, file.state_dir if file else "")


def _complain(text: str) -> int:
    print(text, file=sys.stderr)
    return EXIT_USAGE


def _settings(file: ClientFile | None, address: Address | None, nick: str) -> ClientSettings:
    """Put file and command line together: what is said on the command line counts."""
    settings = file.settings if file else ClientSettings(address=address or _HERE)
    if address is not None:
        settings = msgspec.structs.replace(settings, address=address)
    return msgspec.structs.replace(settings, nick=nick) if nick else settings


def _open_window(args: argparse.Namespace, file: ClientFile | None, address: Address | None) -> int:
    from malmadang.desktop.startup import ChatArguments, open_window

    state_dir = Path(file.state_dir).expanduser() if file and file.state_dir else None
    where = address or (file.settings.address if file else None)
    return open_window(ChatArguments(where, file.settings if file else None, state_dir, args.nick or ""))


def _talk_plainly(settings: ClientSettings, state_dir: str) -> int:
    terminal = Terminal.standard()
    nick = settings.nick or _ask_nick(terminal, settings.language)
    if not nick:
        return _complain(_NO_NICK[settings.language])
    nick = normalize_name(nick)
    fault = check_nick(nick, max_chars=64, max_bytes=192)
    if fault is not None:
        error = FaultError(FaultKind.NAME, why=fault.kind.name, letter=fault.letter, limit=str(fault.limit))
        return _complain(Phrases(settings.language).fault(error.fault))
    settings = msgspec.structs.replace(settings, nick=nick, take_free_nick=True)
    file = MemoryFile(state_dir)
    core = ClientCore(settings, secrets.token_bytes, file.load())
    return asyncio.run(PlainChat(core, terminal, file.save).run())


def _ask_nick(terminal: Terminal, language: Language) -> str:
    """Ask for a nick, where somebody sits there."""
    if not terminal.is_asked:
        return ""
    try:
        return input(_ASK_NICK[language]).strip()
    except EOFError:
        return ""
