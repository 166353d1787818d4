"""GAME.md 2, 8: what is a word, what is talk, and what comes too late."""

import pytest

from malmadang.servercore.gamehost import try_word
from malmadang.wordchain.match import Phase
from tests.kit.gameroom import GameRoom


@pytest.mark.parametrize("text", ["\u1100\u1175\u110e\u1161", " 기차 "])
def test_words_of_another_form(text: str) -> None:
    """GAME.md 8: NFD input, spaces around it."""
    room = GameRoom("철수")
    room.begin("철수")
    room.say("철수", text)
    assert room.match.used == ("기차",)


@pytest.mark.parametrize(
    "text", ["기\u200b차", "\x02기차\x02", "ㄱㅣ차", "기車", "ﾡ", "기차!", "\x01ACTION 기차\x01"]
)
def test_what_is_talk(text: str) -> None:
    """GAME.md 8: lone jamo, Hanja, half-width, zero-width and formatting codes are no words."""
    room = GameRoom("철수")
    room.begin("철수")
    room.hush()
    room.say("철수", text)
    assert room.heard("철수") == []
    assert room.match.used == ()


def test_five_tries_a_second() -> None:
    room = GameRoom("철수")
    room.begin("철수")
    room.hush()
    for word in ("기가", "기나", "기다", "기라", "기마", "기바", "기차"):
        room.say("철수", word)
    assert len(room.heard("철수")) == 5
    room.world.advance(1_000)
    room.say("철수", "기차")
    assert room.match.used == ("기차",)


def test_a_word_at_the_last_moment_and_one_after_it() -> None:
    room = GameRoom("철수")
    room.begin("철수")
    room.world.steady_ms = room.match.deadline_ms  # type: ignore[assignment]  # the timer has not rung yet
    room.say("철수", "기차")
    assert room.match.used == ("기차",)
    room.to_turn()
    room.world.steady_ms = room.match.deadline_ms + 1  # type: ignore[assignment]  # as above
    room.say("철수", "차표")
    assert room.match.used == ("기차",)


def test_two_answers_in_one_turn_of_the_loop_ten_thousand_times() -> None:
    """One is taken; the other is talk."""
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    start = room.match
    for number in range(10_000):
        room.game.match = start
        room.game.players[start.at_turn.number].tries.clear()
        words = ("기차", "기표") if number % 2 else ("기표", "기차")
        ctx, world = room.world.core.ctx, room.world
        peers = [world.peers[name] for name in (("철수", "영희") if number % 4 < 2 else ("영희", "철수"))]
        taken = []
        for peer, word in zip((*peers, *peers), (*words, *words), strict=True):
            ctx.client = world.core.state.clients[peer.id]
            ctx.effects = []
            before = room.game.match
            try_word(ctx, room.game, word)
            if room.game.match is not before:
                taken.append(word)
        assert len(taken) == 1


def test_a_quick_answer_counts_in_the_pause_with_the_whole_time() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    first = room.in_turn
    room.answer()
    assert room.match.phase is Phase.PAUSE
    second = room.in_turn
    room.world.advance(200)
    room.hush()
    assert room.game.referee is not None
    word = room.game.referee.hint(room.match)
    room.say(second, word)
    turn, taken = room.heard(first)
    assert turn.startswith(f"{second} 님 차례 (")
    assert taken.startswith(f"{second}: {word} (+")
    assert (room.match.used[-1], room.match.phase, room.in_turn) == (word, Phase.PAUSE, first)
    room.say(second, word)
    assert room.heard(first) == [], "of two answers one counts; then it is another's turn"
    pause = room.match
    room.pass_by()
    assert (room.match.phase, room.match.serial) == (Phase.TURN, pause.serial + 1), "its timer rings once"
    assert room.in_turn == first


def test_a_try_in_the_pause_is_refused_with_its_reason_and_talk_is_talk() -> None:
    """What does not meet the key may be late for the word before, or said about it."""
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    first = room.in_turn
    room.answer()
    second = room.in_turn
    room.hush()
    room.say(first, "나무")
    assert room.heard(first) == [], "whoever has just answered is not next"
    room.say(second, "나무")
    assert room.heard(first) == []
    assert room.match.phase is Phase.PAUSE
    wrong = f"{room.match.key}없는말"
    room.say(second, wrong)
    assert room.heard(first)[-1] == f"'{wrong}'은 사전에 없어요"
    assert (room.match.phase, room.in_turn) == (Phase.TURN, second)
    assert room.match.time_left_ms(room.world.steady_ms) == room.match.length_ms


def test_before_a_round_a_word_that_meets_the_key_counts_and_talk_is_talk() -> None:
    """Everybody knows the key already; but people say hello, and that costs nothing."""
    room = GameRoom("철수", "영희")
    room.say("철수", "!시작")
    room.say("영희", "!참가")
    room.say("철수", "!시작")
    room.hush()
    first = room.in_turn
    room.say(first, "안녕")
    assert room.heard(first) == []
    room.say(first, "기린")
    assert room.heard(first)[-1] == "'기린'은 사전에 없어요"
    assert room.match.phase is Phase.TURN
    room.say(first, "기차")
    assert room.heard(first) == [f"{first}: 기차 (+18점)"]
