"""The word game in our rooms: events of the server -> `Room.game`; what the person asks -> GAME."""

from __future__ import annotations

from typing import Final

from malmadang.clientcore import commands as c
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import RoomPart
from malmadang.clientcore.faults import FaultError, FaultKind
from malmadang.clientcore.gameview import follow
from malmadang.clientcore.rows import MessageRow
from malmadang.clientcore.view import Room
from malmadang.wire.gametag import TAG, GameNews, parse_news
from malmadang.wire.names import Folded

NAMES: Final = {
    "시작": "start",
    "설정": "set",
    "참가": "join",
    "관전": "watch",
    "포기": "giveup",
    "그만": "stop",
    "봇": "bot",
    "단어장": "words",
    "순위": "ranking",
    "규칙": "rules",
    "상태": "state",
}
"""Commands of the game, and what they are called for those who read English."""


def read(ctx: Context) -> GameNews | None:
    """Return the game's news that the present line carries; None for what people say."""
    value = ctx.incoming.tags.get(TAG)
    return parse_news(value) if value is not None else None


def note(ctx: Context, room: Room, row: MessageRow) -> None:
    """Take the news of a live line of the room's game."""
    if row.game is not None:
        room.game = follow(room.game, row.game, ctx.view.nick, ctx.now.steady_ms)
        ctx.changed(room, RoomPart.GAME)


def calls(ctx: Context, news: GameNews) -> bool:
    """Say whether a line of a game calls the person: it is her turn."""
    return news.event == "turn" and ctx.is_me(news.who)


def forget(ctx: Context, room: Room) -> None:
    """Show no game any more: we are not in the room, or the line is gone."""
    if room.game is not None:
        room.game = None
        ctx.changed(room, RoomPart.GAME)


def ask(ctx: Context, command: c.Game, origin: Folded) -> None:
    """Ask the server for something about a room's game.

    Raises:
        FaultError: it has no games.
    """
    if not ctx.has(TAG):
        raise FaultError(FaultKind.NOT_OFFERED, what="game")
    name = NAMES[command.command] if ctx.settings.language == "en" else command.command
    ctx.ask(origin, "GAME", command.room, name, *command.options.split())
