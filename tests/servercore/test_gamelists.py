from malmadang.servercore.effects import ListReport, NoWords
from malmadang.wordchain.wordlist import LineFault, ListFault, Refused
from tests.kit.gameroom import ROOM, GameRoom


def asked(room: GameRoom, text: str, answer: object) -> str:
    """Ask about a list; return what is told when the thread answers so."""
    room.world._answers_at_once = False
    room.say("철수", text)
    consult = room.world.consulted.pop(0)
    room.world.core.ctx.effects = []
    from malmadang.servercore.events import Consulted

    room.world.step(Consulted(consult.number, answer))
    [line] = room.heard("철수")
    return line


def test_refused_lines_are_told_with_reasons_and_numbers() -> None:
    room = GameRoom("철수")
    refused = (Refused(LineFault.TOO_SHORT, 7, (1, 2, 3, 4, 5)), Refused(LineFault.NOT_HANGUL, 1, (9,)))
    told = asked(room, "!단어장 우리 반", ListReport("우리 반", 282_369, refused))
    assert told == (
        "단어장 '우리 반': 낱말 282,369개를 써요"
        " · 7줄을 버렸어요: 1, 2, 3, 4, 5…번째 줄(한 글자) · 1줄을 버렸어요: 9번째 줄(한글이 아님)"
    )
    assert room.world.core.state.games.lists["#방"] == ("", "우리 반")  # type: ignore[index]  # folded already


def test_a_list_that_cannot_be_used() -> None:
    room = GameRoom("철수")
    told = asked(room, "!단어장 큰것", NoWords("큰것", ListFault.TOO_BIG))
    assert told == "'큰것' 단어장을 쓸 수 없어요: 4MB보다 커요"
    room.world.advance(3_000)
    assert asked(room, "!단어장 큰것", None) == "낱말을 불러오지 못했어요"


def test_who_has_left_meanwhile_is_not_told() -> None:
    room = GameRoom("철수", "영희")
    room.world._answers_at_once = False
    room.say("철수", "!단어장 과일")
    room.world.send("철수", "QUIT")
    room.world.advise()
    assert room.world.core.state.games.lists == {}
    assert room.world.core.state.channel(ROOM) is not None


def test_the_lobby_that_is_open_takes_it_at_once() -> None:
    room = GameRoom("철수", lists={"과일": "사과 과사"})
    room.say("철수", "!시작")
    room.say("철수", "!단어장 과일 only")
    assert room.game.lists == ("과일",)
    room.say("철수", "!단어장 -")
    assert room.game.lists == ("",)


def test_lists_are_not_read_one_after_another() -> None:
    room = GameRoom("철수", lists={"과일": "사과 과사"})
    room.say("철수", "!단어장 과일")
    room.say("철수", "!단어장 과일")
    room.say("철수", "!단어장")
    assert [line.split(":")[0] for line in room.heard("철수")] == [
        "단어장 '과일'",
        "잠시 뒤에 다시 골라 주세요",
        "지금 단어장",
    ]
    room.world.advance(3_000)
    room.say("철수", "!단어장 과일")
    assert room.heard("철수")[-1].startswith("단어장 '과일'")
