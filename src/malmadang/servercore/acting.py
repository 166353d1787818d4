"""Answering for a while to another client than the one that has spoken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from malmadang.servercore.client import Client
from malmadang.servercore.context import Context


@contextmanager
def acting_as(ctx: Context, client: Client) -> Iterator[None]:
    """Let a client be the acting one: what is answered goes to it, without a label when it has not spoken."""
    if client is ctx.client:
        yield
        return
    before = ctx.client, ctx.label, ctx.gathered
    ctx.client, ctx.label, ctx.gathered = client, "", []
    try:
        yield
    finally:
        ctx.client, ctx.label, ctx.gathered = before
