"""What can happen in a match, past tense; a host makes sentences and data of it."""

from __future__ import annotations

import msgspec

from malmadang.wordchain.outcome import Outcome


class RoundBegan(msgspec.Struct, frozen=True):
    """A round is about to begin with that key; the seat begins."""

    round: int
    key: str
    number: int


class TurnBegan(msgspec.Struct, frozen=True):
    """The clock runs for a seat."""

    number: int
    key: str
    turn_ms: int


class WordTaken(msgspec.Struct, frozen=True):
    """A word was right.

    Attributes:
        hits: how often it met the mission; chain: words of the round with it.
        key: what the next has to meet.
    """

    number: int
    word: str
    points: int
    hits: int
    chain: int
    key: str


class TurnMissed(msgspec.Struct, frozen=True):
    """Time was up, or the seat in turn was left.

    Attributes:
        loss: points it cost.
        answer: a word that would have worked, "" where there is none.
        is_out: the seat plays no longer.
    """

    number: int
    loss: int
    answer: str
    is_out: bool


class SeatLeft(msgspec.Struct, frozen=True):
    """A seat is empty."""

    number: int


class SeatTaken(msgspec.Struct, frozen=True):
    """Somebody comes in with the next round."""

    number: int


class Ended(msgspec.Struct, frozen=True):
    """There is a result."""

    outcome: Outcome


Happening = RoundBegan | TurnBegan | WordTaken | TurnMissed | SeatLeft | SeatTaken | Ended
