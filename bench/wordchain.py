"""The word game's own figures: bots against bots, and what judging costs: `python -m bench.wordchain`.

Every game is played with the clock of a real one, without waiting: a bot takes the time its row of the table
says. Pairs of games change who is in the first seat; the seeds are counted, so a run can be repeated.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
import tracemalloc
from collections.abc import Sequence

import msgspec

from malmadang.adapters.dictionary_file import load_shipped
from malmadang.config import Config, Limits
from malmadang.ports import ClientId, Moment, SteadyMs, TimeMs
from malmadang.servercore.core import Core
from malmadang.servercore.effects import Consult, Prepared, PrepareGame
from malmadang.servercore.events import Connected, Consulted, Event, Received, Woke
from malmadang.wire.message import parse_line
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
    return won / games if games else 1.0


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


def crowd(graph: Graph, rooms: int) -> dict[str, float]:
    """Return what games in many rooms cost the core: a word of a game beside a message, memory for each."""
    core = Core(Config(limits=Limits(throttle=False)), secrets.token_bytes, Moment(TimeMs(0), SteadyMs(0)))
    tracemalloc.start()
    before = 0
    for number in range(rooms):
        client = ClientId(number + 1)
        _hear(core, graph, Connected(client, "127.0.0.1", secure=False), 0)
        for line in (f"NICK n{number}", "USER u 0 * :r", f"JOIN #r{number}"):
            _hear(core, graph, Received(client, parse_line(line.encode())), 0)
    before = tracemalloc.get_traced_memory()[0]
    for number in range(rooms):
        for _ in range(2):
            message = parse_line(f"PRIVMSG #r{number} :!start".encode())
            _hear(core, graph, Received(ClientId(number + 1), message), 0)
    size = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    games = [channel.game for channel in core.state.channels.values()]
    for game in games:
        assert game is not None
        _hear(core, graph, Woke(f"game turn {game.id}"), 2_400)
    talk = _timed(core, graph, [f"PRIVMSG #r{number} :hello there" for number in range(rooms)])
    words = []
    for number, game in enumerate(games):
        assert game is not None
        assert game.match is not None
        assert game.referee is not None
        words.append(f"PRIVMSG #r{number} :{game.referee.hint(game.match)}")
    return {
        "rooms": rooms,
        "bytes_a_room": size / rooms,
        "talk_us": talk,
        "word_us": _timed(core, graph, words),
    }


def _timed(core: Core, graph: Graph, lines: Sequence[str]) -> float:
    events = [Received(ClientId(number + 1), parse_line(line.encode())) for number, line in enumerate(lines)]
    start = time.perf_counter()
    for event in events:
        _hear(core, graph, event, 2_400)
    return (time.perf_counter() - start) / len(lines) * 1e6


def _hear(core: Core, graph: Graph, event: Event, now: int) -> None:
    moment = Moment(TimeMs(now), SteadyMs(now))
    for effect in core.step(event, moment):
        if isinstance(effect, Consult) and isinstance(effect.request, PrepareGame):
            openings = graph.openings(effect.request.rounds, Dice(effect.request.seed))
            core.step(Consulted(effect.number, Prepared(graph, openings)), moment)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 where a level misses the bar."""
    parser = argparse.ArgumentParser(prog="python -m bench.wordchain", description=__doc__)
    parser.add_argument("--games", type=int, default=200, help="games for each pair of levels")
    parser.add_argument("--rooms", type=int, default=1_000, help="rooms with a game each")
    parser.add_argument("--no-manner", action="store_true", help="killers may be said")
    args = parser.parse_args(argv)
    start = time.perf_counter()
    dictionary = load_shipped()
    loaded = time.perf_counter()
    graph = Graph(dictionary, MODES["끝말잇기"], Law.STANDARD)
    counted = time.perf_counter()
    print(f"{len(dictionary):,} words: loaded in {loaded - start:.2f} s, counted in {counted - loaded:.2f} s")
    print(", ".join(f"{name} {value:,.1f}" for name, value in measure(graph).items()))
    print(", ".join(f"{name} {value:,.1f}" for name, value in crowd(graph, args.rooms).items()))
    settings = Settings(manner=not args.no_manner)
    is_good = True
    for level in list(BOTS)[1:]:
        share = compare(graph, (level, level - 1), args.games, settings)
        is_good &= share >= BAR
        print(f"level {level} against {level - 1}: {share:.0%} of {args.games}", flush=True)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
