"""Two bots play 끝말잇기 in the terminal, without a server: `python examples/word_chain.py 4 3`."""

import argparse

import msgspec

from malmadang.adapters.dictionary_file import load_shipped
from malmadang.wordchain.bot import BOTS, think
from malmadang.wordchain.dice import Dice
from malmadang.wordchain.graph import Graph
from malmadang.wordchain.happenings import Ended, Happening, RoundBegan, TurnMissed, WordTaken
from malmadang.wordchain.match import Match, Phase, Settings, Step, begin, expire, play
from malmadang.wordchain.modes import MODES
from malmadang.wordchain.outcome import Seat
from malmadang.wordchain.rules import Referee


def tell(happening: Happening, names: dict[int, str]) -> None:
    """Print what has happened."""
    match happening:
        case RoundBegan(number, key):
            print(f"-- {number}: {key}")
        case WordTaken(number, word, points):
            print(f"{names[number]}: {word} (+{points})")
        case TurnMissed(number, loss, answer):
            print(f"{names[number]}: ... (-{loss}) {answer}")
        case Ended(outcome):
            print(", ".join(f"{names[seat.number]} {seat.score}" for seat in outcome.ranking))
        case _:
            pass


def next_step(referee: Referee, match: Match, levels: dict[int, int], dice: Dice) -> Step:
    """Let the bot in turn say its word, or the time run out."""
    if match.phase is not Phase.TURN:
        return expire(match, match.serial, match.deadline_ms)
    seats = tuple(msgspec.structs.replace(seat, level=levels[seat.number]) for seat in match.seats)
    choice = think(referee, msgspec.structs.replace(match, seats=seats), dice)
    if choice.word:
        return play(match, choice.word, match.since_ms + choice.delay_ms)
    return expire(match, match.serial, match.deadline_ms, referee.hint(match))


def main() -> None:
    """Play one game."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("levels", nargs=2, type=int, choices=tuple(BOTS), metavar="LEVEL")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    graph, dice = Graph(load_shipped(), MODES["끝말잇기"]), Dice(args.seed)
    referee, levels = Referee(graph), dict(enumerate(args.levels, 1))
    names = {number: f"{BOTS[level].ko} {number}" for number, level in levels.items()}
    settings = Settings(rounds=args.rounds)
    seats = (Seat(1), Seat(2))
    match, happened = begin(settings, seats, graph.openings(args.rounds, dice), args.seed, 0)
    while True:
        for each in happened:
            tell(each, names)
        if match.is_over:
            return
        match, happened = next_step(referee, match, levels, dice)


if __name__ == "__main__":
    main()
