"""Matches to begin tests with, and what can happen to them."""

import msgspec
from hypothesis import strategies as st

from malmadang.wordchain.dictionary import Entry, MemoryDictionary
from malmadang.wordchain.graph import Graph
from malmadang.wordchain.happenings import Happening
from malmadang.wordchain.match import Match, Phase, Settings, begin, expire, hasten, leave, play, stop
from malmadang.wordchain.modes import MODES
from malmadang.wordchain.outcome import Seat
from malmadang.wordchain.rules import Accepted, Referee

LIST = (
    "기차 차표 표기 기기 기름 름기 표지 지기 기표 차지 지표 능력 역사 력사 사기 기역 여름 역차 사자 자차"
    " 기차표 표지기 차지기 기사자 자차표 사자기"
)
"""A small list with ways back."""

MORE = " 마바 바마 마사 사마 마아 아마"
"""Words that never run out within a test: whoever gets to 마 can go on."""


def referee_for(words: str = LIST, settings: Settings = Settings()) -> Referee:  # noqa: B008 - frozen
    listed = MemoryDictionary(Entry(word, tier=1) for word in words.split())
    return Referee(Graph(listed, MODES[settings.mode], settings.law))


def at_turn(
    key: str = "기",
    *,
    seats: int = 2,
    used: str = "",
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> Match:
    """Return a match in its first turn."""
    opening = begin(settings, tuple(Seat(number) for number in range(1, seats + 1)), (key,) * 3, 1, 0)[0]
    match = expire(opening, opening.serial, opening.deadline_ms)[0]
    return msgspec.structs.replace(match, used=tuple(used.split()))


class Move(msgspec.Struct, frozen=True):
    """Something that somebody does: a word, a timer, leaving."""

    kind: str
    pick: int
    wait_ms: int


MOVES = st.lists(
    st.builds(
        Move,
        kind=st.sampled_from(["word"] * 6 + ["nonsense", "time", "time", "late timer", "leave"]),
        pick=st.integers(0, 30),
        wait_ms=st.integers(0, 20_000),
    ),
    max_size=40,
)


def do(referee: Referee, match: Match, move: Move, now: int) -> tuple[Match, tuple[Happening, ...]]:
    """Let a move happen, as a host would."""
    match move.kind:
        case "word" | "nonsense":
            words = list(referee.unused(match)) if move.kind == "word" else ["나무하늘바다", "a", "기"]
            if not words or match.phase in (Phase.FAILED, Phase.OVER) or now >= match.deadline_ms:
                return match, ()
            verdict = referee.judge(match, words[move.pick % len(words)])
            if not isinstance(verdict, Accepted):
                return match, ()
            begun: tuple[Happening, ...] = ()
            if match.phase is not Phase.TURN:
                match, begun = hasten(match, now)
            after, happened = play(match, verdict.word, now)
            return after, (*begun, *happened)
        case "time":
            now = match.deadline_ms
            return expire(match, match.serial, now, referee.hint(match) if not match.is_over else "")
        case "late timer":
            return expire(match, match.serial - 1 - move.pick, now)
        case "leave":
            seat = match.seats[move.pick % len(match.seats)]
            return leave(match, seat.number, now) if move.pick < 8 else (match, ())
        case _:
            return stop(match, now)


def later(match: Match, move: Move) -> int:
    """Return the time at which a move happens."""
    return match.since_ms + move.wait_ms % (match.length_ms + 1)
