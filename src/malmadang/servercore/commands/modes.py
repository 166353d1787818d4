"""MODE of channels: flags, key, limit, lists and ranks."""

from __future__ import annotations

from malmadang.servercore.authority import Action, may_put_out, require
from malmadang.servercore.channel import (
    BIT_OF_LETTER,
    KEY_BYTES,
    MODE_ARGUMENTS,
    MODE_KINDS,
    Channel,
    ListEntry,
)
from malmadang.servercore.commands.channels import find_channel
from malmadang.servercore.commands.usermodes import user_mode
from malmadang.servercore.context import Context
from malmadang.servercore.flooding import parse_flood, set_flood
from malmadang.servercore.ownership import keep_channel
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.retention import parse_length, trim_room
from malmadang.wire.masks import normalize_mask
from malmadang.wire.message import MAX_BODY_BYTES, Message
from malmadang.wire.modes import ModeChange, format_modes, parse_modes
from malmadang.wire.names import casefold, normalize_name
from malmadang.wire.numerics import (
    ERR_BANLISTFULL,
    ERR_CHANOPRIVSNEEDED,
    ERR_INVALIDMODEPARAM,
    ERR_NOSUCHNICK,
    ERR_UNKNOWNMODE,
    ERR_USERNOTINCHANNEL,
    RPL_BANLIST,
    RPL_CHANNELMODEIS,
    RPL_CREATIONTIME,
    RPL_ENDOFBANLIST,
    RPL_ENDOFEXCEPTLIST,
    RPL_ENDOFINVEXLIST,
    RPL_EXCEPTLIST,
    RPL_INVEXLIST,
)
from malmadang.wire.split import cut_text

_MASK_BYTES = 160
_MOST_MEMBERS = 2**31 - 1
_MOST_REFUSALS = 8

_LISTS = {
    "b": (RPL_BANLIST, RPL_ENDOFBANLIST),
    "e": (RPL_EXCEPTLIST, RPL_ENDOFEXCEPTLIST),
    "I": (RPL_INVEXLIST, RPL_ENDOFINVEXLIST),
}
_ACTIONS = {
    "v": Action.VOICE,
    "h": Action.PROMOTE,
    "o": Action.PROMOTE,
    "a": Action.ENTHRONE,
    "q": Action.ENTHRONE,
}


def mode(ctx: Context, message: Message) -> None:
    """Show or change modes of a channel or of oneself.

    Source: Modern IRC, MODE message; RFC 2812 3.1.5, 3.2.3.
    """
    if message.params[0].startswith("#"):
        _channel_mode(ctx, message)
    else:
        user_mode(ctx, message)


def is_question(message: Message) -> bool:
    """Whether nobody but the sender reads what comes of this MODE."""
    params = message.params
    if len(params) < 2 or not params[0].startswith("#"):
        return True
    return len(params) == 2 and not set(params[1]) - set(f"+-{MODE_KINDS.lists}")


def _channel_mode(ctx: Context, message: Message) -> None:
    channel = find_channel(ctx, message.params[0])
    changes = parse_modes(message.params[1], message.params[2:], MODE_KINDS) if message.params[1:] else []
    if not changes:
        _show_modes(ctx, channel)
        return
    done: list[ModeChange] = []
    shown: set[str] = set()
    told: set[tuple[str, ...]] = set()
    for change in _within_limit(changes):
        try:
            if change.letter in MODE_KINDS.lists and change.argument is None:
                if change.letter not in shown:
                    shown.add(change.letter)
                    _show_list(ctx, channel, change.letter)
            else:
                done += _make(ctx, channel, change)
        except Refusal as refusal:
            # Of eight changes nobody may make, one refusal says it all.
            what = (refusal.numeric.code, *refusal.params)
            if what not in told and len(told) < _MOST_REFUSALS:
                told.add(what)
                ctx.refuse(refusal)
    if done:
        keep_channel(ctx, channel)
    _announce(ctx, channel, done)


def _within_limit(changes: list[ModeChange]) -> list[ModeChange]:
    kept: list[ModeChange] = []
    arguments = 0
    for change in changes:
        arguments += change.argument is not None
        if arguments <= MODE_ARGUMENTS or change.argument is None:
            kept.append(change)
    return kept


def _announce(ctx: Context, channel: Channel, done: list[ModeChange]) -> None:
    """Tell the channel in one line, or in as many as the changes need."""
    user = ctx.user
    room_bytes = MAX_BODY_BYTES - len(f"{user.source}MODE {channel.name} ".encode())
    while done:
        size = len(done)
        while size > 1 and len(" ".join(format_modes(done[:size])).encode()) > room_bytes:
            size -= 1
        text = " ".join(format_modes(done[:size]))
        line = ctx.kept_line(user, channel, "MODE", text, tail=f"MODE {channel.name} {text}")
        ctx.post_with_reply(channel, line)
        done = done[size:]


def _show_modes(ctx: Context, channel: Channel) -> None:
    user = ctx.user
    require(Action.SEE, user, channel)
    letters = "".join(sorted(channel.modes))
    arguments: list[str] = []
    if channel.key:
        letters += "k"
        # The key is for those who are in.
        arguments.append(channel.key if user in channel.members else "*")
    if channel.history:
        letters += "H"
        arguments.append(channel.history)
    if channel.flood is not None:
        letters += "f"
        arguments.append(str(channel.flood))
    if channel.limit:
        letters += "l"
        arguments.append(str(channel.limit))
    ctx.numeric(RPL_CHANNELMODEIS, channel.name, f"+{letters}", *arguments, text="")
    ctx.numeric(RPL_CREATIONTIME, channel.name, str(channel.created_ms // 1000), text="")


def _show_list(ctx: Context, channel: Channel, letter: str) -> None:
    require(Action.SEE, ctx.user, channel)
    item, end = _LISTS[letter]
    for entry in channel.lists[letter].values():
        ctx.numeric(item, channel.name, entry.mask, entry.setter, str(entry.utc_ms // 1000), text="")
    ctx.numeric(end, channel.name)


# -- one change --------------------------------------------------------------------------------------


def _make(ctx: Context, channel: Channel, change: ModeChange) -> list[ModeChange]:
    """Make one change; return it as it is to be told, nothing where it changes nothing.

    Raises:
        Refusal: a rule says no.
    """
    letter = change.letter
    if letter in MODE_KINDS.members:
        return _change_rank(ctx, channel, change)
    if not MODE_KINDS.is_known(letter):
        raise Refusal(ERR_UNKNOWNMODE, word(letter))
    require(Action.SET_MODE, ctx.user, channel)
    if letter in MODE_KINDS.flags:
        made = _change_flag(channel, change)
    elif letter == "k":
        made = _change_key(ctx, channel, change)
    elif letter == "f":
        made = _change_flood(ctx, channel, change)
    elif letter == "l":
        made = _change_limit(ctx, channel, change)
    elif letter == "H":
        made = _change_history(ctx, channel, change)
    else:
        made = _change_list(ctx, channel, change)
    return [made] if made is not None else []


def _bad_value(ctx: Context, channel: Channel, letter: str, value: str, phrase: str) -> Refusal:
    text = ctx.phrases.say(phrase, letter=letter, most=str(_MOST_MEMBERS))
    return Refusal(ERR_INVALIDMODEPARAM, channel.name, letter, word(value), text=text)


def _change_flag(channel: Channel, change: ModeChange) -> ModeChange | None:
    modes, letter = channel.modes, change.letter
    if (letter in modes) == (change.sign == "+"):
        return None
    channel.set_flag(letter, on=change.sign == "+")
    return change


def _change_key(ctx: Context, channel: Channel, change: ModeChange) -> ModeChange | None:
    if change.sign == "-":
        key, channel.key = channel.key, ""
        return ModeChange("-", "k", key) if key else None
    typed = change.argument or ""
    if not typed or typed.startswith(":") or any(letter <= " " or letter == "," for letter in typed):
        raise _bad_value(ctx, channel, "k", "", "bad_key")
    key = cut_text(typed, KEY_BYTES)
    if key == channel.key:
        return None
    channel.key = key
    return ModeChange("+", "k", key)


def _change_limit(ctx: Context, channel: Channel, change: ModeChange) -> ModeChange | None:
    if change.sign == "-":
        limit, channel.limit = channel.limit, 0
        return ModeChange("-", "l") if limit else None
    typed = change.argument or ""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 10 else 0
    if not 0 < number <= _MOST_MEMBERS:
        raise _bad_value(ctx, channel, "l", typed, "bad_limit")
    if number == channel.limit:
        return None
    channel.limit = number
    return ModeChange("+", "l", str(number))


def _change_history(ctx: Context, channel: Channel, change: ModeChange) -> ModeChange | None:
    if change.sign == "-":
        before, channel.history = channel.history, ""
        return ModeChange("-", "H") if before else None
    typed = (change.argument or "").lower()
    if parse_length(typed) is None:
        raise _bad_value(ctx, channel, "H", typed, "bad_history")
    if typed == channel.history:
        return None
    channel.history = typed
    trim_room(ctx, channel)
    return ModeChange("+", "H", typed)


def _change_flood(ctx: Context, channel: Channel, change: ModeChange) -> ModeChange | None:
    if change.sign == "-":
        before = channel.flood
        set_flood(channel, None)
        return ModeChange("-", "f") if before else None
    flood = parse_flood(change.argument or "")
    if flood is None:
        raise _bad_value(ctx, channel, "f", change.argument or "", "bad_flood")
    if flood == channel.flood:
        return None
    set_flood(channel, flood)
    return ModeChange("+", "f", str(flood))


def _change_list(ctx: Context, channel: Channel, change: ModeChange) -> ModeChange | None:
    letter, entries = change.letter, channel.lists[change.letter]
    typed = change.argument or ""
    mask = complete_mask(typed, letter)
    if not mask:
        raise _bad_value(ctx, channel, letter, typed, "bad_mask")
    folded = casefold(mask)
    if change.sign == "-":
        gone = entries.pop(folded, None)
        if gone is None:
            return None
        channel.list_version += 1
        return ModeChange("-", letter, gone.mask)
    if folded in entries:
        return None
    if len(entries) >= ctx.config.limits.ban_list:
        raise Refusal(ERR_BANLISTFULL, channel.name, letter)
    entries[folded] = ListEntry(mask, ctx.user.nick, ctx.now.utc_ms)
    channel.list_version += 1
    return ModeChange("+", letter, mask)


def complete_mask(typed: str, letter: str) -> str:
    """Return a mask as its list keeps it, "" for what is none.

    Args:
        letter: b, e or I; the first two know `m:` before the mask, which makes it one of mutes. `a:` before
            it makes it one of accounts.
    Source: Modern IRC, ISUPPORT EXTBAN; IRCv3 account-extban.
    """
    is_mute = letter in "be" and typed.startswith("m:")
    bare = typed[2:] if is_mute else typed
    if not bare or any(sign <= " " for sign in bare):
        return ""
    is_account = bare.startswith("a:")
    if is_account and not bare[2:]:
        return ""
    mask = f"a:{normalize_name(bare[2:])}" if is_account else normalize_mask(bare)
    if mask.startswith(":") or len(mask.encode()) > _MASK_BYTES:
        return ""
    return f"m:{mask}" if is_mute else mask


def _change_rank(ctx: Context, channel: Channel, change: ModeChange) -> list[ModeChange]:
    """Give or take a rank; in an owned room an account's ranks are the same wherever it is there from."""
    user, letter, typed = ctx.user, change.letter, change.argument
    target = ctx.state.user(typed) if typed else None
    is_taken_by_oneself = change.sign == "-" and target is user
    if not is_taken_by_oneself or user not in channel.members:
        require(_ACTIONS[letter], user, channel)
    if not typed:
        raise _bad_value(ctx, channel, letter, "", "mode_needs")
    if target is None:
        raise Refusal(ERR_NOSUCHNICK, word(typed))
    membership = channel.members.get(target)
    if membership is None:
        raise Refusal(ERR_USERNOTINCHANNEL, target.nick, channel.name)
    bit = BIT_OF_LETTER[letter]
    if bool(membership.rank & bit) == (change.sign == "+"):
        return []
    if change.sign == "-" and letter == "q" and channel.is_owner(target):
        text = ctx.phrases.say("owner_stays") if user is target else None
        raise Refusal(ERR_CHANOPRIVSNEEDED, channel.name, text=text)
    if change.sign == "-" and not may_put_out(user, target, channel):
        raise Refusal(ERR_CHANOPRIVSNEEDED, channel.name)
    channel.names.clear()
    if not channel.founder or not target.account:
        membership.rank ^= bit
        return [ModeChange(change.sign, letter, target.nick)]
    account = casefold(target.account)
    rank = membership.rank ^ bit
    if rank:
        channel.ranks[account] = rank
    else:
        del channel.ranks[account]
    alike = [member for member in channel.members if casefold(member.account) == account]
    for member in alike:
        channel.members[member].rank = rank
    return [ModeChange(change.sign, letter, member.nick) for member in alike]
