"""The tag `malmadang/game`: what happens in a room's game, as data beside the sentence that tells it."""

from __future__ import annotations

from typing import Final

import msgspec

TAG: Final = "malmadang/game"
"""Name of the tag, and of the capability that offers the verb GAME."""


class SeatState(msgspec.Struct, frozen=True, array_like=True):
    """One player, as `[nick, score, state, level, missed]`.

    Attributes:
        state: "" plays; `out`, `waiting` (plays from the next round on), `lost` (its line is gone).
        level: of a bot, 0 for a person.
        missed: turns in a row; three are the end of a person's seat.
    """

    nick: str
    score: int = 0
    state: str = ""
    level: int = 0
    missed: int = 0


class GameNews(msgspec.Struct, frozen=True, omit_defaults=True, rename="kebab"):
    """Something that happened, and how the game stands after it. What is empty is left out.

    Attributes:
        event: `lobby`, `round`, `turn`, `word`, `refused`, `missed`, `left`, `joined`, `back`, `result`,
            `closed` (a lobby or game that ended without a result), `state` (nothing happened: somebody came).
        phase: `lobby`, `loading`, `ready`, `turn`, `pause`, `failed`, `over`, `asleep` (waits for somebody of
            it to come back).
        mode: its usual name; english: in English.
        rounds, round: how many there are, and which it is; 0 before the first.
        turn: nick of whose turn it is or will be next.
        keys: what the next word may begin with (or end with, or is), the key itself first.
        chain: words of the round so far.
        turn_ms, left_ms: how long the turn lasts and what is left of it; round_ms: what is left of the round.
        mission: syllable asked for.
        host: nick of who leads the game.
        rules: the options in force, as they are typed.
        seats: in the order of their turns.
        who: nick of whom the event is about; word: the word it is about; of a state, the last one.
        points: gained, or lost where they are negative; hits: of the mission.
        reason: of a refusal: `short`, `length`, `chain`, `used`, `unknown`, `killer`, `first-killer`.
        answer: a word that would have worked.
        meaning: of the word.
        winners: nicks.
        end: why it is over: `rounds`, `last-one`, `abandoned`, `stopped`.
        serial: of the turn, grows.
    """

    event: str
    phase: str = ""
    mode: str = ""
    english: str = ""
    rounds: int = 0
    round: int = 0
    turn: str = ""
    keys: tuple[str, ...] = ()
    chain: int = 0
    turn_ms: int = 0
    left_ms: int = 0
    round_ms: int = 0
    mission: str = ""
    host: str = ""
    rules: tuple[str, ...] = ()
    seats: tuple[SeatState, ...] = ()
    who: str = ""
    word: str = ""
    points: int = 0
    hits: int = 0
    reason: str = ""
    answer: str = ""
    meaning: str = ""
    winners: tuple[str, ...] = ()
    end: str = ""
    serial: int = 0


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(GameNews)


def format_news(news: GameNews) -> str:
    """Return the tag as on the wire, `name=value`."""
    text = _ENCODER.encode(news).decode()
    # JSON has no line breaks of its own; to replace is ten times quicker than to translate Hangul.
    value = text.replace("\\", "\\\\").replace(";", "\\:").replace(" ", "\\s")
    return f"{TAG}={value}"


def parse_news(value: str) -> GameNews | None:
    """Read a tag's value (unescaped); None where it is none that we know.

    Names that later versions add are left aside.
    """
    try:
        return _DECODER.decode(value)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
