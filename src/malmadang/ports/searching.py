"""Searching: the tokens of a text, and whether a text has what is looked for. The same in every store.

Korean words have no space where one looks for their parts, so of Hangul, Kana and Han every two letters that
stand together are a token. Other words (Latin, Cyrillic, digits) are a token each. Letters count, not their
case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

_SYLLABLES: Final = (
    "\u1100-\u11ff\u2600-\u27bf\u3040-\u30ff\u3131-\u318e\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
_RUNS: Final = re.compile(f"([{_SYLLABLES}]+)|([^\\W_{_SYLLABLES}]+)")
_WORD_LETTER: Final = f"[^\\W_{_SYLLABLES}]"
_DRESS: Final = re.compile(
    r"[\x02\x0f\x11\x16\x1d\x1e\x1f\r]|\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04[0-9a-fA-F]{6}"
)
_TOKEN_LETTERS: Final = 64
_ACTION: Final = "\x01ACTION "


def whole_text(text: str) -> str:
    """Return a record's text with only those line breaks in it that its author made."""
    return text.replace("\r", "")


def readable_text(text: str) -> str:
    """Return what of a record's text people read: one line, no colours, no frame of an ACTION."""
    if text.startswith(_ACTION):
        text = text.removeprefix(_ACTION).removesuffix("\x01")
    return _DRESS.sub("", text).replace("\n", " ")


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def tokens_of(text: str) -> set[str]:
    """Return the tokens under which a record's text is found."""
    tokens: set[str] = set()
    for syllables, word in _RUNS.findall(_fold(readable_text(text))):
        if syllables:
            tokens.update(map("".join, pairwise(syllables)))
            # So that every syllable begins a token.
            tokens.add(syllables[-1])
        else:
            tokens.add(word[:_TOKEN_LETTERS])
    return tokens


class Token(msgspec.Struct, frozen=True, gc=False, order=True):
    """A token that a text must have; `is_prefix`: one that begins so."""

    text: str
    is_prefix: bool


class Terms:
    """What is looked for: all the terms of a question, which spaces part.

    A term of one syllable is found wherever the syllable is, a longer one wherever it stands in a row; one
    that begins with a Latin letter or digit only where a word begins.

    Attributes:
        tokens: what any text that has the terms has; few texts have them all. Empty: nothing can be found.
    """

    __slots__ = ("_patterns", "tokens")

    def __init__(self, question: str) -> None:
        terms = _fold(readable_text(question)).split()
        self.tokens: Sequence[Token] = sorted({token for term in terms for token in _tokens_in(term)})
        self._patterns = [
            re.compile((f"(?<!{_WORD_LETTER})" if re.match(_WORD_LETTER, term) else "") + re.escape(term))
            for term in dict.fromkeys(terms)
        ]

    def are_in(self, text: str) -> bool:
        """Whether a record's text has all of them."""
        folded = _fold(readable_text(text))
        return bool(self.tokens) and all(pattern.search(folded) for pattern in self._patterns)


def _tokens_in(term: str) -> list[Token]:
    tokens = []
    for run in _RUNS.finditer(term):
        syllables, word = run.groups()
        if word:
            tokens.append(Token(word[:_TOKEN_LETTERS], run.end() == len(term)))
        elif len(syllables) == 1:
            tokens.append(Token(syllables, is_prefix=True))
        else:
            tokens += [Token(syllables[at : at + 2], is_prefix=False) for at in range(len(syllables) - 1)]
    return tokens
