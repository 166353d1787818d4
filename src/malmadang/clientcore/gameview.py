"""GameView: a room's word game as a person sees it, one frozen value that each event of the game replaces.

`Room.game` holds it, None where the room has no game; `RoomChanged` with `RoomPart.GAME` says that there is
another. A card draws it and nothing else: whose turn (`turn`, `is_mine`), what the word must begin with
(`keys`), a bar that empties (`ends_at_ms`, `turn_ms`), players and points (`seats`), the chain (`words`),
the last word that was refused (`refusal`) and the last missed turn (`missed`), the lobby (`phase` LOBBY:
`seats`, `host`, `rules`) and the result (`phase` OVER: `winners`, `end`; `seats` best first).
"""

from __future__ import annotations

from enum import Enum

import msgspec

from malmadang.ports import SteadyMs
from malmadang.wire.gametag import GameNews, SeatState

WORDS = 60
"""Words of a round, and of a game, that are kept, the newest."""


class GamePhase(Enum):
    """What a game is doing."""

    LOBBY = "lobby"
    """People are joining."""
    LOADING = "loading"
    """The server loads the words."""
    READY = "ready"
    """A round is about to begin."""
    TURN = "turn"
    """The clock runs for `turn`."""
    PAUSE = "pause"
    """A word was right: the newest of `words`."""
    FAILED = "failed"
    """A turn was missed: `missed`."""
    OVER = "over"
    """There is a result. The view stays until another lobby opens."""
    ASLEEP = "asleep"
    """The server was started anew; the game waits for somebody of it."""


class SaidWord(msgspec.Struct, frozen=True, gc=False):
    """A right word of the round.

    Attributes:
        hits: how often it met the mission.
        meaning: one line, "" for none.
    """

    who: str
    word: str
    points: int
    hits: int = 0
    meaning: str = ""


class RefusedWord(msgspec.Struct, frozen=True, gc=False):
    """A word that was no move; the clock runs on.

    Attributes:
        reason: `short`, `length`, `chain`, `used`, `unknown`, `killer` or `first-killer`.
    """

    who: str
    word: str
    reason: str


class MissedTurn(msgspec.Struct, frozen=True, gc=False):
    """Somebody's time was up.

    Attributes:
        loss: points it cost; answer: a word that would have worked, "" for none.
    """

    who: str
    loss: int
    answer: str


class GameView(msgspec.Struct, frozen=True):
    """A game at one moment.

    Attributes:
        mode, english: the mode's name in both languages.
        round, rounds: which it is, from 1, and how many there are.
        turn: nick of whose turn it is or will be next; is_mine: it is ours.
        keys: what the next word must meet: the key first, then other readings of it.
        chain: words of the round; `words` has the newest of them.
        turn_ms: how long the turn lasts; ends_at_ms: when it ends on the steady clock; 0 outside of turns.
        round_ms: what was left of the round when this came; it shrinks while a turn runs.
        mission: syllable asked for, "" for none.
        host: nick of who leads the game; leads: that is us; plays: we have a seat.
        rules: options in force, as typed.
        seats: in the order of their turns; best first in a result.
        refusal: of the turn that runs; missed: of the turn before this one.
        winners, end: of a result; end is `rounds`, `last-one`, `abandoned` or `stopped`.
        told: the newest words of the whole game, as far as we have seen it.
    """

    phase: GamePhase
    mode: str = ""
    english: str = ""
    round: int = 0
    rounds: int = 0
    turn: str = ""
    is_mine: bool = False
    keys: tuple[str, ...] = ()
    chain: int = 0
    words: tuple[SaidWord, ...] = ()
    turn_ms: int = 0
    ends_at_ms: SteadyMs = SteadyMs(0)
    round_ms: int = 0
    mission: str = ""
    host: str = ""
    leads: bool = False
    plays: bool = False
    rules: tuple[str, ...] = ()
    seats: tuple[SeatState, ...] = ()
    refusal: RefusedWord | None = None
    missed: MissedTurn | None = None
    winners: tuple[str, ...] = ()
    end: str = ""
    told: tuple[SaidWord, ...] = ()

    def left_ms(self, now_ms: SteadyMs) -> int:
        """Return what is left of the turn, 0 outside of turns."""
        return max(0, self.ends_at_ms - now_ms) if self.ends_at_ms else 0


def follow(before: GameView | None, news: GameNews, nick: str, now_ms: SteadyMs) -> GameView | None:
    """Return the view after an event; None where the game is gone without a result.

    Args:
        nick: ours, as the server writes it.
        now_ms: when the event came.
    """
    if news.event == "closed":
        return None
    try:
        phase = GamePhase(news.phase)
    except ValueError:
        # A later version's: better nothing than something wrong.
        return before
    seats = news.seats
    if phase is GamePhase.OVER:
        seats = tuple(sorted(seats, key=lambda seat: (seat.state == "out", -seat.score)))
    return GameView(
        phase,
        mode=news.mode,
        english=news.english,
        round=news.round,
        rounds=news.rounds,
        turn=news.turn,
        is_mine=phase is GamePhase.TURN and news.turn == nick,
        keys=news.keys,
        chain=news.chain,
        words=_words(before, news),
        turn_ms=news.turn_ms,
        ends_at_ms=SteadyMs(now_ms + news.left_ms) if news.turn_ms else SteadyMs(0),
        round_ms=news.round_ms,
        mission=news.mission,
        host=news.host,
        leads=news.host == nick,
        plays=any(seat.nick == nick and seat.state != "out" for seat in seats),
        rules=news.rules,
        seats=seats,
        refusal=_refusal(before, news, phase),
        missed=_missed(before, news, phase),
        winners=news.winners,
        end=news.end,
        told=_told(before, news, phase),
    )


def _words(before: GameView | None, news: GameNews) -> tuple[SaidWord, ...]:
    is_same_round = before is not None and before.round == news.round and news.event != "lobby"
    words = before.words if before is not None and is_same_round and news.chain else ()
    if news.event == "state" and news.word and not words:
        # We come into a round: the word that stands is told, who said it is not.
        return (SaidWord("", news.word, 0),)
    if news.event != "word":
        return words
    return (*words, SaidWord(news.who, news.word, news.points, news.hits, news.meaning))[-WORDS:]


def _told(before: GameView | None, news: GameNews, phase: GamePhase) -> tuple[SaidWord, ...]:
    is_new = before is None or news.event == "lobby" or (before.phase is GamePhase.OVER is not phase)
    told = before.told if before is not None and not is_new else ()
    if news.event != "word":
        return told
    return (*told, SaidWord(news.who, news.word, news.points, news.hits, news.meaning))[-WORDS:]


def _refusal(before: GameView | None, news: GameNews, phase: GamePhase) -> RefusedWord | None:
    if news.event == "refused":
        return RefusedWord(news.who, news.word, news.reason)
    is_on = before is not None and phase is GamePhase.TURN and news.event != "turn"
    return before.refusal if before is not None and is_on else None


def _missed(before: GameView | None, news: GameNews, phase: GamePhase) -> MissedTurn | None:
    if news.event == "missed":
        return MissedTurn(news.who, -news.points, news.answer)
    is_shown = before is not None and phase in (GamePhase.FAILED, GamePhase.OVER)
    return before.missed if before is not None and is_shown else None
