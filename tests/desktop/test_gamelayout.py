"""What the card of the game says."""

import msgspec
import pytest

from malmadang.clientcore.gameview import GamePhase, GameView, MissedTurn, RefusedWord, SaidWord
from malmadang.desktop.gamelayout import buttons, is_answer, keys_of, say_game, seconds, share
from malmadang.desktop.gamephrases import GameWord
from malmadang.desktop.speech import Speech
from malmadang.ports import SteadyMs

TURN = GameView(
    GamePhase.TURN, mode="끝말잇기", english="word chain", round=1, rounds=3, turn="민수", keys=("력", "역"),
    words=(SaidWord("하늘", "능력", 22),), turn_ms=10_000, ends_at_ms=SteadyMs(60_000),
)  # fmt: skip


def change(game: GameView, **changes: object) -> GameView:

    return msgspec.structs.replace(game, **changes)


def test_a_turn() -> None:
    words = say_game(TURN, Speech())
    assert (words.title, words.note, words.word, words.link) == ("끝말잇기", "3판 중 1판", "능력", 1)
    assert (words.hint, words.state) == ("→ ‘력(역)’으로 시작", "민수 님 차례")
    assert say_game(change(TURN, is_mine=True), Speech()).state == "내 차례예요!"


def test_a_refused_word_is_struck_and_the_reason_said() -> None:
    words = say_game(change(TURN, refusal=RefusedWord("민수", "역마차", "used")), Speech())
    assert (words.word, words.struck, words.hint, words.is_fault) == (
        "역마차",
        True,
        "이미 나온 낱말이에요",
        True,
    )


def test_a_missed_turn_shows_what_would_have_worked() -> None:
    missed = change(TURN, phase=GamePhase.FAILED, missed=MissedTurn("민수", 12, "역사"))
    words = say_game(missed, Speech())
    assert (words.state, words.hint) == ("민수 님이 놓쳤어요", "‘역사’가 있었어요")


def test_the_result_names_the_winner() -> None:
    over = change(TURN, phase=GamePhase.OVER, winners=("하늘",), chain=12, end="rounds")
    words = say_game(over, Speech())
    assert (words.word, words.state) == ("하늘", "끝났어요")
    assert "능력" in words.hint
    assert [word for word, _command in buttons(over)] == [GameWord.AGAIN]


@pytest.mark.parametrize("phase", list(GamePhase))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_phase_says_something(phase: GamePhase, language: str) -> None:
    words = say_game(change(TURN, phase=phase), Speech("ko" if language == "ko" else "en"))
    assert words.state


def test_time_and_keys() -> None:
    assert seconds(TURN, SteadyMs(52_500)) == "8"
    assert share(TURN, SteadyMs(55_000)) == 0.5
    assert share(TURN, SteadyMs(99_000)) == 0
    assert keys_of(change(TURN, keys=("차",))) == "차"


def test_buttons_follow_the_lobby() -> None:
    lobby = change(TURN, phase=GamePhase.LOBBY)
    assert [command for _word, command in buttons(None)] == ["시작"]
    assert [command for _word, command in buttons(lobby)] == ["참가"]
    assert [command for _word, command in buttons(change(lobby, plays=True, leads=True))] == ["봇", "시작"]
    assert [command for _word, command in buttons(change(TURN, plays=True))] == ["포기"]


@pytest.mark.parametrize(
    ("text", "answers"), [("기차", True), ("기차 타요", False), ("ㅋㅋ", False), ("car", False), ("", False)]
)
def test_one_hangul_word_is_an_answer(text: str, answers: bool) -> None:
    assert is_answer(text) is answers
