"""What the card of the word game says, from its view: words for every phase, reasons, results. Pure."""

from collections.abc import Sequence

import msgspec

from malmadang.clientcore.gameview import GamePhase, GameView
from malmadang.desktop.gamephrases import GameWord
from malmadang.desktop.speech import Speech
from malmadang.ports import SteadyMs

_REASONS = {
    "short": GameWord.SHORT, "length": GameWord.LENGTH, "chain": GameWord.CHAIN, "used": GameWord.USED,
    "unknown": GameWord.UNKNOWN, "killer": GameWord.KILLER, "first-killer": GameWord.FIRST_KILLER,
}  # fmt: skip
_ENDS = {"abandoned": GameWord.ABANDONED, "stopped": GameWord.STOPPED}
LATE_MS = 3000


class GameWords(msgspec.Struct, frozen=True):
    """The card's sentences.

    Attributes:
        title: name of the game; `note` the round and rules beside it.
        word: large; `link` how many of its last letters are the linking syllable; `struck` it was refused.
        hint: what the next word begins with, or why one was refused (`is_fault`).
        state: whose turn, or what is waited for.
    """

    title: str
    note: str = ""
    word: str = ""
    link: int = 0
    struck: bool = False
    hint: str = ""
    is_fault: bool = False
    state: str = ""


def say_game(game: GameView, speech: Speech) -> GameWords:
    """Return what the card says."""
    say, korean = speech.say, speech.language == "ko"
    title = (game.mode if korean else game.english) or say(GameWord.NAME)
    notes = []
    if game.rounds:
        notes.append(say(GameWord.ROUND, round=max(1, game.round), rounds=game.rounds))
    notes += game.rules[:1]
    note = " · ".join(notes)
    if game.phase in {GamePhase.LOBBY, GamePhase.LOADING}:
        lobby = say(GameWord.LOADING if game.phase is GamePhase.LOADING else GameWord.LOBBY)
        return GameWords(title, note, state=lobby)
    if game.phase is GamePhase.OVER:
        return GameWords(
            title, note, word=", ".join(game.winners), hint=_end(game, speech), state=say(GameWord.OVER)
        )
    if game.phase is GamePhase.ASLEEP:
        return GameWords(title, note, state=say(GameWord.ASLEEP))
    if game.refusal is not None:
        reason = say(_REASONS.get(game.refusal.reason, GameWord.UNKNOWN), key=keys_of(game))
        return GameWords(title, note, game.refusal.word, 0, True, reason, True, _turn(game, speech))
    word = game.words[-1].word if game.words else ""
    hint = say(GameWord.STARTS, key=keys_of(game)) if game.keys else ""
    if game.phase is GamePhase.FAILED and game.missed is not None:
        answer = say(GameWord.ANSWER, answer=game.missed.answer) if game.missed.answer else ""
        return GameWords(title, note, word or keys_of(game), 0, False, answer, False,
                         say(GameWord.MISSED, nick=game.missed.who))  # fmt: skip
    return GameWords(
        title, note, word or keys_of(game), 1 if word else 0, False, hint, False, _turn(game, speech)
    )


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
    longest = max((said.word for said in game.words), key=len, default="")
    return speech.say(GameWord.LONGEST, longest=longest, count=game.chain) if longest else ""


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
