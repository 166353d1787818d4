"""What the card of the game says."""

import msgspec
import pytest

from malmadang.clientcore.gameview import GamePhase, GameView, MissedTurn, RefusedWord, SaidWord
from malmadang.desktop.gamelayout import (
    buttons,
    is_answer,
    keys_of,
    say_game,
    say_seat,
    seconds,
    share,
    wrap,
)
from malmadang.desktop.gamephrases import GameWord
from malmadang.desktop.speech import Speech
from malmadang.ports import SteadyMs
from malmadang.wire.gametag import SeatState

TURN = GameView(
    GamePhase.TURN, mode="끝말잇기", english="word chain", round=1, rounds=3, turn="민수", keys=("력", "역"),
    words=(SaidWord("하늘", "능력", 22),), told=(SaidWord("하늘", "능력", 22),),
    turn_ms=10_000, ends_at_ms=SteadyMs(60_000),
)  # fmt: skip


def change(game: GameView, **changes: object) -> GameView:

    return msgspec.structs.replace(game, **changes)


def test_a_turn() -> None:
    words = say_game(TURN, Speech())
    assert (words.title, words.note, words.word, words.link) == ("끝말잇기", "3판 중 1판", "능력", (1, 2))
    assert (words.hint, words.state) == ("→ ‘력(역)’으로 시작", "민수 님 차례")
    assert say_game(change(TURN, is_mine=True), Speech()).state == "내 차례예요!"


def test_a_refused_word_is_struck_and_the_reason_said() -> None:
    words = say_game(change(TURN, refusal=RefusedWord("민수", "역마차", "used")), Speech())
    assert (words.word, words.struck, words.state, words.is_fault) == (
        "역마차",
        True,
        "이미 나온 낱말이에요",
        True,
    )
    assert words.hint == "→ ‘력(역)’으로 시작"


def test_a_refusal_that_has_been_read_gives_way_to_the_word_that_stands() -> None:
    refused = change(TURN, refusal=RefusedWord("민수", "역마차", "used"))
    words = say_game(refused, Speech(), refusing=False)
    assert (words.word, words.struck, words.state) == ("능력", False, "민수 님 차례")


@pytest.mark.parametrize(
    ("english", "link", "hint", "must"),
    [
        ("word chain", (2, 3), "→ ‘차’로 시작", "‘차’로 시작해야 해요"),
        ("front chain", (0, 1), "→ ‘차’로 끝", "‘차’로 끝나야 해요"),
        ("middle chain", (1, 2), "→ ‘차’로 시작", "‘차’로 시작해야 해요"),
        ("initials", (3, 4), "→ 초성 ‘차’", "‘차’가 아니에요"),
    ],
)
def test_every_mode_says_what_links_and_what_is_asked(
    english: str, link: tuple[int, int], hint: str, must: str
) -> None:
    game = change(TURN, english=english, keys=("차",), words=(SaidWord("하늘", "자전거", 1),))
    words = say_game(game, Speech())
    assert (words.link, words.hint) == (link, hint)
    refused = change(game, refusal=RefusedWord("민수", "나무", "chain"))
    assert say_game(refused, Speech()).state == must


def test_in_english_the_syllable_comes_before_there_is_no_room() -> None:
    assert say_game(TURN, Speech("en")).hint == "→ “력(역)” …"
    assert say_game(change(TURN, english="front chain"), Speech("en")).hint == "→ … “력(역)”"


def test_what_is_to_be_typed_stands_large() -> None:
    assert say_game(change(TURN, english="typing", keys=("하늘소",)), Speech()).word == "하늘소"


def test_the_note_tells_rules_before_and_the_mission_in_a_game() -> None:
    lobby = change(TURN, phase=GamePhase.LOBBY, round=0, rules=("3판", "60초"))
    assert say_game(lobby, Speech()).note == "3판 · 60초"
    assert say_game(change(TURN, mission="라"), Speech()).note == "3판 중 1판 · 미션 ‘라’"
    assert say_game(change(TURN, rules=("3판", "60초")), Speech()).note == "3판 중 1판 · 60초"


def test_marks_for_missed_turns_and_words_for_who_is_away() -> None:
    assert say_seat(SeatState("민수", 3, missed=2), Speech()) == ("✕✕", True)
    assert say_seat(SeatState("민수", 3, "out", missed=3), Speech()) == ("빠짐", False)
    assert say_seat(SeatState("민수"), Speech()) == ("", True)


def test_a_text_breaks_at_spaces_and_ends_with_dots() -> None:
    def fits(text: str) -> bool:
        return len(text) <= 5

    assert wrap("가나 다라 마바", fits, 3) == ["가나 다라", "마바"]
    assert wrap("가나다라마바사", fits, 3) == ["가나다라마", "바사"]
    assert wrap("가나다라마바사아자차카", fits, 2) == ["가나다라마", "바사아자…"]
    assert wrap("", fits, 2) == []


def test_a_missed_turn_shows_what_would_have_worked() -> None:
    missed = change(TURN, phase=GamePhase.FAILED, missed=MissedTurn("민수", 12, "역사"))
    words = say_game(missed, Speech())
    assert (words.state, words.hint) == ("민수 님이 놓쳤어요", "‘역사’가 있었어요")


def test_the_result_names_the_winner() -> None:
    over = change(TURN, phase=GamePhase.OVER, winners=("하늘",), chain=12, end="rounds")
    words = say_game(over, Speech())
    assert (words.word, words.hint, words.state) == ("하늘", "이겼어요!", "긴 말 능력 · 1번 이었어요")
    assert say_game(change(over, winners=("하늘", "민수")), Speech()).hint == "비겼어요"
    assert say_game(change(over, winners=(), end="stopped"), Speech()).state == "그만뒀어요"
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
