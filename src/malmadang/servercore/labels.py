"""Answers that belong together: the label of the line they answer, and the batch around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from malmadang.servercore.effects import Send, awaited, newest_record
from malmadang.servercore.render import Line, is_void, tagged

if TYPE_CHECKING:
    from malmadang.servercore.context import Context


def finish(ctx: Context) -> None:
    """Send what was gathered for a labelled line: the label on one line, on a batch, or on an ACK.

    Source: IRCv3 labeled-response (several lines need batch too).
    """
    label, gathered = ctx.label, ctx.gathered
    ctx.label = ""
    if not label:
        return
    ctx.gathered = []
    client = ctx.client
    if client.id not in ctx.state.clients:
        # It has said goodbye, or was killed: ERROR was the last line it reads.
        return
    lines = [(data, records) for data, records in gathered if not is_void(data, client.mask)]
    tag = f"label={label}"
    if len(lines) == 1:
        data, records = lines[0]
        ctx.effects.append(Send(client.id, tagged(data, tag, client.mask), records))
        return
    server = ctx.config.server.name
    if not lines:
        # Of a line that the store refuses, FAIL is the one answer.
        ctx.effects.append(Send(client.id, f"@{tag} :{server} ACK\r\n".encode(), awaited(ctx.effects, label)))
        return
    send = ctx.effects.append
    if "batch" not in client.caps:
        # Nothing may hold several lines together for it, and one of them alone would not be the answer.
        for data, records in lines:
            send(Send(client.id, data, records))
        return
    reference = ctx.batch_reference()
    # A batch that the store leaves empty is no answer beside its FAIL.
    whole = (
        tuple(record for _, records in lines for record in records)
        if all(records for _, records in lines)
        else ()
    )
    opening = f"@{tag} :{server} BATCH +{reference} labeled-response\r\n".encode()
    send(Send(client.id, opening, whole))
    for data, records in lines:
        send(Send(client.id, tagged(data, f"batch={reference}", client.mask), records))
    send(Send(client.id, f":{server} BATCH -{reference}\r\n".encode(), whole))


def reply_batch(
    ctx: Context, kind: str, *params: str, lines: Iterable[Line | bytes], with_record: bool = False
) -> None:
    """Answer with a batch, which has the label; without batch its lines come one by one.

    Args:
        with_record: as for `Context.reply`.
    Source: IRCv3 batch; labeled-response (the label of a command that is answered by a batch).
    """
    client = ctx.client
    lines = [line for line in lines if not is_void(line, client.mask)]
    if "batch" not in client.caps:
        for line in lines:
            data = line if isinstance(line, Line) else line.decode().removesuffix("\r\n")
            ctx.reply(data, with_record=with_record)
        return
    records = newest_record(ctx.effects) if with_record else ()
    label, ctx.label = ctx.label, ""
    opening = f"@label={label} " if label else ""
    server = ctx.config.server.name
    reference = ctx.batch_reference()
    send = ctx.effects.append
    head = f"{opening}:{server} BATCH +{reference} {' '.join((kind, *params))}\r\n"
    send(Send(client.id, head.encode(), records))
    for line in lines:
        send(Send(client.id, tagged(line, f"batch={reference}", client.mask), records))
    send(Send(client.id, f":{server} BATCH -{reference}\r\n".encode(), records))
