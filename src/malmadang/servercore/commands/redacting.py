"""REDACT: taking back what was said."""

from __future__ import annotations

from malmadang.ports import EventQuery, EventRecord, HistoryPage, RedactionRecord, TimeMs
from malmadang.servercore.authority import Action, require
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Keep
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.servercore.replay import line_of
from malmadang.servercore.talks import Book, find_person, open_book, stamp_talk
from malmadang.servercore.user import User
from malmadang.wire.message import Message
from malmadang.wire.names import Folded, casefold
from malmadang.wire.split import cut_text

_SAID = frozenset({"PRIVMSG", "NOTICE", "TAGMSG"})


def redact(ctx: Context, message: Message) -> None:
    """Take back a message: one's own, or as an operator of the channel anybody's.

    Membership is looked at before the msgid, so that strangers do not learn what there is.

    Source: IRCv3 message-redaction.
    """
    typed, msgid = message.params[0], word(message.params[1])
    reason = cut_text(message.params[2], ctx.config.limits.kick_bytes) if len(message.params) > 2 else ""
    book = _book(ctx, typed)

    def judge(ctx: Context, answer: object) -> None:
        try:
            # Put out while the store was looking, one has no more business here.
            _take_back(ctx, _book(ctx, typed), word(typed), msgid, reason, answer)
        except Failure as failure:
            ctx.refuse(failure)

    ctx.ask(EventQuery(book.log, msgid), judge)


def _book(ctx: Context, typed: str) -> Book:
    book = open_book(ctx, typed)
    if book is None:
        raise Failure("REDACT", "INVALID_TARGET", word(typed), phrase="redact_target")
    return book


def _take_back(ctx: Context, book: Book, target: str, msgid: str, reason: str, answer: object) -> None:
    found = answer.events if isinstance(answer, HistoryPage) and not answer.redactions else ()
    events = [event for event in book.readable(found) if event.verb in _SAID]
    if not events:
        raise Failure("REDACT", "UNKNOWN_MSGID", target, msgid, phrase="redact_unknown")
    user, channel = ctx.user, book.channel
    if not _is_own(ctx, user, events[0]) and not (channel and _may_moderate(user, channel)):
        raise Failure("REDACT", "REDACT_FORBIDDEN", target, msgid, phrase="redact_forbidden")
    if channel is not None:
        utc_ms, seq = channel.stamp(ctx.now.utc_ms), channel.seq
        # Nobody who enters from now on reads it.
        channel.recalled = None
    else:
        position = stamp_talk(ctx.state, Folded(book.log), ctx.now.utc_ms)
        utc_ms, seq = position.last_ms, position.seq
    text = f"{msgid} :{reason}" if reason else msgid
    tags = channel.seal(user.tags) if channel is not None else user.tags
    record = EventRecord(
        book.log, seq, ctx.msgids.next(), utc_ms, "REDACT", user.mask, user.account, tags, text
    )
    _tell(ctx, book, record)
    # In one group with the line that tells of it.
    ctx.effects.append(Keep(RedactionRecord(book.log, msgid, user.mask, reason, TimeMs(ctx.now.utc_ms))))


def _tell(ctx: Context, book: Book, record: EventRecord) -> None:
    client = ctx.client
    if book.channel is not None:
        ctx.post_with_reply(book.channel, line_of(record, book.name), record=record)
        return
    ctx.effects.append(Keep(record, client.id, "REDACT", book.name, ctx.label))
    line = line_of(record, book.name)
    ctx.tell(ctx.user, line, silent=client.alone, records=(record,))
    ctx.reply(line, with_record=True)
    person = find_person(ctx.state, book.name)
    for other in person.users if person is not None else ():
        if other is not ctx.user:
            ctx.tell(other, line, records=(record,))


def _is_own(ctx: Context, user: User, event: EventRecord) -> bool:
    """Whether the user has said it. A guest is the same as long as it stays and keeps its nick."""
    if event.account:
        own = ctx.state.accounts.find(event.account)
        # An account of the same name may have been deleted before this one was made.
        is_its = own is not None and event.utc_ms >= own.created_ms
        return is_its and casefold(event.account) == casefold(user.account)
    return event.source == user.mask and event.utc_ms >= user.signon_utc_ms


def _may_moderate(user: User, channel: Channel) -> bool:
    try:
        require(Action.TAKE_BACK, user, channel)
    except Refusal:
        return False
    return True
