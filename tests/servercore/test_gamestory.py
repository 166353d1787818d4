import msgspec
import pytest

from malmadang.servercore.gamestory import state_in_words
from malmadang.wordchain.dictionary import Entry, MemoryDictionary
from malmadang.wordchain.graph import Graph
from malmadang.wordchain.modes import MODES
from malmadang.wordchain.rules import Referee
from tests.kit.gameroom import GameRoom


@pytest.mark.parametrize(
    ("mode", "word", "sentence"),
    [
        ("", "기", "'기'는 한 글자예요. 두 글자부터 돼요"),
        ("", "기차차", "'기차차'는 사전에 없어요"),
        ("쿵쿵따", "기차", "'기차'는 3글자가 아니에요"),
        ("가운뎃말잇기", "기차", "'기차'는 짧아요. 3글자부터 돼요"),
        ("앞말잇기", "차표", "'차표'는 이어지지 않아요. '기'로 끝나는 말"),
    ],
)
def test_why_a_word_is_refused(mode: str, word: str, sentence: str) -> None:
    room = GameRoom("철수")
    room.begin("철수", options=mode)
    room.hush()
    room.say("철수", word)
    assert room.heard("철수") == [sentence]


def test_a_word_that_was_said_and_one_that_ends_all() -> None:
    room = GameRoom("철수")
    room.begin("철수")
    for word in ("기표", "표기"):
        room.say("철수", word)
        room.to_turn()
    room.hush()
    room.say("철수", "기표")
    room.say("철수", "기슘")
    assert room.heard("철수") == [
        "'기표'는 이번 판에 나온 말이에요",
        "'기슘'은 이을 수 없는 말이라 안 돼요 (매너)",
    ]


def test_a_mission_that_is_met() -> None:
    room = GameRoom("철수")
    room.begin("철수", options="미션")
    mission = room.match.mission
    assert room.heard("철수")[-1].endswith(f"미션 '{mission}'")
    room.game.match = msgspec.structs.replace(room.match, mission="차")
    room.say("철수", "기차")
    assert room.heard("철수") == ["철수: 기차 (+27점, 미션 성공!)"]


def test_how_a_game_stands() -> None:
    room = GameRoom("철수", "영희")
    room.say("철수", "!시작")
    room.say("영희", "!참가")
    ctx = room.world.core.ctx
    assert state_in_words(ctx, room.game, "") == (
        "끝말잇기 모임이 열려 있어요 (3판, 90초). 철수, 영희. 함께하려면 !참가"
    )
    assert state_in_words(ctx, room.game, "en").startswith("A word chain is being set up (3rounds, 90s).")


def test_equals_are_both_named() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희", options="1판")
    first = room.in_turn
    room.say(first, "기차")
    room.to_turn()
    room.say(room.in_turn, "차표")
    seats = tuple(msgspec.structs.replace(seat, score=30) for seat in room.match.seats)
    room.game.match = msgspec.structs.replace(room.match, seats=seats)
    room.to_turn()
    room.game.match = msgspec.structs.replace(room.match, left_ms=0)
    room.hush()
    room.pass_by()
    room.pass_by()
    assert room.heard("철수")[-1].startswith(f"끝! {'영희' if first == '철수' else '철수'} 님이 이겼어요.")


def test_what_a_word_means_is_told_with_it() -> None:
    room = GameRoom("철수")
    room.begin("철수")
    words = [Entry("기차", "汽車", 1), Entry("차기", "", 1), Entry("기기", "", 1)]
    room.game.referee = Referee(Graph(MemoryDictionary(words), MODES["끝말잇기"]))
    room.hush()
    room.say("철수", "기차")
    assert room.heard("철수") == ["철수: 기차 (+18점) · 汽車"]
