"""What a game's voice says, in English, made of the data beside its sentence."""

from __future__ import annotations

from typing import Final

from malmadang.wire.gametag import GameNews

_NEEDS: Final = {
    "front chain": "a word that ends with '{keys}'",
    "initials": "a word with the initials '{keys}'",
    "typing": "type '{keys}'",
}
_NEED: Final = "a word that begins with '{keys}'"
_REASONS: Final = {
    "short": "has one syllable; two are needed",
    "length": "has the wrong length",
    "chain": "does not fit",
    "used": "has been said in this round",
    "unknown": "is not in the dictionary",
    "killer": "could not be answered (manner)",
    "first-killer": "could not be answered: not first",
}
_SIMPLE: Final = {
    "left": "{who} leaves the game",
    "lost": "{who} has lost the line; the seat is kept for 30 s",
    "back": "{who} is back",
    "closed": "The game is called off",
}


def in_english(news: GameNews) -> str:
    """Return the sentence of an event; "" where the data do not tell it all."""
    simple = _SIMPLE.get(news.event)
    if simple is not None:
        return simple.format(who=news.who)
    make = {
        "lobby": _lobby,
        "joined": _joined,
        "round": _round,
        "turn": _turn,
        "word": _word,
        "refused": _refused,
        "missed": _missed,
        "result": _result,
    }.get(news.event)
    return make(news) if make is not None else ""


def _need(news: GameNews) -> str:
    first, *others = news.keys or ("",)
    shown = f"{first}({', '.join(others)})" if others else first
    return _NEEDS.get(news.english, _NEED).format(keys=shown)


def _lobby(news: GameNews) -> str:
    names = ", ".join(seat.nick for seat in news.seats)
    return f"{news.host} leads a {news.english}: {names}. /join-game to play, /bot for a bot, /start to begin"


def _joined(news: GameNews) -> str:
    if news.phase == "lobby":
        return f"{news.who} plays too ({len(news.seats)} players)"
    return f"{news.who} plays from the next round on"


def _round(news: GameNews) -> str:
    return f"Round {news.round}/{news.rounds}: {_need(news)}. {news.turn} begins"


def _turn(news: GameNews) -> str:
    seconds = f"{news.turn_ms / 1000:.1f}".removesuffix(".0")
    mission = f". Mission '{news.mission}'" if news.mission else ""
    return f"{news.who}'s turn ({seconds} s): {_need(news)}{mission}"


def _word(news: GameNews) -> str:
    meaning = f" · {news.meaning}" if news.meaning else ""
    return f"{news.who}: {news.word} (+{news.points}{', mission!' if news.hits else ''}){meaning}"


def _refused(news: GameNews) -> str:
    why = _REASONS.get(news.reason)
    return f"'{news.word}' {why}; {_need(news)}" if why else ""


def _missed(news: GameNews) -> str:
    answer = f". There was: {news.answer}" if news.answer else ""
    out = any(seat.nick == news.who and seat.state == "out" for seat in news.seats)
    return (
        f"{news.who} is out of time (-{-news.points}){answer}{f'. {news.who} plays no more' if out else ''}"
    )


def _result(news: GameNews) -> str:
    best = sorted(news.seats, key=lambda seat: (seat.state == "out", -seat.score))
    ranking = ", ".join(f"{seat.nick} {seat.score}" for seat in best)
    if news.end == "stopped":
        return f"The game is stopped. {ranking}"
    if len(news.winners) == 1:
        return f"The end: {news.winners[0]} wins. {ranking}"
    return (
        f"The end: {', '.join(news.winners)} are even. {ranking}" if news.winners else f"The end. {ranking}"
    )
