"""A host's own list of words: bytes of a text file -> words, and which lines were refused and why."""

import re
from enum import Enum
from typing import Final
from unicodedata import is_normalized, normalize

import msgspec

from malmadang.wordchain.dictionary import Entry

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_WORDS: Final = 300_000
MAX_MEANING: Final = 120
"""Letters of a meaning that are kept: with a word before it, it fits one line of IRC."""

_SHOWN_LINES: Final = 5
_WORD: Final = re.compile("[가-힣]{2,20}")
_SYLLABLES: Final = re.compile("[가-힣]+")


class LineFault(Enum):
    """Why a line of a list is refused."""

    TOO_SHORT = "one syllable"
    TOO_LONG = "more than twenty syllables"
    NOT_HANGUL = "something else than Hangul syllables"
    REPEATED = "a word that an earlier line has"


class ListFault(Enum):
    """Why a whole list is refused."""

    NAME = "a name that can be no list's"
    MISSING = "no list of that name"
    UNREADABLE = "the file cannot be read"
    TOO_BIG = "too many bytes"
    TOO_MANY = "too many words"
    NOT_TEXT = "neither UTF-8 nor CP949"
    EMPTY = "no line has a word"


class Refused(msgspec.Struct, frozen=True, gc=False):
    """Lines refused for one reason.

    Attributes:
        lines: the numbers of the first five, from 1, as an editor counts.
    """

    fault: LineFault
    count: int
    lines: tuple[int, ...]


class WordList(msgspec.Struct, frozen=True):
    """What a file holds.

    Attributes:
        encoding: `utf-8` or `cp949`.
        refused: one for each reason that there was, in the order of LineFault.
    """

    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...]
    encoding: str


class ListRefused(Exception):
    """A list that cannot be used.

    Attributes:
        refused: the lines refused, where that is why it is EMPTY.
    """

    def __init__(self, fault: ListFault, refused: tuple[Refused, ...] = ()) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.refused = refused


def read_list(data: bytes) -> WordList:
    """Read a list: one word a line, `#` before remarks, a TAB before a meaning.

    Words become NFC; spaces around them and empty lines do not count.

    Raises:
        ListRefused: TOO_BIG, NOT_TEXT, TOO_MANY or EMPTY.
    """
    if len(data) > MAX_BYTES:
        raise ListRefused(ListFault.TOO_BIG)
    text, encoding = _decode(data)
    entries: dict[str, Entry] = {}
    faults: dict[LineFault, list[int]] = {fault: [] for fault in LineFault}
    # Not splitlines: it also ends lines where no editor does.
    for number, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        word, _, meaning = line.partition("\t")
        word = word.strip()
        if (not word and not meaning) or word.startswith("#"):
            continue
        if _WORD.fullmatch(word) is None:
            faults[_fault_of(word)].append(number)
        elif word in entries:
            faults[LineFault.REPEATED].append(number)
        else:
            entries[word] = Entry(word, _one_line(meaning) if meaning else "")
    refused = tuple(
        Refused(fault, len(lines), tuple(lines[:_SHOWN_LINES])) for fault, lines in faults.items() if lines
    )
    if len(entries) > MAX_WORDS:
        raise ListRefused(ListFault.TOO_MANY)
    if not entries:
        raise ListRefused(ListFault.EMPTY, refused)
    return WordList(tuple(entries.values()), refused, encoding)


def _decode(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break  # UTF-16 without its mark, or no text at all
        return text if is_normalized("NFC", text) else normalize("NFC", text), encoding.removesuffix("-sig")
    raise ListRefused(ListFault.NOT_TEXT)


def _fault_of(word: str) -> LineFault:
    if _SYLLABLES.fullmatch(word) is None:
        return LineFault.NOT_HANGUL
    return LineFault.TOO_SHORT if len(word) == 1 else LineFault.TOO_LONG


def _one_line(meaning: str) -> str:
    """Make a meaning one line of visible text: what IRC takes for colours or an end of line goes."""
    words = "".join(letter if letter.isprintable() else " " for letter in meaning).split()
    text = " ".join(words)
    return text if len(text) <= MAX_MEANING else text[: MAX_MEANING - 1] + "…"
