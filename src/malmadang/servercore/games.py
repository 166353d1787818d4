"""All games of the server: which channel has one, what people have reached, what is being found out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from malmadang.ports import Snapshot, StandingRecord
from malmadang.servercore.gamerecords import restore
from malmadang.servercore.gameseats import OWN_WORDS, Game
from malmadang.wire.names import Folded, casefold

if TYPE_CHECKING:
    from malmadang.servercore.channel import Channel
    from malmadang.servercore.context import Context
    from malmadang.wordchain.match import Settings


class Games:
    """The games, by channel, also those of channels that nobody is in just now.

    Attributes:
        standings: what people have reached, by channel and player.
        lists: word lists that a channel's next game is played with, where they are its own.
        asked: steps for when a thread of the game's answers, by the number of the question.
    """

    def __init__(self, kept: Snapshot) -> None:
        self._games: dict[Folded, Game] = {}
        self._by_id: dict[int, Game] = {}
        self._ids = 0
        self.standings: dict[Folded, dict[str, StandingRecord]] = {}
        self.lists: dict[Folded, tuple[str, ...]] = {}
        self.asked: dict[int, Callable[[Context, object], None]] = {}
        self.questions = 0
        for standing in kept.standings:
            self.standings.setdefault(casefold(standing.channel), {})[standing.player] = standing
        for record in kept.games:
            game = restore(record, self._ids + 1)
            if game is not None:
                self._enter(game)

    def of(self, channel: Folded) -> Game | None:
        """Return a channel's game."""
        return self._games.get(channel)

    def by_id(self, game_id: int) -> Game | None:
        """Return a game that is still going on."""
        return self._by_id.get(game_id)

    def open(self, channel: Channel, settings: Settings) -> Game:
        """Let a channel have a game, in the place of any it had."""
        if channel.game is not None:
            self.close(channel.game, channel)
        lists = self.lists.get(channel.folded, OWN_WORDS)
        game = Game(self._ids + 1, channel.name, settings, lists)
        self._enter(game)
        channel.game = game
        return game

    def _enter(self, game: Game) -> None:
        self._ids = game.id
        self._games[casefold(game.channel)] = game
        self._by_id[game.id] = game

    def close(self, game: Game, channel: Channel | None) -> None:
        """Forget a game."""
        if self._by_id.pop(game.id, None) is not None:
            del self._games[casefold(game.channel)]
            if channel is not None:
                channel.game = None

    def forget_room(self, channel: Folded) -> None:
        """Forget what people have reached in a room that is nobody's any more, and its word lists."""
        self.standings.pop(channel, None)
        self.lists.pop(channel, None)

    def forget_account(self, account: Folded) -> None:
        """Forget what an account has reached, which is deleted."""
        for reached in self.standings.values():
            reached.pop(account, None)
