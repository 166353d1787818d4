"""The words of the commands that look after a server: account, room, backup, restore, doctor."""

from __future__ import annotations

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_owner_commands(commands: Commands) -> None:
    """Teach the command line the commands of whoever owns the server."""
    _add_account(commands)
    _add_room(commands)
    backup = _command(commands, "backup", "모두 한 파일에 담아요 · everything into one file, checked")
    backup.add_argument("file", metavar="FILE")
    _replace(backup, "있는 파일을 바꿔요 · replace a file that is there")
    restore = _command(commands, "restore", "백업에서 되살려요 · back from a backup")
    restore.add_argument("file", metavar="FILE")
    _replace(restore, "지금 있는 것을 따로 두고 되살려요 · put aside what is there and restore")
    _command(commands, "doctor", "서버 둘레를 살펴봐요 · look for what is wrong, and say the cure")


def _command(commands: Commands, name: str, help_: str) -> argparse.ArgumentParser:
    """Add a command that is about the server of some data folder."""
    command = commands.add_parser(name, help=help_)
    command.add_argument("--config", metavar="FILE", help="서버의 설정 파일 · settings of the server")
    command.add_argument("--data", metavar="DIR", help="서버의 자료 폴더 · data folder of the server")
    return command


def _replace(command: argparse.ArgumentParser, help_: str) -> None:
    command.add_argument("--replace", action="store_true", help=help_)


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="프로그램이 읽을 JSON으로 · as JSON")


def _add_account(commands: Commands) -> None:
    account = commands.add_parser("account", help="계정을 돌봐요 · look after accounts")
    actions = account.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = _command(actions, "add", "만들어요, 비밀번호는 물어봐요 · make one; the password is asked for")
    add.add_argument("name", metavar="NAME")
    passwd = _command(actions, "passwd", "비밀번호를 바꿔요 · change the password")
    passwd.add_argument("name", metavar="NAME")
    _json(_command(actions, "list", "모두 보여요 · show them all"))
    delete = _command(actions, "delete", "지워요 · delete one")
    delete.add_argument("name", metavar="NAME")
    delete.add_argument("--yes", action="store_true", help="묻지 않아요 · do not ask")


def _add_room(commands: Commands) -> None:
    room = commands.add_parser("room", help="방을 돌봐요 · look after rooms")
    actions = room.add_subparsers(dest="action", required=True, metavar="ACTION")
    _json(_command(actions, "list", "모두 보여요 · show them all"))
    export = _command(actions, "export", "한 말을 모두 적어요 · write down all that was said")
    export.add_argument("room", metavar="ROOM", help="방 이름, #은 빼도 돼요 · its name, with or without #")
    export.add_argument(
        "--format", choices=("text", "json"), default="text", help="글로, JSON으로 · which form"
    )
    export.add_argument("--output", metavar="FILE", help="파일에 적어요 · into a file, not standard output")
    _replace(export, "있는 파일을 바꿔요 · replace a file that is there")
