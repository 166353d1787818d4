"""Said once, however often it is sent: messages with a nonce."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from malmadang.ports import EventQuery, EventRecord, HistoryPage, Unanswered
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Keep, Post, Send
from malmadang.servercore.nonces import Said
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.servercore.render import TAGS, Line
from malmadang.servercore.replay import line_of
from malmadang.wire.message import Message, format_tags
from malmadang.wire.names import normalize_name

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
    user, name, msgid = ctx.user, normalize_name(target), said.msgid
    if target[0] != "#":
        # Words to people are not kept: they were given when they were said.
        event = EventRecord(name, 0, msgid, said.utc_ms, verb, user.mask, user.account, user.tags, text)
        _echo(ctx, line_of(event, name), nonce)
        return

    def go_on(ctx: Context, answer: object) -> None:
        try:
            if isinstance(answer, HistoryPage):
                (event,) = answer.events
                _echo(ctx, line_of(event, event.channel), nonce)
            elif answer is Unanswered.NO_SUCH_MSGID:
                _say(ctx, nonce, say)
            else:
                raise Failure(verb, "STORAGE_FAILED", word(target), phrase="store_failed")
        except (Refusal, Failure) as refusal:
            if verb != "NOTICE":
                ctx.refuse(refusal)

    ctx.ask(EventQuery(name, msgid), go_on)


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
    if line is None:
        return
    owner, client = ctx.user.owner, ctx.client
    ctx.state.nonces.remember(owner, nonce, Said(line.msgid, line.utc_ms))
    mine = _named(line, nonce)
    said: tuple[EventRecord | None, ...] = (None,)
    named: tuple[EventRecord, ...] = ()
    for place in range(start, len(effects)):
        effect = effects[place]
        if isinstance(effect, Post | Keep) and isinstance(effect.record, EventRecord):
            said = (effect.record,)
            record = replace(effect.record, nonce=nonce, nonce_owner=owner)
            named = (record,)
            if isinstance(effect, Post) and client.id not in effect.silent:
                # Its own copy is another one from here on.
                effects[place] = replace(effect, record=record, silent=(*effect.silent, client.id))
                effects.append(Send(client.id, mine, named))
            else:
                effects[place] = replace(effect, record=record)
        elif isinstance(effect, Send):
            is_mine = effect.line is line and effect.client_id == client.id
            records = named if effect.records and effect.records[0] is said[0] else effect.records
            effects[place] = Send(effect.client_id, mine if is_mine else effect.line, records)
    for place in range(first_gathered, len(gathered)):
        data, awaited = gathered[place]
        gathered[place] = (
            mine if data is line else data,
            named if awaited and awaited[0] is said[0] else awaited,
        )


def _line_said(ctx: Context, start: int, first_gathered: int) -> Line | None:
    """Return the line that was given to somebody, None where nobody got one."""
    for effect in ctx.effects[start:]:
        if isinstance(effect, Post | Send) and isinstance(effect.line, Line):
            return effect.line
    return next((data for data, _ in ctx.gathered[first_gathered:] if isinstance(data, Line)), None)
