import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wordchain.happenings import (
    Ended,
    RoundBegan,
    SeatLeft,
    SeatTaken,
    TurnBegan,
    TurnMissed,
    WordTaken,
)
from malmadang.wordchain.match import (
    Match,
    Phase,
    Settings,
    begin,
    expire,
    hasten,
    join,
    leave,
    play,
    resume,
    stop,
)
from malmadang.wordchain.outcome import Seat, Termination
from tests.wordchain.positions import MOVES, Move, at_turn, do, later, referee_for

SETTINGS = st.builds(Settings, manner=st.booleans(), mission=st.booleans(), survival=st.booleans())


def miss(match: Match) -> tuple[Match, tuple[object, ...]]:
    return expire(match, match.serial, match.deadline_ms, "표기")


def to_turn(match: Match) -> Match:
    """Let pauses pass."""
    while match.phase is not Phase.TURN:
        match = expire(match, match.serial, match.deadline_ms)[0]
    return match


def test_a_round_from_its_beginning() -> None:
    match, [began] = begin(Settings(), (Seat(1), Seat(2)), ("기", "차", "표"), 1, 1_000)
    assert began == RoundBegan(1, "기", match.at_turn.number)
    assert (match.phase, match.deadline_ms) == (Phase.READY, 3_400)
    match, [turn] = expire(match, match.serial, 3_400)
    assert turn == TurnBegan(match.at_turn.number, "기", 13_600)
    first = match.at_turn.number
    match, [taken] = play(match, "기차", 3_400)
    assert taken == WordTaken(first, "기차", 18, 0, 1, "차")
    assert (match.phase, match.length_ms) == (Phase.PAUSE, 13_600 // 6)
    assert match.at_turn.number != first
    match, [turn] = expire(match, match.serial, match.deadline_ms)
    assert isinstance(turn, TurnBegan)
    assert (turn.number, turn.key) == (match.at_turn.number, "차")


def test_a_quick_answer_ends_the_pause_and_has_the_whole_turn() -> None:
    match = at_turn()
    match = play(match, "기차", match.since_ms + 1_000)[0]
    waiting, number, left = match.serial, match.at_turn.number, match.left_ms
    now = match.since_ms + 300
    match, [turn] = hasten(match, now)
    assert turn == TurnBegan(number, "차", match.length_ms)
    assert (match.phase, match.since_ms, match.left_ms) == (Phase.TURN, now, left)
    assert expire(match, waiting, now + 10_000) == (match, ()), "the timer of the pause is void"
    match, [taken] = play(match, "차표", now)
    assert isinstance(taken, WordTaken)
    assert (taken.number, taken.word, taken.chain) == (number, "차표", 2)
    assert match.at_turn.number != number


@pytest.mark.parametrize("phase", [Phase.TURN, Phase.FAILED, Phase.OVER])
def test_only_a_turn_that_is_next_can_begin_at_once(phase: Phase) -> None:
    with pytest.raises(ValueError, match="next"):
        hasten(msgspec.structs.replace(at_turn(), phase=phase), 0)


def test_whoever_fails_begins_the_next_round_and_shows_what_would_have_worked() -> None:
    match = at_turn()
    match = to_turn(play(match, "기차", match.since_ms)[0])
    loser = match.at_turn.number
    match, [missed] = miss(match)
    assert missed == TurnMissed(loser, 0, "표기", is_out=False)
    match, [began] = expire(match, match.serial, match.deadline_ms)
    assert began == RoundBegan(2, "기", loser)
    assert match.used == ()
    assert match.left_ms == match.settings.round_ms


def test_after_the_last_round_there_is_a_result() -> None:
    match = msgspec.structs.replace(at_turn(), openings=("기", "차"))
    winner = match.at_turn.number
    match = to_turn(play(match, "기차", match.since_ms)[0])
    ended: tuple[object, ...] = ()
    for _ in range(2):
        match = miss(to_turn(match))[0]
        match, ended = expire(match, match.serial, match.deadline_ms)
        match = match if match.is_over else to_turn(match)
    assert match.is_over
    [result] = ended
    assert isinstance(result, Ended)
    assert result.outcome.termination is Termination.ROUNDS
    assert result.outcome.winners == (winner,)
    assert [seat.score for seat in result.outcome.ranking] == [18, 0]
    assert expire(match, match.serial, 10**9) == (match, ())


def test_three_missed_turns_in_a_row_are_the_end_of_a_seat() -> None:
    match = begin(Settings(rounds=9), (Seat(1), Seat(2), Seat(3)), ("기",) * 9, 1, 0)[0]
    loser = 0
    for _ in range(3):
        match = to_turn(match)
        loser = match.at_turn.number
        match = miss(match)[0]
    seat = match.seat(loser)
    assert seat is not None
    assert (seat.missed, seat.is_out) == (3, True)
    assert to_turn(match).at_turn.number != loser
    assert not match.is_over


def test_a_right_word_forgives_what_was_missed() -> None:
    match = to_turn(miss(at_turn())[0])
    assert match.at_turn.missed == 1
    number = match.at_turn.number
    after = play(match, "기차", match.since_ms)[0].seat(number)
    assert after is not None
    assert after.missed == 0


def test_bots_are_not_sent_away() -> None:
    match = begin(Settings(rounds=9), (Seat(1), Seat(2, level=1)), ("기",) * 9, 3, 0)[0]
    match = msgspec.structs.replace(match, turn=[seat.level for seat in match.seats].index(1))
    for _ in range(4):
        match = miss(to_turn(match))[0]
    assert not any(seat.is_out for seat in match.seats)


def test_the_last_one_of_several_has_won() -> None:
    match = at_turn(seats=2)
    match, happened = leave(match, match.at_turn.number, 5_000)
    assert [type(each) for each in happened] == [TurnMissed, Ended]
    assert match.outcome is not None
    assert match.outcome.termination is Termination.LAST_ONE
    assert match.outcome.winners == (match.playing()[0].number,), "also without a point"


def test_three_misses_of_one_are_the_victory_of_the_other() -> None:
    match = begin(Settings(rounds=9), (Seat(1), Seat(2)), ("기",) * 9, 1, 0)[0]
    while not match.is_over:
        match = miss(to_turn(match))[0]
    assert match.outcome is not None
    [left] = match.playing()
    assert match.outcome.winners == (left.number,)
    assert [seat.score for seat in match.outcome.ranking] == [0, 0]


def test_leaving_out_of_turn_costs_nothing() -> None:
    match = at_turn(seats=3)
    other = match.seats[match.turn - 1].number
    match, happened = leave(match, other, 5_000)
    assert happened == (SeatLeft(other),)
    assert leave(match, other, 5_000) == (match, ())
    match = play(match, "기차", match.since_ms)[0]
    assert match.at_turn.number != other
    waiting = match.at_turn.number
    match = leave(match, waiting, match.since_ms)[0]
    assert match.is_over, "one of three is left"


@pytest.mark.parametrize("phase", [Phase.READY, Phase.PAUSE])
def test_who_is_next_and_leaves_makes_way_for_the_one_after(phase: Phase) -> None:
    match = msgspec.structs.replace(at_turn(seats=4), phase=phase)
    gone, following = match.at_turn.number, match.seats[(match.turn + 1) % 4].number
    match = leave(match, gone, match.since_ms)[0]
    assert match.at_turn.number == following
    assert to_turn(match).at_turn.number == following


def test_who_began_alone_plays_on_alone() -> None:
    match = at_turn(seats=1)
    match = play(match, "기차", match.since_ms)[0]
    assert to_turn(match).at_turn.number == 1
    match = miss(to_turn(match))[0]
    assert not match.is_over
    match, happened = leave(match, 1, 50_000)
    assert match.outcome is not None
    assert match.outcome.termination is Termination.ABANDONED
    assert isinstance(happened[-1], Ended)


def test_bots_do_not_play_among_themselves() -> None:
    match = begin(Settings(), (Seat(1), Seat(2, level=2), Seat(3, level=4)), ("기",) * 3, 1, 0)[0]
    assert leave(match, 1, 0)[0].is_over


def test_where_failing_is_the_end_the_last_one_wins_whatever_the_points() -> None:
    settings = Settings(survival=True)
    match = at_turn(seats=2, settings=settings)
    rich = match.at_turn.number
    match = to_turn(play(match, "기차", match.since_ms)[0])
    poor = match.at_turn.number
    match = to_turn(play(match, "차표", match.deadline_ms)[0])
    match, [missed, ended] = miss(match)
    assert isinstance(missed, TurnMissed)
    assert (missed.number, missed.is_out) == (rich, True)
    assert isinstance(ended, Ended)
    assert ended.outcome.winners == (poor,)


def test_latecomers_come_in_with_the_next_round() -> None:
    match = at_turn(seats=2)
    match = play(match, "기차", match.since_ms)[0]
    match, [taken] = join(match, 7)
    assert taken == SeatTaken(7)
    assert len(match.playing()) == 2
    match = miss(to_turn(match))[0]
    match = expire(match, match.serial, match.deadline_ms)[0]
    assert sorted(seat.score for seat in match.playing()) == [0, 0, 18]


def test_a_mission_is_worth_more_and_changes_when_it_is_met() -> None:
    match = at_turn(settings=Settings(mission=True))
    match = msgspec.structs.replace(match, mission="차")
    after, [taken] = play(match, "기차", match.since_ms)
    assert isinstance(taken, WordTaken)
    assert (taken.points, taken.hits) == (27, 1)
    assert after.mission != "차"
    assert play(match, "기름", match.since_ms)[0].mission == "차"


def test_after_a_break_of_the_clock_the_turn_is_whole_again() -> None:
    match = at_turn()
    back = resume(match, 900_000)
    assert expire(back, match.serial, 900_000) == (back, ())
    again, [turn] = expire(back, back.serial, back.deadline_ms)
    assert isinstance(turn, TurnBegan)
    assert again.length_ms == match.length_ms
    assert again.at_turn == match.at_turn
    failed = miss(match)[0]
    assert resume(failed, 900_000).phase is Phase.FAILED


def test_a_word_out_of_turn_is_the_callers_fault() -> None:
    match = at_turn()
    with pytest.raises(ValueError, match="out of turn"):
        play(play(match, "기차", 0)[0], "차표", 0)
    with pytest.raises(ValueError, match="needs a player"):
        begin(Settings(), (), ("기",), 1, 0)


def test_it_can_be_stopped() -> None:
    _, [ended] = stop(at_turn(), 5_000)
    assert isinstance(ended, Ended)
    assert ended.outcome.termination is Termination.STOPPED


@given(SETTINGS, st.integers(1, 4), MOVES)
def test_points_are_the_sum_of_what_happened_and_old_timers_do_nothing(
    settings: Settings, seats: int, moves: list[Move]
) -> None:
    referee = referee_for(settings=settings)
    match = at_turn(seats=seats, settings=settings)
    scores = {seat.number: seat.score for seat in match.seats}
    for move in moves:
        before, now = match, later(match, move)
        match, happened = do(referee, match, move, now)
        if move.kind in ("late timer", "nonsense"):
            assert match is before
        for each in happened:
            if isinstance(each, WordTaken):
                scores[each.number] += each.points
            elif isinstance(each, TurnMissed):
                scores[each.number] -= each.loss
        assert scores == {seat.number: seat.score for seat in match.seats}
        assert min(scores.values()) >= 0
        assert match.is_over or not match.at_turn.is_out or match.phase is Phase.FAILED
        assert len({seat.number for seat in match.seats}) == seats
        assert (match is before) == (match.serial == before.serial) or move.kind == "leave"
