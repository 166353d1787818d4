"""The modes of the game, in one table: which words fit, and what the next word has to meet."""

from collections.abc import Callable
from enum import Enum
from types import MappingProxyType

import msgspec

from malmadang.wordchain.hangul import hardened, initials, softened


class Law(Enum):
    """Which readings of a syllable count (두음법칙)."""

    STANDARD = "standard"
    """력 may go on as 역."""
    BOTH = "both"
    """And 역 as 력."""
    OFF = "off"


class Meets(Enum):
    """What a new word has to meet the key with."""

    FIRST = "first"
    """Its first syllable."""
    LAST = "last"
    """Its last syllable."""
    INITIALS = "initials"
    """Its initial consonants."""
    WHOLE = "whole"
    """The word itself is the key, and has to be typed."""


class Mode(msgspec.Struct, frozen=True):
    """One row of the table.

    Attributes:
        name: the usual name; names: others, English ones included, in small letters.
        meets: what of a new word is held against the key.
        leaves: word -> the key it leaves for the next.
        least, most: syllables a word may have.
        is_drawn: every key is drawn, whatever the word before.
    """

    name: str
    names: tuple[str, ...]
    english: str
    meets: Meets
    leaves: Callable[[str], str]
    least: int = 2
    most: int = 99
    is_drawn: bool = False

    def entry(self, word: str) -> str:
        """Return what of a word is held against the key."""
        match self.meets:
            case Meets.FIRST:
                return word[0]
            case Meets.LAST:
                return word[-1]
            case Meets.INITIALS:
                return initials(word)
            case Meets.WHOLE:
                return word

    def reach(self, key: str, law: Law) -> tuple[str, ...]:
        """Return the entries that meet a key, the key itself first.

        The law looks at the syllable that was there first and is now said at a word's head: the old word's
        last when words go on at their end, the new word's last when they go on at their beginning.
        """
        if law is Law.OFF or self.meets in (Meets.INITIALS, Meets.WHOLE):
            return (key,)
        soft, hard = (softened(key),), hardened(key)
        if law is Law.BOTH:
            others: tuple[str, ...] = (*soft, *hard)
        else:
            others = soft if self.meets is Meets.FIRST else hard
        return tuple(dict.fromkeys((key, *others)))

    def has_length(self, word: str) -> bool:
        """Say whether a word has as many syllables as the mode asks for."""
        return self.least <= len(word) <= self.most


def _last(word: str) -> str:
    return word[-1]


def _first(word: str) -> str:
    return word[0]


def _middle(word: str) -> str:
    return word[len(word) // 2]


def _itself(word: str) -> str:
    return word


_ROWS = (
    Mode("끝말잇기", ("끝말", "chain", "wordchain"), "word chain", Meets.FIRST, _last),
    Mode("앞말잇기", ("앞말", "front"), "front chain", Meets.LAST, _first),
    Mode(
        "가운뎃말잇기", ("가운뎃말", "가운데말잇기", "middle"), "middle chain", Meets.FIRST, _middle, least=3
    ),
    Mode("쿵쿵따", ("kkt", "kungkungtta"), "kung-kung-tta", Meets.FIRST, _last, least=3, most=3),
    Mode("훈민정음", ("초성", "initials"), "initials", Meets.INITIALS, initials, most=2),
    Mode("타자", ("타자대결", "typing"), "typing", Meets.WHOLE, _itself, is_drawn=True),
)

MODES = MappingProxyType({row.name: row for row in _ROWS})
"""By usual name, in the order that help shows."""
_BY_NAME = MappingProxyType({name: row for row in _ROWS for name in (row.name, *row.names)})


def find_mode(name: str) -> Mode | None:
    """Return the mode of a name in either language."""
    return _BY_NAME.get(name.lower())
