"""Which known word a mistyped one is nearest to, in jamo: one wrong letter of a syllable is near."""

from collections.abc import Iterable

from malmadang.clientcore.korean import to_jamo


def distance(one: str, other: str) -> int:
    """Count the jamo (or letters) to add, drop, change or swap with the next to make one word the other.

    Source: Damerau-Levenshtein, optimal string alignment.
    """
    first, second = to_jamo(one.casefold()), to_jamo(other.casefold())
    before: list[int] = []
    above = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        line = [row]
        for column, wanted in enumerate(second, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != wanted))
            swapped = row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == wanted
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, above = above, line
    return above[-1]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that was most likely meant, "" where none is near; of equals the first."""
    length = len(to_jamo(word))
    best, best_cost = "", 1 + max(1, length // 3) if word else 0
    for candidate in known:
        cost = distance(word, candidate)
        if cost >= max(length, len(to_jamo(candidate))):
            continue  # not one letter in common
        if candidate.casefold().startswith(word.casefold()):
            cost = min(cost, 1)
        if cost < best_cost:
            best, best_cost = candidate, cost
    return best
