"""What to press on a two-set (두벌식) keyboard for a text."""

from collections.abc import Iterator

_INITIALS = ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"]
_VOWELS = [
    "k",
    "o",
    "i",
    "O",
    "j",
    "p",
    "u",
    "P",
    "h",
    "hk",
    "ho",
    "hl",
    "y",
    "n",
    "nj",
    "np",
    "nl",
    "b",
    "m",
    "ml",
]
_VOWELS += ["l"]
_FINALS = [
    "",
    "r",
    "R",
    "rt",
    "s",
    "sw",
    "sg",
    "e",
    "f",
    "fr",
    "fa",
    "fq",
    "ft",
    "fx",
    "fv",
    "fg",
    "a",
    "q",
    "qt",
]
_FINALS += ["t", "T", "d", "w", "c", "z", "x", "v", "g"]
_SIGNS = {" ": "space", ",": "comma", ".": "period", "?": "question", "!": "exclam", "~": "asciitilde"}
_JAMO = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", _INITIALS, strict=True))
_JAMO |= {"ㅏ": "k", "ㅗ": "h", "ㅜ": "n", "ㅠ": "b", "ㅡ": "m", "ㅣ": "l"}


def hangul_keys(text: str) -> list[str]:
    """Return the keys, as xdotool names them, of Hangul, spaces and the usual signs."""
    return [key for letter in text for key in _keys(letter)]


def _keys(letter: str) -> Iterator[str]:
    place = ord(letter) - ord("가")
    if 0 <= place < 11_172:
        yield _INITIALS[place // 588]
        yield from _VOWELS[place % 588 // 28]
        yield from _FINALS[place % 28]
    else:
        yield _JAMO.get(letter) or _SIGNS.get(letter, letter)
