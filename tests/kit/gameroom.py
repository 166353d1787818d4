"""A room with a game in it, in memory."""

from __future__ import annotations

from collections.abc import Mapping

from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.servercore.gameseats import Game
from malmadang.wire.gametag import TAG, GameNews, parse_news
from malmadang.wire.message import FROM_SERVER, parse_line
from malmadang.wordchain.match import Match, Phase
from tests.kit.wordgame import ONE_KEY, Desk
from tests.kit.world import World

ROOM = "#방"


class GameRoom:
    """#방 with people in it, who read message tags; the first is its operator.

    Args:
        lists: word lists by name.
        storage: what an earlier server has left.
    """

    def __init__(
        self,
        *people: str,
        config: str = "",
        lists: Mapping[str, str] | None = None,
        opening: str = ONE_KEY,
        storage: MemoryStorage | None = None,
    ) -> None:
        self.world = World(config, storage=storage)
        self.world.desk = Desk(lists, opening=opening)
        for name in people:
            self.arrive(name)
        self.hush()

    def arrive(self, name: str, address: str = "127.0.0.1") -> None:
        """Let somebody come in."""
        self.world.arrive(name, caps=["message-tags", "malmadang/game"], address=address)
        self.world.send(name, f"JOIN {ROOM}")

    def say(self, name: str, text: str) -> None:
        """Let somebody say something in the room."""
        self.world.send(name, f"PRIVMSG {ROOM} :{text}")

    def begin(self, *people: str, options: str = "") -> None:
        """Open a lobby, let people (and `봇`) join, begin, and come to the first turn."""
        first, *others = people
        self.say(first, f"!시작 {options}".strip())
        for name in others:
            self.say(*((first, "!봇 1") if name == "봇" else (name, "!참가")))
        self.say(first, "!시작")
        self.to_turn()

    @property
    def game(self) -> Game:
        """The game of the room."""
        channel = self.world.core.state.channel(ROOM)
        assert channel is not None
        assert channel.game is not None
        return channel.game

    @property
    def is_on(self) -> bool:
        """Whether there is a game."""
        channel = self.world.core.state.channel(ROOM)
        return channel is not None and channel.game is not None

    @property
    def match(self) -> Match:
        """The match."""
        assert self.game.match is not None
        return self.game.match

    @property
    def in_turn(self) -> str:
        """Nick of whose turn it is."""
        return self.game.nick(self.match.at_turn.number)

    def to_turn(self) -> None:
        """Let pauses pass, until it is somebody's turn or all is over."""
        while self.is_on and self.match.phase is not Phase.TURN:
            self.pass_by()

    def pass_by(self) -> None:
        """Let the time of a phase run out."""
        self.world.advance(self.match.time_left_ms(self.world.steady_ms))

    def answer(self) -> str:
        """Let whoever is in turn say a word that works; return it."""
        assert self.game.referee is not None
        word = self.game.referee.hint(self.match)
        self.say(self.in_turn, word)
        return word

    def heard(self, name: str) -> list[str]:
        """Take what the voice has told somebody since last asked."""
        lines = [parse_line(line.encode(), limits=FROM_SERVER) for line in self.world.peers[name].read()]
        return [line.params[-1] for line in lines if (line.source or "").startswith(("끝말이!", "GameServ!"))]

    def news(self, name: str) -> list[GameNews]:
        """Take the data of what the voice has told somebody since last asked."""
        found = []
        for line in self.world.peers[name].read():
            tags = parse_line(line.encode(), limits=FROM_SERVER).tags or {}
            if TAG in tags:
                parsed = parse_news(tags[TAG])
                assert parsed is not None
                found.append(parsed)
        return found

    def hush(self) -> None:
        """Let everybody forget what they have read."""
        for peer in self.world.peers.values():
            peer.read()
