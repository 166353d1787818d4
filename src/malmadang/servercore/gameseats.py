"""A channel's game as the server holds it: the match, and which people sit on its seats."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from malmadang.wire.names import Folded, casefold
from malmadang.wordchain.match import Match, Settings
from malmadang.wordchain.rules import Referee

if TYPE_CHECKING:
    from malmadang.ports import SteadyMs
    from malmadang.servercore.user import User

TRIES_PER_S = 5
OWN_WORDS = ("",)
"""Word lists where a room has none of its own: the server's dictionary."""


class Player:
    """Somebody on a seat: a person, or a bot.

    Attributes:
        number: of the seat.
        user: None for bots, and while a person is away.
        account, host: by which a person is known again, with the nick where there is no account.
        level: of a bot, 0 for a person.
        gone: who sat here until the line was lost.
        lost_ms: since when the person is away.
        tries: when the last words were tried.
    """

    __slots__ = ("_nick", "account", "gone", "host", "level", "lost_ms", "number", "tries", "user")

    def __init__(
        self,
        number: int,
        nick: str,
        *,
        user: User | None = None,
        account: str = "",
        host: str = "",
        level: int = 0,
    ) -> None:
        self.number = number
        self._nick = nick
        self.user = user
        self.account = account
        self.host = host
        self.level = level
        self.gone: User | None = None
        self.lost_ms: SteadyMs | None = None
        self.tries: deque[int] = deque(maxlen=TRIES_PER_S)

    @property
    def nick(self) -> str:
        """The nick now, or the last one known."""
        return self.user.nick if self.user is not None else self._nick

    def sit(self, user: User) -> None:
        """Let a person take the seat, for the first time or again."""
        self.user, self.gone = user, None
        self.lost_ms = None

    def lose(self, now_ms: SteadyMs) -> None:
        """Note that the person is away."""
        user = self.user
        if user is not None:
            self._nick, self.account, self.host = user.nick, user.account, user.host
            self.user, self.gone = None, user
            self.lost_ms = now_ms

    def is_of(self, user: User) -> bool:
        """Say whether this is the seat of somebody who has come back.

        By the account; without one by the nick, from the same address.
        """
        if self.level or self.user is not None:
            return False
        if self.account:
            return casefold(self.account) == casefold(user.account)
        return casefold(self._nick) == user.folded and self.host == user.host

    def may_try(self, now_ms: int) -> bool:
        """Count a try; say whether it is not one too many for this second."""
        if len(self.tries) == TRIES_PER_S and now_ms - self.tries[0] < 1_000:
            return False
        self.tries.append(now_ms)
        return True

    @property
    def marks(self) -> tuple[str, str]:
        """Account and host, by which the person is known again."""
        user = self.user
        return (user.account, user.host) if user is not None else (self.account, self.host)

    @property
    def identity(self) -> str:
        """What the person's results are kept under: the account, or `~` and a guest's nick."""
        return casefold(self.marks[0]) or f"~{casefold(self.nick)}"


class Game:
    """The game of one channel, from its lobby to its result.

    Attributes:
        id: names its timers; never given twice.
        channel: the channel's name.
        lists: names of word lists; "" is the server's own dictionary.
        host: number of the seat that leads.
        players: by seat number, those of the lobby or of the match; numbers: the highest there has been.
        match: None in the lobby.
        referee: None until the words are there.
        is_loading: the words have been asked for.
        is_asleep: the server was started anew; the game goes on once somebody of it is back.
        due: serial of the turn that the timer under way was set for.
        touched_ms: when something last happened in the lobby.
        choice: serial of a bot's turn, and the word it has chosen.
    """

    __slots__ = (
        "channel",
        "choice",
        "due",
        "host",
        "id",
        "is_asleep",
        "is_loading",
        "lists",
        "match",
        "numbers",
        "players",
        "referee",
        "settings",
        "touched_ms",
    )

    def __init__(
        self, game_id: int, channel: str, settings: Settings, lists: tuple[str, ...] = OWN_WORDS
    ) -> None:
        self.id = game_id
        self.channel = channel
        self.settings = settings
        self.lists = lists
        self.host = 0
        self.numbers = 0
        self.players: dict[int, Player] = {}
        self.match: Match | None = None
        self.referee: Referee | None = None
        self.is_loading = False
        self.is_asleep = False
        self.choice: tuple[int, str] = (-1, "")
        self.touched_ms = 0
        self.due = -1

    @property
    def folded(self) -> Folded:
        """The channel as every index knows it."""
        return casefold(self.channel)

    def nick(self, number: int) -> str:
        """Return who sits on a seat."""
        return self.players[number].nick

    def add(self, player: Player) -> None:
        """Seat somebody; the first person leads."""
        self.numbers = max(self.numbers, player.number)
        self.players[player.number] = player
        if not self.host and not player.level:
            self.host = player.number

    def new_number(self) -> int:
        """Return a number that no seat of the game has had."""
        return self.numbers + 1

    def player_of(self, user: User) -> Player | None:
        """Return the seat of a person who is here."""
        return next((player for player in self.players.values() if player.user is user), None)

    def seat_for(self, user: User, was: User | None = None) -> Player | None:
        """Return the empty seat that somebody who comes back had.

        Args:
            was: who this was before the line was lost, where a token has shown it.
        """
        for player in self.players.values():
            if was is not None and player.gone is was and self.is_playing(player):
                return player
        return next(
            (player for player in self.players.values() if player.is_of(user) and self.is_playing(player)),
            None,
        )

    def is_playing(self, player: Player) -> bool:
        """Say whether the seat is in the game still."""
        seat = self.match.seat(player.number) if self.match is not None else None
        return self.match is None or (seat is not None and not seat.is_out)

    def people(self) -> list[Player]:
        """Return the seats of people who play, here or away."""
        return [player for player in self.players.values() if not player.level and self.is_playing(player)]

    def bots(self) -> list[Player]:
        """Return the bots."""
        return [player for player in self.players.values() if player.level]

    def pass_on_host(self) -> Player | None:
        """Let the next person lead where the host is gone; return who it is, None where nothing changes."""
        leads = self.players.get(self.host)
        if leads is not None and self.is_playing(leads) and not leads.level:
            return None
        following = next(iter(self.people()), None)
        self.host = following.number if following is not None else 0
        return following
