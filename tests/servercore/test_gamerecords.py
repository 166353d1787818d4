import pytest

from malmadang.ports import GameRecord, StandingRecord
from malmadang.servercore.gamerecords import add_up, keep, ranked, restore
from malmadang.servercore.gameseats import Player
from malmadang.wordchain.outcome import Seat
from tests.kit.gameroom import GameRoom


def test_a_game_comes_back_asleep_with_its_seats() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희", "봇", options="미션")
    room.to_turn()
    back = restore(keep(room.game), 7)
    assert back is not None
    assert (back.id, back.channel, back.match, back.host, back.lists) == (7, "#방", room.match, 1, ("",))
    assert back.is_asleep
    assert [(p.number, p.nick, p.level) for p in back.players.values()] == [
        (1, "철수", 0),
        (2, "영희", 0),
        (3, "새싹봇", 1),
    ]
    assert back.players[1].marks == ("", "localhost")
    assert keep(back) == keep(room.game)


@pytest.mark.parametrize("text", ["{}", "[", '{"match": "x", "lists": [], "host": 1, "players": []}'])
def test_what_cannot_be_read_is_left(text: str) -> None:
    assert restore(GameRecord("#방", text), 1) is None


def test_what_people_reach_adds_up() -> None:
    player = Player(1, "철수", account="철수")
    first = add_up("#방", None, player, Seat(1, score=40, longest="기차표", chain=9), has_won=True)
    assert first == StandingRecord(
        channel="#방", player="철수", name="철수", games=1, wins=1, chain=9, longest="기차표", points=40
    )
    second = add_up("#방", first, player, Seat(1, score=2, longest="기차", chain=3), has_won=False)
    assert (second.games, second.wins, second.chain, second.longest, second.points) == (2, 1, 9, "기차표", 42)


def test_the_best_come_first() -> None:
    standings = {
        name: StandingRecord(channel="#방", player=name, name=name, games=games, points=points)
        for name, games, points in (("가", 1, 10), ("나", 2, 30), ("다", 1, 30))
    }
    assert [each.name for each in ranked(standings, 2)] == ["다", "나"]


def test_of_equals_who_found_a_word_comes_first() -> None:
    none = StandingRecord(channel="#방", player="가", name="가", games=1)
    some = StandingRecord(channel="#방", player="나", name="나", games=2, longest="정리")
    assert [each.name for each in ranked({"가": none, "나": some}, 2)] == ["나", "가"]
