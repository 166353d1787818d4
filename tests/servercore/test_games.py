from malmadang.ports import GameRecord, Moment, Snapshot, StandingRecord, SteadyMs, TimeMs
from malmadang.servercore.games import Games
from malmadang.wire.names import Folded
from malmadang.wordchain.match import Settings
from tests.kit.gameroom import GameRoom
from tests.kit.world import World


def test_what_is_kept_is_there_again() -> None:
    standing = StandingRecord(channel="#Room", player="sky", name="Sky", games=1)
    games = Games(Snapshot(standings=(standing,), games=(GameRecord("#방", "nonsense"),)))
    assert games.standings == {"#room": {"sky": standing}}
    assert games.of(Folded("#방")) is None
    games.forget_account(Folded("sky"))
    assert games.standings == {"#room": {}}


def test_a_channel_has_one_game_and_ids_are_never_given_twice() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    channel = world.core.state.channel("#방")
    assert channel is not None
    games = world.core.state.games
    first = games.open(channel, Settings())
    second = games.open(channel, Settings())
    assert (channel.game, games.of(channel.folded)) == (second, second)
    assert games.by_id(first.id) is None
    assert games.by_id(second.id) is second
    games.close(first, channel)
    assert channel.game is second, "that one was closed already"
    games.close(second, channel)
    assert getattr(channel, "game", "gone") is None


def test_a_room_that_is_opened_again_has_its_game() -> None:
    room = GameRoom("철수")
    room.begin("철수")
    game = room.game
    state = room.world.core.state
    room.world.break_off("철수")
    channel = state.channel("#방") or state.create_channel("#방", Moment(TimeMs(0), SteadyMs(0)))
    assert channel.game is game
