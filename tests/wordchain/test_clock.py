import pytest

from malmadang.wordchain.clock import pause_ms, round_left_ms, turn_ms


@pytest.mark.parametrize(
    ("left_s", "turn"),
    [
        (150, 15_000),
        (95, 15_000),
        (94.9, 13_600),
        (81, 13_600),
        (68, 12_200),
        (56, 10_800),
        (45, 9_400),
        (35, 8_000),
        (26, 6_600),
        (18, 5_200),
        (11, 3_800),
        (5, 3_000),
        (0, 3_000),
    ],
)
def test_turns_get_shorter(left_s: float, turn: int) -> None:
    """GAME.md 3: 15 - 1.4 s seconds, at least three."""
    assert turn_ms(int(left_s * 1000), is_hard=False) == turn


def test_on_the_hard_setting_they_get_as_short_as_a_second() -> None:
    assert turn_ms(5_000, is_hard=True) == 2_400
    assert turn_ms(4_999, is_hard=True) == 1_000


def test_a_round_loses_thinking_time_and_is_bounded_by_its_words() -> None:
    assert round_left_ms(90_000, 4_000, 1) == 86_000
    assert round_left_ms(90_000, 0, 60) == 60_000
    assert round_left_ms(90_000, 0, 200) == 10_000
    assert round_left_ms(3_000, 4_000, 1) == 0


def test_a_pause_is_a_sixth() -> None:
    assert pause_ms(15_000) == 2_500
