"""A match: seats, rounds, turns and their clock, as values; a step gives the next and what happened."""

from __future__ import annotations

from enum import Enum

import msgspec

from malmadang.wordchain.clock import FAILED_MS, READY_MS, pause_ms, round_left_ms, turn_ms
from malmadang.wordchain.dice import Dice
from malmadang.wordchain.happenings import (
    Ended,
    Happening,
    RoundBegan,
    SeatLeft,
    SeatTaken,
    TurnBegan,
    TurnMissed,
    WordTaken,
)
from malmadang.wordchain.modes import MODES, Law, Mode
from malmadang.wordchain.outcome import Outcome, Seat, Termination
from malmadang.wordchain.score import MISSION, loss, points

MAX_ROUNDS = 10
MAX_PLAYERS = 8
MISSES = 3
"""Whoever misses so many turns in a row is out."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a match is played by.

    Attributes:
        mode: name of a row of MODES.
        manner: words that nobody could answer are refused.
        mission: a syllable that makes words worth more.
        is_hard: turns may get as short as a second.
        survival: whoever fails is out, until one is left.
        joining: people may come in between rounds.
    """

    mode: str = "끝말잇기"
    rounds: int = 3
    round_ms: int = 90_000
    law: Law = Law.STANDARD
    manner: bool = True
    mission: bool = False
    is_hard: bool = False
    survival: bool = False
    joining: bool = False


class Phase(Enum):
    """What the clock runs for."""

    READY = "ready"
    """A round is about to begin."""
    TURN = "turn"
    PAUSE = "pause"
    """A word was right: everybody reads it."""
    FAILED = "failed"
    """A turn was missed: everybody reads what would have worked."""
    OVER = "over"


class Match(msgspec.Struct, frozen=True):
    """A match at one moment.

    Attributes:
        seats: in the order of their turns.
        openings: what each round begins with.
        round: from 1.
        turn: place of the seat in turn.
        serial: grows with every change of phase; a timer carries the one it was set for.
        since_ms, length_ms: when the phase began, on the steady clock, and how long it lasts.
        left_ms: thinking time left of the round when the phase began.
        key: what the next word has to meet.
        used: words of the round, oldest first.
        mission: syllable asked for, "" without missions.
        seed: of the dice.
    """

    settings: Settings
    seats: tuple[Seat, ...]
    openings: tuple[str, ...]
    round: int = 0
    turn: int = 0
    phase: Phase = Phase.READY
    serial: int = 0
    since_ms: int = 0
    length_ms: int = 0
    left_ms: int = 0
    key: str = ""
    used: tuple[str, ...] = ()
    mission: str = ""
    seed: int = 0
    outcome: Outcome | None = None

    @property
    def mode(self) -> Mode:
        """The row of the table."""
        return MODES[self.settings.mode]

    @property
    def at_turn(self) -> Seat:
        """Whose turn it is, or will be next."""
        return self.seats[self.turn]

    @property
    def deadline_ms(self) -> int:
        """When the phase ends."""
        return self.since_ms + self.length_ms

    @property
    def rounds(self) -> int:
        """How many rounds there are."""
        return len(self.openings)

    @property
    def is_over(self) -> bool:
        """Whether there is a result."""
        return self.phase is Phase.OVER

    def seat(self, number: int) -> Seat | None:
        """Return the seat of that number."""
        return next((seat for seat in self.seats if seat.number == number), None)

    def playing(self) -> list[Seat]:
        """Return the seats that take turns now."""
        return [seat for seat in self.seats if not seat.is_out and not seat.waits]

    def time_left_ms(self, now_ms: int) -> int:
        """Return what is left of the phase."""
        return max(0, self.deadline_ms - now_ms)


Step = tuple[Match, tuple[Happening, ...]]
"""The match from now on, and what has happened, in order."""


def begin(
    settings: Settings, seats: tuple[Seat, ...], openings: tuple[str, ...], seed: int, now: int
) -> Step:
    """Begin a match.

    Args:
        seats: one at least, in any order: it is drawn here, once.
        openings: one at least; where failing is the end, as many as there may be rounds.
        now: ms on the steady clock, as everywhere here.
    Raises:
        ValueError: nobody plays, or nothing to begin with.
    """
    if not seats or not openings:
        raise ValueError("a match needs a player and a key")
    dice = Dice(seed)
    order = list(seats)
    dice.shuffle(order)
    mission = dice.pick(MISSION) if settings.mission else ""
    match = Match(settings, tuple(order), openings, mission=mission, seed=dice.seed)
    return _begin_round(match, now)


def expire(match: Match, serial: int, now: int, answer: str = "") -> Step:
    """Do what the end of a phase means; a timer of another phase than this changes nothing.

    Args:
        answer: a word that would have worked, in case the turn is missed.
    """
    if serial != match.serial or match.is_over:
        return match, ()
    match match.phase:
        case Phase.READY | Phase.PAUSE:
            return _begin_turn(match, now)
        case Phase.FAILED:
            return _begin_round(match, now)
        case _:
            return _miss(match, now, answer, leaves=False)


def hasten(match: Match, now: int) -> Step:
    """Begin the turn that is next at once: whoever has it answers already. The pause costs no thinking time.

    Raises:
        ValueError: no turn is next.
    """
    if match.phase not in (Phase.READY, Phase.PAUSE):
        raise ValueError("no turn is next")
    return _begin_turn(match, now)


def play(match: Match, word: str, now: int) -> Step:
    """Take a word that the rules have let pass, from the seat in turn, before its time is up.

    Raises:
        ValueError: it is nobody's turn.
    """
    if match.phase is not Phase.TURN:
        raise ValueError("a word out of turn")
    chain = len(match.used)
    share = match.time_left_ms(now) / match.length_ms
    hits = word.count(match.mission) if match.mission else 0
    gained = points(len(word), chain, share, hits)
    dice = Dice(match.seed)
    mission = dice.pick([each for each in MISSION if each != match.mission]) if hits else match.mission
    seats = tuple(
        _with_word(seat, word, gained, chain + 1) if seat.number == match.at_turn.number else seat
        for seat in match.seats
    )
    key = match.mode.leaves(word)
    after = _moved(
        match,
        Phase.PAUSE,
        pause_ms(match.length_ms),
        now,
        seats=seats,
        turn=_next_place(match),
        left_ms=round_left_ms(match.left_ms, now - match.since_ms, chain + 1),
        key=key,
        used=(*match.used, word),
        mission=mission,
        seed=dice.seed,
    )
    return after, (WordTaken(match.at_turn.number, word, gained, hits, chain + 1, key),)


def _with_word(seat: Seat, word: str, gained: int, chain: int) -> Seat:
    return msgspec.structs.replace(
        seat,
        score=seat.score + gained,
        missed=0,
        words=seat.words + 1,
        longest=max(seat.longest, word, key=len),
        chain=max(seat.chain, chain),
    )


def leave(match: Match, number: int, now: int, answer: str = "") -> Step:
    """Empty a seat; in its turn that is failing first."""
    seat = match.seat(number)
    if match.is_over or seat is None or seat.is_out:
        return match, ()
    if match.phase is Phase.TURN and match.at_turn.number == number:
        return _miss(match, now, answer, leaves=True)
    after = msgspec.structs.replace(match, seats=_replaced(match, number, is_out=True))
    if after.at_turn.number == number and _is_going_on(after):
        after = msgspec.structs.replace(after, turn=_next_place(after))
    return _closed(after, (SeatLeft(number),), now)


def join(match: Match, number: int, level: int = 0) -> Step:
    """Seat somebody from the next round on, with the lowest score there is."""
    lowest = min((seat.score for seat in match.playing()), default=0)
    seat = Seat(number, level, score=lowest, waits=True)
    return msgspec.structs.replace(match, seats=(*match.seats, seat)), (SeatTaken(number),)


def stop(match: Match, now: int) -> Step:
    """End the match where it stands."""
    return _ended(match, Termination.STOPPED, now)


def resume(match: Match, now: int) -> Match:
    """Go on after a break of the clock: whoever was in turn gets a whole turn, after the usual pause."""
    phase = match.phase if match.phase in (Phase.FAILED, Phase.OVER) else Phase.READY
    return _moved(match, phase, FAILED_MS if phase is Phase.FAILED else READY_MS, now)


def _begin_round(match: Match, now: int) -> Step:
    if match.round == match.rounds:
        return _ended(match, Termination.ROUNDS, now)
    key = match.openings[match.round]
    after = _moved(
        match,
        Phase.READY,
        READY_MS,
        now,
        seats=tuple(msgspec.structs.replace(seat, waits=False) for seat in match.seats),
        round=match.round + 1,
        left_ms=match.settings.round_ms,
        key=key,
        used=(),
    )
    if after.at_turn.is_out:
        after = msgspec.structs.replace(after, turn=_next_place(after))
    return after, (RoundBegan(after.round, key, after.at_turn.number),)


def _begin_turn(match: Match, now: int) -> Step:
    length = turn_ms(match.left_ms, is_hard=match.settings.is_hard)
    after = _moved(match, Phase.TURN, length, now)
    return after, (TurnBegan(match.at_turn.number, match.key, length),)


def _miss(match: Match, now: int, answer: str, *, leaves: bool) -> Step:
    seat = match.at_turn
    lost = loss(seat.score, len(match.used))
    missed = seat.missed + 1
    is_out = leaves or match.settings.survival or (missed >= MISSES and not seat.level)
    seats = _replaced(match, seat.number, score=seat.score - lost, missed=missed, is_out=is_out)
    after = _moved(match, Phase.FAILED, FAILED_MS, now, seats=seats)
    return _closed(after, (TurnMissed(seat.number, lost, answer, is_out),), now)


def _closed(match: Match, happened: tuple[Happening, ...], now: int) -> Step:
    """End the match where those who are left cannot go on."""
    if _is_going_on(match):
        return match, happened
    left = [seat for seat in match.seats if not seat.is_out]
    is_abandoned = all(seat.level for seat in left) and not (match.settings.survival and left)
    after, more = _ended(match, Termination.ABANDONED if is_abandoned else Termination.LAST_ONE, now)
    return after, (*happened, *more)


def _is_going_on(match: Match) -> bool:
    left = [seat for seat in match.seats if not seat.is_out]
    return any(not seat.level for seat in left) and len(left) >= min(2, len(match.seats))


def _ended(match: Match, termination: Termination, now: int) -> Step:
    outcome = judge_outcome(match, termination)
    return _moved(match, Phase.OVER, 0, now, outcome=outcome), (Ended(outcome),)


def judge_outcome(match: Match, termination: Termination) -> Outcome:
    """Return the result of a match that ends as it stands."""
    # Where failing is the end, whoever stayed longest is best, whatever the points.
    ranking = tuple(sorted(match.seats, key=lambda seat: (seat.is_out, -seat.score)))
    best = [seat for seat in ranking if not seat.is_out]
    winners: tuple[int, ...] = ()
    if len(match.seats) == 1 or termination is Termination.STOPPED:
        # Nobody has won against anybody.
        pass
    elif len(best) == 1 or (match.settings.survival and termination is Termination.LAST_ONE):
        # The last one left has won, with or without a point.
        winners = tuple(seat.number for seat in best)
    else:
        top = max((seat.score for seat in best), default=0)
        winners = tuple(seat.number for seat in best if seat.score == top and top)
    return Outcome(termination, winners, ranking)


def _next_place(match: Match) -> int:
    """Return the place of the next seat that plays; the same one where it plays alone."""
    count = len(match.seats)
    places = [(match.turn + step) % count for step in range(1, count + 1)]
    return next(
        (place for place in places if not match.seats[place].is_out and not match.seats[place].waits),
        match.turn,
    )


def _replaced(match: Match, number: int, **changes: int | bool) -> tuple[Seat, ...]:
    return tuple(
        msgspec.structs.replace(seat, **changes) if seat.number == number else seat for seat in match.seats
    )


def _moved(match: Match, phase: Phase, length: int, now: int, **changes: object) -> Match:
    return msgspec.structs.replace(
        match, phase=phase, serial=match.serial + 1, since_ms=now, length_ms=length, **changes
    )
