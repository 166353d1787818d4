"""Words for games in tests: a list where every way is known, and a world that answers with it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from malmadang.servercore.effects import (
    GameRequest,
    InspectList,
    ListReport,
    NoWords,
    Prepared,
    PrepareGame,
    ThinkMove,
)
from malmadang.wordchain.bot import think
from malmadang.wordchain.dice import Dice
from malmadang.wordchain.dictionary import Dictionary, Entry, JoinedDictionary, MemoryDictionary
from malmadang.wordchain.graph import Graph
from malmadang.wordchain.modes import MODES
from malmadang.wordchain.rules import Referee
from malmadang.wordchain.wordlist import ListFault, WordList

WORDS = (
    "기차 차표 표기 기기 기름 름기 표지 지기 기표 차지 지표 능력 역사 력사 사기 기역 역차 사자 자차 차기 표차"
    " 기차표 표지기 차지기 기사자 자차표 사자기 기슘 차역 자기 표자 지차 사차 역기"
)
"""Chains of 기 차 표 지 사 자 역; 기슘 is a killer."""
ONE_KEY = "기"


def dictionary(words: str = WORDS) -> Dictionary:
    """Return words that every bot knows."""
    return MemoryDictionary(Entry(word, tier=1) for word in words.split())


class Desk:
    """Answers what games ask.

    Args:
        lists: words by a list's name; "" is the server's own, which has WORDS unless it is given.
        opening: what every round begins with.
    """

    def __init__(self, lists: Mapping[str, str] | None = None, *, opening: str = ONE_KEY) -> None:
        self.lists = {"": WORDS, **(lists or {})}
        self.opening = opening

    def answer(self, request: GameRequest) -> object:
        """Return the answer."""
        match request:
            case ThinkMove(graph, match, seed):
                return think(Referee(graph), match, Dice(seed))
            case PrepareGame():
                if not all(name in self.lists for name in request.lists):
                    return NoWords(request.lists[-1], ListFault.MISSING)
                found = [dictionary(self.lists[name]) for name in request.lists]
                joined = found[0] if len(found) == 1 else JoinedDictionary(found[0], found[1])
                graph = Graph(joined, MODES[request.mode], request.law)
                if request.mode in ("훈민정음", "타자"):
                    return Prepared(graph, graph.openings(request.rounds, Dice(request.seed)))
                return Prepared(graph, (self.opening,) * request.rounds if len(joined) else ())
            case InspectList(name):
                known = tuple(sorted(filter(None, self.lists)))
                if not name or name not in self.lists:
                    return NoWords(name, ListFault.MISSING if name else None, known)
                return ListReport(name, len(self.lists[name].split()))
            case _:
                assert_never(request)


class Source:
    """Words for a server's thread: the same list, and lists by name."""

    def __init__(self, words: str = WORDS) -> None:
        self._words = words

    def own(self) -> Dictionary:
        """Return the server's own words."""
        return dictionary(self._words)

    def names(self) -> list[str]:
        """There are no other lists."""
        return []

    def load(self, name: str) -> WordList:
        """Find no list."""
        from malmadang.wordchain.wordlist import ListRefused

        raise ListRefused(ListFault.MISSING)
