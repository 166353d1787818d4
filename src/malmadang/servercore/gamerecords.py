"""A game as it is kept, and back: the match as a line of text, and whose its seats are."""

from __future__ import annotations

import msgspec

from malmadang.ports import GameRecord, StandingRecord
from malmadang.servercore.gameseats import Game, Player
from malmadang.wire.names import casefold
from malmadang.wordchain.notation import format_match, parse_match
from malmadang.wordchain.outcome import Seat


class KeptPlayer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose a seat is."""

    number: int
    nick: str
    account: str = ""
    host: str = ""
    level: int = 0


class KeptGame(msgspec.Struct, frozen=True):
    """The JSON of a `GameRecord`.

    Attributes:
        match: as `wordchain.notation` writes it.
        lists: names of word lists; "" is the server's own dictionary.
        host: number of the seat that leads.
    """

    match: str
    lists: tuple[str, ...]
    host: int
    players: tuple[KeptPlayer, ...]


_DECODER = msgspec.json.Decoder(KeptGame)


def keep(game: Game) -> GameRecord:
    """Return what is kept of a game under way."""
    assert game.match is not None
    players = tuple(
        KeptPlayer(player.number, player.nick, *player.marks, player.level)
        for player in game.players.values()
    )
    kept = KeptGame(format_match(game.match), game.lists, game.host, players)
    return GameRecord(game.channel, msgspec.json.encode(kept).decode())


def restore(record: GameRecord, game_id: int) -> Game | None:
    """Return the game of a record, asleep until somebody of it comes; None where it cannot be read."""
    try:
        kept = _DECODER.decode(record.game)
        match = parse_match(kept.match)
    except (msgspec.DecodeError, ValueError):
        return None
    game = Game(game_id, record.channel, match.settings, kept.lists)
    game.is_asleep = True
    for player in kept.players:
        game.add(
            Player(player.number, player.nick, account=player.account, host=player.host, level=player.level)
        )
    game.host = kept.host
    # Whoever takes the clock up again gives it the present time.
    game.match = match
    return game


def add_up(
    channel: str, before: StandingRecord | None, player: Player, seat: Seat, *, has_won: bool
) -> StandingRecord:
    """Return what somebody has reached, with one game more."""
    old = before or StandingRecord(channel=channel, player=player.identity, name=player.nick)
    return StandingRecord(
        channel=channel,
        player=player.identity,
        name=player.nick,
        games=old.games + 1,
        wins=old.wins + has_won,
        chain=max(old.chain, seat.chain),
        longest=max(old.longest, seat.longest, key=len),
        points=old.points + seat.score,
    )


def ranked(standings: dict[str, StandingRecord], most: int) -> list[StandingRecord]:
    """Return the best, by points; of equals those who found a word first, then the one with fewer games."""
    return sorted(
        standings.values(),
        key=lambda each: (-each.points, not each.longest, each.games, casefold(each.name)),
    )[:most]
