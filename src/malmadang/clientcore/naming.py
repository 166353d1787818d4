"""Display names: what people are called beside their nicks, as the server keeps it.

Source: IRCv3 metadata (draft/metadata-2), key `display-name`.
"""

from malmadang.clientcore import commands as c
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import RoomPart, SelfChanged
from malmadang.clientcore.faults import FaultError, FaultKind
from malmadang.clientcore.plaintext import clean
from malmadang.clientcore.rows import NoticeKind
from malmadang.wire.message import Message
from malmadang.wire.names import Folded

CAPABILITY = "draft/metadata-2"
_KEY = "display-name"


def welcomed(ctx: Context) -> None:
    """Ask to be told of display names; those of a room come when we enter it."""
    if ctx.has(CAPABILITY):
        ctx.ask_quietly(ctx.view.server.key, "METADATA", "*", "SUB", _KEY)


def set_name(ctx: Context, command: c.SetDisplayName, origin: Folded) -> None:
    """Be called otherwise beside the nick, or with "" no longer.

    Raises:
        FaultError: the server keeps no such thing.
    """
    if not ctx.has(CAPABILITY):
        raise FaultError(FaultKind.NOT_OFFERED, what="display")
    name = " ".join(command.name.split())
    ctx.ask(origin, "METADATA", "*", "SET", _KEY, *([name] if name else []))


def metadata(ctx: Context, message: Message) -> None:
    """Handle METADATA: a value of somebody has changed, "" where it is gone."""
    if message.params[1].lower() == _KEY:
        _called(ctx, message.params[0], clean(message.params[-1]))


def value(ctx: Context, message: Message) -> None:
    """Handle 761 and 766: a value, or that there is none; of our own the answer to what we have set."""
    if len(message.params) < 4 or message.params[2].lower() != _KEY:
        return
    name = clean(message.params[4]) if message.verb == "761" and len(message.params) > 4 else ""
    target = message.params[1]
    _called(ctx, ctx.view.nick if target == "*" else target, name)
    if target == "*" and not ctx.is_quiet:
        ctx.notice(ctx.origin(), NoticeKind.DISPLAY, name=name)


def subscribed(ctx: Context, message: Message) -> None:
    """Leave 770 alone: what we subscribed to is what we asked for."""


def _called(ctx: Context, nick: str, name: str) -> None:
    key = ctx.fold(nick)
    person = ctx.view.people.get(key)
    if person is None or person.display == name:
        return
    person.display = name
    for room in ctx.view.rooms:
        if key in room.members or room.key == key:
            ctx.changed(room, RoomPart.MEMBERS)
    if ctx.is_me(nick):
        ctx.emit(SelfChanged())
