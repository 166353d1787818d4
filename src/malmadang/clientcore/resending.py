"""Messages that were under way when the line broke: sent again where that is safe, else looked for.

Our own server takes a message with the same nonce from the same person once. Elsewhere history may show that
the message has arrived; what it does not show may have arrived all the same, so the person decides.
"""

import msgspec

from malmadang.clientcore import sending
from malmadang.clientcore.context import Context
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.memory import Unsent
from malmadang.clientcore.outbox import Outgoing
from malmadang.clientcore.resuming import CAPABILITY
from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow
from malmadang.clientcore.view import Phase, Room, RoomKind

_MAX_KEPT = 200


def knows_nonces(ctx: Context) -> bool:
    """Is it a server that takes a message once, however often it is sent?

    Source: docs/protocol.md (+malmadang/nonce).
    """
    return ctx.has("message-tags") and (CAPABILITY in ctx.offered or ctx.support.has("malmadang/ROOMS"))


def line_is_gone(ctx: Context) -> None:
    """Keep what was under way until we know whether it can be sent again."""
    outbox = ctx.outbox
    ctx.identity.account = ctx.view.account or ctx.identity.account
    for outgoing in list(outbox.in_flight.values()):
        if knows_nonces(ctx) or ctx.view.features.history:
            del outbox.in_flight[outgoing.row]
            outbox.uncertain.append(msgspec.structs.replace(outgoing, sent=True))
            sending.change(ctx, outgoing, delivery=Delivery.QUEUED)
        else:
            sending.fail(ctx, outgoing, Fault(FaultKind.UNCONFIRMED))
    outbox.uncertain += [outgoing for outgoing in outbox.queue if outgoing.sent]
    outbox.queue = [outgoing for outgoing in outbox.queue if not outgoing.sent]


def line_is_back(ctx: Context) -> None:
    """The server has let us in: does it know us as who we were?"""
    outbox = ctx.outbox
    account, before = ctx.view.account, ctx.identity.account
    is_same = ctx.identity.resumed or bool(account and ctx.fold(account) == ctx.fold(before))
    ctx.identity.account = account
    if knows_nonces(ctx) and is_same:
        outbox.queue[:0] = outbox.uncertain
        outbox.uncertain = []
    elif not ctx.view.features.history:
        give_up(ctx)


def found(ctx: Context, room: Room, row: MessageRow) -> None:
    """History shows an own message: is it one of those that we do not know of?"""
    for outgoing in ctx.outbox.uncertain if row.own else ():
        if outgoing.key == room.key and outgoing.param in (row.text, f"\x01ACTION {row.text}\x01"):
            ctx.outbox.uncertain.remove(outgoing)
            ctx.remove_row(room, outgoing.row)
            return


def give_up(ctx: Context) -> None:
    """All history there is has come: what is not in it may or may not have arrived."""
    uncertain, ctx.outbox.uncertain = ctx.outbox.uncertain, []
    for outgoing in uncertain:
        sending.fail(ctx, outgoing, Fault(FaultKind.UNCONFIRMED))


# Over the end of the program.


def unsent(ctx: Context) -> tuple[Unsent, ...]:
    """Return what a next start is to send; what is on its way over a good line is as good as sent."""
    outbox = ctx.outbox
    server, account = ctx.settings.address.server, ctx.identity.account
    waiting = [*outbox.uncertain, *outbox.queue]
    if ctx.view.connection.phase is Phase.ENDED:
        waiting = [*outbox.in_flight.values(), *waiting]
    return tuple(
        Unsent(
            server,
            account,
            one.target,
            one.verb,
            one.param,
            one.nonce,
            one.reply_to,
            one.written_ms,
            one.sent,
        )
        for one in waiting[:_MAX_KEPT]
    )


def keep(ctx: Context) -> bool:
    """Bring what is remembered up to date; False where it is so."""
    if not ctx.settings.keep_unsent:
        return False
    server = ctx.settings.address.server
    others = tuple(one for one in ctx.memory.unsent if one.server != server)
    kept = (*others, *unsent(ctx))
    if kept == ctx.memory.unsent:
        return False
    ctx.memory = msgspec.structs.replace(ctx.memory, unsent=kept)
    return True


def take_up(ctx: Context) -> None:
    """Put what an earlier run could not send into its rooms again; it goes out in its turn."""
    server = ctx.settings.address.server
    for one in ctx.memory.unsent if ctx.settings.keep_unsent else ():
        if one.server != server:
            continue
        ctx.identity.account = one.account
        audience, name = ctx.support.split_target(one.target)
        kind = RoomKind.CHANNEL if ctx.is_channel(name) else RoomKind.PRIVATE
        room = ctx.find_room(name) or ctx.open_room(name, kind)
        row = _row(ctx, one, audience)
        ctx.add_row(room, row)
        outgoing = Outgoing(
            row.id,
            room.key,
            one.target,
            one.verb,
            one.text,
            one.nonce,
            one.reply_to,
            one.written_ms,
            one.sent,
        )
        (ctx.outbox.uncertain if one.sent else ctx.outbox.queue).append(outgoing)
    sending.count_waiting(ctx)


def _row(ctx: Context, one: Unsent, audience: str) -> MessageRow:
    form, text = MessageForm.TEXT, one.text
    if text.startswith("\x01ACTION "):
        form, text = MessageForm.ACTION, text.removeprefix("\x01ACTION ").rstrip("\x01")
    elif one.verb == "NOTICE":
        form = MessageForm.NOTICE
    return MessageRow(
        ctx.next_row_id(),
        one.written_ms,
        ctx.view.nick,
        text,
        own=True,
        form=form,
        delivery=Delivery.QUEUED,
        reply_to=one.reply_to,
        audience=audience,
    )
