"""Which words lead where: counts over a whole list, and what is left of them in one game."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from malmadang.wordchain.dice import Dice
from malmadang.wordchain.dictionary import Dictionary
from malmadang.wordchain.modes import Law, Meets, Mode

if TYPE_CHECKING:
    from malmadang.wordchain.retrograde import Fate

FAIR_WORDS: Final = 100
FAIR_EXITS: Final = 30
"""A fair key has so many words, with so many different keys that go on."""
_FEW: Final = 20
"""Keys to draw from where a list is too small to have fair ones."""

Key = TypeVar("Key", str, tuple[str, str])


class Graph:
    """A list of words as keys and the words between them, for one mode. It serves many games.

    A key is dead when every word that answers it leads to a dead key: counted back from keys that nothing
    answers (한방), to a fixed point.

    Attributes:
        total: how many words have an entry.
        ends: key -> entry -> how many words lead from one to the other.
        live: key -> how many of its answers lead to a key that is not dead.
        dead: keys that are, before any word is used.
        fates: what `retrograde` has found out, None before it was asked.
    """

    def __init__(self, dictionary: Dictionary, mode: Mode, law: Law = Law.STANDARD) -> None:
        self.dictionary = dictionary
        self.mode = mode
        self.law = law
        self.total: dict[str, int] = {}
        self.ends: dict[str, dict[str, int]] = {}
        self.live: dict[str, int] = {}
        self.dead: set[str] = set()
        self.fates: dict[str, tuple[Fate, int]] | None = None
        self._feeders: dict[str, list[str]] = {}
        self._reach: dict[str, tuple[str, ...]] = {}
        self._others: dict[str, list[str]] = {}
        self._openings: dict[int, Sequence[str]] = {}
        if not mode.is_drawn:
            self._count()
            self._settle()
        self._fair = self._fair_keys()

    def _count(self) -> None:
        entry, leaves = self.mode.entry, self.mode.leaves
        keeps_words = self.mode.meets is Meets.INITIALS
        if self.mode.meets is Meets.LAST:
            # The dictionary makes this index when it is first asked for; better here than in somebody's turn.
            self.dictionary.ending_with("가")
        for word in self.dictionary.words():
            if self.mode.has_length(word):
                came, left = entry(word), leaves(word)
                self.total[came] = self.total.get(came, 0) + 1
                ends = self.ends.setdefault(left, {})
                ends[came] = ends.get(came, 0) + 1
                if keeps_words:
                    self._others.setdefault(came, []).append(word)
        for key in {*self.total, *self.ends}:
            reach = self._reach[key] = self.mode.reach(key, self.law)
            self.live[key] = sum(self.total.get(each, 0) for each in reach)
            for each in reach:
                self._feeders.setdefault(each, []).append(key)

    def _settle(self) -> None:
        fresh = [key for key, answers in self.live.items() if not answers]
        self.dead.update(fresh)
        while fresh:
            for came, words in self.ends.get(fresh.pop(), {}).items():
                for key in self._feeders.get(came, ()):
                    self.live[key] -= words
                    if not self.live[key] and key not in self.dead:
                        self.dead.add(key)
                        fresh.append(key)

    def reach(self, key: str) -> tuple[str, ...]:
        """Return the entries that meet a key."""
        return self._reach.get(key) or self.mode.reach(key, self.law)

    def feeders(self, entry: str) -> Sequence[str]:
        """Return the keys that an entry meets."""
        return self._feeders.get(entry, ())

    def answers(self, key: str, max_tier: int = 4) -> Iterator[str]:
        """Give the words that answer a key, used or not."""
        for entry in self.reach(key):
            for word in self._words_of(entry, max_tier):
                if self.mode.has_length(word):
                    yield word

    def _words_of(self, entry: str, max_tier: int) -> Sequence[str]:
        match self.mode.meets:
            case Meets.FIRST:
                return self.dictionary.starting_with(entry, max_tier)
            case Meets.LAST:
                return self.dictionary.ending_with(entry, max_tier)
            case Meets.INITIALS:
                words = self._others.get(entry, ())
                return [word for word in words if self.dictionary.tier(word) <= max_tier]
            case Meets.WHOLE:
                return (entry,) if self.dictionary.has(entry) else ()

    # -- the beginning of a round ------------------------------------------------------------------

    def _fair_keys(self) -> list[str]:
        """Return the keys that a round may begin with, in an order that is always the same."""
        if self.mode.is_drawn:
            return sorted(word for word in self.dictionary.words() if self.dictionary.tier(word) <= 2)
        exits: dict[str, int] = dict.fromkeys(self.total, 0)
        for key, ends in self.ends.items():
            if key not in self.dead:
                for entry in ends:
                    exits[entry] += 1
        if self.mode.meets is Meets.INITIALS:
            exits = dict.fromkeys(self.total, FAIR_EXITS)

        def is_fair(key: str) -> bool:
            reach = self.reach(key)
            words = sum(self.total.get(entry, 0) for entry in reach)
            return words >= FAIR_WORDS and sum(exits.get(entry, 0) for entry in reach) >= FAIR_EXITS

        fair = sorted(key for key in self.total if is_fair(key))
        if fair:
            return fair
        living = [key for key in self.total if self.live[key]] or list(self.total)
        return sorted(living, key=lambda key: (-self.live[key], key))[:_FEW]

    def is_fair(self, key: str) -> bool:
        """Say whether a round may begin with a key."""
        return key in self._fair

    def openings(self, rounds: int, dice: Dice) -> tuple[str, ...]:
        """Draw what the rounds begin with: the syllables of a word as long as there are rounds.

        Where the keys are of another kind, or no word will do, a key for each round; () for an empty list.
        """
        if not self._fair:
            return ()
        if self.mode.meets in (Meets.FIRST, Meets.LAST) and rounds > 1:
            words = self._opening_words(rounds)
            if words:
                return tuple(dice.pick(words))
        return tuple(dice.pick(self._fair) for _ in range(rounds))

    def _opening_words(self, rounds: int) -> Sequence[str]:
        """Return the words that rounds can begin with, well-known ones where there are any."""
        found = self._openings.get(rounds)
        if found is None:
            fair = set(self._fair)
            words = [
                each for each in self.dictionary.words() if len(each) == rounds and fair.issuperset(each)
            ]
            known = [word for word in words if self.dictionary.tier(word) <= 2]
            found = self._openings[rounds] = known or words
        return found

    def draw(self, dice: Dice) -> str:
        """Draw a key, where keys are drawn."""
        return dice.pick(self._fair)


class Tally:
    """What is left of a graph in one round: the words used, and what has died by it.

    Takes memory for what is used only, so a thousand games share one graph.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.used: set[str] = set()
        self._spent: dict[tuple[str, str], int] = {}
        self._entries: dict[str, int] = {}
        self._less: dict[str, int] = {}
        self._dead: set[str] = set()

    def is_dead(self, key: str) -> bool:
        """Say whether no answer that goes on is left for a key."""
        return key in self._dead or key in self.graph.dead or key not in self.graph.live

    def live(self, key: str) -> int:
        """Count the unused answers of a key that lead on."""
        return self.graph.live.get(key, 0) - self._less.get(key, 0)

    def count(self, key: str) -> int:
        """Count the unused answers of a key."""
        graph, entries = self.graph, self._entries
        return sum(graph.total.get(entry, 0) - entries.get(entry, 0) for entry in graph.reach(key))

    def use(self, word: str) -> None:
        """Take a word of the list out of the counts for good."""
        self._use(word, [], [])

    def is_killer(self, word: str) -> bool:
        """Say whether an unused word would leave a dead key, itself taken out: killers, to a fixed point."""
        left = self.graph.mode.leaves(word)
        if self.is_dead(left):
            return True
        lessened: list[tuple[str, int]] = []
        died: list[str] = []
        self._use(word, lessened, died)
        is_killer = left in self._dead
        came = self.graph.mode.entry(word)
        self.used.discard(word)
        _take(self._spent, (left, came), 1)
        _take(self._entries, came, 1)
        for key, words in lessened:
            _take(self._less, key, words)
        self._dead.difference_update(died)
        return is_killer

    def _use(self, word: str, lessened: list[tuple[str, int]], died: list[str]) -> None:
        mode = self.graph.mode
        came, left = mode.entry(word), mode.leaves(word)
        self.used.add(word)
        was_dead = self.is_dead(left)
        self._spent[left, came] = self._spent.get((left, came), 0) + 1
        self._entries[came] = self._entries.get(came, 0) + 1
        if was_dead:
            # It has not been counted since its end died.
            return
        fresh: list[str] = []
        self._lessen(came, 1, fresh, lessened)
        while fresh:
            key = fresh.pop()
            died.append(key)
            for entry, words in self.graph.ends.get(key, {}).items():
                self._lessen(entry, words - self._spent.get((key, entry), 0), fresh, lessened)

    def _lessen(self, entry: str, words: int, fresh: list[str], lessened: list[tuple[str, int]]) -> None:
        if not words:
            return
        live, less = self.graph.live, self._less
        for key in self.graph.feeders(entry):
            less[key] = less.get(key, 0) + words
            lessened.append((key, words))
            if live[key] == less[key] and key not in self._dead:
                self._dead.add(key)
                fresh.append(key)


def _take(counts: dict[Key, int], key: Key, number: int) -> None:
    """Lower a count; of what is nought nothing is left."""
    counts[key] -= number
    if not counts[key]:
        del counts[key]
