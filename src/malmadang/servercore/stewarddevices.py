"""The steward and devices: where an account is connected from, closing one, staying without any."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from malmadang.servercore.client import Client
from malmadang.servercore.context import Context
from malmadang.servercore.departure import Leaving, depart
from malmadang.servercore.devices import set_stay
from malmadang.servercore.lasting import is_wanted
from malmadang.servercore.stewardrooms import Handler, Say
from malmadang.wire.names import Folded, casefold

HELP = tuple(f"devices_help_{number}" for number in range(1, 5))
_WISHES = {"켜기": "on", "on": "on", "끄기": "off", "off": "off", "기본": "", "default": ""}


def clients_of(ctx: Context, account: Folded) -> Iterator[Client]:
    """Yield every connection that is logged in to the account, the oldest first of each nick."""
    for user in tuple(ctx.state.accounts.users.get(account, ())):
        yield from tuple(user.clients.values())


def _list(ctx: Context, say: Say, _words: list[str]) -> None:
    if not ctx.user.account:
        say("steward_guest")
        return
    for client in clients_of(ctx, casefold(ctx.user.account)):
        minutes = (ctx.now.steady_ms - client.connected_ms) // 60_000
        say(
            "device_mine" if client is ctx.client else "device",
            number=str(client.id),
            nick=client.nick,
            address=client.address,
            age=_age(ctx, minutes),
        )


def _age(ctx: Context, minutes: int) -> str:
    if minutes < 1:
        return ctx.phrases.say("just_now")
    if minutes < 60:
        return ctx.phrases.say("minutes_ago", count=str(minutes))
    if minutes < 1_440:
        return ctx.phrases.say("hours_ago", count=str(minutes // 60))
    return ctx.phrases.say("days_ago", count=str(minutes // 1_440))


def _close(ctx: Context, say: Say, words: list[str]) -> None:
    if not ctx.user.account:
        say("steward_guest")
        return
    mine = {str(client.id): client for client in clients_of(ctx, casefold(ctx.user.account))}
    client = mine.get(words[0]) if words else None
    if client is None or client is ctx.client:
        say("devices_help_3")
        return
    depart(ctx, client, ctx.phrases.say("device_closed"), say="device_closed", leaving=Leaving.SENT)
    say("device_is_closed", number=str(client.id))


def _stay(ctx: Context, say: Say, words: list[str]) -> None:
    record = ctx.state.accounts.find(ctx.user.account) if ctx.user.account else None
    if record is None:
        say("steward_guest")
        return
    if words:
        wish = _WISHES.get(words[0].lower())
        if wish is None:
            say("devices_help_4")
            return
        set_stay(ctx, record, wish)
        record = ctx.state.accounts.find(record.account) or record
    stays = is_wanted(ctx.config, record)
    say("stays" if stays else "stays_not", with_record=bool(words))
    if stays and ctx.user.folded != record.folded:
        say("stays_by_name", account=record.account)


DEVICE_COMMANDS: MappingProxyType[str, Handler] = MappingProxyType(
    {
        "기기": _list,
        "DEVICES": _list,
        "기기닫기": _close,
        "DISCONNECT": _close,
        "머무르기": _stay,
        "STAY": _stay,
    }
)
