"""How a game speaks: each event one line of the voice 끝말이, with the same event as data in a tag."""

from __future__ import annotations

from malmadang.ports import ClientId, EventRecord, TimeMs
from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.effects import Post
from malmadang.servercore.fitting import encode
from malmadang.servercore.gameseats import Game, Player
from malmadang.servercore.phrases import Phrases
from malmadang.servercore.render import Line
from malmadang.wire.gametag import GameNews, SeatState, format_news
from malmadang.wire.names import casefold, normalize_name
from malmadang.wordchain.bot import BOTS
from malmadang.wordchain.match import Match, Phase
from malmadang.wordchain.modes import MODES, Meets
from malmadang.wordchain.options import in_words

VOICES = {"ko": "끝말이", "en": "GameServ"}
_FOLDED = {casefold(name) for name in VOICES.values()}
_NEEDS = {
    Meets.FIRST: "game_need_first",
    Meets.LAST: "game_need_last",
    Meets.INITIALS: "game_need_initials",
    Meets.WHOLE: "game_need_whole",
}


def voice(ctx: Context) -> str:
    """Return the nick that games speak under."""
    return VOICES[ctx.config.server.language]


def say(
    ctx: Context,
    game: Game,
    sentence: str,
    news: GameNews,
    *,
    kept: bool = False,
    silent: tuple[ClientId, ...] = (),
) -> None:
    """Tell everybody in the room.

    Args:
        silent: clients that do not read it any more.
        kept: it stays in the room's history (the result).
    """
    channel = ctx.state.channels.get(game.folded)
    if channel is None:
        return
    tags = f"bot;{format_news(news)}"
    if not kept:
        line = _line(ctx, channel.name, sentence, tags, ctx.now.utc_ms)
        ctx.effects.append(Post(channel.id, line, silent))
        return
    utc_ms = channel.stamp(ctx.now.utc_ms)
    line = _line(ctx, channel.name, sentence, tags, utc_ms, ctx.msgids.next())
    speaker = f"{voice(ctx)}!{voice(ctx)}@{ctx.config.server.name}"
    text = line.bare.decode().removesuffix("\r\n").partition(" :")[2]
    record = EventRecord(
        channel.name, channel.seq, line.msgid, utc_ms, "NOTICE", speaker, "", channel.seal("bot"), text
    )
    ctx.effects.append(Post(channel.id, line, (), record, ClientId(0)))


def tell(ctx: Context, channel: Channel, sentence: str, news: GameNews | None = None) -> None:
    """Tell the acting client alone, in the room where it asked."""
    tags = "bot" if news is None else f"bot;{format_news(news)}"
    ctx.reply(_line(ctx, channel.name, sentence, tags, ctx.now.utc_ms))


def is_voice(nick: str) -> bool:
    """Say whether somebody is speaking to a game's voice."""
    return casefold(normalize_name(nick)) in _FOLDED


def answer(ctx: Context) -> None:
    """Tell the acting client, which has spoken to the voice in private, where it plays."""
    ctx.reply(_line(ctx, ctx.user.nick, ctx.phrases.say("game_voice"), "bot", ctx.now.utc_ms))


def _line(ctx: Context, target: str, sentence: str, tags: str, utc_ms: TimeMs, msgid: str = "") -> Line:
    name = voice(ctx)
    text = f":{name}!{name}@{ctx.config.server.name} NOTICE {target} :{sentence}"
    return Line(encode(text), utc_ms=utc_ms, msgid=msgid, tags=tags)


# -- how it stands -----------------------------------------------------------------------------------


def news_of(ctx: Context, game: Game, event: str, **more: object) -> GameNews:
    """Return how a game stands, with what has happened."""
    match = game.match
    mode = MODES[match.settings.mode if match is not None else game.settings.mode]
    host = game.players.get(game.host)
    fields: dict[str, object] = {
        "event": event,
        "mode": mode.name,
        "english": mode.english,
        "host": host.nick if host is not None else "",
        "rules": in_words(game.settings, ctx.config.server.language),
        "seats": tuple(_seat_state(player, game) for player in _in_order(game)),
    }
    if match is None:
        fields |= {"phase": "loading" if game.is_loading else "lobby", "rounds": game.settings.rounds}
    else:
        fields |= _match_fields(ctx, game, match)
    return GameNews(**(fields | more))  # type: ignore[arg-type]  # names and types are GameNews's own


def _match_fields(ctx: Context, game: Game, match: Match) -> dict[str, object]:
    now_ms = ctx.now.steady_ms
    in_turn = match.phase is Phase.TURN
    return {
        "phase": "asleep" if game.is_asleep else match.phase.value,
        "rounds": match.rounds,
        "round": match.round,
        "turn": "" if match.is_over else game.nick(match.at_turn.number),
        "keys": keys(game, match),
        "chain": len(match.used),
        "turn_ms": match.length_ms if in_turn else 0,
        "left_ms": match.time_left_ms(now_ms) if in_turn else 0,
        "round_ms": max(0, match.left_ms - (now_ms - match.since_ms if in_turn else 0)),
        "mission": match.mission,
        "serial": match.serial,
    }


def _in_order(game: Game) -> list[Player]:
    if game.match is None:
        return list(game.players.values())
    return [game.players[seat.number] for seat in game.match.seats]


def _seat_state(player: Player, game: Game) -> SeatState:
    seat = game.match.seat(player.number) if game.match is not None else None
    if seat is not None and seat.is_out:
        state = "out"
    elif not player.level and player.user is None:
        state = "lost"
    else:
        state = "waiting" if seat is not None and seat.waits else ""
    if seat is None:
        return SeatState(player.nick, state=state, level=player.level)
    return SeatState(player.nick, seat.score, state, player.level, seat.missed)


def keys(game: Game, match: Match) -> tuple[str, ...]:
    """Return what the next word may meet: the key, and other readings of it that words have."""
    if game.referee is None:
        return (match.key,)
    graph = game.referee.graph
    return tuple(key for key in graph.reach(match.key) if key == match.key or graph.total.get(key))


def need(phrases: Phrases, game: Game, match: Match) -> str:
    """Say what the next word must be: `'력(역)'으로 시작하는 말`."""
    first, *others = keys(game, match)
    shown = f"{first}({', '.join(others)})" if others else first
    return phrases.say(_NEEDS[match.mode.meets], keys=shown)


def mode_name(phrases: Phrases, name: str) -> str:
    """Return a mode's name in the language."""
    return name if phrases.language == "ko" else MODES[name].english


def rules_in(phrases: Phrases, game: Game) -> str:
    """Return the options in force, in the language."""
    return ", ".join(in_words(game.settings, phrases.language))


def bot_name(phrases: Phrases, level: int) -> str:
    """Return a bot's name in the language."""
    row = BOTS[level]
    return row.ko if phrases.language == "ko" else row.en


def scores(phrases: Phrases, game: Game) -> str:
    """Return who has how many points, best first."""
    assert game.match is not None
    ranking = sorted(game.match.seats, key=lambda seat: (seat.is_out, -seat.score))
    return ", ".join(
        phrases.say("game_score", who=game.nick(seat.number), score=str(seat.score)) for seat in ranking[:5]
    )
