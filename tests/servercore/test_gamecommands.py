import pytest

from malmadang.servercore.gamecommands import GAME_COMMANDS, find
from malmadang.wordchain.match import MAX_PLAYERS
from tests.kit.gameroom import GameRoom


def test_every_command_has_a_name_in_both_languages_and_no_name_twice() -> None:
    rows = list(dict.fromkeys(GAME_COMMANDS.values()))
    assert all(row.ko and row.en for row in rows)
    assert sum(len(row.ko) + len(row.en) for row in rows) == len(GAME_COMMANDS)
    assert find("START") is find("시작") is find("\u1109\u1175\u110c\u1161\u11a8")
    assert find("") is None


def test_the_eighth_seat_is_the_last() -> None:
    room = GameRoom("철수", "영희")
    room.say("철수", "!시작")
    for _ in range(MAX_PLAYERS - 1):
        room.say("철수", "!봇 1")
    assert [player.nick for player in room.game.bots()][:3] == ["새싹봇", "새싹봇2", "새싹봇3"]
    room.hush()
    room.say("영희", "!참가")
    room.say("철수", "!봇")
    assert room.heard("영희") == ["자리가 다 찼어요 (8명까지)"]
    assert room.heard("철수") == ["자리가 다 찼어요 (8명까지)"]


def test_bots_are_called_by_number_or_name_in_either_language() -> None:
    room = GameRoom("철수")
    room.say("철수", "!시작")
    for name in ("2", "달인", "Scorer"):
        room.say("철수", f"!봇 {name}")
    assert [bot.level for bot in room.game.bots()] == [2, 4, 5]


def test_who_watches_leaves_the_seat() -> None:
    room = GameRoom("철수", "영희")
    room.say("철수", "!시작")
    room.say("영희", "!참가")
    room.hush()
    room.say("영희", "!관전")
    assert room.heard("철수") == ["영희 님이 빠졌어요"]
    assert room.heard("영희")[-1].startswith("끝말잇기 모임이 열려 있어요")
    room.say("철수", "!watch")
    assert room.heard("철수") == ["모임을 접었어요"], "with the last one the lobby goes"


@pytest.mark.parametrize(("command", "lines"), [("도움말", 7), ("규칙", 4), ("help", 7), ("rules", 4)])
def test_what_it_explains(command: str, lines: int) -> None:
    room = GameRoom("철수", "영희")
    room.say("철수", f"!{command}")
    heard = room.heard("철수")
    assert len(heard) == lines
    assert ("끝말" in "".join(heard) or "!시작" in "".join(heard)) == (not command.isascii())
    assert room.heard("영희") == [], "only the asker reads it"


def test_options_at_the_second_start_are_in_force() -> None:
    room = GameRoom("철수")
    room.say("철수", "!시작")
    room.say("철수", "!시작 1판 노매너")
    assert (room.match.rounds, room.match.settings.manner) == (1, False)
    room.say("철수", "!시작")
    assert room.heard("철수")[-1] == "이미 하고 있어요. 끝나면 다시 열 수 있어요"


def test_an_outsider_plays_no_game() -> None:
    """A room without +n hears outsiders; its game does not."""
    room = GameRoom("철수")
    room.world.send("철수", "MODE #방 -n")
    room.world.arrive("민수")
    room.world.send("민수", "PRIVMSG #방 :!시작")
    assert not room.is_on


def test_a_burst_of_lines_reaches_the_game_one_by_one() -> None:
    from malmadang.servercore.commands.messages import say_run

    room = GameRoom("철수")
    ctx = room.world.core.ctx
    ctx.client = room.world.core.state.clients[room.world.peers["철수"].id]
    assert not say_run(ctx, "#방", ["안녕", "!시작"])
    room.say("철수", "!시작")
    assert not say_run(ctx, "#방", ["안녕", "여러분"])
