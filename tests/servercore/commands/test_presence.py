import pytest

from tests.kit.world import World


@pytest.mark.parametrize(
    ("line", "away"), [("AWAY :낮잠", "낮잠"), ("AWAY :", None), ("AWAY", None), ("AWAY 낮잠", "낮잠")]
)
def test_away_is_a_text_or_none(line: str, away: str | None) -> None:
    world = World()
    world.arrive("철수")
    world.send("철수", "AWAY :전에")
    world.send("철수", line)
    user = world.core.state.user("철수")
    assert user is not None
    assert user.away == away


def test_the_same_nick_twice_is_one_answer() -> None:
    world = World()
    world.arrive("철수")
    world.send("철수", "ISON 철수 철수")
    world.send("철수", "USERHOST 철수 철수")
    assert [line.partition(" :")[2] for line in world.peers["철수"].read()] == [
        "철수",
        "철수=+~철수@localhost",
    ]
