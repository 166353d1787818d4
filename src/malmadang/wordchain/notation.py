"""A match as one line of text, and back: any situation can be pasted into a test, or kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from malmadang.wordchain.hangul import is_hangul
from malmadang.wordchain.match import Match, Phase, Settings, judge_outcome
from malmadang.wordchain.modes import MODES, Law
from malmadang.wordchain.outcome import Seat, Termination

_FLAGS: Final = ("manner", "mission", "is_hard", "survival", "joining")
_MARKS: Final = {"x": "is_out", "w": "waits"}


def format_match(match: Match) -> str:
    """Return a match as `name=value` pairs with spaces between; `-` is nothing."""
    settings, outcome = match.settings, match.outcome
    fields: dict[str, str | int] = {
        "mode": settings.mode,
        "rounds": settings.rounds,
        "time": settings.round_ms,
        "law": settings.law.value,
        "rules": ",".join(flag for flag in _FLAGS if getattr(settings, flag)),
        "open": ",".join(match.openings),
        "seats": ",".join(map(_format_seat, match.seats)),
        "round": match.round,
        "turn": match.turn,
        "phase": match.phase.value,
        "serial": match.serial,
        "since": match.since_ms,
        "for": match.length_ms,
        "left": match.left_ms,
        "key": match.key,
        "used": ",".join(match.used),
        "mission": match.mission,
        "seed": f"{match.seed:x}",
        "over": outcome.termination.value if outcome is not None else "",
    }
    return " ".join(f"{name}={_or_dash(value)}" for name, value in fields.items())


def _or_dash(value: str | int) -> str:
    return "-" if value == "" else str(value)


def _format_seat(seat: Seat) -> str:
    marks = "".join(mark for mark, name in _MARKS.items() if getattr(seat, name))
    numbers = (seat.number, seat.level, seat.score, seat.missed, seat.words, seat.chain)
    return ":".join((*map(str, numbers), seat.longest or "-", marks or "-"))


def parse_match(line: str) -> Match:
    """Read what `format_match` wrote.

    Raises:
        ValueError: the line is no match.
    """
    try:
        fields = dict(pair.split("=", 1) for pair in line.split(" "))
        fields = {name: "" if value == "-" else value for name, value in fields.items()}
        return _read(fields)
    except (KeyError, IndexError) as error:
        raise ValueError(f"no match: {error}") from error


def _read(fields: Mapping[str, str]) -> Match:
    rules = set(_list(fields["rules"]))
    if fields["mode"] not in MODES or not rules <= set(_FLAGS):
        raise ValueError("a mode or rule that nobody knows")
    settings = Settings(
        mode=fields["mode"],
        rounds=int(fields["rounds"]),
        round_ms=int(fields["time"]),
        law=Law(fields["law"]),
        manner="manner" in rules,
        mission="mission" in rules,
        is_hard="is_hard" in rules,
        survival="survival" in rules,
        joining="joining" in rules,
    )
    used = _list(fields["used"])
    if not all(map(is_hangul, used)):
        raise ValueError("a word that is none")
    match = Match(
        settings,
        tuple(map(_read_seat, _list(fields["seats"]))),
        _list(fields["open"]),
        round=int(fields["round"]),
        turn=int(fields["turn"]),
        phase=Phase(fields["phase"]),
        serial=int(fields["serial"]),
        since_ms=int(fields["since"]),
        length_ms=int(fields["for"]),
        left_ms=int(fields["left"]),
        key=fields["key"],
        used=used,
        mission=fields["mission"],
        seed=int(fields["seed"], 16),
    )
    match.seats[match.turn]
    if (match.phase is Phase.OVER) != bool(fields["over"]):
        raise ValueError("a result without an end, or an end without one")
    if match.phase is not Phase.OVER:
        return match
    return msgspec.structs.replace(match, outcome=judge_outcome(match, Termination(fields["over"])))


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def _read_seat(text: str) -> Seat:
    number, level, score, missed, words, chain, longest, marks = text.split(":")
    return Seat(
        int(number),
        int(level),
        score=int(score),
        missed=int(missed),
        words=int(words),
        chain=int(chain),
        longest="" if longest == "-" else longest,
        is_out="x" in marks,
        waits="w" in marks,
    )
