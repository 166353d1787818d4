"""REGISTER: making an account."""

from __future__ import annotations

from malmadang.ports import AccountRecord
from malmadang.servercore.context import Context
from malmadang.servercore.fitting import fit
from malmadang.servercore.login import log_in
from malmadang.servercore.signup import sign_up
from malmadang.wire.message import Message


def register(ctx: Context, message: Message) -> None:
    """Make an account and log the acting client in to it; nick and rooms stay as they are.

    Source: IRCv3 account-registration.
    """
    account, email, password = message.params[:3]
    sign_up(ctx, account, email, password, _done)


def _done(ctx: Context, record: AccountRecord) -> None:
    text = ctx.phrases.say("register_done", account=record.account)
    line = fit(f":{ctx.config.server.name} REGISTER SUCCESS {record.account} :{text}")
    ctx.reply(line, with_record=True)
    log_in(ctx, record)
