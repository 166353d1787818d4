"""Syllables and their letters, and the 두음법칙: how a syllable may be said at the head of a word."""

from typing import Final

INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS: Final = 28
"""Final consonants, none included."""

_FIRST: Final = 0xAC00
_SYLLABLES: Final = len(INITIALS) * len(VOWELS) * FINALS
_PAIRS: Final = (("녀뇨뉴니", "여요유이"), ("랴려례료류리", "야여예요유이"), ("라래로뢰루르", "나내노뇌누느"))


def is_hangul(text: str) -> bool:
    """Say whether a text is one or more whole syllables and nothing else; lone jamo are none."""
    return bool(text) and all("가" <= letter <= "힣" for letter in text)


def parts(syllable: str) -> tuple[int, int, int]:
    """Return a syllable's initial, vowel and final as places in their tables; final 0 is none.

    Raises:
        ValueError: it is not one whole syllable.
    """
    code = ord(syllable) - _FIRST if len(syllable) == 1 else -1
    if not 0 <= code < _SYLLABLES:
        raise ValueError(f"no syllable: {syllable!r}")
    return code // (len(VOWELS) * FINALS), code // FINALS % len(VOWELS), code % FINALS


def compose(initial: int, vowel: int, final: int = 0) -> str:
    """Return the syllable of these letters, the reverse of `parts`."""
    return chr(_FIRST + (initial * len(VOWELS) + vowel) * FINALS + final)


def initials(word: str) -> str:
    """Return the first letter of every syllable: 감사 -> ㄱㅅ."""
    return "".join(INITIALS[(ord(letter) - _FIRST) // (len(VOWELS) * FINALS)] for letter in word)


def _softening() -> dict[str, str]:
    table = {}
    for hard, soft in _PAIRS:
        for before, after in zip(hard, soft, strict=True):
            for final in range(FINALS):
                table[chr(ord(before) + final)] = chr(ord(after) + final)
    return table


_SOFT: Final = _softening()
_HARD: Final = {soft: tuple(hard for hard in _SOFT if _SOFT[hard] == soft) for soft in set(_SOFT.values())}


def softened(syllable: str) -> str:
    """Return how a syllable is said at the head of a word; the same where nothing changes.

    Source: 한글 맞춤법 10-12항: 녀 뇨 뉴 니, 랴 려 례 료 류 리, 라 래 로 뢰 루 르, with any final.
    """
    return _SOFT.get(syllable, syllable)


def hardened(syllable: str) -> tuple[str, ...]:
    """Return the syllables that are said like this one at the head of a word; () for most."""
    return _HARD.get(syllable, ())
