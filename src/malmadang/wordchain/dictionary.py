"""The words of a game: the Dictionary that the rules ask, the one in memory, and two of them as one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, groupby
from operator import itemgetter
from typing import Final, Protocol
from urllib.parse import quote

import msgspec

TIERS: Final = (1, 2, 3, 4)
"""How well known a word is: 1 learners' words, 2 several sources agree on it, 3 less so, 4 all."""

_TIER_SIZES: Final = ((1, 3_000), (2, 30_000), (3, 60_000))


_PAGE: Final = "https://opendict.korean.go.kr/search/searchResult?query="


def page_of(word: str) -> str:
    """Return the address of a word's page in 우리말샘, the 국립국어원's open dictionary, for a browser."""
    return _PAGE + quote(word)


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
    """A dictionary made of a list; words of one syllable stand by tier, then by the alphabet.

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
        lines = [f"{word}\t{meaning}" for word, meaning in meanings.items()]
        self._fill([sorted(by_tier[tier]) for tier in TIERS], lines, glosses or {})

    @classmethod
    def from_tiers(
        cls, tiers: Iterable[Iterable[str]], meanings: Iterable[str], glosses: Mapping[str, str]
    ) -> "MemoryDictionary":
        """Make a dictionary the quick way.

        Args:
            tiers: the words of each, from 1 to 4, sorted; no word twice.
            meanings: lines of word, TAB, meaning; no word twice. Taken before the words are.
        """
        made = cls.__new__(cls)
        made._fill(tiers, meanings, glosses)
        return made

    def _fill(
        self, tiers: Iterable[Iterable[str]], meanings: Iterable[str], glosses: Mapping[str, str]
    ) -> None:
        # The lines of the meanings come and go before the words are made, else they leave holes among them.
        self._meanings = _Meanings(meanings)
        self._glosses = dict(glosses)
        self._starting = _Index(tiers, 0)
        self._count = self._starting.count()
        self._ending: _Index | None = None

    def __len__(self) -> int:
        """How many words there are."""
        return self._count

    def has(self, word: str) -> bool:
        """Is this a word?"""
        return self._starting.tier(word) > 0

    def tier(self, word: str) -> int:
        """Return the smallest tier that a word belongs to; 4 for what is no word."""
        return self._starting.tier(word) or TIERS[-1]

    def meaning(self, word: str) -> str:
        """Return what a word means, Hanja with the gloss of each; "" where nobody knows."""
        text = self._meanings.of(word)
        glosses = [self._glosses.get(letter, "") for letter in text]
        return f"{text} ({', '.join(glosses)})" if text and all(glosses) else text

    def words(self) -> Iterator[str]:
        """Give every word once."""
        return self._starting.words()

    def starting_with(self, syllable: str, max_tier: int = 4) -> Sequence[str]:
        """Return the words whose first syllable is this one, by tier."""
        return self._starting.of(syllable, max_tier)

    def ending_with(self, syllable: str, max_tier: int = 4) -> Sequence[str]:
        """Return the words whose last syllable is this one, by tier; the first question makes the index."""
        # Two threads that come first make the same index twice, and either will do.
        if self._ending is None:
            self._ending = _Index((self._starting.words(tier) for tier in TIERS), -1)
        return self._ending.of(syllable, max_tier)


class JoinedDictionary:
    """A dictionary and what another adds to it; neither is copied.

    A word of both keeps the tier of the first and the meaning of the second: who writes a meaning into a list
    of their own wants it read.
    """

    def __init__(self, first: Dictionary, second: Dictionary) -> None:
        self._first = first
        self._second = second
        known, tiers = _Tiers(first), _Tiers(second)
        self._added = MemoryDictionary(
            Entry(word, tier=tiers.of(word)) for word in second.words() if not known.of(word)
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


class _Index:
    """Words by the syllable at one place: one tuple a syllable, by tier, and where each tier ends in it.

    A set of all words would take ten megabytes more than looking for a word in its sorted part.
    """

    def __init__(self, tiers: Iterable[Iterable[str]], place: int) -> None:
        found: dict[str, list[str]] = {}
        ends: dict[str, list[int]] = {}
        for number, words in enumerate(tiers):
            for syllable, run in groupby(words, key=itemgetter(place)):
                found.setdefault(syllable, []).extend(run)
                ends.setdefault(syllable, [0] * len(TIERS))[number] = len(found[syllable])
        self._words = {syllable: tuple(words) for syllable, words in found.items()}
        self._ends = {syllable: tuple(accumulate(of, max)) for syllable, of in ends.items()}

    def count(self) -> int:
        """How many words there are."""
        return sum(map(len, self._words.values()))

    def words(self, tier: int = 0) -> Iterator[str]:
        """Give every word, or every one of a tier."""
        for syllable, words in self._words.items():
            if tier:
                ends = (0, *self._ends[syllable])
                yield from words[ends[tier - 1] : ends[tier]]
            else:
                yield from words

    def of(self, syllable: str, max_tier: int) -> tuple[str, ...]:
        """Return the words of a syllable up to a tier."""
        words = self._words.get(syllable, ())
        if max_tier >= TIERS[-1] or not words:
            return words
        return words[: self._ends[syllable][max_tier - 1]]

    def tier(self, word: str) -> int:
        """Return a word's tier, 0 where it is none; only in an index of first syllables, which is sorted."""
        words = self._words.get(word[:1], ())
        start = 0
        for tier, end in zip(TIERS, self._ends.get(word[:1], ()), strict=False):
            at = bisect_left(words, word, start, end)
            if at < end and words[at] == word:
                return tier
            start = end
        return 0


class _Meanings:
    """Meanings as one text, sorted: a string for each would take ten times that."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._text = "\n".join(["", *sorted(lines), ""]).encode()

    def of(self, word: str) -> str:
        """Return a word's meaning, "" for none."""
        text, key = self._text, f"\n{word}\t".encode()
        # The last line that is not behind the word: UTF-8 sorts as code points do.
        low, high = 0, len(text) - 1
        while low < high:
            middle = text.rindex(b"\n", 0, (low + high) // 2 + 1)
            after = text.index(b"\n", middle + 1)
            if text[middle : middle + len(key)] < key:
                low = after
            else:
                high = middle
        if not text.startswith(key, low):
            return ""
        return text[low + len(key) : text.index(b"\n", low + 1)].decode()


def graded(entries: Iterable[Entry], known: Dictionary) -> list[Entry]:
    """Give the words of a host's own list the tiers of a dictionary that knows them.

    What it does not know comes into the smallest tier that a list of that many words would fill: a few
    hundred words of a room's own hobby are known to everybody there, a few hundred thousand are not.
    """
    listed = list(entries)
    tiers = _Tiers(known)
    unknown = sum(not tiers.of(entry.word) for entry in listed)
    own = next((tier for tier, size in _TIER_SIZES if unknown <= size), TIERS[-1])
    return [Entry(entry.word, entry.meaning, tiers.of(entry.word) or own) for entry in listed]


class _Tiers:
    """Tiers of words, for whoever asks about very many: each syllable is taken over when it comes up."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._known: dict[str, dict[str, int]] = {}

    def of(self, word: str) -> int:
        """Return a word's tier, 0 where it is none."""
        known = self._known.get(word[0])
        if known is None:
            known = self._known[word[0]] = {}
            for tier in reversed(TIERS):
                known.update(dict.fromkeys(self._dictionary.starting_with(word[0], tier), tier))
        return known.get(word, 0)


def _both(first: Sequence[str], second: Sequence[str]) -> Sequence[str]:
    if not second:
        return first
    return (*first, *second) if first else second
