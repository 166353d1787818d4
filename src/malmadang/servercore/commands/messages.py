"""PRIVMSG NOTICE TAGMSG: what people say."""

from __future__ import annotations

from malmadang.ports import EventRecord
from malmadang.servercore.authority import Action, may_speak, require
from malmadang.servercore.channel import BIT_OF_SIGN, Channel
from malmadang.servercore.client import TYPING
from malmadang.servercore.commands.direct import echo, private_line, say_to_person
from malmadang.servercore.commands.gathering import CAPABILITY, gather, is_gathered
from malmadang.servercore.commands.repeating import NONCE_TAG, nonce_of, say_once
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Post, PostRun
from malmadang.servercore.fitting import LINE_BYTES
from malmadang.servercore.flooding import is_too_much
from malmadang.servercore.gamecommands import hear as hear_of_game
from malmadang.servercore.longlines import fits, is_long, long_line
from malmadang.servercore.params import pieces, word
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.servercore.render import TAGS, Line, Run
from malmadang.servercore.replay import is_reaction
from malmadang.wire.message import Message, format_tags
from malmadang.wire.numerics import (
    ERR_CANNOTSENDTOCHAN,
    ERR_INPUTTOOLONG,
    ERR_NORECIPIENT,
    ERR_NOSUCHCHANNEL,
    ERR_NOTEXTTOSEND,
    ERR_TOOMANYTARGETS,
)

_SIGNS = frozenset(BIT_OF_SIGN)


def privmsg(ctx: Context, message: Message) -> None:
    """Say something to channels, ranks of a channel, or people.

    Source: Modern IRC, PRIVMSG message; RFC 2812 3.3.1.
    """
    params = message.params
    if message.tags is None and len(params) == 2 and params[1]:
        # Nearly every line of a chat: one channel, a text, no tags.
        state = ctx.state
        channel = state.spellings.get(params[0]) or state.channel(params[0])
        if channel is not None:
            ctx.client.spoke_ms = ctx.now.steady_ms
            _say_in_channel(ctx, channel, "PRIVMSG", params[1], "")
            return
    _say(ctx, message, "PRIVMSG")


def say_run(ctx: Context, target: str, texts: list[str]) -> bool:
    """Do what `privmsg` does for each of several texts to one channel, where nothing is out of the way.

    What the rules ask is asked once: between lines of one client that came in together nothing can change.

    Returns:
        False, and nothing is done, where the texts must go one by one.
    """
    client = ctx.client
    user = client.user
    channel = ctx.state.channel(target)
    if channel is None or user is None or user.modes or "C" in channel.modes or not may_speak(user, channel):
        return False
    is_member = user in channel.members
    if client.echo and not is_member:
        return False
    head = f"{user.source}PRIVMSG {channel.name} :"
    if not all(texts) or not _fit(head, texts):
        return False
    # What is said to a game, or may be ("!" comes before every letter), goes one by one.
    if channel.game is not None or channel.flood is not None or min(texts) < '"':
        return False
    client.spoke_ms = ctx.now.steady_ms
    name, account, mask, tags = channel.name, user.account, user.mask, channel.seal("")
    silent = () if client.echo else client.alone
    times = channel.stamp_run(ctx.now.utc_ms, len(texts))
    places = range(channel.seq - len(texts) + 1, channel.seq + 1)
    next_msgid = ctx.msgids.next
    msgids = [next_msgid() for _ in texts]
    records = [
        EventRecord(name, seq, msgid, utc_ms, "PRIVMSG", mask, account, tags, text)
        for seq, msgid, utc_ms, text in zip(places, msgids, times, texts, strict=True)
    ]
    run = Run(head, texts, times, msgids, account)
    ctx.effects.append(PostRun(channel.id, run, records, silent, client.id))
    return True


def _fit(head: str, texts: list[str]) -> bool:
    """Whether each of the lines is short enough."""
    room = LINE_BYTES - len(head.encode()) - 2
    # No letter takes more than four octets.
    return max(map(len, texts)) * 4 <= room or max([len(text.encode()) for text in texts]) <= room


def notice(ctx: Context, message: Message) -> None:
    """Say something that must never be answered, not even by an error.

    Source: Modern IRC, NOTICE message.
    """
    _say(ctx, message, "NOTICE")


def tagmsg(ctx: Context, message: Message) -> None:
    """Send client-only tags without a text, to those who negotiated message-tags.

    Source: IRCv3 message-tags.
    """
    if not ctx.client.mask & TAGS:
        return
    if not message.params or not message.params[0]:
        raise Refusal(ERR_NORECIPIENT)
    client, now_ms = ctx.client, ctx.now.steady_ms
    if is_typing(message) and not client.exempt and client.typing.take(1, *TYPING, now_ms):
        # Nobody misses one of many; whoever sends them must not be slowed in what it says.
        return
    _say_to_each(ctx, message.params[0], "TAGMSG", "", client_tags(ctx, message))


def is_typing(message: Message) -> bool:
    """Whether a TAGMSG tells of typing and of nothing that is kept.

    Source: IRCv3 typing.
    """
    return message.tags is not None and "+typing" in message.tags and not is_reaction(";".join(message.tags))


def _say(ctx: Context, message: Message, verb: str) -> None:
    params = message.params
    if is_gathered(message) and CAPABILITY in ctx.client.caps:
        gather(ctx, message)
        return
    if not params or not params[0]:
        raise Refusal(ERR_NORECIPIENT)
    if len(params) < 2 or not params[1]:
        raise Refusal(ERR_NOTEXTTOSEND)
    ctx.client.spoke_ms = ctx.now.steady_ms
    target, text, tags = params[0], params[1], client_tags(ctx, message)
    nonce = nonce_of(ctx, message) if message.tags else ""
    if nonce:
        say_once(ctx, verb, target, text, nonce, lambda ctx: say_to(ctx, target, verb, text, tags))
    else:
        _say_to_each(ctx, target, verb, text, tags)


def _say_to_each(ctx: Context, target: str, verb: str, text: str, tags: str) -> None:
    if "," not in target:
        say_to(ctx, target, verb, text, tags)
        return
    targets = list(dict.fromkeys(pieces(target)))
    if not targets:
        raise Refusal(ERR_NORECIPIENT)
    if len(targets) > ctx.config.limits.max_targets:
        raise Refusal(ERR_TOOMANYTARGETS, word(target))
    for one in targets:
        try:
            say_to(ctx, one, verb, text, tags)
        except (Refusal, Failure) as refusal:
            # One bad target must not keep the text from the others.
            if verb != "NOTICE":
                ctx.refuse(refusal)


def client_tags(ctx: Context, message: Message) -> str:
    """Return the client-only tags of a message as on the wire, "" for none.

    Source: IRCv3 message-tags (those who have not negotiated it have no use of them).
    """
    if not message.tags or not ctx.client.mask & TAGS:
        return ""
    return format_tags(
        {
            key: value
            for key, value in message.tags.items()
            if key[0] == "+" and len(key) > 1 and key != NONCE_TAG
        }
    )


def say_to(ctx: Context, target: str, verb: str, text: str, tags: str) -> None:
    """Say something to one target.

    Args:
        text: may be several lines, as `longlines` has them.
        tags: client-only tags as on the wire.
    """
    if target[0] == "#":
        channel = ctx.state.channel(target)
        if channel is None:
            raise Refusal(ERR_NOSUCHCHANNEL, word(target))
        if is_long(text):
            _say_long_in_channel(ctx, channel, verb, text, tags)
        else:
            _say_in_channel(ctx, channel, verb, text, tags)
    elif target[0] in _SIGNS and target.lstrip("~&@%+")[:1] == "#":
        _say_to_rank(ctx, target, verb, text, tags)
    else:
        say_to_person(ctx, target, verb, text, tags)


def _say_in_channel(ctx: Context, channel: Channel, verb: str, text: str, tags: str) -> None:
    # The hot path of the whole server: every step here is paid for every message.
    client = ctx.client
    user = client.user
    assert user is not None
    # A text below "\x02" begins with "\x01" (or is empty, as TAGMSG's): asked without cutting the text.
    if not may_speak(user, channel) or (text < "\x02" and bars_ctcp(channel, text)):
        raise Refusal(ERR_CANNOTSENDTOCHAN, channel.name)
    if channel.flood is not None and verb != "TAGMSG":
        _charge_person(ctx, channel, verb)
    if not client.exempt and not channel.rank(user) and (verb != "TAGMSG" or "+typing=" not in tags):
        _charge_room(ctx, channel, verb)
    if user.modes and "B" in user.modes:
        tags = f"bot;{tags}" if tags else "bot"
    name, account = channel.name, user.account
    msgid = ctx.msgids.next()
    if verb == "TAGMSG":
        bare = f"{user.source}TAGMSG {name}\r\n".encode()
        utc_ms, record = ctx.now.utc_ms, None
        if is_reaction(tags):
            utc_ms = channel.stamp_event(utc_ms)
            kept = channel.seal(tags)
            record = EventRecord(name, channel.seq, msgid, utc_ms, verb, user.mask, account, kept, "")
        line = Line(bare, utc_ms, msgid, account, tags, TAGS)
    else:
        bare = f"{user.source}{verb} {name} :{text}\r\n".encode()
        if len(bare) > LINE_BYTES:
            raise Refusal(ERR_INPUTTOOLONG)
        utc_ms = channel.stamp(ctx.now.utc_ms)
        line = Line(bare, utc_ms, msgid, account, tags, 0, 0, b"", not (account or tags))
        if channel.is_shut or channel.key:
            tags = channel.seal(tags)
        record = EventRecord(name, channel.seq, msgid, utc_ms, verb, user.mask, account, tags, text)
    if not client.echo:
        ctx.effects.append(Post(channel.id, line, client.alone, record, client.id, ctx.label))
    elif ctx.label or user not in channel.members:
        ctx.post_with_reply(channel, line, record=record)
    else:
        ctx.effects.append(Post(channel.id, line, (), record, client.id))
    if (channel.game is not None or text[:1] == "!") and verb == "PRIVMSG":
        if ctx.label:
            # The echo is the answer and goes out at the end: what the game says of it must not come first.
            ctx.afterwards.append(lambda ctx: hear_of_game(ctx, channel, text))
        else:
            hear_of_game(ctx, channel, text)


def _say_long_in_channel(ctx: Context, channel: Channel, verb: str, text: str, tags: str) -> None:
    """Say a message of several lines: what `_say_in_channel` does, off the hot path."""
    client, user = ctx.client, ctx.user
    if not may_speak(user, channel) or (text < "\x02" and bars_ctcp(channel, text)):
        raise Refusal(ERR_CANNOTSENDTOCHAN, channel.name)
    if not fits(user, verb, channel.name, text):
        raise Refusal(ERR_INPUTTOOLONG)
    if channel.flood is not None:
        _charge_person(ctx, channel, verb)
    if not client.exempt and not channel.rank(user):
        _charge_room(ctx, channel, verb)
    if "B" in user.modes:
        tags = f"bot;{tags}" if tags else "bot"
    utc_ms, msgid = channel.stamp(ctx.now.utc_ms), ctx.msgids.next()
    stamped = Line(b"", utc_ms, msgid, user.account, tags)
    line = long_line(stamped, user.mask, verb, channel.name, text)
    record = EventRecord(
        channel.name, channel.seq, msgid, utc_ms, verb, user.mask, user.account, channel.seal(tags), text
    )
    if client.echo:
        ctx.post_with_reply(channel, line, record=record)
    else:
        ctx.post(channel, line, silent=client.alone, record=record)


def bars_ctcp(channel: Channel, text: str) -> bool:
    """Whether +C keeps this CTCP out; ACTION always passes."""
    return "C" in channel.modes and not text.startswith("\x01ACTION ")


def _charge_person(ctx: Context, channel: Channel, verb: str) -> None:
    if is_too_much(channel, ctx.user, ctx.now.steady_ms):
        raise Failure(verb, "RATE_LIMITED", channel.name, phrase="flood_limited")


def _charge_room(ctx: Context, channel: Channel, verb: str) -> None:
    rate = ctx.config.limits.room_rate_per_s
    if channel.budget.take(1, int(rate) or 1, rate, ctx.now.steady_ms):
        raise Failure(verb, "RATE_LIMITED", channel.name, phrase="rate_limited")


def _say_to_rank(ctx: Context, target: str, verb: str, text: str, tags: str) -> None:
    """Speak to the members of a channel from a rank up: `@#channel`.

    Source: Modern IRC, STATUSMSG.
    """
    name = target.lstrip("~&@%+")
    channel = ctx.state.channel(name)
    if channel is None:
        raise Refusal(ERR_NOSUCHCHANNEL, word(target))
    user = ctx.user
    require(Action.ADDRESS_RANK, user, channel)
    if text[:1] == "\x01" and bars_ctcp(channel, text):
        raise Refusal(ERR_CANNOTSENDTOCHAN, channel.name)
    least = min(BIT_OF_SIGN[sign] for sign in target[: len(target) - len(name)])
    sign = next(sign for sign, bit in BIT_OF_SIGN.items() if bit == least)
    line = private_line(ctx, user, verb, f"{sign}{channel.name}", text, tags)
    for member, membership in channel.members.items():
        if membership.rank >= least and member is not user:
            ctx.tell(member, line)
    echo(ctx, user, line)
