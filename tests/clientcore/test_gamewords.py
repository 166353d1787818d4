import pytest

from malmadang.clientcore.gamewords import in_english
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.rows import MessageForm, MessageRow, RowId
from malmadang.ports import TimeMs
from malmadang.wire.gametag import GameNews, SeatState
from tests.kit.gameroom import GameRoom

SEATS = (SeatState("bob", 18), SeatState("철수", 40, "out"))


@pytest.mark.parametrize(
    ("news", "sentence"),
    [
        (GameNews("refused", english="front chain", keys=("차",), word="기차", reason="chain"),
         "'기차' does not fit; a word that ends with '차'"),
        (GameNews("refused", reason="dancing"), ""),
        (GameNews("turn", who="bob", turn_ms=13_600, keys=("력", "역"), mission="가"),
         "bob's turn (13.6 s): a word that begins with '력(역)'. Mission '가'"),
        (GameNews("word", who="bob", word="기차", points=27, hits=1), "bob: 기차 (+27, mission!)"),
        (GameNews("missed", who="철수", points=-12, answer="차표", seats=SEATS),
         "철수 is out of time (-12). There was: 차표. 철수 plays no more"),
        (GameNews("result", seats=SEATS, winners=("bob",)), "The end: bob wins. bob 18, 철수 40"),
        (GameNews("result", seats=SEATS, winners=("bob", "철수")),
         "The end: bob, 철수 are even. bob 18, 철수 40"),
        (GameNews("result", seats=SEATS, end="stopped"), "The game is stopped. bob 18, 철수 40"),
        (GameNews("lost", who="bob"), "bob has lost the line; the seat is kept for 30 s"),
        (GameNews("joined", phase="ready", who="bob"), "bob plays from the next round on"),
        (GameNews("state"), ""),
    ],
)  # fmt: skip
def test_sentences(news: GameNews, sentence: str) -> None:
    assert in_english(news) == sentence


def test_every_line_of_a_game_but_answers_has_its_sentence() -> None:
    room = GameRoom("bob", "철수")
    room.begin("bob", "철수", options="1판")
    room.answer()
    room.to_turn()
    room.say(room.in_turn, "기슘")
    room.pass_by()
    room.pass_by()
    told = [in_english(news) for news in room.news("bob")]
    assert all(told)
    assert len(told) >= 8
    assert told[0] == "bob leads a word chain: bob. /join-game to play, /bot for a bot, /start to begin"


def test_who_reads_korean_reads_what_was_said() -> None:
    row = MessageRow(
        RowId(1), TimeMs(0), "끝말이", "bob: 기차 (+18점)", form=MessageForm.NOTICE,
        game=GameNews("word", who="bob", word="기차", points=18),
    )  # fmt: skip
    assert Phrases("ko").message(row) == "-끝말이- bob: 기차 (+18점)"
    assert Phrases("en").message(row) == "-끝말이- bob: 기차 (+18)"
