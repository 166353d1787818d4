"""Said once, however often it is sent: messages with a nonce."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from malmadang.ports import EventQuery, EventRecord, HistoryPage, RedactionRecord, Unanswered
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Keep, Post, Send, newest_record
from malmadang.servercore.nonces import Said
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.servercore.render import TAGS, Line
from malmadang.servercore.replay import line_of
from malmadang.servercore.talks import Book, find_person, talk_of
from malmadang.wire.message import Message, format_tags
from malmadang.wire.names import casefold, normalize_name

NONCE_TAG = "+malmadang/nonce"
"""What the sender calls a message. Nobody else reads it."""
_NONCE_LETTERS = 64

Say = Callable[[Context], None]


def nonce_of(ctx: Context, message: Message) -> str:
    """Return the nonce of a message to one target, "" where there is none."""
    if not message.tags or not ctx.client.mask & TAGS or "," in message.params[0]:
        return ""
    nonce = message.tags.get(NONCE_TAG, "")
    return nonce if len(nonce) <= _NONCE_LETTERS else ""


def say_once(ctx: Context, verb: str, target: str, text: str, nonce: str, say: Say) -> None:
    """Say something, or answer with what was said under this nonce before; nobody else hears that.

    Whether it has been kept is asked of the store, behind everything that is under way: what was refused
    there is said now, and what is not on disk yet is not acknowledged too early.
    """
    said = ctx.state.nonces.find(ctx.user.owner, nonce, ctx.now.utc_ms)
    if said is None:
        _say(ctx, nonce, say)
        return
    user, msgid = ctx.user, said.msgid
    book = _book(ctx, target)
    if book is None:
        # Words to guests are not kept: they were given when they were said.
        name = normalize_name(target)
        event = EventRecord(name, 0, msgid, said.utc_ms, verb, user.mask, user.account, user.tags, text)
        _echo(ctx, line_of(event, name), nonce)
        return

    def go_on(ctx: Context, answer: object) -> None:
        try:
            if isinstance(answer, HistoryPage):
                (event,) = answer.events
                _echo(ctx, book.line(event), nonce)
                for trace in answer.redactions:
                    _tell_gone(ctx, book, trace)
            elif answer is Unanswered.NO_SUCH_MSGID:
                _say(ctx, nonce, say)
            else:
                raise Failure(verb, "STORAGE_FAILED", word(target), phrase="store_failed")
        except (Refusal, Failure) as refusal:
            if verb != "NOTICE":
                ctx.refuse(refusal)

    ctx.ask(EventQuery(book.log, msgid), go_on)


def _tell_gone(ctx: Context, book: Book, trace: RedactionRecord) -> None:
    text = f"{trace.msgid} :{trace.reason}" if trace.reason else trace.msgid
    ctx.reply(
        line_of(EventRecord(book.log, 0, "", trace.utc_ms, "REDACT", trace.by, "", "", text), book.name)
    )


def _book(ctx: Context, target: str) -> Book | None:
    """Return the log in which what is said to a target is kept, None where it is not."""
    if target[0] == "#":
        # The author of a line may read it whether it is still a member or not.
        name = normalize_name(target)
        return Book(name, name, ctx.state.channel(name))
    person = find_person(ctx.state, target.partition("!")[0])
    log = talk_of(ctx.user, person) if person is not None else None
    if person is None or log is None:
        return None
    return Book(log, person.name, None, ctx.user.nick, casefold(ctx.user.account))


def _echo(ctx: Context, line: Line, nonce: str) -> None:
    if ctx.client.echo:
        ctx.reply(_named(line, nonce))


def _named(line: Line, nonce: str) -> Line:
    tag = format_tags({NONCE_TAG: nonce})
    return replace(line, tags=f"{line.tags};{tag}" if line.tags else tag, is_simple=False)


def _say(ctx: Context, nonce: str, say: Say) -> None:
    """Say it, then write the nonce into what has come of it: the record, and what the sender reads."""
    effects, gathered = ctx.effects, ctx.gathered
    start, first_gathered = len(effects), len(gathered)
    say(ctx)
    line = _line_said(ctx, start, first_gathered)
    record = next(iter(newest_record(effects[start:])), None)
    owner, client = ctx.user.owner, ctx.client
    if isinstance(record, EventRecord):
        ctx.state.nonces.remember(owner, nonce, Said(record.msgid, record.utc_ms))
    elif line is not None:
        ctx.state.nonces.remember(owner, nonce, Said(line.msgid, line.utc_ms))
    else:
        return
    mine = _named(line, nonce) if line is not None else None
    named: tuple[EventRecord, ...] = ()
    for place in range(start, len(effects)):
        effect = effects[place]
        if isinstance(effect, Post | Keep) and effect.record is record and isinstance(record, EventRecord):
            named = (replace(record, nonce=nonce, nonce_owner=owner),)
            effects[place] = replace(effect, record=named[0])
            if isinstance(effect, Post) and client.id not in effect.silent and mine is not None:
                # Its own copy is another one from here on.
                effects[place] = replace(effect, record=named[0], silent=(*effect.silent, client.id))
                effects.append(Send(client.id, mine, named))
        elif isinstance(effect, Send):
            is_mine = mine is not None and effect.line is line and effect.client_id == client.id
            records = named if effect.records == (record,) else effect.records
            effects[place] = Send(effect.client_id, mine if is_mine and mine else effect.line, records)
    for place in range(first_gathered, len(gathered)):
        data, awaited = gathered[place]
        mended = mine if data is line and mine is not None else data
        gathered[place] = (mended, named if awaited == (record,) else awaited)


def _line_said(ctx: Context, start: int, first_gathered: int) -> Line | None:
    """Return the line that was given to somebody, None where nobody got one."""
    for effect in ctx.effects[start:]:
        if isinstance(effect, Post | Send) and isinstance(effect.line, Line):
            return effect.line
    return next((data for data, _ in ctx.gathered[first_gathered:] if isinstance(data, Line)), None)
