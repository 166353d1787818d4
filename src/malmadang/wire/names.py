"""Names of people and rooms: when two are one, which are legal and why not, which look alike."""

import re
from enum import Enum
from typing import Final, NewType
from unicodedata import category, is_normalized, normalize

import msgspec

from malmadang.wire.lookalikes import LOOKALIKES

Folded = NewType("Folded", str)
"""A name as every index knows it; only `casefold` makes one."""

CHANNEL_SIGN: Final = "#"


class NameFaultKind(Enum):
    """Why a name is refused."""

    EMPTY = "empty"
    TOO_MANY_LETTERS = "too many letters"
    TOO_MANY_BYTES = "too many bytes"
    LEADING = "may not begin with this"
    NO_SIGN = "does not begin with the sign of a channel"
    SPACE = "a space inside"
    INVISIBLE = "a letter nobody can see"
    LONE_JAMO = "a jamo made to be part of a syllable"
    LETTER = "a letter that names do not have"


class NameFault(msgspec.Struct, frozen=True, gc=False):
    """Why a name is refused, in a form that a sentence can be made of.

    Attributes:
        letter: the letter at fault, "" where no single one is.
        limit: letters or bytes allowed (TOO_MANY_LETTERS, TOO_MANY_BYTES), else 0.
    """

    kind: NameFaultKind
    letter: str = ""
    limit: int = 0


# Kana with their marks of length and repetition; Han with 々 and 〇. U+3164 is left out: it is a filler.
_HANGUL: Final = "가-힣ㄱ-ㅣ"
_KANA: Final = "ぁ-ゖゝ-ゟァ-ヺー-ヿ"
_HAN: Final = "々〇㐀-䶿一-鿿\U00020000-\U0002ebe0\U00030000-\U000323af"
_LETTERS: Final = rf"A-Za-z0-9\[\]\\`_^{{|}}\-{_HANGUL}{_KANA}{_HAN}"
_NAME: Final = re.compile(rf"[{_LETTERS}]+")
_ALLOWED: Final = re.compile(rf"[{_LETTERS}]")
_CONJOINING: Final = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\uffa1-\uffdc]")
# Letters that show nothing though they count as letters or marks: the Hangul fillers, the Khmer inherent
# vowels, the grapheme joiner, the variation selectors, the Braille blank.
_BLANK: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def casefold(name: str) -> Folded:
    """Fold a name for comparing: ASCII letters become small, nothing else changes.

    Args:
        name: NFC (every name is made so on entry).
    Source: Modern IRC, CASEMAPPING=ascii.
    """
    # bytes.lower knows only ASCII, str.lower would touch other scripts.
    return Folded(name.lower() if name.isascii() else name.encode().lower().decode())


def normalize_name(name: str) -> str:
    """Make one spelling of a name typed in several ways: full-width ASCII becomes ASCII, then NFC."""
    if name.isascii():
        return name
    name = name.translate(_FULL_WIDTH)
    return name if is_normalized("NFC", name) else normalize("NFC", name)


def check_nick(nick: str, *, max_chars: int = 16, max_bytes: int = 48) -> NameFault | None:
    """Say why a nickname is refused, or None when it is not.

    Args:
        nick: after `normalize_name`.
    Source: RFC 2812 2.3.1 (nickname), widened to Hangul, Kana and Han.
    """
    if nick and (nick[0] == "-" or "0" <= nick[0] <= "9"):
        return NameFault(NameFaultKind.LEADING, nick[0])
    return _check_letters(nick, nick, max_chars, max_bytes)


def check_account(account: str, *, max_chars: int = 16, max_bytes: int = 48) -> NameFault | None:
    """Say why an account name is refused, or None: an account is called as its owner's nick."""
    return check_nick(account, max_chars=max_chars, max_bytes=max_bytes)


def check_channel(channel: str, *, max_chars: int = 32, max_bytes: int = 96) -> NameFault | None:
    """Say why a channel name is refused, or None when it is not.

    Args:
        channel: after `normalize_name`, with its sign, which counts.
    Source: RFC 2812 1.3, narrowed to the letters of nicknames.
    """
    if not channel:
        return NameFault(NameFaultKind.EMPTY)
    if channel[0] != CHANNEL_SIGN:
        return NameFault(NameFaultKind.NO_SIGN, channel[0])
    return _check_letters(channel, channel[1:], max_chars, max_bytes)


def _check_letters(name: str, letters: str, max_chars: int, max_bytes: int) -> NameFault | None:
    if not letters:
        return NameFault(NameFaultKind.EMPTY)
    if _NAME.fullmatch(letters) is None:
        return _fault_of(next(letter for letter in letters if _ALLOWED.match(letter) is None))
    if len(name) > max_chars:
        return NameFault(NameFaultKind.TOO_MANY_LETTERS, limit=max_chars)
    if len(name.encode()) > max_bytes:
        return NameFault(NameFaultKind.TOO_MANY_BYTES, limit=max_bytes)
    return None


def _fault_of(letter: str) -> NameFault:
    kind = category(letter)
    if _BLANK.match(letter) or kind in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return NameFault(NameFaultKind.INVISIBLE, letter)
    if kind == "Zs":
        return NameFault(NameFaultKind.SPACE, letter)
    if _CONJOINING.match(letter):
        return NameFault(NameFaultKind.LONE_JAMO, letter)
    return NameFault(NameFaultKind.LETTER, letter)


def skeleton(name: str) -> str:
    """Return what a name looks like: two names that a person could take for one another have the same.

    Names that fold to one have one skeleton; so i, l and 1 are alike, since a capital I stands between them.
    Letters that show nothing are dropped, so an inserted filler changes nothing.

    Source: UTS #39 4 (skeleton), restricted to the letters that names here can have.
    """
    if _NAME.fullmatch(name) is None:
        name = normalize_name("".join(letter for letter in name if not _is_blank(letter)))
    return casefold(name).translate(LOOKALIKES)


def _is_blank(letter: str) -> bool:
    return _BLANK.match(letter) is not None or category(letter) in {"Cc", "Cf"}
