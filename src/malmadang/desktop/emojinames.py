"""What each emoji is called, in Korean and English, and how they are found by it."""

from functools import cache
from importlib.resources import files

import msgspec

from malmadang.clientcore.settings import Language
from malmadang.desktop.matching import initials, is_initials, jamo, spread


class EmojiName(msgspec.Struct, frozen=True, gc=False):
    """One emoji with its names.

    Attributes:
        text: as people type it, variation selectors included.
        group: number of the group it belongs to, in the order of Unicode's own groups.
        hay: names and search words of both languages in jamo, a «|» around each; `consonants` their initials.
    """

    text: str
    group: int
    korean: str
    english: str
    hay: str
    consonants: str

    def name(self, language: Language) -> str:
        """Return what it is called."""
        return self.korean if language == "ko" else self.english


COMPONENTS = 2
"""The group of parts that are no emoji of their own."""


_POPULAR = frozenset("👍❤😂🎉😮😢🙏👏🔥😊😍🤔👀✨💯😭😅🥳🤣😉😀🙂😎😴🙌💪👋🍀☕🍚🐶🐱🌙⭐🎂")
"""Of equals, these come first."""


@cache
def names() -> tuple[EmojiName, ...]:
    """Return every emoji of the shipped sheet, in its order."""
    data = files("malmadang").joinpath("data")
    codes = data.joinpath("emoji.txt").read_text("ascii").split()
    table = data.joinpath("emojinames.txt").read_text("utf-8")
    # All at once: word by word it would take long enough to be felt.
    folded = table.casefold()
    lines = zip(
        codes, table.splitlines(), jamo(folded).splitlines(), initials(folded).splitlines(), strict=True
    )
    return tuple(_read(*line) for line in lines)


def _read(code: str, line: str, taken_apart: str, consonants: str) -> EmojiName:
    group, korean, _tags, english, _more = line.split("\t")
    text = "".join(chr(int(part, 16)) for part in code.split("-"))
    return EmojiName(text, int(group), korean, english, _hay(taken_apart), _hay(consonants))


def _hay(line: str) -> str:
    return f"|{'|'.join(line.split(chr(9))[1:])}|"


def search(query: str, limit: int = 200) -> list[EmojiName]:
    """Return the emoji that a word finds, the nearest first; «ㅎㅌ» finds «하트»."""
    wanted = query.strip().strip(":").replace("_", " ").casefold()
    if not wanted:
        return []
    typed, consonants = jamo(wanted), spread(wanted)
    is_short = is_initials(consonants)
    found: list[tuple[int, bool, int, EmojiName]] = []
    for at, emoji in enumerate(names()):
        best = _nearness(typed, consonants if is_short else "", emoji)
        if best is not None and emoji.group != COMPONENTS:
            found.append((best, emoji.text.rstrip("\ufe0f") not in _POPULAR, at, emoji))
    found.sort(key=lambda one: one[:3])
    return [one[3] for one in found[:limit]]


def _nearness(typed: str, consonants: str, emoji: EmojiName) -> int | None:
    """Return how near an emoji's words are: one begins so, has a word that does, or holds it anywhere."""
    if consonants:
        start = f"|{consonants}" in emoji.consonants or f" {consonants}" in emoji.consonants
        return 0 if start else 1 if consonants in emoji.consonants else None
    if typed not in emoji.hay:
        return None
    return 0 if f"|{typed}" in emoji.hay or f" {typed}" in emoji.hay else 2


def in_groups() -> list[tuple[int, list[EmojiName]]]:
    """Return (group, its emoji) in order, without the group of mere parts."""
    groups: dict[int, list[EmojiName]] = {}
    for emoji in names():
        if emoji.group != COMPONENTS:
            groups.setdefault(emoji.group, []).append(emoji)
    return list(groups.items())
