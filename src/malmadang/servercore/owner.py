"""The owner's hand: accounts and rooms looked after from outside, by the rules that hold for everybody."""

from __future__ import annotations

from typing import assert_never

import msgspec

from malmadang.ports import AccountRecord, ClientId, Moment, TimeMs
from malmadang.servercore.client import Client
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Send, newest_record
from malmadang.servercore.login import drop_account
from malmadang.servercore.orders import (
    AccountLine,
    AccountList,
    AddAccount,
    ChangePassword,
    CoreOrder,
    DeleteAccount,
    Denied,
    Done,
    ListAccounts,
    ListRooms,
    RoomLine,
    RoomList,
    Told,
)
from malmadang.servercore.params import word
from malmadang.servercore.phrases import Phrases
from malmadang.servercore.refusal import Failure
from malmadang.servercore.signup import add_account, change_password
from malmadang.servercore.throttle import Bucket

_KOREAN, _ENGLISH = Phrases("ko"), Phrases("en")


def owner_client(client_id: ClientId, now: Moment) -> Client:
    """Return who acts when the owner asks: a client that no list of clients has, and no limit binds."""
    bucket = Bucket(1, now.steady_ms)
    client = Client(client_id, "127.0.0.1", "localhost", secure=True, loud=bucket, quiet=bucket)
    client.exempt = True
    return client


def carry_out(ctx: Context, order: CoreOrder) -> None:
    """Do what the owner asks for; the answer goes to the acting client once what it tells is kept."""
    try:
        match order:
            case AddAccount(account, password):
                add_account(ctx, account, password, _made, _failed)
            case ChangePassword(account, password):
                record = _known(ctx, account)

                def changed(ctx: Context) -> None:
                    answer(ctx, Done(record.account), with_record=True)

                change_password(ctx, record, password, changed, _failed)
            case DeleteAccount(account):
                record = _known(ctx, account)
                drop_account(ctx, record)
                answer(ctx, Done(record.account), with_record=True)
            case ListAccounts():
                answer(ctx, _accounts(ctx))
            case ListRooms():
                answer(ctx, _rooms(ctx))
            case _:
                assert_never(order)
    except Failure as failure:
        _failed(ctx, failure)


def answer(ctx: Context, told: Told, *, with_record: bool = False) -> None:
    """Answer the owner: one line of JSON."""
    records = newest_record(ctx.effects) if with_record else ()
    ctx.effects.append(Send(ctx.client.id, msgspec.json.encode(told) + b"\n", records))


def denied(code: str, phrase: str, **fields: str) -> Denied:
    """Return why something is not done, in both languages."""
    return Denied(code, _KOREAN.say(phrase, **fields), _ENGLISH.say(phrase, **fields))


def _made(ctx: Context, record: AccountRecord) -> None:
    answer(ctx, Done(record.account), with_record=True)


def _failed(ctx: Context, failure: Failure) -> None:
    answer(ctx, denied(failure.code, failure.phrase))


def _known(ctx: Context, account: str) -> AccountRecord:
    record = ctx.state.accounts.find(account)
    if record is None:
        raise Failure("ACCOUNT", "ACCOUNT_UNKNOWN", word(account), phrase="account_unknown")
    return record


def _accounts(ctx: Context) -> AccountList:
    accounts = ctx.state.accounts
    lines = [
        AccountLine(
            record.account,
            record.created_ms,
            sum(len(user.clients) for user in accounts.users.get(record.folded, ())),
            record.email,
        )
        for record in accounts
    ]
    return AccountList(tuple(sorted(lines, key=lambda line: line.account)))


def _rooms(ctx: Context) -> RoomList:
    state = ctx.state
    lines = [
        RoomLine(
            channel.name,
            len(channel.members),
            channel.last_ms if channel.seq else TimeMs(0),
            channel.topic.text if channel.topic is not None else "",
            channel.founder,
        )
        for channel in state.channels.values()
    ]
    lines += [
        RoomLine(str(log), 0, position.last_ms, is_open=False)
        for log, position in state.positions.items()
        if log.startswith("#")
    ]
    return RoomList(tuple(sorted(lines, key=lambda line: line.room)))
