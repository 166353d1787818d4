"""Who wins from which key when nobody makes a mistake: counted back from keys that nothing answers."""

from __future__ import annotations

from collections import deque
from enum import Enum

from malmadang.wordchain.graph import Graph


class Fate(Enum):
    """What a key means for whoever has to answer it."""

    LOST = "lost"
    WON = "won"
    DRAWN = "drawn"
    """Neither can force it."""


def fates(graph: Graph) -> dict[str, tuple[Fate, int]]:
    """Return key -> its fate and in how many words it is decided, 0 for those that are drawn.

    Counted once for a graph, before any word is used: a fate may change as a round goes on, but to count anew
    for every word takes a tenth of a second.
    """
    if graph.fates is None:
        graph.fates = _count_back(graph)
    return graph.fates


def _count_back(graph: Graph) -> dict[str, tuple[Fate, int]]:
    open_ways = {key: sum(graph.total.get(entry, 0) for entry in graph.reach(key)) for key in graph.live}
    known: dict[str, tuple[Fate, int]] = {
        key: (Fate.LOST, 0) for key, answers in open_ways.items() if not answers
    }
    queue = deque(known)
    while queue:
        key = queue.popleft()
        fate, steps = known[key]
        for entry, words in graph.ends.get(key, {}).items():
            for before in graph.feeders(entry):
                if before in known:
                    continue
                if fate is Fate.LOST:
                    known[before] = Fate.WON, steps + 1
                    queue.append(before)
                else:
                    open_ways[before] -= words
                    if not open_ways[before]:
                        known[before] = Fate.LOST, steps + 1
                        queue.append(before)
    return {key: known.get(key, (Fate.DRAWN, 0)) for key in graph.live}
