import pytest

from malmadang.wordchain.score import MISSION, loss, points


@pytest.mark.parametrize(("chain", "wanted"), [(0, [18, 22, 27, 31, 35, 42]), (10, [35, 40, 44, 48, 52, 59])])
def test_words_at_once(chain: int, wanted: list[int]) -> None:
    """GAME.md 3: L = 2 to 6, and 8."""
    assert [points(length, chain, 1.0) for length in (2, 3, 4, 5, 6, 8)] == wanted


def test_time_and_mission_count() -> None:
    assert points(2, 0, 0.0) == 9
    assert points(2, 0, 1.0, hits=1) == 27
    assert points(2, 0, 1.0, hits=2) == 35
    assert len(set(MISSION)) == 14


@pytest.mark.parametrize(
    ("score", "chain", "wanted"), [(0, 5, 0), (8, 0, 8), (100, 0, 25), (100, 10, 46), (20, 10, 20)]
)
def test_a_missed_turn_costs_no_more_than_there_is(score: int, chain: int, wanted: int) -> None:
    assert loss(score, chain) == wanted
