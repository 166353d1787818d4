"""Who plays, and how it ended."""

from __future__ import annotations

from enum import Enum

import msgspec


class Seat(msgspec.Struct, frozen=True, gc=False):
    """One player.

    Attributes:
        number: names the seat for good, whatever its place in the order.
        level: of a bot, 0 for a person.
        missed: turns in a row.
        is_out: has left, or has failed where that is the end.
        waits: comes in with the next round.
        words: right ones so far; longest: of them; chain: the longest chain it had a word in.
    """

    number: int
    level: int = 0
    score: int = 0
    missed: int = 0
    is_out: bool = False
    waits: bool = False
    words: int = 0
    longest: str = ""
    chain: int = 0


class Termination(Enum):
    """Why a match is over."""

    ROUNDS = "rounds"
    LAST_ONE = "last-one"
    """Of several, one is left."""
    ABANDONED = "abandoned"
    """No person is left."""
    STOPPED = "stopped"


class Outcome(msgspec.Struct, frozen=True):
    """How a match ended.

    Attributes:
        winners: numbers of the best seats; several where they are equal, none where nobody is.
        ranking: all seats, best first.
    """

    termination: Termination
    winners: tuple[int, ...]
    ranking: tuple[Seat, ...]
