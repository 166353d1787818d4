"""Binds a Match to a Channel: people to seats, timers to turns, what happens to sentences."""

from __future__ import annotations

from collections.abc import Callable

from malmadang.ports import ClientId, GameRecord, SteadyMs
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.effects import (
    Consult,
    GameRequest,
    Keep,
    Prepared,
    PrepareGame,
    ThinkMove,
)
from malmadang.servercore.gamerecords import add_up, keep
from malmadang.servercore.gameseats import Game, Player
from malmadang.servercore.gamestory import state_in_words, tell_refusal, tell_what_happened
from malmadang.servercore.gamevoice import news_of, say, tell
from malmadang.servercore.user import User
from malmadang.wordchain.bot import Choice
from malmadang.wordchain.happenings import Ended, Happening, TurnBegan
from malmadang.wordchain.match import Match, Phase, Step, begin, expire, hasten, leave, play, resume, stop
from malmadang.wordchain.outcome import Outcome, Seat, Termination
from malmadang.wordchain.rules import Accepted, Reason, Referee, Rejected

GAME_TIMER = "game "
"""Begins the keys of a game's timers: `game turn 3`, `game bot 3`, `game seats 3`, `game lobby 3`."""
SEAT_KEPT_MS = 30_000
LOBBY_MS = 600_000
"""A lobby in which nothing happens is closed."""

_HEARD = (Phase.TURN, Phase.PAUSE, Phase.READY)
"""When whoever is in turn, or next, is listened to: a quick answer comes before the pause is over."""
_TALK = (Reason.NOT_HANGUL, Reason.SHORT, Reason.LENGTH, Reason.CHAIN)


# -- words -------------------------------------------------------------------------------------------


def try_word(ctx: Context, game: Game, word: str) -> None:
    """Take a word of the acting user, if it is in turn; other words are talk.

    Args:
        word: NFC, one or more Hangul syllables.
    """
    match, referee = game.match, game.referee
    if match is None or referee is None or match.phase not in _HEARD:
        return
    player = game.players[match.at_turn.number]
    now = ctx.now.steady_ms
    is_late = match.phase is Phase.TURN and now > match.deadline_ms
    if player.user is not ctx.user or is_late or not player.may_try(now):
        return
    verdict = referee.judge(match, word)
    if match.phase is not Phase.TURN:
        # In a pause people talk, and an answer to the word before may be late: what meets the key counts.
        if isinstance(verdict, Rejected) and verdict.reason in _TALK:
            return
        match, begun = hasten(match, now)
        advance(ctx, game, (match, begun))
    if isinstance(verdict, Accepted):
        advance(ctx, game, _played(referee, match, word, now))
        return
    tell_refusal(ctx, game, player, verdict)


def _played(referee: Referee, match: Match, word: str, now: int) -> Step:
    after, happened = play(match, word, now)
    return referee.draw_key(after), happened


# -- the course of a match ---------------------------------------------------------------------------


def start(ctx: Context, game: Game) -> None:
    """Have the words loaded, then begin."""
    game.is_loading = True
    settings = game.settings
    seed = int.from_bytes(ctx.entropy(8))
    request = PrepareGame(game.lists, settings.mode, settings.law, _rounds(game), seed)

    def prepared(ctx: Context, answer: object) -> None:
        game.is_loading = False
        if ctx.state.games.by_id(game.id) is not game:
            return
        if not isinstance(answer, Prepared) or not answer.openings:
            key = "game_no_keys" if isinstance(answer, Prepared) else "game_no_words"
            say(ctx, game, ctx.phrases.say(key), news_of(ctx, game, "closed"))
            close(ctx, game)
            return
        game.referee = Referee(answer.graph)
        seats = tuple(Seat(player.number, player.level) for player in game.players.values())
        if not any(player.user is not None for player in game.players.values()):
            close(ctx, game)
            return
        advance(ctx, game, begin(settings, seats, answer.openings, seed, ctx.now.steady_ms))

    consult(ctx, request, prepared)


def _rounds(game: Game) -> int:
    """Return how many rounds there may be: where failing is the end, one less than there are players."""
    return max(1, len(game.players) - 1) if game.settings.survival else game.settings.rounds


def advance(ctx: Context, game: Game, step: Step) -> None:
    """Put the next match in force: tell what has happened, keep it, set the clock."""
    match, happened = step
    if match is game.match:
        return
    game.match = match
    tell_what_happened(ctx, game, happened)
    outcome = next((each.outcome for each in happened if isinstance(each, Ended)), None)
    if outcome is not None:
        _finish(ctx, game, outcome)
        return
    _pass_on_host(ctx, game)
    if _is_worth_keeping(happened):
        ctx.effects.append(Keep(keep(game)))
    _set_clock(ctx, game, match)
    if match.phase is Phase.TURN and match.at_turn.level:
        _let_bot_think(ctx, game, match)


def _set_clock(ctx: Context, game: Game, match: Match) -> None:
    game.due = match.serial
    ctx.wake(f"{GAME_TIMER}turn {game.id}", SteadyMs(match.deadline_ms))


def _is_worth_keeping(happened: tuple[Happening, ...]) -> bool:
    """A turn that begins is kept with what came before it; a restart begins it again."""
    return any(not isinstance(each, TurnBegan) for each in happened)


def _finish(ctx: Context, game: Game, outcome: Outcome) -> None:
    games, folded = ctx.state.games, game.folded
    is_stopped = outcome.termination is Termination.STOPPED
    # Where nobody has said a word nobody has played.
    ranking = outcome.ranking if any(seat.words for seat in outcome.ranking) else ()
    for seat in ranking:
        player = game.players[seat.number]
        if not player.level:
            reached = games.standings.setdefault(folded, {})
            # Whoever leads could stop at the right moment.
            has_won = seat.number in outcome.winners and not is_stopped
            record = add_up(game.channel, reached.get(player.identity), player, seat, has_won=has_won)
            reached[player.identity] = record
            ctx.effects.append(Keep(record))
    ctx.effects.append(Keep(GameRecord(game.channel, "")))
    close(ctx, game)


def close(ctx: Context, game: Game) -> None:
    """Forget a game; its timers find nothing any more."""
    ctx.state.games.close(game, ctx.state.channels.get(game.folded))


def _pass_on_host(ctx: Context, game: Game) -> None:
    following = game.pass_on_host()
    if following is not None:
        sentence = ctx.phrases.say("game_host", who=following.nick)
        say(ctx, game, sentence, news_of(ctx, game, "state", who=following.nick))


# -- bots --------------------------------------------------------------------------------------------


def _let_bot_think(ctx: Context, game: Game, match: Match) -> None:
    assert game.referee is not None

    def chosen(ctx: Context, answer: object) -> None:
        now = game.match
        if now is not None and now.serial == match.serial and isinstance(answer, Choice):
            game.choice = match.serial, answer.word
            ctx.wake(f"{GAME_TIMER}bot {game.id}", SteadyMs(match.since_ms + answer.delay_ms))

    seed = int.from_bytes(ctx.entropy(8))
    consult(ctx, ThinkMove(game.referee.graph, match, seed), chosen)


def _bot_plays(ctx: Context, game: Game) -> None:
    match, referee = game.match, game.referee
    serial, word = game.choice
    if match is None or referee is None or match.serial != serial:
        return
    now = ctx.now.steady_ms
    if word and isinstance(referee.judge(match, word), Accepted):
        advance(ctx, game, _played(referee, match, word, now))
    else:
        # It knows none: nobody has to wait for its time to run out.
        advance(ctx, game, expire(match, serial, now, referee.hint(match)))


def consult(ctx: Context, request: GameRequest, then: Callable[[Context, object], None]) -> None:
    """Ask a thread of the game's; nobody is held. `then(ctx, None)` is called where it failed."""
    games = ctx.state.games
    games.questions += 1
    games.asked[games.questions] = then
    ctx.effects.append(Consult(games.questions, request))


# -- timers ------------------------------------------------------------------------------------------


def woke(ctx: Context, key: str) -> None:
    """Do what a timer of a game's is for; one of a game that is over does nothing."""
    kind, number = key.removeprefix(GAME_TIMER).split(" ")
    game = ctx.state.games.by_id(int(number))
    if game is None:
        return
    match, now = game.match, ctx.now.steady_ms
    if kind == "bot":
        _bot_plays(ctx, game)
    elif kind == "seats":
        _empty_lost_seats(ctx, game)
    elif kind == "lobby":
        if match is None and not game.is_loading and now >= game.touched_ms + LOBBY_MS:
            call_off(ctx, game)
    elif match is not None and not game.is_asleep:
        _time_is_up(ctx, game, match)


def _time_is_up(ctx: Context, game: Game, match: Match) -> None:
    now, referee = ctx.now.steady_ms, game.referee
    if now < match.deadline_ms:
        # A timer that has rung rings no more, and a game would wait for it for ever.
        ctx.wake(f"{GAME_TIMER}turn {game.id}", SteadyMs(match.deadline_ms))
        return
    answer = referee.hint(match) if referee is not None and match.phase is Phase.TURN else ""
    advance(ctx, game, expire(match, game.due, now, answer))


def touch_lobby(ctx: Context, game: Game) -> None:
    """Note that something has happened in a lobby: it stays open for a while."""
    game.touched_ms = ctx.now.steady_ms
    ctx.wake(f"{GAME_TIMER}lobby {game.id}", SteadyMs(game.touched_ms + LOBBY_MS))


def call_off(ctx: Context, game: Game) -> None:
    """Close a lobby, or forget a game that sleeps."""
    if game.is_asleep:
        ctx.effects.append(Keep(GameRecord(game.channel, "")))
    say(ctx, game, ctx.phrases.say("game_closed"), news_of(ctx, game, "closed"))
    close(ctx, game)


def end(ctx: Context, game: Game) -> None:
    """End a game where it stands: with its result, or a lobby without one."""
    if game.match is None or game.is_asleep:
        call_off(ctx, game)
    else:
        advance(ctx, game, stop(game.match, ctx.now.steady_ms))


# -- people come and go ------------------------------------------------------------------------------


def lose_seat(ctx: Context, game: Game, user: User) -> Player | None:
    """Keep the seat of somebody whose line is gone for a while; return it, None where there is none."""
    player = game.player_of(user)
    if player is None or not game.is_playing(player):
        return None
    player.lose(ctx.now.steady_ms)
    return player


def tell_loss(ctx: Context, game: Game, player: Player, silent: tuple[ClientId, ...]) -> None:
    """Tell those who are still there, all but the connection that is lost, that a seat is kept."""
    sentence = ctx.phrases.say("game_lost", who=player.nick)
    say(ctx, game, sentence, news_of(ctx, game, "lost", who=player.nick), silent=silent)
    _watch_lost_seats(ctx, game)


def _watch_lost_seats(ctx: Context, game: Game) -> None:
    lost = [player.lost_ms for player in game.people() if player.lost_ms is not None]
    if lost:
        ctx.wake(f"{GAME_TIMER}seats {game.id}", SteadyMs(min(lost) + SEAT_KEPT_MS))


def _empty_lost_seats(ctx: Context, game: Game) -> None:
    now = ctx.now.steady_ms
    for player in game.people():
        if player.lost_ms is not None and now - player.lost_ms >= SEAT_KEPT_MS:
            give_up_seat(ctx, game, player)
    if ctx.state.games.by_id(game.id) is game:
        _watch_lost_seats(ctx, game)


def leave_seat(ctx: Context, game: Game, user: User) -> None:
    """Empty the seat of somebody who has left the room or was put out of it."""
    player = game.player_of(user)
    if player is not None and game.is_playing(player):
        give_up_seat(ctx, game, player)


def give_up_seat(ctx: Context, game: Game, player: Player) -> None:
    """Empty a seat; with the last person the game ends."""
    match, now = game.match, ctx.now.steady_ms
    nick = player.nick
    player.lose(now)
    if match is not None:
        referee = game.referee
        answer = referee.hint(match) if referee is not None and match.phase is Phase.TURN else ""
        advance(ctx, game, leave(match, player.number, now, answer))
        return
    del game.players[player.number]
    if not game.people():
        call_off(ctx, game)
        return
    sentence = ctx.phrases.say("game_unjoined", who=nick)
    say(ctx, game, sentence, news_of(ctx, game, "left", who=nick))
    _pass_on_host(ctx, game)


def enter_room(ctx: Context, channel: Channel, game: Game, was: User | None = None) -> None:
    """Give somebody who comes into the room the seat back that is kept, or tell how the game stands.

    Args:
        was: who this was before its line was lost, where a token has shown it.
    """
    user = ctx.user
    player = game.seat_for(user, was) if game.player_of(user) is None else None
    if player is None:
        tell_state(ctx, channel, game)
        return
    player.sit(user)
    if game.is_asleep:
        _go_on(ctx, game)
        tell_state(ctx, channel, game)
        return
    sentence = ctx.phrases.say("game_back", who=player.nick)
    say(ctx, game, sentence, news_of(ctx, game, "back", who=player.nick))
    tell_state(ctx, channel, game)


def claim_seats(ctx: Context, user: User) -> None:
    """Give the acting user, which has just logged in, the seats back that its account has in its rooms."""
    for channel in tuple(user.channels.values()):
        game = channel.game
        if game is not None and game.player_of(user) is None and game.seat_for(user) is not None:
            enter_room(ctx, channel, game)


def tell_state(ctx: Context, channel: Channel, game: Game, language: str = "") -> None:
    """Tell the acting client how the game stands."""
    last = game.match.used[-1] if game.match is not None and game.match.used else ""
    tell(ctx, channel, state_in_words(ctx, game, language), news_of(ctx, game, "state", word=last))


def _go_on(ctx: Context, game: Game) -> None:
    """Take a game up again that a restart has put to sleep; whoever is not back in time loses the seat."""
    now = ctx.now.steady_ms
    match = game.match
    if game.is_loading or match is None:
        return
    game.is_loading = True
    for player in game.people():
        if player.user is None:
            player.lost_ms = now
    request = PrepareGame(game.lists, match.settings.mode, match.settings.law, 1, match.seed)

    def prepared(ctx: Context, answer: object) -> None:
        game.is_loading = False
        if ctx.state.games.by_id(game.id) is not game:
            return
        if not isinstance(answer, Prepared):
            say(ctx, game, ctx.phrases.say("game_no_words"), news_of(ctx, game, "closed"))
            ctx.effects.append(Keep(GameRecord(game.channel, "")))
            close(ctx, game)
            return
        game.referee = Referee(answer.graph)
        game.is_asleep = False
        game.match = resume(match, ctx.now.steady_ms)
        sentence = ctx.phrases.say(
            "game_resumed",
            round=str(match.round),
            rounds=str(match.rounds),
            who=game.nick(match.at_turn.number),
        )
        say(ctx, game, sentence, news_of(ctx, game, "state"))
        _set_clock(ctx, game, game.match)
        _watch_lost_seats(ctx, game)

    consult(ctx, request, prepared)
