"""The word game's own figures: bots against bots, and what judging costs: `python -m bench.wordchain`.

Every game is played with the clock of a real one, without waiting: a bot takes the time its row of the table
says. Pairs of games change who is in the first seat; the seeds are counted, so a run can be repeated.
"""

from __future__ import annotations

import argparse
import sys
import time
import tracemalloc
from collections.abc import Sequence

import msgspec

from malmadang.adapters.dictionary_file import load_shipped
from malmadang.wordchain.bot import BOTS, think
from malmadang.wordchain.dice import Dice
from malmadang.wordchain.graph import Graph, Tally
from malmadang.wordchain.match import Match, Phase, Settings, begin, expire, play
from malmadang.wordchain.modes import MODES, Law
from malmadang.wordchain.outcome import Seat
from malmadang.wordchain.rules import Accepted, Referee

BAR = 0.70
"""A level wins so many of its games against the one below."""


def duel(graph: Graph, levels: tuple[int, int], seed: int, settings: Settings) -> int:
    """Play one game; return which seat has won, 1 or 2, 0 for neither."""
    dice = Dice(seed)
    referee = Referee(graph)
    match = begin(settings, (Seat(1), Seat(2)), graph.openings(settings.rounds, dice), seed, 0)[0]
    while not match.is_over:
        match = _next(referee, match, levels, dice)
    assert match.outcome is not None
    winners = match.outcome.winners
    return winners[0] if len(winners) == 1 else 0


def _next(referee: Referee, match: Match, levels: tuple[int, int], dice: Dice) -> Match:
    if match.phase is Phase.TURN:
        number = match.at_turn.number
        seats = tuple(
            msgspec.structs.replace(seat, level=levels[number - 1] if seat.number == number else seat.level)
            for seat in match.seats
        )
        choice = think(referee, msgspec.structs.replace(match, seats=seats), dice)
        if choice.word and isinstance(referee.judge(match, choice.word), Accepted):
            return play(match, choice.word, match.since_ms + choice.delay_ms)[0]
    return expire(match, match.serial, match.deadline_ms)[0]


def compare(graph: Graph, levels: tuple[int, int], games: int, settings: Settings) -> float:
    """Return the share of games that the first level wins against the second."""
    won = 0
    for number in range(games):
        swapped = number % 2
        winner = duel(graph, levels[::-1] if swapped else levels, number, settings)
        won += winner == (2 if swapped else 1)
    return won / games


def measure(graph: Graph) -> dict[str, float]:
    """Return what judging costs in a long round, in microseconds; and bytes a game takes."""
    dice = Dice(7)
    referee = Referee(graph)
    settings = Settings(rounds=1)
    match = begin(settings, (Seat(1),), graph.openings(1, dice), 7, 0)[0]
    taken: list[float] = []
    while len(match.used) < 300:
        match = expire(match, match.serial, match.deadline_ms)[0]
        words = [word for _, word in zip(range(40), referee.unused(match), strict=False)]
        for word in words:
            start = time.perf_counter()
            referee.judge(match, word)
            taken.append(time.perf_counter() - start)
        good = [word for word in words if isinstance(referee.judge(match, word), Accepted)]
        if not good:
            break
        match = play(match, dice.pick(good), match.since_ms)[0]
    taken.sort()
    tracemalloc.start()
    tally = Tally(graph)
    for word in match.used:
        tally.use(word)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {
        "words": len(match.used),
        "judged": len(taken),
        "median_us": taken[len(taken) // 2] * 1e6,
        "p99_us": taken[int(len(taken) * 0.99)] * 1e6,
        "worst_us": taken[-1] * 1e6,
        "bytes_a_game": size,
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 where a level misses the bar."""
    parser = argparse.ArgumentParser(prog="python -m bench.wordchain", description=__doc__)
    parser.add_argument("--games", type=int, default=200, help="games for each pair of levels")
    parser.add_argument("--no-manner", action="store_true", help="killers may be said")
    args = parser.parse_args(argv)
    start = time.perf_counter()
    dictionary = load_shipped()
    loaded = time.perf_counter()
    graph = Graph(dictionary, MODES["끝말잇기"], Law.STANDARD)
    counted = time.perf_counter()
    print(f"{len(dictionary):,} words: loaded in {loaded - start:.2f} s, counted in {counted - loaded:.2f} s")
    print(", ".join(f"{name} {value:,.1f}" for name, value in measure(graph).items()))
    settings = Settings(manner=not args.no_manner)
    is_good = True
    for level in list(BOTS)[1:]:
        share = compare(graph, (level, level - 1), args.games, settings)
        is_good &= share >= BAR
        print(f"level {level} against {level - 1}: {share:.0%} of {args.games}", flush=True)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
