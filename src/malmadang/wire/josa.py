"""조사: the particle that fits the word before it, as it is read aloud."""

import re
from functools import lru_cache
from typing import Final

_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3
_RIEUL: Final = 8
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FIELD: Final = re.compile(r"\{(\w+)(?:\|([^}]+)\}(['’”»」]?)|\})")

PAIRS: Final = frozenset({"이/가", "은/는", "을/를", "과/와", "아/야", "으로/로", "이에요/예요", "이라/라"})
"""Particles by their two forms: after a final consonant, and without one."""

# How a digit or a letter's name ends when read aloud: 0 open, 1 closed, 8 closed with ㄹ.
_DIGITS: Final = {"0": 1, "1": 8, "2": 0, "3": 1, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
_LETTER_NAMES: Final = {"L": 8, "M": 1, "N": 1, "R": 8}
_CLOSING_LETTERS: Final = {"l": 8, "m": 1, "n": 1}
# A stop after one short vowel is read as a final consonant (book 북), else it gets a vowel (desk 데스크).
_SHORT_STOP: Final = re.compile(r"(?:^|[^aeiou])(?:[aeiou]|oo)(?:[bpkt]|ck)$")


def attach(word: str, pair: str) -> str:
    """Return the word with the particle that fits it: `("하늘", "이/가")` gives `하늘이`.

    Digits and Latin letters count as they are read aloud; signs at the end are not read. Where the reading is
    not known, both forms stand there: `🙂이(가)`.

    Args:
        pair: one of PAIRS.
    Raises:
        ValueError: no such pair.
    Source: 한글 맞춤법, 표준어 규정; 국립국어원's advice on particles after foreign words.
    """
    if pair not in PAIRS:
        raise ValueError(f"no particle: {pair!r}")
    closed, opened = pair.split("/")
    final = final_of(word)
    if final is None:
        return f"{word}(으)로" if pair == "으로/로" else f"{word}{closed}({opened})"
    if pair == "으로/로" and final == _RIEUL:
        return word + opened
    return word + (closed if final else opened)


def final_of(word: str) -> int | None:
    """Say how a word ends when read: 0 a vowel, 8 ㄹ, else another number; None where nobody knows."""
    spoken = re.sub(r"[^0-9A-Za-z가-힣ㄱ-ㅣ]+$", "", word)
    if not spoken:
        return None
    # A picture or a foreign script at the very end is what is read last.
    if word[len(spoken) :].strip("'\"’”)]}>»」』_-`^|\\.,!?~* "):
        return None
    last = spoken[-1]
    if _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % 28
    if last in _DIGITS:
        return 1 if re.search(r"[0-9]0+$", spoken) else _DIGITS[last]
    if last in _VOWELS:
        return 0
    if "ㄱ" <= last <= "ㅎ":
        return _RIEUL if last == "ㄹ" else 1
    return _latin_final(re.findall(r"[A-Za-z]+", spoken)[-1])


def _latin_final(word: str) -> int:
    if len(word) == 1 or word.isupper():
        return _LETTER_NAMES.get(word[-1].upper(), 0)
    small = word.lower()
    if small.endswith("ng"):
        return 1
    if small[-1] in _CLOSING_LETTERS:
        return _CLOSING_LETTERS[small[-1]]
    return 1 if _SHORT_STOP.search(small) else 0


def fill(template: str, **fields: str | int) -> str:
    """Put fields into a sentence: `{who}` as it is, `{who|이/가}` with the particle that fits it.

    A closing quotation mark right behind the field comes before the particle: `'{who|은/는}'` is `'하늘'은`.

    Raises:
        KeyError: the sentence names a field that is not given.
    """
    filled = []
    for before, name, particles, mark in _pieces(template):
        filled.append(before)
        if name:
            word = str(fields[name])
            filled.append(attach(word + mark, particles) if particles else word)
    return "".join(filled)


@lru_cache(1024)
def _pieces(template: str) -> tuple[tuple[str, str, str, str], ...]:
    """Cut a sentence once: (text before a field, its name, its particles, the mark behind it), then the end.

    There are a few hundred sentences, and some of them are said to everybody who comes in.
    """
    pieces = []
    at = 0
    for found in _FIELD.finditer(template):
        pieces.append((template[at : found.start()], found[1], found[2] or "", found[3] or ""))
        at = found.end()
    return (*pieces, (template[at:], "", "", ""))
