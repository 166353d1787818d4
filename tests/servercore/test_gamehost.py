import pytest

from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.ports import GameRecord, SteadyMs
from malmadang.servercore.effects import Wake
from malmadang.servercore.gamehost import GAME_TIMER, woke
from malmadang.wordchain.match import Phase
from tests.kit.gameroom import ROOM, GameRoom


@pytest.mark.parametrize("kind", ["turn", "bot", "seats", "lobby"])
def test_a_timer_of_a_game_that_is_over_does_nothing(kind: str) -> None:
    room = GameRoom("철수")
    room.begin("철수")
    number = room.game.id
    room.say("철수", "!그만")
    room.hush()
    room.world.core.ctx.effects = []
    woke(room.world.core.ctx, f"{GAME_TIMER}{kind} {number}")
    assert room.world.core.ctx.effects == []


def test_a_timer_of_an_earlier_turn_does_nothing() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    old = room.match.serial
    room.answer()
    room.to_turn()
    room.game.due = old
    room.world.steady_ms = room.match.deadline_ms  # type: ignore[assignment]  # its own timer has not rung
    before = room.match
    woke(room.world.core.ctx, f"{GAME_TIMER}turn {room.game.id}")
    assert room.match is before


def test_a_timer_that_rings_too_soon_is_set_again() -> None:
    """No game waits for a timer that has rung."""
    room = GameRoom("철수")
    room.begin("철수")
    before, ctx = room.match, room.world.core.ctx
    ctx.effects = []
    key = f"{GAME_TIMER}turn {room.game.id}"
    woke(ctx, key)
    assert room.match is before
    assert ctx.effects == [Wake(key, SteadyMs(before.deadline_ms))]


def test_a_bots_thought_about_an_earlier_turn_is_forgotten() -> None:
    room = GameRoom("철수")
    room.begin("철수", "봇", options="9판")
    while room.match.at_turn.level == 0:
        room.pass_by()
        room.to_turn()
    room.pass_by()
    choice = room.game.choice
    assert choice[0] != room.match.serial
    before = room.match
    woke(room.world.core.ctx, f"{GAME_TIMER}bot {room.game.id}")
    assert room.match is before


def test_a_bot_that_knows_none_does_not_make_people_wait() -> None:
    room = GameRoom("철수", lists={"": "기름 름기 기차 차기 기표 표기"})
    room.begin("철수", "봇", options="9판")
    while room.match.at_turn.level == 0:
        room.pass_by()
        room.to_turn()
    room.game.choice = room.match.serial, ""
    woke(room.world.core.ctx, f"{GAME_TIMER}bot {room.game.id}")
    assert room.match.phase is Phase.FAILED


def test_nobody_left_when_the_words_come() -> None:
    room = GameRoom("철수")
    room.say("철수", "!시작")
    room.world._answers_at_once = False
    room.say("철수", "!시작")
    room.say("철수", "!봇")
    assert room.heard("철수")[-1] == "낱말을 준비하고 있어요. 곧 시작해요"
    room.world.send("철수", f"PART {ROOM}")
    room.world.advise()
    assert room.world.core.state.games.of("#방") is None  # type: ignore[arg-type]  # folded already


def test_the_words_cannot_be_had() -> None:
    room = GameRoom("철수")
    room.say("철수", "!시작")
    room.game.lists = ("없음",)
    room.say("철수", "!시작")
    assert room.heard("철수")[-1] == "낱말을 불러오지 못했어요"
    assert not room.is_on


def test_what_is_kept_is_the_newest_position_and_gone_at_the_end() -> None:
    room = GameRoom("철수")
    room.begin("철수")
    room.answer()

    def kept() -> tuple[GameRecord, ...]:
        return room.world.storage.load().games

    [record] = kept()
    assert "used=기" in record.game
    room.say("철수", "!그만")
    assert kept() == ()


def test_a_restart_whose_words_are_gone_ends_it() -> None:
    room = GameRoom("철수", lists={"과일": "사과 과사 사자 자사"}, opening="사")
    room.say("철수", "!단어장 과일 만")
    room.begin("철수")
    later = GameRoom(storage=room.world.storage)
    later.arrive("철수")
    assert later.heard("철수")[-1] == "낱말을 불러오지 못했어요"
    assert later.world.storage.load().games == ()


def test_a_game_that_sleeps_makes_way_for_a_new_one() -> None:
    room = GameRoom("철수")
    room.begin("철수")
    later = GameRoom("영희", storage=room.world.storage)
    later.say("영희", "!시작")
    assert later.heard("영희")[-1].startswith("영희 님이 끝말잇기를 열었어요")
    assert later.game.match is None


def test_an_account_that_is_deleted_leaves_no_results() -> None:
    room = GameRoom("철수")
    room.world.send("철수", "PRIVMSG 말지기 :가입 길고좋은비밀번호")
    room.begin("철수")
    room.answer()
    room.say("철수", "!그만")
    assert [each.player for each in room.world.storage.load().standings] == ["철수"]
    room.world.send("철수", "PRIVMSG 말지기 :탈퇴 길고좋은비밀번호")
    room.hush()
    room.say("철수", "!순위")
    assert room.heard("철수") == ["아직 끝난 놀이가 없어요"]
    assert room.world.storage.load().standings == ()


def test_results_outlive_the_server() -> None:
    storage = MemoryStorage()
    for wins in (1, 2):
        room = GameRoom("철수", storage=storage)
        room.begin("철수")
        room.answer()
        room.say("철수", "!그만")
        [reached] = storage.load().standings
        assert (reached.games, reached.points) == (wins, 18 * wins)


def test_the_last_seats_of_a_room_that_was_left_by_all() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    for name in ("철수", "영희"):
        room.world.break_off(name)
    room.world.advance(31_000)
    assert room.world.core.state.games.of("#방") is None  # type: ignore[arg-type]  # folded already
    assert room.world.storage.load().games == ()


def test_a_game_whose_people_are_all_gone_when_the_words_come_does_not_begin() -> None:
    room = GameRoom("철수", "영희")
    room.say("철수", "!시작")
    room.world._answers_at_once = False
    room.say("철수", "!시작")
    room.world.break_off("철수")
    room.world.advise()
    assert not room.is_on


def test_while_the_words_are_loaded_nobody_comes_in_or_gives_up() -> None:
    room = GameRoom("철수", "영희")
    room.say("철수", "!시작")
    room.world._answers_at_once = False
    room.say("철수", "!시작")
    room.hush()
    room.say("영희", "!참가")
    room.say("철수", "!포기")
    assert room.heard("영희") == room.heard("철수") == ["낱말을 준비하고 있어요. 곧 시작해요"]


def test_who_only_watches_may_come_and_go() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수")
    room.hush()
    room.world.break_off("영희")
    assert room.heard("철수") == []


def test_a_game_that_is_stopped_has_no_winner_in_the_ranking() -> None:
    """Whoever leads could stop it at the right moment."""
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    room.answer()
    room.say("철수", "!그만")
    assert sorted((each.games, each.wins) for each in room.world.storage.load().standings) == [(1, 0), (1, 0)]


def test_where_nobody_said_a_word_nobody_has_played() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    room.say("철수", "!그만")
    assert room.world.storage.load().standings == ()
