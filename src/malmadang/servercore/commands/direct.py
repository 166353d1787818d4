"""What people say to each other, not in a channel: given, and kept where both have an account."""

from __future__ import annotations

from malmadang.ports import EventRecord, Record
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Keep, Send
from malmadang.servercore.fitting import LINE_BYTES
from malmadang.servercore.gamevoice import answer, is_voice
from malmadang.servercore.longlines import fits, is_long, long_line
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.servercore.render import TAGS, Line
from malmadang.servercore.replay import is_kept
from malmadang.servercore.steward import hear, masked, steward_named
from malmadang.servercore.talks import Person, find_person, stamp_talk, talk_of
from malmadang.servercore.user import User
from malmadang.wire.names import casefold
from malmadang.wire.numerics import ERR_INPUTTOOLONG, ERR_NOSUCHNICK, RPL_AWAY


def say_to_person(ctx: Context, target: str, verb: str, text: str, tags: str) -> None:
    """Say something to a person, who may be an account that is away, or to a service.

    Source: Modern IRC, PRIVMSG message; DESIGN 6.
    """
    user, nick = ctx.user, target.partition("!")[0]
    person = find_person(ctx.state, nick)
    if person is None:
        _say_to_service(ctx, nick, verb, text)
        return
    line = private_line(ctx, user, verb, person.name, text, tags)
    log = talk_of(user, person) if is_kept(verb, text, line.tags) else None
    if not any(other.clients for other in person.users):
        _require_patience(ctx, person, verb, kept=log is not None)
    records: tuple[Record, ...] = ()
    if log is not None:
        position = stamp_talk(ctx.state, log, ctx.now.utc_ms)
        line.utc_ms = position.last_ms
        record = EventRecord(
            log, position.seq, line.msgid, line.utc_ms, verb, user.mask, user.account, line.tags, text
        )
        ctx.effects.append(Keep(record, ctx.client.id, verb, person.name, ctx.label))
        records = (record,)
    _give(ctx, person, line, records)
    if verb == "PRIVMSG":
        _tell_away(ctx, person, kept=bool(records))


def _require_patience(ctx: Context, person: Person, verb: str, *, kept: bool) -> None:
    """Let words to an account that is away pass where they are kept, and not too many of them."""
    if not kept and not person.users:
        raise Refusal(ERR_NOSUCHNICK, word(person.name))
    if not kept:
        # It is seen in its rooms, but nobody is there to read what is not kept.
        raise Failure(verb, "ACCOUNT_REQUIRED", word(person.name), phrase="offline_guest")
    most = ctx.config.limits.offline_messages
    if not ctx.state.waiting.take(casefold(ctx.user.account), casefold(person.account), most):
        raise Failure(verb, "OFFLINE_LIMIT", word(person.name), phrase="offline_limit")


def _give(ctx: Context, person: Person, line: Line, records: tuple[Record, ...]) -> None:
    user = ctx.user
    for other in person.users:
        # Said to oneself, every client of mine gets it once, and mine once more as the echo it asked for.
        ctx.tell(other, line, records=records)
    if user not in person.users:
        echo(ctx, user, line, records)
    elif ctx.client.echo:
        ctx.reply(line, with_record=bool(records))


def _tell_away(ctx: Context, person: Person, *, kept: bool) -> None:
    """Tell the speaker that nobody may be reading.

    Source: Modern IRC, RPL_AWAY.
    """
    others = [other for other in person.users if other is not ctx.user]
    if not person.users:
        text: str | None = ctx.phrases.say("offline_kept")
    else:
        text = others[0].away if others and all(other.away is not None for other in others) else None
    if text is not None:
        ctx.reply(ctx.numeric_line(RPL_AWAY, person.name, text=text), with_record=kept)


def _say_to_service(ctx: Context, nick: str, verb: str, text: str) -> None:
    if is_voice(nick):
        if verb == "PRIVMSG":
            answer(ctx)
        return
    name = steward_named(nick)
    if not name:
        raise Refusal(ERR_NOSUCHNICK, word(nick))
    if ctx.client.echo and verb != "TAGMSG":
        # An echo is shown and kept by clients, and what is said here has passwords in it.
        ctx.reply(private_line(ctx, ctx.user, verb, name, masked(text), ""))
    if verb == "PRIVMSG":
        hear(ctx, name, text)


def private_line(ctx: Context, user: User, verb: str, target: str, text: str, tags: str) -> Line:
    """Return a line to one target with a msgid of its own.

    Raises:
        Refusal: with the user's mask in front it is too long.
    """
    if "B" in user.modes:
        tags = f"bot;{tags}" if tags else "bot"
    tail = "" if verb == "TAGMSG" else f" :{text}"
    has_lines = is_long(text)
    bare = b"" if has_lines else f"{user.source}{verb} {target}{tail}\r\n".encode()
    if len(bare) > LINE_BYTES or (has_lines and not fits(user, verb, target, text)):
        raise Refusal(ERR_INPUTTOOLONG)
    line = Line(
        bare,
        utc_ms=ctx.now.utc_ms,
        msgid=ctx.msgids.next(),
        account=user.account,
        tags=tags,
        need=TAGS if verb == "TAGMSG" else 0,
    )
    return long_line(line, user.mask, verb, target, text) if has_lines else line


def echo(ctx: Context, user: User, line: Line, records: tuple[Record, ...] = ()) -> None:
    """Give the line to the speaker's own clients: to this one if it asked for echoes."""
    client = ctx.client
    for other in user.clients.values():
        if other is not client:
            ctx.effects.append(Send(other.id, line, records))
    if client.echo:
        ctx.reply(line, with_record=bool(records))
