"""What happens in a match, told: a sentence and data for each event."""

from __future__ import annotations

from typing import assert_never

from malmadang.servercore.context import Context
from malmadang.servercore.gameseats import Game, Player
from malmadang.servercore.gamevoice import mode_name, need, news_of, rules_in, say, scores
from malmadang.servercore.phrases import Phrases
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
from malmadang.wordchain.match import Match
from malmadang.wordchain.outcome import Outcome, Termination
from malmadang.wordchain.rules import Reason, Rejected


def tell_what_happened(ctx: Context, game: Game, happened: tuple[Happening, ...]) -> None:
    """Tell the room, event by event; the game is as it is after the last of them."""
    assert game.match is not None
    for each in happened:
        _tell(ctx, game, game.match, each)


def _tell(ctx: Context, game: Game, match: Match, happening: Happening) -> None:
    match happening:
        case RoundBegan(number=number):
            _speak(
                ctx, game, "game_round", "round", who=game.nick(number),
                round=str(match.round), rounds=str(match.rounds), need=need(ctx.phrases, game, match),
            )  # fmt: skip
        case TurnBegan(number, _, turn_ms):
            key = "game_turn_mission" if match.mission else "game_turn"
            _speak(
                ctx, game, key, "turn", who=game.nick(number), need=need(ctx.phrases, game, match),
                seconds=_seconds(turn_ms), mission=match.mission,
            )  # fmt: skip
        case WordTaken():
            _tell_word(ctx, game, happening)
        case TurnMissed():
            _tell_miss(ctx, game, happening)
        case SeatLeft(number):
            _speak(ctx, game, "game_left", "left", who=game.nick(number))
        case SeatTaken(number):
            _speak(ctx, game, "game_joined_late", "joined", who=game.nick(number))
        case Ended(outcome):
            _tell_result(ctx, game, outcome)
        case _:
            assert_never(happening)


def _speak(ctx: Context, game: Game, key: str, event: str, *, who: str, **fields: str) -> None:
    say(ctx, game, ctx.phrases.say(key, who=who, **fields), news_of(ctx, game, event, who=who))


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.1f}".removesuffix(".0")


def _tell_word(ctx: Context, game: Game, taken: WordTaken) -> None:
    assert game.referee is not None
    who = game.nick(taken.number)
    meaning = game.referee.graph.dictionary.meaning(taken.word)
    fields = {"who": who, "word": taken.word, "points": str(taken.points)}
    if taken.hits:
        sentence = ctx.phrases.say("game_word_mission", **fields)
    elif meaning:
        sentence = ctx.phrases.say("game_word_meaning", meaning=meaning, **fields)
    else:
        sentence = ctx.phrases.say("game_word", **fields)
    news = news_of(
        ctx, game, "word", who=who, word=taken.word, points=taken.points, hits=taken.hits, meaning=meaning
    )
    say(ctx, game, sentence, news)


def _tell_miss(ctx: Context, game: Game, missed: TurnMissed) -> None:
    who = game.nick(missed.number)
    key = "game_missed_answer" if missed.answer else "game_missed"
    loss = ctx.phrases.say("game_loss", loss=str(missed.loss)) if missed.loss else ""
    sentence = ctx.phrases.say(key, who=who, loss=loss, answer=missed.answer)
    if missed.is_out:
        sentence = f"{sentence}. {ctx.phrases.say('game_out', who=who)}"
    say(ctx, game, sentence, news_of(ctx, game, "missed", who=who, points=-missed.loss, answer=missed.answer))


def tell_refusal(ctx: Context, game: Game, player: Player, verdict: Rejected) -> None:
    """Tell everybody why a word is no move."""
    assert game.match is not None
    mode = game.match.mode
    key = f"game_{verdict.reason.value}"
    if verdict.reason is Reason.LENGTH:
        key = "game_length_one" if mode.least == mode.most else "game_length_least"
    sentence = ctx.phrases.say(
        key, word=verdict.word, least=str(mode.least), need=need(ctx.phrases, game, game.match)
    )
    reason = verdict.reason.value
    say(ctx, game, sentence, news_of(ctx, game, "refused", who=player.nick, word=verdict.word, reason=reason))


def _tell_result(ctx: Context, game: Game, outcome: Outcome) -> None:
    phrases = ctx.phrases
    names = [game.nick(number) for number in outcome.winners]
    if outcome.termination is Termination.STOPPED:
        key = "game_stopped"
    elif not names or len(outcome.ranking) == 1:
        key = "game_over"
    else:
        key = "game_won" if len(names) == 1 else "game_drawn"
    ranking = scores(phrases, game)
    best = max(outcome.ranking, key=lambda seat: len(seat.longest))
    if best.longest:
        chain = max(seat.chain for seat in outcome.ranking)
        ranking = f"{ranking} · {phrases.say('game_best', chain=str(chain), longest=best.longest)}"
    sentence = phrases.say(key, winners=", ".join(names), ranking=ranking)
    news = news_of(ctx, game, "result", winners=tuple(names), end=outcome.termination.value)
    say(ctx, game, sentence, news, kept=True)


def state_in_words(ctx: Context, game: Game, language: str) -> str:
    """Say how a game stands."""
    phrases = Phrases(language) if language else ctx.phrases
    match = game.match
    mode = mode_name(phrases, game.settings.mode)
    if match is None:
        names = ", ".join(player.nick for player in game.players.values())
        return phrases.say("game_state_lobby", mode=mode, rules=rules_in(phrases, game), names=names)
    if game.is_asleep:
        return phrases.say("game_state_asleep", mode=mode)
    return phrases.say(
        "game_state",
        mode=mode,
        round=str(match.round),
        rounds=str(match.rounds),
        who=game.nick(match.at_turn.number),
        need=need(phrases, game, match),
        scores=scores(phrases, game),
    )
