"""What is a move: a word judged by the list, the mode and what was said before."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import msgspec

from malmadang.wordchain.dice import Dice
from malmadang.wordchain.graph import Graph, Tally
from malmadang.wordchain.hangul import is_hangul
from malmadang.wordchain.match import Match

HINT_TIER = 2
_HINTS = 40


class Reason(Enum):
    """Why a word is refused, in the order that is asked."""

    NOT_HANGUL = "hangul"
    SHORT = "short"
    LENGTH = "length"
    CHAIN = "chain"
    USED = "used"
    UNKNOWN = "unknown"
    KILLER = "killer"
    """Nobody could answer it."""
    FIRST_KILLER = "first-killer"
    """A round never begins with such a word."""


class Accepted(msgspec.Struct, frozen=True):
    """The word is a move."""

    word: str


class Rejected(msgspec.Struct, frozen=True):
    """It is none; the clock runs on."""

    word: str
    reason: Reason


class Referee:
    """Judges words of one game: a graph, and counts that follow the match.

    The counts are a memory of what the match itself says, so a referee may be made anew at any time.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._tally = Tally(graph)
        self._counted: tuple[str, ...] = ()

    def tally(self, match: Match) -> Tally:
        """Return the counts as they are in this match now."""
        used, counted = match.used, self._counted
        if used is not counted:
            if used[: len(counted)] != counted:
                self._tally = Tally(self.graph)
                counted = ()
            if not self.graph.mode.is_drawn:
                for word in used[len(counted) :]:
                    self._tally.use(word)
            self._counted = used
        return self._tally

    def judge(self, match: Match, word: str) -> Accepted | Rejected:
        """Say whether a word is a move of the seat in turn. The match stays as it is.

        Args:
            word: NFC, trimmed.
        Source: GAME.md 2.
        """
        reason = self._refusal(match, word)
        return Accepted(word) if reason is None else Rejected(word, reason)

    def _refusal(self, match: Match, word: str) -> Reason | None:
        graph, mode = self.graph, self.graph.mode
        if not is_hangul(word):
            return Reason.NOT_HANGUL
        if len(word) < 2:
            return Reason.SHORT
        if not mode.has_length(word):
            return Reason.LENGTH
        if mode.entry(word) not in graph.reach(match.key):
            return Reason.CHAIN
        if mode.is_drawn:
            return None
        tally = self.tally(match)
        if word in tally.used:
            return Reason.USED
        if not graph.dictionary.has(word):
            return Reason.UNKNOWN
        if (match.settings.manner or not match.used) and tally.is_killer(word) and self._has_way_out(match):
            return Reason.KILLER if match.used else Reason.FIRST_KILLER
        return None

    def _has_way_out(self, match: Match) -> bool:
        """Say whether some answer is no killer; where all are, one of them may be said."""
        tally = self.tally(match)
        return bool(tally.live(match.key)) and any(not tally.is_killer(word) for word in self.unused(match))

    def unused(self, match: Match, max_tier: int = 4) -> Iterator[str]:
        """Give the words that answer the key and have not been said, killers too."""
        used = self.tally(match).used
        return (word for word in self.graph.answers(match.key, max_tier) if word not in used)

    def moves(self, match: Match) -> Iterator[str]:
        """Give every word that is a move now."""
        return (word for word in self.unused(match) if self._refusal(match, word) is None)

    def hint(self, match: Match) -> str:
        """Return a word that would work now, a well-known one if there is one; "" for none."""
        for tier in (1, HINT_TIER, 4):
            for number, word in enumerate(self.unused(match, tier)):
                if number == _HINTS and tier < 4:
                    break
                if self._refusal(match, word) is None:
                    return word
        return ""

    def draw_key(self, match: Match) -> Match:
        """Return the match with a key drawn anew, where the mode draws them."""
        if not self.graph.mode.is_drawn or match.is_over:
            return match
        dice = Dice(match.seed)
        key = self.graph.draw(dice)
        return msgspec.structs.replace(match, key=key, seed=dice.seed)


def count_lines(referee: Referee, match: Match, depth: int) -> int:
    """Count the ways in which a round can go on for so many words.

    For tests: rules are right when every count by depth is.
    """
    if depth == 0:
        return 1
    total = 0
    for word in list(referee.moves(match)):
        after = msgspec.structs.replace(match, used=(*match.used, word), key=match.mode.leaves(word))
        total += count_lines(referee, after, depth - 1)
    return total
