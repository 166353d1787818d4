"""`malmadang room`: which rooms there are, and what was said in them as text or JSON."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import msgspec

from malmadang.cli.accounts import EXIT_TROUBLE, refused
from malmadang.cli.admin import already_there, complain
from malmadang.cli.logform import FORMS, Form
from malmadang.cli.reach import Reached, with_server
from malmadang.ports import EventRecord, RedactionRecord
from malmadang.servercore.orders import ListRooms, ReadRoom, RoomLine, RoomList, RoomPage
from malmadang.wire.names import casefold, normalize_name

Pair = tuple[EventRecord, RedactionRecord | None]


class _Refused(Exception):
    """The server would not tell."""


def run_room(args: argparse.Namespace) -> int:
    """Do what the words say; return the exit status."""
    if args.action == "list":
        return with_server(args, lambda server, _: _list(server, as_json=args.json))
    return with_server(args, lambda server, _: _export(server, args))


async def _rooms(server: Reached) -> tuple[RoomLine, ...]:
    told = await server.ask(ListRooms())
    if not isinstance(told, RoomList):
        raise _Refused(refused(told))
    return told.rooms


async def _list(server: Reached, *, as_json: bool) -> int:
    try:
        rooms = await _rooms(server)
    except _Refused:
        return EXIT_TROUBLE
    if as_json:
        print(msgspec.json.encode(rooms).decode())
        return 0
    for room in rooms:
        print(_line(room))
    if not rooms:
        print("방이 없어요 · there are no rooms")
    return 0


def _line(room: RoomLine) -> str:
    parts = [room.room]
    if room.last_ms:
        last = datetime.fromtimestamp(room.last_ms / 1000, UTC).astimezone()
        parts.append(f"{last:%Y-%m-%d %H:%M}")
    parts.append(f"{room.people}명 · people" if room.is_open else "닫힘 · closed")
    if room.owner:
        parts.append(f"방장 {room.owner} · owner")
    if room.topic:
        parts.append(room.topic)
    return "  ".join(parts)


async def _export(server: Reached, args: argparse.Namespace) -> int:
    """Write what was said in a room; the file has its name once it is whole."""
    name = normalize_name(args.room if args.room.startswith("#") else f"#{args.room}")
    target = Path(args.output) if args.output else None
    if target is not None and target.exists() and (target.is_dir() or not args.replace):
        complain(already_there(target))
        return EXIT_TROUBLE
    try:
        known = {casefold(room.room): room.room for room in await _rooms(server)}
        if casefold(name) not in known:
            complain(f"{name}: 그런 방은 없어요 · there is no such room (malmadang room list)")
            return EXIT_TROUBLE
        form = FORMS[args.format](known[casefold(name)])
        if target is None:
            await _write(server, form, sys.stdout)
            return 0
        part = target.with_name(f"{target.name}.part")
        async with AsyncExitStack() as stack:
            stack.callback(lambda: part.unlink(missing_ok=True))
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                count = await _write(server, form, out)
            os.replace(part, target)
    except _Refused:
        return EXIT_TROUBLE
    except OSError as error:
        if target is None and isinstance(error, BrokenPipeError):
            # Whoever reads has read enough; that is answered for all commands in one place.
            raise
        complain(f"{target or '-'}: {error.strerror}")
        return EXIT_TROUBLE
    print(f"{target}: {count}줄을 적었어요 · {count} lines written")
    return 0


async def _write(server: Reached, form: Form, out: TextIO) -> int:
    """Write all lines of a room; return how many."""
    count = 0
    out.write(form.begin())
    async for event, redaction in _lines(server, form.room):
        out.write(form.line(event, redaction))
        count += 1
    out.write(form.end())
    out.flush()
    return count


async def _lines(server: Reached, room: str) -> AsyncIterator[Pair]:
    after = ""
    while True:
        told = await server.ask(ReadRoom(room, after))
        if not isinstance(told, RoomPage):
            raise _Refused(refused(told))
        if not told.events:
            return
        taken_back = {redaction.msgid: redaction for redaction in told.redactions}
        for event in told.events:
            yield event, taken_back.get(event.msgid)
        after = told.events[-1].msgid
