"""Metadata: what people and rooms say of themselves by key (display name, avatar), and who wants to know.

Source: IRCv3 metadata (draft/metadata-2); numerics as in its newer text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Keep
from malmadang.servercore.fitting import encode
from malmadang.servercore.ownership import keep_channel
from malmadang.servercore.render import Line
from malmadang.servercore.user import User
from malmadang.wire.numerics import RPL_METADATASYNCLATER

CAPABILITY = "draft/metadata-2"
MOST_KEYS = 20
MOST_SUBSCRIPTIONS = 50
VALUE_BYTES = 300
SYNC_MEMBERS = 200
"""In larger rooms one asks for what the members say of themselves, instead of getting it unasked."""
_PREFIX = "metadata."
_KEY = re.compile(r"[a-z0-9_.-][a-z0-9_.:-]{0,63}")

Target = User | Channel


def parse_key(typed: str) -> str:
    """Return a key as it is kept, "" for what is none."""
    key = typed.lower()
    return key if typed.isascii() and _KEY.fullmatch(key) else ""


def values_of(ctx: Context, target: Target) -> Mapping[str, str]:
    """Return what somebody or a room says of itself, by key; an account's is the same from everywhere."""
    if isinstance(target, User) and target.account:
        record = ctx.state.accounts.find(target.account)
        settings = record.settings if record is not None else {}
        return {
            key.removeprefix(_PREFIX): value for key, value in settings.items() if key.startswith(_PREFIX)
        }
    return target.metadata


def set_values(ctx: Context, target: Target, values: Mapping[str, str]) -> bool:
    """Let a target say things of itself, by key, or with "" no longer; whoever wants to know is told.

    Returns:
        whether the acting client hears of it when the store refuses it, and must not hear that it is done.
    """
    record = None
    if isinstance(target, User) and target.account:
        record = ctx.state.accounts.find(target.account)
    who: list[Target] = [target]
    if record is not None:
        changed = {_PREFIX + key: value for key, value in values.items()}
        settings = {
            key: value for key, value in {**record.settings, **changed}.items() if value or key not in changed
        }
        now = replace(record, settings=settings)
        ctx.state.accounts.put(now)
        ctx.effects.append(Keep(now, ctx.client.id, "METADATA", record.account, ctx.label))
        who = list(ctx.state.accounts.users.get(record.folded, ()))
    else:
        for key, value in values.items():
            if value:
                target.metadata[key] = value
            else:
                target.metadata.pop(key, None)
        if isinstance(target, Channel):
            keep_channel(ctx, target)
    for key, value in values.items():
        for one in who:
            _tell(ctx, one, key, value)
    return record is not None


def tell_changes(ctx: Context, user: User, before: Mapping[str, str]) -> None:
    """Tell those who want to know what a user says otherwise now, logged in or out."""
    after = values_of(ctx, user)
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            _tell(ctx, user, key, after.get(key, ""))


def _tell(ctx: Context, target: Target, key: str, value: str) -> None:
    for client in sorted(ctx.state.metadata_readers, key=lambda client: client.id):
        user = client.user
        if client is ctx.client or user is None or key not in client.subscriptions:
            continue
        if isinstance(target, Channel):
            is_near = user in target.members
        else:
            is_near = user is target or user.shares_channel_with(target)
        if is_near:
            ctx.broadcast((client,), line_of(ctx, target, key, value))


def line_of(ctx: Context, target: Target, key: str, value: str) -> Line:
    """Return what a subscriber reads of one value, "" for one that is gone."""
    name = target.name if isinstance(target, Channel) else target.nick
    return Line(encode(f":{ctx.config.server.name} METADATA {name} {key} * :{value}"))


def send_own(ctx: Context) -> None:
    """Send the acting client, which has just come in, what its user says of itself.

    Source: IRCv3 metadata (a batch, empty where there is nothing).
    """
    if CAPABILITY in ctx.client.caps and "batch" in ctx.client.caps:
        values = sorted(values_of(ctx, ctx.user).items())
        ctx.reply_batch("metadata", lines=[line_of(ctx, ctx.user, key, value) for key, value in values])


def lines_about(ctx: Context, targets: Iterable[Target], keys: Iterable[str]) -> Iterator[Line]:
    """Yield what targets say of themselves under the keys."""
    wanted = set(keys)
    for target in targets:
        for key, value in sorted(values_of(ctx, target).items()):
            if key in wanted:
                yield line_of(ctx, target, key, value)


def show_on_entering(ctx: Context, channel: Channel) -> None:
    """Tell the acting client, which has come into a room, what it wants to know of it and its members."""
    keys = ctx.client.subscriptions
    if not keys:
        return
    if len(channel.members) > SYNC_MEMBERS:
        ctx.numeric(RPL_METADATASYNCLATER, channel.name, text="")
        return
    for line in lines_about(ctx, (channel, *channel.members), keys):
        ctx.reply(line)


def introduce(ctx: Context, user: User, channel: Channel) -> None:
    """Tell the members of a room who want to know what a newcomer says of itself."""
    if not ctx.state.metadata_readers:
        return
    values = values_of(ctx, user)
    if not values:
        return
    for client in sorted(ctx.state.metadata_readers, key=lambda client: client.id):
        reader = client.user
        if reader is not None and reader is not user and reader in channel.members:
            for line in lines_about(ctx, (user,), client.subscriptions):
                ctx.broadcast((client,), line)
