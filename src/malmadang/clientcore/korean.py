"""Korean by rule: syllables as jamo, Hangul in Latin letters, a name in a sentence."""

import re
from typing import Final

_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3

_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")


def to_jamo(text: str) -> str:
    """Take syllables apart into compatibility jamo; everything else stays."""
    parts: list[str] = []
    for letter in text:
        code = ord(letter) - _FIRST
        if 0 <= code <= _LAST - _FIRST:
            parts += [_INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS[code % 28]]
        else:
            parts.append(letter)
    return "".join(parts)


_ROMAN_INITIALS: Final = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
)  # fmt: skip
_ROMAN_VOWELS: Final = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
    "eu", "ui", "i",
)  # fmt: skip
_ROMAN_FINALS: Final = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l",
    "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip
_ROMAN_JAMO: Final = dict(zip(_INITIALS, _ROMAN_INITIALS, strict=True)) | dict(
    zip(_VOWELS, _ROMAN_VOWELS, strict=True)
)


def romanize(text: str) -> str:
    """Write Hangul in Latin letters, syllable by syllable; what is neither Hangul nor ASCII is dropped.

    Source: 국어의 로마자 표기법 (2000), without the sound changes between syllables.
    """
    parts: list[str] = []
    for letter in text:
        code = ord(letter) - _FIRST
        if 0 <= code <= _LAST - _FIRST:
            parts += [
                _ROMAN_INITIALS[code // 588],
                _ROMAN_VOWELS[code % 588 // 28],
                _ROMAN_FINALS[code % 28],
            ]
        elif letter in _ROMAN_JAMO:
            parts.append(_ROMAN_JAMO[letter])
        elif letter.isascii():
            parts.append(letter)
    return "".join(parts)


_SUFFIXES: Final = re.compile(
    r"(?:님|씨|군|양)?(?:들)?"
    r"(?:이랑|랑|하고|에게서|에게|한테서|한테|께서|께|이가|이는|이도|이를|이의|이야|이|가|은|는|을|를|과|와|도|만|의|아|야|여|이여"
    r"|이라고|라고|이네|네|이다|다|이지|지|이에요|예요|이요|요|이니|니|처럼|보다|까지|부터)?"
)


def names_person(text: str, nick: str) -> bool:
    """Does the text name this person?

    The nick must stand as a word of its own, maybe behind an @. It may carry 님, 씨 and particles (`하늘아`,
    `하늘님은`), but is not found inside other words (`하늘색`).

    Args:
        nick: as it is written; ASCII letters match in both cases.
    """
    if not nick:
        return False
    for found in re.finditer(re.escape(nick), text, re.IGNORECASE):
        before, rest = text[: found.start()], text[found.end() :]
        if before and (before[-1].isalnum() or before[-1] == "_"):
            continue
        word = re.match(r"\w*", rest)
        tail = word[0] if word else ""
        if not tail or (not tail.isascii() and _SUFFIXES.fullmatch(tail)):
            return True
    return False
