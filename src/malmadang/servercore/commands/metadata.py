"""METADATA: what people and rooms say of themselves by key."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from malmadang.servercore.authority import Action, may_see, require
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.metadata import (
    MOST_KEYS,
    MOST_SUBSCRIPTIONS,
    SYNC_MEMBERS,
    VALUE_BYTES,
    Target,
    lines_about,
    parse_key,
    set_values,
    values_of,
)
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.wire.message import Message
from malmadang.wire.names import normalize_name
from malmadang.wire.numerics import (
    RPL_KEYNOTSET,
    RPL_KEYVALUE,
    RPL_METADATASUBOK,
    RPL_METADATASUBS,
    RPL_METADATAUNSUBOK,
    Numeric,
)

_LINE_BYTES = 380


def metadata(ctx: Context, message: Message) -> None:
    """Get, list, set, clear values; say which keys one wants to hear of.

    Source: IRCv3 metadata.
    """
    typed, said, *words = message.params
    handler = _SUBCOMMANDS.get(said.upper())
    if handler is None:
        raise Failure("METADATA", "INVALID_SUBCOMMAND", word(said), phrase="metadata_subcommand")
    if handler is not _set:
        # A line has fifteen parameters; keys beyond that stand in the last one.
        words = [key for said in words for key in said.split()]
    handler(ctx, _target(ctx, typed), word(typed), words)


def is_question(message: Message) -> bool:
    """Whether nobody else reads what comes of this METADATA."""
    return len(message.params) < 2 or message.params[1].upper() not in ("SET", "CLEAR")


def _target(ctx: Context, typed: str) -> Target:
    found: Target | None
    if typed == "*":
        found = ctx.user
    elif typed.startswith("#"):
        found = ctx.state.channel(typed)
        if found is not None and not may_see(ctx.user, found):
            found = None
    else:
        found = ctx.state.user(normalize_name(typed))
    if found is None:
        raise Failure("METADATA", "INVALID_TARGET", word(typed), phrase="metadata_target")
    return found


def _require_sight(ctx: Context, target: Target, typed: str) -> None:
    """A room that only the invited may enter tells outsiders nothing of itself."""
    if isinstance(target, Channel) and "i" in target.modes and ctx.user not in target.members:
        raise _forbidden(typed, "*")


def _require_hand(ctx: Context, target: Target, typed: str, key: str) -> None:
    if isinstance(target, Channel):
        try:
            require(Action.SET_MODE, ctx.user, target)
        except Refusal:
            raise _forbidden(typed, key) from None
    elif target is not ctx.user:
        raise _forbidden(typed, key)


def _forbidden(typed: str, key: str) -> Failure:
    return Failure("METADATA", "KEY_NO_PERMISSION", typed, key, phrase="metadata_forbidden")


def _invalid_key(typed: str) -> Failure:
    return Failure("METADATA", "INVALID_KEY", word(typed), phrase="metadata_key")


def _pair(ctx: Context, target: str, key: str, value: str | None) -> str:
    if value is None:
        return ctx.numeric_line(RPL_KEYNOTSET, target, key)
    return ctx.data_line(RPL_KEYVALUE, target, key, "*", value)


def _answer(ctx: Context, lines: Iterable[str], *, with_record: bool = False) -> None:
    encoded = [f"{line}\r\n".encode() for line in lines]
    ctx.reply_batch("metadata", lines=encoded, with_record=with_record)


def _get(ctx: Context, target: Target, typed: str, words: list[str]) -> None:
    _require_sight(ctx, target, typed)
    values = values_of(ctx, target)
    lines = []
    for said in words:
        key = parse_key(said)
        if key:
            lines.append(_pair(ctx, typed, key, values.get(key)))
        else:
            text = ctx.phrases.say("metadata_key")
            lines.append(f":{ctx.config.server.name} FAIL METADATA INVALID_KEY {word(said)} :{text}")
    _answer(ctx, lines)


def _list(ctx: Context, target: Target, typed: str, _words: list[str]) -> None:
    _require_sight(ctx, target, typed)
    _answer(ctx, [_pair(ctx, typed, key, value) for key, value in sorted(values_of(ctx, target).items())])


def _set(ctx: Context, target: Target, typed: str, words: list[str]) -> None:
    key = parse_key(words[0]) if words else ""
    if not key:
        raise _invalid_key(words[0] if words else "*")
    _require_hand(ctx, target, typed, key)
    value, values = words[1] if len(words) > 1 else "", values_of(ctx, target)
    if len(value.encode()) > VALUE_BYTES:
        raise Failure("METADATA", "INVALID_VALUE", key, phrase="metadata_value")
    if value and key not in values and len(values) >= MOST_KEYS:
        raise Failure("METADATA", "LIMIT_REACHED", typed, phrase="metadata_limit")
    is_changed = value != values.get(key, "")
    is_told = is_changed and set_values(ctx, target, {key: value})
    ctx.reply(_pair(ctx, typed, key, value or None), with_record=is_told)


def _clear(ctx: Context, target: Target, typed: str, _words: list[str]) -> None:
    _require_hand(ctx, target, typed, "*")
    keys = sorted(values_of(ctx, target))
    is_told = bool(keys) and set_values(ctx, target, dict.fromkeys(keys, ""))
    _answer(ctx, [_pair(ctx, typed, key, None) for key in keys], with_record=is_told)


def _subscribe(ctx: Context, _target: Target, _typed: str, words: list[str]) -> None:
    client = ctx.client
    taken: list[str] = []
    faults: list[Failure] = []
    for said in words:
        key = parse_key(said)
        if not key:
            faults.append(_invalid_key(said))
            continue
        if key not in client.subscriptions and len(client.subscriptions) >= MOST_SUBSCRIPTIONS:
            faults.append(Failure("METADATA", "TOO_MANY_SUBS", key, phrase="metadata_limit"))
            break
        client.subscriptions[key] = None
        taken.append(key)
    if client.subscriptions:
        ctx.state.metadata_readers[client] = None
    _send_keys(ctx, RPL_METADATASUBOK, taken)
    for fault in faults:
        ctx.refuse(fault)
    near: dict[Target, None] = {ctx.user: None}
    for channel in ctx.user.channels.values():
        if len(channel.members) <= SYNC_MEMBERS:
            near |= dict.fromkeys((channel, *channel.members))
    for line in lines_about(ctx, near, taken):
        ctx.reply(line)


def _unsubscribe(ctx: Context, _target: Target, _typed: str, words: list[str]) -> None:
    gone: list[str] = []
    for said in words:
        key = parse_key(said)
        if key:
            ctx.client.subscriptions.pop(key, None)
            gone.append(key)
        else:
            ctx.refuse(_invalid_key(said))
    if not ctx.client.subscriptions:
        ctx.state.metadata_readers.pop(ctx.client, None)
    _send_keys(ctx, RPL_METADATAUNSUBOK, gone)


def _subscriptions(ctx: Context, _target: Target, _typed: str, _words: list[str]) -> None:
    _send_keys(ctx, RPL_METADATASUBS, list(ctx.client.subscriptions))


def _send_keys(ctx: Context, numeric: Numeric, keys: list[str]) -> None:
    line: list[str] = []
    for key in keys:
        if line and len(" ".join((*line, key))) > _LINE_BYTES:
            ctx.data(numeric, " ".join(line))
            line = []
        line.append(key)
    if line:
        ctx.data(numeric, " ".join(line))


def _sync(ctx: Context, target: Target, typed: str, _words: list[str]) -> None:
    _require_sight(ctx, target, typed)
    targets: list[Target] = [target]
    if isinstance(target, Channel) and ctx.user in target.members:
        targets += target.members
    ctx.reply_batch("metadata", lines=list(lines_about(ctx, targets, ctx.client.subscriptions)))


_SUBCOMMANDS: dict[str, Callable[[Context, Target, str, list[str]], None]] = {
    "GET": _get,
    "LIST": _list,
    "SET": _set,
    "CLEAR": _clear,
    "SUB": _subscribe,
    "UNSUB": _unsubscribe,
    "SUBS": _subscriptions,
    "SYNC": _sync,
}
