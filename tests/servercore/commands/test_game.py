import pytest

from tests.kit.gameroom import ROOM, GameRoom


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (f"GAME {ROOM} 참가", f"FAIL GAME NO_GAME {ROOM} 참가 :지금은 놀이가 없어요. !시작으로 열 수 있어요"),
        (f"GAME {ROOM} join-game", f"FAIL GAME NO_GAME {ROOM} join-game :There is no game; !start opens one"),
        (f"GAME {ROOM} 시작 :5판 장기", f"FAIL GAME UNKNOWN_OPTION {ROOM} 시작 :'장기'가 무슨 뜻인지*"),
        (f"GAME {ROOM} :", f"FAIL GAME UNKNOWN_COMMAND {ROOM} * :*"),
    ],
)
def test_refusals_are_standard_replies(line: str, refusal: str) -> None:
    room = GameRoom("철수")
    room.world.send("철수", line)
    [got] = room.world.peers["철수"].read()
    wanted, is_open, _ = f":malmadang.local {refusal}".partition("*" if refusal.endswith("*") else "\0")
    assert got.startswith(wanted.removesuffix("* :")) if is_open else got == wanted


def test_a_label_is_on_the_answer() -> None:
    room = GameRoom()
    room.world.arrive("철수", caps=["malmadang/game", "labeled-response", "message-tags"], rooms=[ROOM])
    room.world.send("철수", f"@label=a1 GAME {ROOM} 참가")
    assert room.world.peers["철수"].read()[0].startswith("@label=a1 :malmadang.local FAIL GAME NO_GAME")
    room.world.send("철수", f"@label=a2 GAME {ROOM} 시작")
    lines = room.world.peers["철수"].read()
    assert any(line == "@label=a2 :malmadang.local ACK" for line in lines)


def test_who_is_not_in_the_room_has_no_game_there() -> None:
    room = GameRoom("철수")
    room.world.arrive("민수", caps=["malmadang/game"])
    room.world.send("민수", f"GAME {ROOM} 시작")
    assert " 442 " in room.world.peers["민수"].read()[0]
