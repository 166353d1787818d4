"""The command `malmadang`: what its words mean, and which module does it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches

from malmadang import __version__
from malmadang.cli.words import Commands, add_owner_commands

EXIT_TROUBLE = 1
"""Something outside the command line stood in the way; it has been said on standard error."""
EXIT_USAGE = 2
"""The command line or the settings cannot be understood."""
EXIT_PIPE = 141
"""Whoever read what was printed has gone: 128 + SIGPIPE, as a shell reports it of other programs."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status.

    Args:
        argv: words behind the program's name; None takes those of this process.
    """
    try:
        try:
            return _obey(list(sys.argv[1:] if argv is None else argv))
        finally:
            # What is still held back is written while a fault can be answered.
            if sys.stdout is not None:
                sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Connections answer for their own; one that comes up to here is of standard output or error.
        _drop_unread()
        return EXIT_PIPE


def desktop() -> int:
    """Open the desktop app; the entry point of the menu."""
    return main(["chat", *sys.argv[1:]])


def _obey(words: list[str]) -> int:
    parser, names = _parser()
    if words and not words[0].startswith("-") and words[0] not in names:
        near = get_close_matches(words[0], names, n=1)
        if near:
            hint = f"{near[0]} 아닌가요? · no such command; did you mean {near[0]}?"
            parser.error(f"{words[0]}: 그런 명령은 없어요. {hint}")
    return _run(parser.parse_args(words or ["chat"]))


def _drop_unread() -> None:
    """Drop what nobody reads any more (`| head`): at its end the interpreter would try again and complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _run(args: argparse.Namespace) -> int:
    # Each command is imported when it is wanted: a server needs no window, a window no server.
    if args.command == "serve":
        from malmadang.cli.serve import run as serve

        return serve(args)
    if args.command == "config":
        from malmadang.cli.admin import run_config

        return run_config(args)
    if args.command == "account":
        from malmadang.cli.accounts import run_account

        return run_account(args)
    if args.command == "room":
        from malmadang.cli.rooms import run_room

        return run_room(args)
    if args.command in ("backup", "restore"):
        from malmadang.cli.backup import run_backup, run_restore

        return run_backup(args) if args.command == "backup" else run_restore(args)
    if args.command == "doctor":
        from malmadang.cli.doctor import run_doctor

        return run_doctor(args)
    from malmadang.cli.chat import run as chat

    return chat(args)


def _parser() -> tuple[argparse.ArgumentParser, list[str]]:
    """Return what reads the command line, and the commands it knows."""
    parser = argparse.ArgumentParser(
        prog="malmadang",
        description="말마당: 명령 하나로 여는 대화방 · a group chat that one command starts",
        epilog="명령이 없으면 앱을 열어요 · without a command the app opens",
    )
    parser.add_argument("--version", action="version", version=f"malmadang {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_chat(commands)
    _add_serve(commands)
    _add_config(commands)
    add_owner_commands(commands)
    return parser, list(commands.choices)


def _add_chat(commands: Commands) -> None:
    chat = commands.add_parser("chat", help="앱을 열어요 · open the app")
    chat.add_argument(
        "address",
        nargs="?",
        default="",
        metavar="ADDRESS",
        help="들어갈 곳 · where to: irc[s]://HOST[:PORT]/#room, malmadang://HOST/",
    )
    chat.add_argument("--config", metavar="FILE", help="설정 파일 · settings of the client")
    chat.add_argument(
        "--plain", action="store_true", help="터미널에서 한 줄씩 · lines on standard input and output"
    )
    chat.add_argument("--nick", metavar="NAME", default="", help="별명 · nickname")
    chat.add_argument("--language", choices=("ko", "en"), help="쓰는 말 · language of what the program says")


def _add_serve(commands: Commands) -> None:
    serve = commands.add_parser("serve", help="서버를 켜요 · start a server")
    serve.add_argument("--config", metavar="FILE", help="설정 파일 · settings (see: malmadang config sample)")
    serve.add_argument("--data", metavar="DIR", help="자료를 두는 폴더 · data folder")
    serve.add_argument(
        "--listen",
        metavar="ADDR:PORT",
        action="append",
        default=[],
        help="들을 주소, 여러 번 쓸 수 있어요 · address to listen on, may be repeated",
    )
    serve.add_argument(
        "--lan", action="store_true", help="같은 네트워크의 친구에게 열어요 · open to the local network"
    )
    serve.add_argument("--name", metavar="NAME", help="모임 이름 · name of the community")
    serve.add_argument(
        "--ready-fd",
        metavar="N",
        type=int,
        help="준비되면 이 기술자에 한 바이트를 써요 · write a byte to this descriptor when ready",
    )


def _add_config(commands: Commands) -> None:
    config = commands.add_parser("config", help="설정 파일을 만들거나 살펴요 · settings file")
    actions = config.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("sample", help="모든 설정의 보기를 보여요 · print every setting with its default")
    check = actions.add_parser("check", help="파일에 틀린 곳이 있는지 살펴요 · look for mistakes in a file")
    check.add_argument("file", metavar="FILE")
