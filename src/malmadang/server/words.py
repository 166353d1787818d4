"""Words of the game on a thread of their own: loading lists, counting through them, bots that think."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, assert_never

from malmadang.server.telemetry import log
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
from malmadang.wordchain.dictionary import Dictionary, JoinedDictionary, MemoryDictionary, graded
from malmadang.wordchain.graph import Graph
from malmadang.wordchain.modes import MODES, Law
from malmadang.wordchain.rules import Referee
from malmadang.wordchain.wordlist import ListRefused, WordList

GRAPHS = 12
"""Graphs that are kept: a mode and a set of lists each. The least used goes first."""


class WordSource(Protocol):
    """Where words come from. Called on the thread."""

    def own(self) -> Dictionary:
        """Load the server's own dictionary."""

    def names(self) -> list[str]:
        """Return the names of the host's lists."""

    def load(self, name: str) -> WordList:
        """Read a list of the host's.

        Raises:
            ListRefused: it is not there or cannot be used.
        """


class Words:
    """Answers what a game asks, one thing after another, never on the loop's thread.

    Args:
        loop: where answers are given.
        source: None where the server has no words: every request is answered by NoWords.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, source: WordSource | None) -> None:
        self._loop = loop
        self._source = source
        self._pool = ThreadPoolExecutor(1, "words")
        self._own: Dictionary | None = None
        self._graphs: OrderedDict[tuple[tuple[str, ...], str, Law], Graph] = OrderedDict()

    def ask(self, request: GameRequest, answer: Callable[[object], None]) -> None:
        """Find the answer, then call `answer` once on the loop's thread; with None where that failed."""
        future = self._pool.submit(self._answer, request)

        def done(future: Future[object]) -> None:
            fault = None if future.cancelled() else future.exception()
            if fault is not None:
                log("words_failed", request=type(request).__name__, reason=repr(fault))
            answer(None if future.cancelled() or fault is not None else future.result())

        def hand_back(future: Future[object]) -> None:
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(done, future)

        future.add_done_callback(hand_back)

    def close(self) -> None:
        """Let the thread end; what waits is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    # On the thread.

    def _answer(self, request: GameRequest) -> object:
        match request:
            case ThinkMove(graph, match, seed):
                return think(Referee(graph), match, Dice(seed))
            case PrepareGame():
                return self._prepare(request)
            case InspectList(name):
                return self._inspect(name)
            case _:
                assert_never(request)

    def _prepare(self, request: PrepareGame) -> Prepared | NoWords:
        key = request.lists, request.mode, request.law
        graph = self._graphs.pop(key, None)
        if graph is None:
            try:
                dictionary = self._dictionary(request.lists)
            except ListRefused as refused:
                return NoWords(", ".join(filter(None, request.lists)), refused.fault)
            if dictionary is None:
                return NoWords()
            graph = Graph(dictionary, MODES[request.mode], request.law)
        self._graphs[key] = graph
        while len(self._graphs) > GRAPHS:
            self._graphs.popitem(last=False)
        return Prepared(graph, graph.openings(request.rounds, Dice(request.seed)))

    def _dictionary(self, lists: tuple[str, ...]) -> Dictionary | None:
        """Return the words of all the lists; graphs of the same lists share them."""
        for (known, _, _), graph in self._graphs.items():
            if known == lists:
                return graph.dictionary
        if self._source is None:
            return None
        if self._own is None:
            self._own = self._source.own()
        dictionary = self._own if "" in lists else None
        for name in filter(None, lists):
            listed = MemoryDictionary(graded(self._source.load(name).entries, self._own))
            dictionary = listed if dictionary is None else JoinedDictionary(dictionary, listed)
        return dictionary

    def _inspect(self, name: str) -> ListReport | NoWords:
        if self._source is None:
            return NoWords(name)
        known = tuple(self._source.names())
        if not name:
            return NoWords(known=known)
        try:
            listed = self._source.load(name)
        except ListRefused as refused:
            return NoWords(name, refused.fault, known)
        # The file may be another one by now: whoever plays with it next gets it as it is.
        for key in [key for key in self._graphs if name in key[0]]:
            del self._graphs[key]
        return ListReport(name, len(listed.entries), listed.refused)
