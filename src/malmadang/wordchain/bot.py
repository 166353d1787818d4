"""Computer players: what they know, what they choose, how long they take."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import msgspec

from malmadang.wordchain.dice import Dice
from malmadang.wordchain.match import Match
from malmadang.wordchain.retrograde import Fate, fates
from malmadang.wordchain.rules import Referee
from malmadang.wordchain.score import points

DEFAULT_LEVEL: Final = 2
_LOOKS: Final = 12
_WEIGHED: Final = 4
_SCARCE: Final = 5
_GIVES_UP_PERCENT: Final = 15
_MOST_OF_TURN: Final = 0.8


class Choice(msgspec.Struct, frozen=True):
    """What a bot does.

    Attributes:
        word: "" where it knows none.
        delay_ms: how long it takes, from the beginning of its turn.
    """

    word: str
    delay_ms: int


class _Thought:
    """A position as a bot sees it."""

    def __init__(self, referee: Referee, match: Match, dice: Dice, tier: int) -> None:
        self.referee = referee
        self.match = match
        self.dice = dice
        self.mode = referee.graph.mode
        self.tally = referee.tally(match)
        self.words = list(referee.unused(match, tier))

    def is_safe(self, word: str) -> bool:
        """Say whether a word can be answered."""
        return not self.tally.is_killer(word)

    def drawn(self, most: int) -> list[str]:
        """Draw safe words, so many at most, each once; any words where nothing else is left."""
        rest = list(self.words)
        found: list[str] = []
        while rest and len(found) < most:
            place = self.dice.below(len(rest))
            rest[place], rest[-1] = rest[-1], rest[place]
            word = rest.pop()
            if self.is_safe(word):
                found.append(word)
        return found or self.words[:most]

    def answers(self, word: str) -> int:
        """Count what is left to answer a word with."""
        key = self.mode.leaves(word)
        return self.tally.live(key) if self.match.settings.manner else self.tally.count(key)

    def left_after(self, word: str) -> int:
        """Count the unused answers to a word, itself taken out; killers count too."""
        key = self.mode.leaves(word)
        return self.tally.count(key) - (self.mode.entry(word) in self.referee.graph.reach(key))

    def worth(self, word: str) -> int:
        """Return the points of a word, the time aside."""
        mission = self.match.mission
        return points(len(word), len(self.match.used), 1.0, word.count(mission) if mission else 0)


def _sprout(thought: _Thought) -> str:
    found = thought.drawn(1)
    few = len(thought.words) < _SCARCE
    if not found or (few and thought.dice.below(100) < _GIVES_UP_PERCENT):
        return ""
    return found[0]


def _usual(thought: _Thought) -> str:
    mission = thought.match.mission
    found = thought.drawn(_WEIGHED)
    liked = [word for word in found if mission and mission in word]
    liked = liked or [word for word in found if 2 <= len(word) <= 4] or found
    return liked[0] if liked else ""


def _skilled(thought: _Thought) -> str:
    return min(thought.drawn(_LOOKS), key=thought.answers, default="")


def _master(thought: _Thought) -> str:
    if not thought.match.settings.manner and thought.match.used:
        return _hunting(thought)
    return _best(thought, thought.answers)


def _scorer(thought: _Thought) -> str:
    return _best(thought, lambda word: -thought.worth(word))


def _best(thought: _Thought, cost: Callable[[str], int]) -> str:
    ranked = sorted(thought.words, key=cost)
    return next((word for word in ranked if thought.is_safe(word)), ranked[0] if ranked else "")


def _hunting(thought: _Thought) -> str:
    """Lead the other to the nearest lost key, else to one that is drawn, else to the farthest that wins."""
    known = fates(thought.referee.graph)

    def rank(word: str) -> tuple[int, int, int]:
        left = thought.left_after(word)
        fate, steps = known.get(thought.mode.leaves(word), (Fate.LOST, 0))
        if not left:
            return 0, 0, 0
        if fate is Fate.LOST:
            return 0, max(steps, 2), left
        if fate is Fate.DRAWN:
            return 1, left, 0
        return 2, -steps, left

    return min(thought.words, key=rank, default="")


class Bot(msgspec.Struct, frozen=True):
    """One row of the table.

    Attributes:
        tier: of the words it knows.
        delay_ms: least and most it takes to think; syllable_ms: and to type, a syllable.
        is_slow: it looks at every word, which takes its time.
    """

    level: int
    ko: str
    en: str
    tier: int
    delay_ms: tuple[int, int]
    syllable_ms: int
    choose: Callable[[_Thought], str]
    is_slow: bool = False


_ROWS = (
    Bot(1, "새싹", "Sprout", 1, (2_000, 5_000), 900, _sprout),
    Bot(2, "보통", "Usual", 2, (1_200, 3_000), 500, _usual),
    Bot(3, "능숙", "Skilled", 3, (800, 2_000), 300, _skilled, is_slow=True),
    Bot(4, "달인", "Master", 4, (400, 400), 150, _master, is_slow=True),
    Bot(5, "점수왕", "Scorer", 4, (400, 400), 150, _scorer, is_slow=True),
)

BOTS = MappingProxyType({row.level: row for row in _ROWS})
"""By level. Source: GAME.md 7."""


def think(referee: Referee, match: Match, dice: Dice) -> Choice:
    """Choose a word for the bot in turn; the match is at its turn."""
    bot = BOTS[match.at_turn.level]
    if referee.graph.mode.is_drawn:
        word = match.key
    else:
        word = bot.choose(_Thought(referee, match, dice, bot.tier))
    least, most = bot.delay_ms
    delay = least + dice.below(most - least + 1) + bot.syllable_ms * len(word)
    return Choice(word, min(delay, int(match.length_ms * _MOST_OF_TURN)))
