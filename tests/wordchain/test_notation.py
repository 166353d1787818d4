import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wordchain.match import Settings, join, stop
from malmadang.wordchain.modes import MODES, Law
from malmadang.wordchain.notation import format_match, parse_match
from tests.wordchain.positions import MOVES, Move, at_turn, do, later, referee_for

SETTINGS = st.builds(
    Settings,
    mode=st.sampled_from(list(MODES)),
    rounds=st.integers(1, 10),
    round_ms=st.integers(10_000, 150_000),
    law=st.sampled_from(Law),
    manner=st.booleans(),
    mission=st.booleans(),
    is_hard=st.booleans(),
    survival=st.booleans(),
    joining=st.booleans(),
)


@given(SETTINGS, MOVES, st.booleans(), st.booleans())
def test_any_position_comes_back_as_it_was(
    settings: Settings, moves: list[Move], joined: bool, stopped: bool
) -> None:
    referee, match = referee_for(settings=settings), at_turn(settings=settings)
    for move in moves:
        match = do(referee, match, move, later(match, move))[0]
    if joined and not match.is_over:
        match = join(match, 8, level=3)[0]
    if stopped and not match.is_over:
        match = stop(match, 1)[0]
    line = format_match(match)
    assert "\n" not in line
    assert parse_match(line) == match


LINE = format_match(at_turn())


def test_a_position_pasted_into_a_test() -> None:
    match = parse_match(
        "mode=끝말잇기 rounds=3 time=90000 law=standard rules=manner open=기,기,기"
        " seats=1:0:18:0:1:1:기차:-,2:4:0:0:0:0:-:- round=1 turn=1 phase=turn serial=3 since=0 for=13600"
        " left=86000 key=차 used=기차 mission=- seed=1f over=-"
    )
    assert match.at_turn.level == 4
    assert referee_for().hint(match) == "차지"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "안녕",
        LINE.replace("phase=turn", "phase=nap"),
        LINE.replace("turn=0", "turn=9"),
        LINE.replace("mode=끝말잇기", "mode=장기"),
        LINE.replace("rules=manner", "rules=manners"),
        LINE.replace("used=-", "used=a"),
        LINE.replace("over=-", "over=rounds"),
        LINE.replace("seed=", "seed=x"),
        LINE.replace(" key=", " clef="),
        LINE.replace("seats=1:", "seats="),
    ],
)
def test_what_is_no_match(line: str) -> None:
    assert line != LINE
    with pytest.raises(ValueError):  # noqa: PT011 - any
        parse_match(line)
