"""What people ask of a game, in one table: by the verb GAME, or by messages that begin with `!`."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from unicodedata import normalize

import msgspec

from malmadang.ports import StandingRecord
from malmadang.servercore.channel import HALF_OPERATOR, Channel
from malmadang.servercore.context import Context
from malmadang.servercore.gamehost import (
    advance,
    end,
    give_up_seat,
    start,
    tell_state,
    touch_lobby,
    try_word,
)
from malmadang.servercore.gamelists import choose_lists
from malmadang.servercore.gamerecords import ranked
from malmadang.servercore.gameseats import Game, Player
from malmadang.servercore.gamevoice import bot_name, mode_name, news_of, rules_in, say, tell
from malmadang.servercore.phrases import Phrases
from malmadang.wordchain.bot import BOTS, DEFAULT_LEVEL
from malmadang.wordchain.hangul import is_hangul
from malmadang.wordchain.match import MAX_PLAYERS, Settings, join
from malmadang.wordchain.modes import MODES
from malmadang.wordchain.options import OPTIONS, OptionError, choose

_RANKED = 5
_HELP_LINES = 7
_RULES_LINES = 4
_OFF = ("빼기", "끄기", "off", "-")


class Asked(msgspec.Struct, frozen=True):
    """What somebody asks.

    Attributes:
        channel: where.
        words: behind the command.
        phrases: the language it was asked in.
    """

    channel: Channel
    words: tuple[str, ...]
    phrases: Phrases


class GameRefusal(Exception):
    """A rule said no; the asker is told why.

    Attributes:
        code: for FAIL.
        sentence: for a person.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class GameCommand(msgspec.Struct, frozen=True):
    """One row of the table."""

    ko: tuple[str, ...]
    en: tuple[str, ...]
    run: Callable[[Context, Asked], None]


# -- from any client ---------------------------------------------------------------------------------


def hear(ctx: Context, channel: Channel, text: str) -> None:
    """Listen to what the acting user has said in a channel: a command, a word of the game, or talk."""
    if not ctx.config.game.enabled or ctx.user not in channel.members:
        return
    if text[0] == "!":
        name, *words = text[1:].split() or [""]
        if find(name) is not None:
            try:
                run(ctx, channel, name, tuple(words))
            except GameRefusal as refusal:
                tell(ctx, channel, refusal.sentence)
        return
    game = channel.game
    if game is not None and game.match is not None:
        word = normalize("NFC", text.strip())
        if is_hangul(word):
            try_word(ctx, game, word)


def run(ctx: Context, channel: Channel, name: str, words: tuple[str, ...]) -> None:
    """Do what is asked.

    Raises:
        GameRefusal: it cannot be done.
    """
    row = find(name)
    if row is None:
        raise GameRefusal("UNKNOWN_COMMAND", ctx.phrases.say("game_what", word=name))
    # Who asks in English is answered in English; Korean words mean the server's own language.
    is_english = name.lower() in row.en
    phrases = Phrases("en") if is_english and ctx.config.server.language != "en" else ctx.phrases
    row.run(ctx, Asked(channel, words, phrases))


def _refuse(asked: Asked, code: str, key: str, **fields: str) -> GameRefusal:
    return GameRefusal(code, asked.phrases.say(key, **fields))


def _game(asked: Asked) -> Game:
    game = asked.channel.game
    if game is None:
        raise _refuse(asked, "NO_GAME", "game_none")
    return game


def _lobby(asked: Asked) -> Game:
    game = _game(asked)
    if game.is_loading:
        raise _refuse(asked, "LOADING", "game_loading")
    if game.match is not None:
        raise _refuse(asked, "GAME_RUNNING", "game_running")
    return game


def _leads(ctx: Context, game: Game, channel: Channel) -> bool:
    player = game.player_of(ctx.user)
    leads = player is not None and player.number == game.host
    return leads or channel.rank(ctx.user) >= HALF_OPERATOR


def _require_lead(ctx: Context, asked: Asked, game: Game, key: str = "game_not_host") -> None:
    if not _leads(ctx, game, asked.channel):
        host = game.players.get(game.host)
        raise _refuse(asked, "NOT_HOST", key, host=host.nick if host is not None else "*")


# -- the lobby ---------------------------------------------------------------------------------------


def _start(ctx: Context, asked: Asked) -> None:
    """Open a lobby, or begin with those who have joined."""
    channel = asked.channel
    game = channel.game
    if game is None or game.is_asleep:
        settings = _chosen(ctx, asked, None)
        game = ctx.state.games.open(channel, settings)
        game.add(_seat(ctx, game))
        touch_lobby(ctx, game)
        sentence = ctx.phrases.say(
            "game_lobby",
            host=ctx.user.nick,
            mode=mode_name(ctx.phrases, settings.mode),
            rules=rules_in(ctx.phrases, game),
        )
        say(ctx, game, sentence, news_of(ctx, game, "lobby", who=ctx.user.nick))
        return
    game = _lobby(asked)
    _require_lead(ctx, asked, game)
    if asked.words:
        game.settings = _chosen(ctx, asked, game)
    start(ctx, game)


def _chosen(ctx: Context, asked: Asked, game: Game | None) -> Settings:
    settings = game.settings if game is not None else ctx.config.game.settings()
    try:
        return choose(settings, asked.words)
    except OptionError as error:
        raise _refuse(asked, "UNKNOWN_OPTION", "game_option", word=error.word[:40]) from error


def _seat(ctx: Context, game: Game) -> Player:
    user = ctx.user
    return Player(game.new_number(), user.nick, user=user, account=user.account, host=user.host)


def _set(ctx: Context, asked: Asked) -> None:
    game = _lobby(asked)
    _require_lead(ctx, asked, game)
    game.settings = _chosen(ctx, asked, game)
    touch_lobby(ctx, game)
    sentence = ctx.phrases.say(
        "game_settings", mode=mode_name(ctx.phrases, game.settings.mode), rules=rules_in(ctx.phrases, game)
    )
    say(ctx, game, sentence, news_of(ctx, game, "lobby"))


def _require_room(asked: Asked, game: Game) -> None:
    if sum(map(game.is_playing, game.players.values())) >= MAX_PLAYERS:
        raise _refuse(asked, "FULL", "game_full", count=str(MAX_PLAYERS))


def _join(ctx: Context, asked: Asked) -> None:
    """Play too: from the lobby on, or from the next round where latecomers may."""
    game = _game(asked)
    player = game.player_of(ctx.user)
    if player is not None and game.is_playing(player):
        raise _refuse(asked, "ALREADY_IN", "game_already")
    match = game.match
    if game.is_loading:
        raise _refuse(asked, "LOADING", "game_loading")
    if match is not None and (not match.settings.joining or player is not None or game.is_asleep):
        raise _refuse(asked, "NEXT_TIME", "game_next_time")
    _require_room(asked, game)
    newcomer = _seat(ctx, game)
    game.add(newcomer)
    if match is not None:
        advance(ctx, game, join(match, newcomer.number))
        return
    touch_lobby(ctx, game)
    sentence = ctx.phrases.say("game_joined", who=newcomer.nick, count=str(len(game.players)))
    say(ctx, game, sentence, news_of(ctx, game, "joined", who=newcomer.nick))


def _watch(ctx: Context, asked: Asked) -> None:
    """Watch: leave the seat where there is one, and hear how the game stands."""
    game = _game(asked)
    player = game.player_of(ctx.user)
    if player is not None and game.is_playing(player):
        give_up_seat(ctx, game, player)
        game_now = asked.channel.game
        if game_now is None:
            return
    tell(ctx, asked.channel, asked.phrases.say("game_watching"))
    tell_state(ctx, asked.channel, game, asked.phrases.language)


def _give_up(ctx: Context, asked: Asked) -> None:
    game = _game(asked)
    player = game.player_of(ctx.user)
    if player is None or not game.is_playing(player):
        raise _refuse(asked, "NOT_PLAYING", "game_not_in")
    if game.is_loading:
        raise _refuse(asked, "LOADING", "game_loading")
    give_up_seat(ctx, game, player)


def _stop(ctx: Context, asked: Asked) -> None:
    game = _game(asked)
    _require_lead(ctx, asked, game, "game_stop_together")
    end(ctx, game)


def _bot(ctx: Context, asked: Asked) -> None:
    """Call a bot into the lobby, or send the last one away."""
    game = _lobby(asked)
    _require_lead(ctx, asked, game)
    word = asked.words[0].lower() if asked.words else str(DEFAULT_LEVEL)
    if word in _OFF:
        _send_bot_away(ctx, asked, game)
        return
    level = _level(word)
    if not level:
        names = ", ".join(f"{row.level} {bot_name(asked.phrases, row.level)}" for row in BOTS.values())
        raise _refuse(asked, "UNKNOWN_LEVEL", "game_level", names=names)
    _require_room(asked, game)
    same = sum(player.level == level for player in game.players.values())
    name = bot_name(ctx.phrases, level) + ("봇" if ctx.phrases.language == "ko" else "Bot")
    bot = Player(game.new_number(), f"{name}{same + 1}" if same else name, level=level)
    game.add(bot)
    touch_lobby(ctx, game)
    sentence = ctx.phrases.say("game_bot_joined", who=bot.nick, count=str(len(game.players)))
    say(ctx, game, sentence, news_of(ctx, game, "joined", who=bot.nick))


def _level(word: str) -> int:
    names = {name.lower(): row.level for row in BOTS.values() for name in (str(row.level), row.ko, row.en)}
    return names.get(word, 0)


def _send_bot_away(ctx: Context, asked: Asked, game: Game) -> None:
    bots = game.bots()
    if not bots:
        raise _refuse(asked, "NO_BOT", "game_no_bot")
    del game.players[bots[-1].number]
    touch_lobby(ctx, game)
    sentence = ctx.phrases.say("game_bot_left", who=bots[-1].nick)
    say(ctx, game, sentence, news_of(ctx, game, "left", who=bots[-1].nick))


# -- questions ---------------------------------------------------------------------------------------


def _state(ctx: Context, asked: Asked) -> None:
    tell_state(ctx, asked.channel, _game(asked), asked.phrases.language)


def _words(ctx: Context, asked: Asked) -> None:
    """Say which word lists the room plays with, or choose them."""
    if asked.words:
        game = asked.channel.game
        if game is not None and game.match is not None:
            raise _refuse(asked, "GAME_RUNNING", "game_running")
        if game is not None:
            _require_lead(ctx, asked, game)
    choose_lists(ctx, asked.channel, asked.words, asked.phrases)


def _ranking(ctx: Context, asked: Asked) -> None:
    best = ranked(ctx.state.games.standings.get(asked.channel.folded, {}), _RANKED)
    if not best:
        tell(ctx, asked.channel, asked.phrases.say("game_rank_none"))
    for place, each in enumerate(best, 1):
        sentence = asked.phrases.say(
            "game_rank",
            place=str(place),
            who=each.name,
            games=str(each.games),
            wins=str(each.wins),
            points=str(each.points),
            best=_best(asked.phrases, each),
        )
        tell(ctx, asked.channel, sentence)


def _best(phrases: Phrases, standing: StandingRecord) -> str:
    if not standing.longest:
        return ""
    return phrases.say("game_rank_best", chain=str(standing.chain), longest=standing.longest)


def _rules(ctx: Context, asked: Asked) -> None:
    phrases = asked.phrases
    is_ko = phrases.language == "ko"
    options = ", ".join(row.ko if is_ko else row.en for row in OPTIONS if not row.is_usual)
    modes = ", ".join(row.name if is_ko else row.names[-1] for row in MODES.values())
    for number in range(1, _RULES_LINES + 1):
        tell(ctx, asked.channel, phrases.say(f"game_rules_{number}", options=options, modes=modes))


def _help(ctx: Context, asked: Asked) -> None:
    for number in range(1, _HELP_LINES + 1):
        tell(ctx, asked.channel, asked.phrases.say(f"game_help_{number}"))


_ROWS = (
    GameCommand(("시작",), ("start",), _start),
    GameCommand(("설정",), ("set",), _set),
    GameCommand(("참가",), ("join", "join-game"), _join),
    GameCommand(("관전",), ("watch",), _watch),
    GameCommand(("포기",), ("giveup", "give-up"), _give_up),
    GameCommand(("그만",), ("stop",), _stop),
    GameCommand(("봇",), ("bot",), _bot),
    GameCommand(("단어장",), ("words",), _words),
    GameCommand(("순위",), ("ranking", "rank"), _ranking),
    GameCommand(("규칙",), ("rules",), _rules),
    GameCommand(("상태",), ("state",), _state),
    GameCommand(("도움말",), ("help",), _help),
)
GAME_COMMANDS = MappingProxyType({name: row for row in _ROWS for name in (*row.ko, *row.en)})
"""By name in either language."""


def find(name: str) -> GameCommand | None:
    """Return the row of a command's name."""
    return GAME_COMMANDS.get(normalize("NFC", name).lower())
