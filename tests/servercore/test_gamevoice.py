import msgspec

from malmadang.servercore.gamevoice import VOICES, keys, need, say
from malmadang.servercore.phrases import Phrases
from malmadang.servercore.state import SERVICE_NICKS
from malmadang.wire.gametag import GameNews
from tests.kit.gameroom import GameRoom


def test_its_names_are_nobody_elses() -> None:
    assert set(VOICES.values()) <= set(SERVICE_NICKS)


def test_readings_are_shown_that_words_have() -> None:
    room = GameRoom("철수")
    room.begin("철수")
    for key, shown in (("력", ("력", "역")), ("름", ("름",)), ("표", ("표",))):
        match = msgspec.structs.replace(room.match, key=key)
        assert keys(room.game, match) == shown
    match = msgspec.structs.replace(room.match, key="력")
    assert need(Phrases("ko"), room.game, match) == "'력(역)'으로 시작하는 말"
    assert need(Phrases("en"), room.game, match) == "a word that begins with '력(역)'"


def test_a_sentence_that_is_too_long_is_cut_to_a_line() -> None:
    room = GameRoom("철수")
    room.say("철수", "!시작")
    room.hush()
    ctx = room.world.core.ctx
    ctx.effects = []
    say(ctx, room.game, "가" * 400, GameNews("state"))
    room.world.perform(ctx.effects)
    [line] = room.world.peers["철수"].inbox
    assert len(line.partition(" ")[2].encode()) <= 510
    assert line.endswith("가")


def test_where_the_room_is_closed_nobody_is_told() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수")
    game = room.game
    room.world.send("철수", "PART #방")
    room.world.send("영희", "PART #방")
    ctx = room.world.core.ctx
    ctx.effects = []
    say(ctx, game, "글", GameNews("state"))
    assert ctx.effects == []
