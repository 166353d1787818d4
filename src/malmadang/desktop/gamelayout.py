"""What the card of the word game says, from its view: words for every phase, reasons, results. Pure."""

from collections.abc import Callable, Sequence

import msgspec

from malmadang.clientcore.gameview import GamePhase, GameView
from malmadang.desktop.gamephrases import GameWord
from malmadang.desktop.speech import Speech
from malmadang.ports import SteadyMs
from malmadang.wire.gametag import SeatState

_REASONS = {
    "short": GameWord.SHORT, "length": GameWord.LENGTH, "chain": GameWord.CHAIN, "used": GameWord.USED,
    "unknown": GameWord.UNKNOWN, "killer": GameWord.KILLER, "first-killer": GameWord.FIRST_KILLER,
}  # fmt: skip
_ENDS = {"abandoned": GameWord.ABANDONED, "stopped": GameWord.STOPPED}
_HINTS = {"front chain": GameWord.ENDS, "initials": GameWord.SPELLS, "typing": GameWord.TYPES}
_MUSTS = {"front chain": GameWord.MUST_END, "initials": GameWord.MUST_FIT, "typing": GameWord.MUST_FIT}
_SEATS = {"out": GameWord.OUT, "lost": GameWord.LOST, "waiting": GameWord.WAITING}
LATE_MS = 3000
REFUSED_MS = 3000
"""So long a refused word is shown."""


class GameWords(msgspec.Struct, frozen=True):
    """The card's sentences.

    Attributes:
        title: name of the game; `note` the round and rules beside it.
        word: large; `link` where its linking syllable begins and ends; `struck` it was refused.
        hint: what the next word must be.
        state: whose turn, what is waited for, or why a word was refused (`is_fault`).
    """

    title: str
    note: str = ""
    word: str = ""
    link: tuple[int, int] = (0, 0)
    struck: bool = False
    hint: str = ""
    is_fault: bool = False
    state: str = ""


def say_game(game: GameView, speech: Speech, *, refusing: bool = True) -> GameWords:
    """Return what the card says.

    Args:
        refusing: a refusal is still to be shown.
    """
    say, korean = speech.say, speech.language == "ko"
    title = (game.mode if korean else game.english) or say(GameWord.NAME)
    note = " · ".join(_notes(game, speech))
    if game.phase in {GamePhase.LOBBY, GamePhase.LOADING}:
        lobby = say(GameWord.LOADING if game.phase is GamePhase.LOADING else GameWord.LOBBY)
        return GameWords(title, note, state=lobby)
    if game.phase is GamePhase.OVER:
        won = say(GameWord.WON if len(game.winners) == 1 else GameWord.EVEN) if game.winners else ""
        return GameWords(title, note, ", ".join(game.winners), hint=won, state=_end(game, speech))
    if game.phase is GamePhase.ASLEEP:
        return GameWords(title, note, state=say(GameWord.ASLEEP))
    hint = say(_HINTS.get(game.english, GameWord.STARTS), key=keys_of(game)) if game.keys else ""
    if refusing and game.refusal is not None:
        return GameWords(
            title, note, game.refusal.word, struck=True, hint=hint, state=_reason(game, speech), is_fault=True
        )
    word, link = _shown_word(game)
    if game.phase is GamePhase.FAILED and game.missed is not None:
        answer = say(GameWord.ANSWER, answer=game.missed.answer) if game.missed.answer else ""
        return GameWords(title, note, word, hint=answer, state=say(GameWord.MISSED, nick=game.missed.who))
    return GameWords(title, note, word, link, hint=hint, state=_turn(game, speech))


def _notes(game: GameView, speech: Speech) -> Sequence[str]:
    """Return what stands beside the title: the rules before a game, then its round and what is special."""
    if not game.round:
        return game.rules[:3]
    notes = [speech.say(GameWord.ROUND, round=game.round, rounds=game.rounds)] if game.rounds else []
    if game.mission:
        return [*notes, speech.say(GameWord.MISSION, syllable=game.mission)]
    rules = [rule for rule in game.rules if rule not in (f"{game.rounds}판", f"{game.rounds}rounds")]
    return [*notes, *rules[-1:]]


def _shown_word(game: GameView) -> tuple[str, tuple[int, int]]:
    """Return the word that stands large, and where its linking syllable is."""
    word = game.words[-1].word if game.words else ""
    if not word or game.english == "typing":
        return keys_of(game), (0, 0)
    at = {"front chain": 0, "middle chain": len(word) // 2, "initials": len(word)}.get(
        game.english, len(word) - 1
    )
    return word, (at, at + 1)


def _reason(game: GameView, speech: Speech) -> str:
    """Return why the last word was refused."""
    assert game.refusal is not None
    reason = _REASONS.get(game.refusal.reason, GameWord.UNKNOWN)
    if reason is GameWord.CHAIN:
        reason = _MUSTS.get(game.english, GameWord.CHAIN)
    return speech.say(reason, key=keys_of(game))


def keys_of(game: GameView) -> str:
    """Return the syllable to begin with, other readings of it in brackets."""
    if not game.keys:
        return ""
    first, *others = game.keys
    return f"{first}({', '.join(others)})" if others else first


def _turn(game: GameView, speech: Speech) -> str:
    if game.phase is GamePhase.READY:
        return speech.say(GameWord.READY, nick=game.turn)
    if game.is_mine:
        return speech.say(GameWord.MY_TURN)
    return speech.say(GameWord.TURN, nick=game.turn) if game.turn else ""


def _end(game: GameView, speech: Speech) -> str:
    if game.end in _ENDS:
        return speech.say(_ENDS[game.end])
    longest = max((said.word for said in game.told), key=len, default="")
    if not longest:
        return speech.say(GameWord.OVER)
    return speech.say(GameWord.LONGEST, longest=longest, count=len(game.told))


def say_seat(seat: SeatState, speech: Speech) -> tuple[str, bool]:
    """Return what stands before a player's points, and whether it is a warning: a mark for a missed turn."""
    if seat.state in _SEATS:
        return speech.say(_SEATS[seat.state]), False
    return "✕" * seat.missed, True


def wrap(text: str, fits: Callable[[str], bool], most: int) -> list[str]:
    """Break a text into lines that fit, at spaces where it has some; what goes past the last is cut."""
    lines: list[str] = []
    while text and len(lines) < most:
        end = next((at for at in range(1, len(text)) if not fits(text[: at + 1])), len(text))
        if len(lines) == most - 1 and end < len(text):
            return [*lines, text[: end - 1] + "…"]
        space = text.rfind(" ", 0, end + 1) if end < len(text) else -1
        end = space if space > 0 else end
        lines.append(text[:end])
        text = text[end:].lstrip()
    return lines


def is_answer(text: str) -> bool:
    """Would the game take a text as a word: one run of Hangul syllables without spaces?"""
    stripped = text.strip()
    return len(stripped) > 0 and all("가" <= letter <= "힣" for letter in stripped)


def seconds(game: GameView, now_ms: SteadyMs) -> str:
    """Return what is left of the turn, in whole seconds, "" outside of turns."""
    left = game.left_ms(now_ms)
    return f"{-(-left // 1000)}" if game.turn_ms else ""


def share(game: GameView, now_ms: SteadyMs) -> float:
    """Return what is left of the turn, 0 to 1."""
    return min(1.0, game.left_ms(now_ms) / game.turn_ms) if game.turn_ms else 0.0


def buttons(game: GameView | None) -> Sequence[tuple[GameWord, str]]:
    """Return what can be pressed: (word, command of the game)."""
    if game is None or game.phase is GamePhase.OVER:
        return ((GameWord.AGAIN if game is not None else GameWord.START, "시작"),)
    if game.phase is GamePhase.LOBBY:
        found = [] if game.plays else [(GameWord.JOIN, "참가")]
        if game.plays:
            found.append((GameWord.BOT, "봇"))
        if game.leads:
            found.append((GameWord.BEGIN, "시작"))
        return found
    return ((GameWord.GIVE_UP, "포기"),) if game.plays else ((GameWord.JOIN, "참가"),)
