"""Does a name fit what was typed so far: prefixes in jamo, words inside, initial consonants. Pure."""

from functools import lru_cache
from unicodedata import normalize

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_JAMO = str.maketrans({
    chr(start + at): letter
    for start, letters in ((0x1100, _INITIALS), (0x1161, _VOWELS), (0x11A8, _FINALS))
    for at, letter in enumerate(letters)
})  # fmt: skip
"""The letters that decomposition gives -> the ones a keyboard gives, wherever in a syllable they stand."""

_SYLLABLES = str.maketrans({chr(code): _INITIALS[(code - 0xAC00) // 588] for code in range(0xAC00, 0xD7A4)})
_CLUSTERS = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
"""What an input method makes of two initials typed one after the other."""


def initials(text: str) -> str:
    """Return the initial consonant of every syllable; other letters stay as they are."""
    return text.translate(_SYLLABLES)


def jamo(text: str) -> str:
    """Take syllables apart, whether they came composed or not; quick enough for whole dictionaries."""
    return normalize("NFD", text).translate(_JAMO)


def spread(text: str) -> str:
    """Return initials as they were typed: an input method puts some pairs into one letter."""
    return "".join(_CLUSTERS.get(letter, letter) for letter in text)


def is_initials(text: str) -> bool:
    """Is it nothing but consonants, as they begin syllables?"""
    return bool(text) and all(letter in _INITIALS for letter in text)


@lru_cache(8192)
def _forms(text: str) -> tuple[str, tuple[str, ...], str]:
    """Return a name in jamo, its words in jamo, and its initials."""
    folded = normalize("NFC", text).casefold()
    words = folded.replace("-", " ").replace("_", " ").split()
    return jamo(folded), tuple(jamo(word) for word in words[1:]), initials(folded)


def rank(query: str, text: str) -> int | None:
    """Say how well a name fits what was typed; None where it does not, 0 is the best.

    Half a syllable fits as much as it has: «하느» and «한» both find «하늘».
    """
    folded = normalize("NFC", query).casefold().strip()
    if not folded:
        return 0
    whole, words, consonants = _forms(text)
    typed = jamo(folded)
    if whole == typed:
        return 0
    if whole.startswith(typed):
        return 1
    if any(word.startswith(typed) for word in words):
        return 2
    typed_initials = spread(folded)
    if is_initials(typed_initials):
        at = consonants.find(typed_initials)
        if at >= 0:
            return 3 if at == 0 else 4
    return 5 if len(typed) > 1 and typed in whole else None
