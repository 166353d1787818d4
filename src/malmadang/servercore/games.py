"""All games of the server: which channel has one, what people have reached, what is being found out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from malmadang.ports import Snapshot, StandingRecord
from malmadang.servercore.gamerecords import restore
from malmadang.servercore.gameseats import OWN_WORDS, Game
from malmadang.wire.names import Folded, casefold

if TYPE_CHECKING:
    from malmadang.servercore.channel import Channel
    from malmadang.servercore.context import Context
    from malmadang.servercore.user import User
    from malmadang.wordchain.match import Settings

LIST_PAUSE_MS = 3_000
"""How long one address waits between two lists that it has read."""
_KNOWN_READERS = 1_000


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
        self._read_ms: dict[str, int] = {}
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

    def invariants(self, users: Mapping[Folded, User]) -> None:
        """Check that games and seats agree with who is where; for tests, after any step.

        Raises:
            AssertionError: something does not.
        """
        assert sorted(map(id, self._games.values())) == sorted(map(id, self._by_id.values()))
        for folded, game in self._games.items():
            assert folded == game.folded
            assert self._by_id[game.id] is game
            seated = [player for player in game.players.values() if player.user is not None]
            assert len({player.user for player in seated}) == len(seated)
            for player in seated:
                assert player.user is not None
                assert not player.level
                if game.is_playing(player):
                    assert users[player.user.folded] is player.user
                    assert folded in player.user.channels, "who plays is in the room"
            assert game.match is None or game.is_asleep or not game.match.is_over
            assert game.people() or game.is_loading or game.is_asleep, "a game without people is over"

    def forget_room(self, channel: Folded) -> None:
        """Forget what people have reached in a room that is nobody's any more, and its word lists."""
        self.standings.pop(channel, None)
        self.lists.pop(channel, None)

    def rename_room(self, old: Folded, name: str) -> None:
        """Move a room's game, its standings and its word lists to another name."""
        new = casefold(name)
        game = self._games.pop(old, None)
        if game is not None:
            game.channel = name
            self._games[new] = game
        reached = self.standings.pop(old, None)
        if reached is not None:
            self.standings[new] = {
                player: msgspec.structs.replace(standing, channel=name)
                for player, standing in reached.items()
            }
        if old in self.lists:
            self.lists[new] = self.lists.pop(old)

    def may_read_list(self, address: str, now_ms: int) -> bool:
        """Count the reading of a list: it takes up to a second of the one thread that all games have."""
        known = self._read_ms
        if now_ms - known.get(address, -LIST_PAUSE_MS) < LIST_PAUSE_MS:
            return False
        if len(known) >= _KNOWN_READERS:
            known.clear()
        known[address] = now_ms
        return True

    def forget_account(self, account: Folded) -> None:
        """Forget what an account has reached, which is deleted."""
        for reached in self.standings.values():
            reached.pop(account, None)
