"""`malmadang account`: accounts made, listed and deleted by whoever owns the server."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

import msgspec

from malmadang.cli.admin import complain
from malmadang.cli.reach import Place, Reached, with_server
from malmadang.servercore.orders import (
    AccountLine,
    AccountList,
    AddAccount,
    ChangePassword,
    DeleteAccount,
    Denied,
    Done,
    ListAccounts,
)
from malmadang.wire.josa import attach, fill

EXIT_TROUBLE = 1
_DONE = {
    AddAccount: "계정 {name|을/를} 만들었어요 · account {name} is made",
    ChangePassword: "계정 {name}의 비밀번호를 바꿨어요 · the password of {name} is changed",
    DeleteAccount: "계정 {name|을/를} 지웠어요 · account {name} is deleted",
}


def run_account(args: argparse.Namespace) -> int:
    """Do what the words say; return the exit status."""
    if args.action == "list":
        return with_server(args, lambda server, _: _list(server, as_json=args.json))
    order = _order(args)
    if order is None:
        return EXIT_TROUBLE
    done = _DONE[type(order)]

    async def carry_out(server: Reached, _: Place) -> int:
        told = await server.ask(order)
        if isinstance(told, Done):
            print(fill(done, name=told.name))
            return 0
        return refused(told)

    return with_server(args, carry_out, may_make=isinstance(order, AddAccount))


def _order(args: argparse.Namespace) -> AddAccount | ChangePassword | DeleteAccount | None:
    """Return what the words ask for, with what they leave to be asked; None where that is not answered."""
    if args.action == "delete":
        return DeleteAccount(args.name) if args.yes or _is_sure(args.name) else None
    password = _ask_password()
    if password is None:
        return None
    return (AddAccount if args.action == "add" else ChangePassword)(args.name, password)


def refused(told: object) -> int:
    """Say why something was not done; return the exit status."""
    if isinstance(told, Denied):
        complain(f"{told.korean} · {told.english}")
    else:
        complain(f"서버가 다른 판이에요 · the server is of another version ({type(told).__name__})")
    return EXIT_TROUBLE


async def _list(server: Reached, *, as_json: bool) -> int:
    told = await server.ask(ListAccounts())
    if not isinstance(told, AccountList):
        return refused(told)
    if as_json:
        print(msgspec.json.encode(told.accounts).decode())
        return 0
    for account in told.accounts:
        print(_line(account))
    if not told.accounts:
        print("계정이 없어요 · there are no accounts")
    return 0


def _line(account: AccountLine) -> str:
    made = datetime.fromtimestamp(account.created_ms / 1000, UTC).astimezone()
    parts = [account.account, f"{made:%Y-%m-%d %H:%M}"]
    if account.clients:
        parts.append(f"접속 {account.clients} · online")
    if account.email:
        parts.append(account.email)
    return "  ".join(parts)


def _is_sure(name: str) -> bool:
    """Ask whether an account is really to go; without somebody to ask it stays."""
    if not sys.stdin.isatty():
        complain("지우려면 --yes를 붙여 주세요 · add --yes to delete it")
        return False
    asked = f"계정 {attach(name, '을/를')} 정말 지울까요? 되돌릴 수 없어요 · Delete {name} for good? [y/N] "
    try:
        return input(asked).strip().lower() in ("y", "yes", "네", "예", "ㅇ")
    except EOFError:
        return False


def _ask_password() -> str | None:
    """Return a password typed twice unseen, or the first line of what is piped in; None where there is none.

    It is no word of the command line: those can be read by everybody on the machine.
    """
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            complain("표준 입력으로 비밀번호를 주세요 · give the password on standard input")
        return password or None
    try:
        password = getpass.getpass("비밀번호 · password: ")
        if password != getpass.getpass("한 번 더 · once more: "):
            complain("두 비밀번호가 달라요 · the two are not the same")
            return None
    except EOFError:
        return None
    return password
