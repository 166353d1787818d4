import msgspec

from malmadang.clientcore.gameview import (
    WORDS,
    GamePhase,
    GameView,
    MissedTurn,
    RefusedWord,
    SaidWord,
    follow,
)
from malmadang.ports import SteadyMs
from malmadang.wire.gametag import GameNews, SeatState

SEATS = (SeatState("철수", 10), SeatState("영희", 30), SeatState("민수", 50, "out"))
TURN = GameNews(
    "turn", phase="turn", mode="끝말잇기", rounds=3, round=1, turn="철수", keys=("력", "역"), chain=2,
    turn_ms=13_600, left_ms=13_600, round_ms=80_000, host="영희", seats=SEATS, who="철수",
)  # fmt: skip


def seen(before: GameView | None, news: GameNews, now: int = 1_000) -> GameView:
    view = follow(before, news, "철수", SteadyMs(now))
    assert view is not None
    return view


def test_a_turn_of_ours() -> None:
    view = seen(None, TURN)
    assert (view.phase, view.turn, view.is_mine, view.keys) == (GamePhase.TURN, "철수", True, ("력", "역"))
    assert (view.ends_at_ms, view.left_ms(SteadyMs(4_600)), view.left_ms(SteadyMs(20_000))) == (
        14_600,
        10_000,
        0,
    )
    assert (view.plays, view.leads) == (True, False)
    other = seen(view, msgspec.structs.replace(TURN, turn="영희"))
    assert not other.is_mine


def test_words_of_a_round_gather_and_a_new_round_begins_without() -> None:
    view = seen(None, TURN)
    word = msgspec.structs.replace(
        TURN, event="word", phase="pause", who="철수", word="역사", points=20, chain=3, turn_ms=0, left_ms=0
    )
    view = seen(view, word)
    assert view.words == (SaidWord("철수", "역사", 20),)
    assert (view.ends_at_ms, view.left_ms(SteadyMs(0))) == (0, 0)
    for number in range(WORDS + 5):
        view = seen(view, msgspec.structs.replace(word, chain=number + 4))
    assert len(view.words) == WORDS
    assert (
        seen(view, msgspec.structs.replace(TURN, event="round", phase="ready", round=2, chain=0)).words == ()
    )


def test_a_refusal_stands_until_the_turn_is_over() -> None:
    refused = msgspec.structs.replace(TURN, event="refused", word="역겹", reason="unknown", left_ms=9_000)
    view = seen(seen(None, TURN), refused, 5_600)
    assert view.refusal == RefusedWord("철수", "역겹", "unknown")
    assert view.ends_at_ms == 14_600
    state = msgspec.structs.replace(TURN, event="left")
    assert seen(view, state).refusal is not None
    assert seen(view, TURN).refusal is None
    assert seen(view, msgspec.structs.replace(TURN, event="word", phase="pause")).refusal is None


def test_a_missed_turn_is_shown_until_the_next_round() -> None:
    missed = GameNews(
        "missed", phase="failed", round=1, chain=2, who="영희", points=-12, answer="역사", seats=SEATS
    )
    view = seen(seen(None, TURN), missed)
    assert view.missed == MissedTurn("영희", 12, "역사")
    assert seen(view, GameNews("result", phase="over", round=1, seats=SEATS)).missed is not None
    assert seen(view, GameNews("round", phase="ready", round=2)).missed is None


def test_a_result_has_the_best_first_and_who_left_last() -> None:
    view = seen(None, GameNews("result", phase="over", seats=SEATS, winners=("영희",), end="rounds"))
    assert [seat.nick for seat in view.seats] == ["영희", "철수", "민수"]
    assert (view.winners, view.end) == (("영희",), "rounds")
    assert seen(view, GameNews("lobby", phase="lobby", host="철수")).leads


def test_a_lobby_called_off_leaves_nothing() -> None:
    assert follow(seen(None, TURN), GameNews("closed", phase="lobby"), "철수", SteadyMs(0)) is None


def test_a_later_versions_phase_changes_nothing() -> None:
    view = seen(None, TURN)
    assert follow(view, GameNews("state", phase="dancing"), "철수", SteadyMs(0)) is view


def test_who_comes_into_a_round_sees_the_word_that_stands() -> None:
    state = GameNews("state", phase="turn", round=1, chain=3, word="기차", seats=SEATS)
    assert [said.word for said in seen(None, state).words] == ["기차"]
    view = seen(None, GameNews("word", phase="pause", round=1, chain=1, who="영희", word="기차", points=5))
    assert seen(view, state).words == view.words, "who has followed knows more"


def test_the_words_of_all_rounds_are_kept_until_another_game() -> None:
    def word(text: str, at: int) -> GameNews:
        return GameNews("word", phase="pause", round=at, chain=1, who="영희", word=text, points=5)

    view = seen(seen(seen(None, word("기차", 1)), GameNews("round", phase="ready", round=2)), word("나무", 2))
    over = seen(view, GameNews("result", phase="over", round=2))
    assert [said.word for said in over.told] == ["기차", "나무"]
    assert seen(over, GameNews("round", phase="ready", round=1)).told == ()
    assert seen(view, GameNews("lobby", phase="lobby")).told == ()
