"""The words of a game: the Dictionary that the rules ask, the one in memory, and two of them as one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Final, Protocol

import msgspec

TIERS: Final = (1, 2, 3, 4)
"""How well known a word is: 1 learners' words, 2 several sources agree on it, 3 less so, 4 all."""

_NONE: Final[tuple[str, ...]] = ()
_TIER_SIZES: Final = ((1, 3_000), (2, 30_000), (3, 60_000))


class Dictionary(Protocol):
    """Words of a game, in memory: every question is answered at once.

    Words are NFC, `[가-힣]{2,}`; whoever asks has made them so. A dictionary never changes, so one serves
    all rooms and any thread; every sequence it gives has the same order each time.
    """

    def __len__(self) -> int:
        """How many words there are."""

    def has(self, word: str) -> bool:
        """Is this a word?"""

    def tier(self, word: str) -> int:
        """Return the smallest tier that a word belongs to, 1 to 4; 4 for what is no word."""

    def meaning(self, word: str) -> str:
        """Return what a word means, on one line; "" where nobody knows."""

    def words(self) -> Iterator[str]:
        """Give every word once."""

    def starting_with(self, syllable: str, max_tier: int = 4) -> Sequence[str]:
        """Return the words whose first syllable is this one (its 두음 form is the caller's business)."""

    def ending_with(self, syllable: str, max_tier: int = 4) -> Sequence[str]:
        """Return the words whose last syllable is this one.

        The first question makes the index, 0.1 s for all words: ask one on the thread that loads, where a
        mode of the game needs it.
        """


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A word as a list has it.

    Attributes:
        word: NFC, Hangul syllables, two or more.
        meaning: one line, "" for none; Hanja alone is read out by the dictionary's glosses.
    """

    word: str
    meaning: str = ""
    tier: int = 4


class MemoryDictionary:
    """A dictionary made of a list; words of one syllable stand by tier, then as they came.

    Args:
        entries: a word that comes twice keeps its smallest tier and its first meaning.
        glosses: 한자 -> what it means and how it is read (學 -> 배울 학); put behind meanings that are Hanja.
    """

    def __init__(self, entries: Iterable[Entry] = (), *, glosses: Mapping[str, str] | None = None) -> None:
        meanings: dict[str, str] = {}
        tiers: dict[str, int] = {}
        for entry in entries:
            tiers[entry.word] = min(entry.tier, tiers.get(entry.word, entry.tier))
            if entry.meaning:
                meanings.setdefault(entry.word, entry.meaning)
        by_tier: dict[int, list[str]] = {tier: [] for tier in TIERS}
        for word, tier in tiers.items():
            by_tier[tier].append(word)
        self._fill(by_tier, meanings, glosses or {})

    @classmethod
    def from_tiers(
        cls,
        tiers: Mapping[int, Sequence[str]],
        meanings: Mapping[str, str],
        glosses: Mapping[str, str] | None = None,
    ) -> "MemoryDictionary":
        """Make a dictionary of words that are known to be different, tier by tier: the quick way."""
        made = cls.__new__(cls)
        made._fill(tiers, meanings, glosses or {})
        return made

    def _fill(
        self, by_tier: Mapping[int, Sequence[str]], meanings: Mapping[str, str], glosses: Mapping[str, str]
    ) -> None:
        self._glosses = dict(glosses)
        self._meanings = _Meanings(meanings)
        self._tiers: dict[str, int] = {}
        for tier in TIERS:
            self._tiers.update(dict.fromkeys(by_tier.get(tier, _NONE), tier))
        self._starting = _indexed(self._tiers, 0)
        self._ending: dict[str, tuple[str, ...]] | None = None

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._tiers)

    def has(self, word: str) -> bool:
        """Is this a word?"""
        return word in self._tiers

    def tier(self, word: str) -> int:
        """Return the smallest tier that a word belongs to; 4 for what is no word."""
        return self._tiers.get(word, TIERS[-1])

    def meaning(self, word: str) -> str:
        """Return what a word means, Hanja with the gloss of each; "" where nobody knows."""
        text = self._meanings.of(word)
        glosses = [self._glosses.get(letter, "") for letter in text]
        return f"{text} ({', '.join(glosses)})" if text and all(glosses) else text

    def words(self) -> Iterator[str]:
        """Give every word once, by tier."""
        return iter(self._tiers)

    def starting_with(self, syllable: str, max_tier: int = 4) -> Sequence[str]:
        """Return the words whose first syllable is this one, by tier."""
        return self._up_to(self._starting.get(syllable, _NONE), max_tier)

    def ending_with(self, syllable: str, max_tier: int = 4) -> Sequence[str]:
        """Return the words whose last syllable is this one, by tier; the first question makes the index."""
        # Two threads that come first make the same index twice, and either will do.
        if self._ending is None:
            self._ending = _indexed(self._tiers, -1)
        return self._up_to(self._ending.get(syllable, _NONE), max_tier)

    def _up_to(self, words: tuple[str, ...], max_tier: int) -> tuple[str, ...]:
        if max_tier >= TIERS[-1] or not words:
            return words
        # They stand by tier, so the first that is too rare ends it.
        low, high = 0, len(words)
        while low < high:
            middle = (low + high) // 2
            if self._tiers[words[middle]] > max_tier:
                high = middle
            else:
                low = middle + 1
        return words[:low]


class JoinedDictionary:
    """A dictionary and what another adds to it; neither is copied.

    A word of both keeps the tier of the first and the meaning of the second: who writes a meaning into a list
    of their own wants it read.
    """

    def __init__(self, first: Dictionary, second: Dictionary) -> None:
        self._first = first
        self._second = second
        self._added = MemoryDictionary(
            Entry(word, tier=second.tier(word)) for word in second.words() if not first.has(word)
        )

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._first) + len(self._added)

    def has(self, word: str) -> bool:
        """Is this a word of either?"""
        return self._first.has(word) or self._added.has(word)

    def tier(self, word: str) -> int:
        """Return the first dictionary's tier, else the second's; 4 for what is no word."""
        return self._first.tier(word) if self._first.has(word) else self._added.tier(word)

    def meaning(self, word: str) -> str:
        """Return the second dictionary's meaning, else the first's."""
        return self._second.meaning(word) or self._first.meaning(word)

    def words(self) -> Iterator[str]:
        """Give every word once, the first dictionary's before the others."""
        return chain(self._first.words(), self._added.words())

    def starting_with(self, syllable: str, max_tier: int = 4) -> Sequence[str]:
        """Return the words whose first syllable is this one, the first dictionary's before the others."""
        return _both(
            self._first.starting_with(syllable, max_tier), self._added.starting_with(syllable, max_tier)
        )

    def ending_with(self, syllable: str, max_tier: int = 4) -> Sequence[str]:
        """Return the words whose last syllable is this one, the first dictionary's before the others."""
        return _both(self._first.ending_with(syllable, max_tier), self._added.ending_with(syllable, max_tier))


class _Meanings:
    """Meanings as text, a piece for each first syllable: a string for each would take ten times that."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        lines: dict[str, list[str]] = {}
        for word, meaning in meanings.items():
            lines.setdefault(word[0], []).append(f"{word}\t{meaning}")
        self._pieces = {first: "\n".join(["", *of, ""]).encode() for first, of in lines.items()}

    def of(self, word: str) -> str:
        """Return a word's meaning, "" for none."""
        piece = self._pieces.get(word[:1], b"")
        key = f"\n{word}\t".encode()
        at = piece.find(key)
        if at < 0:
            return ""
        start = at + len(key)
        return piece[start : piece.index(b"\n", start)].decode()


def room_dictionary(shipped: Dictionary, own: Iterable[Entry], *, only_own: bool) -> Dictionary:
    """Return the words of a room with a list of its own: added to the shipped ones, or only these.

    Up to a second of work for the longest list: for a thread.
    """
    listed = MemoryDictionary(graded(own, shipped))
    return listed if only_own else JoinedDictionary(shipped, listed)


def graded(entries: Iterable[Entry], known: Dictionary) -> list[Entry]:
    """Give the words of a host's own list the tiers of a dictionary that knows them.

    What it does not know comes into the smallest tier that a list of that many words would fill: a few
    hundred words of a room's own hobby are known to everybody there, a few hundred thousand are not.
    """
    listed = list(entries)
    unknown = sum(not known.has(entry.word) for entry in listed)
    tier = next((tier for tier, size in _TIER_SIZES if unknown <= size), TIERS[-1])
    return [
        msgspec.structs.replace(entry, tier=known.tier(entry.word) if known.has(entry.word) else tier)
        for entry in listed
    ]


def _indexed(words: Iterable[str], place: int) -> dict[str, tuple[str, ...]]:
    """Return syllable -> the words that have it at a place, in the order they came."""
    found: dict[str, list[str]] = {}
    for syllable, run in groupby(words, key=lambda word: word[place]):
        found.setdefault(syllable, []).extend(run)
    return {syllable: tuple(of) for syllable, of in found.items()}


def _both(first: Sequence[str], second: Sequence[str]) -> Sequence[str]:
    if not second:
        return first
    return (*first, *second) if first else second
