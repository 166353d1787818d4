"""What people type behind 시작 and 설정: mode and options, Korean and English words, in one table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from malmadang.wordchain.match import MAX_ROUNDS, Settings
from malmadang.wordchain.modes import Law, find_mode

LEAST_S: Final = 10
MOST_S: Final = 150


class Option(msgspec.Struct, frozen=True):
    """One row: how an option is typed, and what it sets.

    Attributes:
        ko, en: the usual word in each language.
        is_usual: it is in force unless another is typed.
    """

    ko: str
    en: str
    field: str
    value: bool | Law
    others: tuple[str, ...] = ()
    is_usual: bool = False


OPTIONS: Final = (
    Option("매너", "manner", "manner", value=True, is_usual=True),
    Option("매너없음", "nomanner", "manner", value=False, others=("노매너", "한방")),
    Option("미션", "mission", "mission", value=True),
    Option("미션없음", "nomission", "mission", value=False, is_usual=True),
    Option("쉬움", "easy", "is_hard", value=False, is_usual=True),
    Option("어려움", "hard", "is_hard", value=True),
    Option("점수", "points", "survival", value=False, is_usual=True),
    Option("탈락", "survival", "survival", value=True, others=("서바이벌",)),
    Option("난입", "latecomers", "joining", value=True),
    Option("난입없음", "nolatecomers", "joining", value=False, is_usual=True),
    Option("두음", "dueum", "law", value=Law.STANDARD, others=("두음법칙",), is_usual=True),
    Option("두음자유", "dueum-both", "law", value=Law.BOTH),
    Option("두음없음", "nodueum", "law", value=Law.OFF),
)
_BY_WORD: Final[Mapping[str, Option]] = MappingProxyType(
    {word: row for row in OPTIONS for word in (row.ko, row.en, *row.others)}
)
_ROUNDS: Final = re.compile(r"(?:rounds?=)?(\d{1,3})(?:판|라운드|r|rounds?)?")
_SECONDS: Final = re.compile(r"(?:time=)?(\d{1,4})(?:초|s)")


class OptionError(ValueError):
    """A word that is no option, or a number out of its bounds."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def choose(settings: Settings, words: Iterable[str]) -> Settings:
    """Return settings with what was typed in force.

    Raises:
        OptionError: a word means nothing here.
    """
    changes: dict[str, object] = {}
    for word in words:
        typed = word.lower()
        mode, option = find_mode(typed), _BY_WORD.get(typed)
        seconds, rounds = _SECONDS.fullmatch(typed), _ROUNDS.fullmatch(typed)
        if mode is not None:
            changes["mode"] = mode.name
        elif option is not None:
            changes[option.field] = option.value
        elif seconds is not None and LEAST_S <= int(seconds[1]) <= MOST_S:
            changes["round_ms"] = int(seconds[1]) * 1000
        elif seconds is None and rounds is not None and 1 <= int(rounds[1]) <= MAX_ROUNDS:
            changes["rounds"] = int(rounds[1])
        else:
            raise OptionError(word)
    return msgspec.structs.replace(settings, **changes)


def in_words(settings: Settings, language: str) -> tuple[str, ...]:
    """Return what is in force and not usual, as it would be typed; rounds and time first."""
    is_ko = language == "ko"
    seconds = settings.round_ms // 1000
    words = [f"{settings.rounds}판", f"{seconds}초"] if is_ko else [f"{settings.rounds}rounds", f"{seconds}s"]
    chosen = [row for row in OPTIONS if not row.is_usual and getattr(settings, row.field) is row.value]
    return (*words, *(row.ko if is_ko else row.en for row in chosen))
