import pytest

from malmadang.clientcore.events import Alert, RoomChanged, RoomPart, TextRefused
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.gameview import GamePhase
from malmadang.clientcore.gaming import NAMES
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.rows import MessageRow
from malmadang.clientcore.slash import SLASH
from malmadang.servercore.gamecommands import find
from malmadang.wire.gametag import GameNews, format_news
from tests.clientcore.page import MODERN, Page, talking


def told(page: Page, news: GameNews, text: str = "글") -> None:
    page.play(f"< @bot;{format_news(news)} :끝말이!끝말이@s NOTICE #방 :{text}")


def test_news_of_a_game_change_the_room() -> None:
    page = talking()
    told(page, GameNews("turn", phase="turn", turn="영희", who="영희", turn_ms=9_000, left_ms=9_000))
    game = page.room("#방").game
    assert game is not None
    assert (game.phase, game.turn) == (GamePhase.TURN, "영희")
    row = page.room("#방").rows[-1]
    assert isinstance(row, MessageRow)
    assert row.game is not None
    assert row.game.event == "turn"
    assert any(isinstance(event, RoomChanged) and RoomPart.GAME in event.parts for event in page.events)


def test_only_our_turn_calls_us() -> None:
    page = talking()
    me = page.view.nick
    told(page, GameNews("word", phase="pause", who=me), f"{me}: 기차 (+18점)")
    assert not any(isinstance(event, Alert) for event in page.events)
    told(page, GameNews("turn", phase="turn", turn=me, who=me), f"{me} 님 차례")
    assert sum(isinstance(event, Alert) for event in page.events) == 1


def test_nonsense_in_the_tag_changes_nothing() -> None:
    page = talking()
    page.play("< @malmadang/game=nonsense :끝말이!끝말이@s NOTICE #방 :글")
    assert page.room("#방").game is None


def test_who_leaves_the_room_sees_no_game_any_more() -> None:
    page = talking()
    told(page, GameNews("turn", phase="turn", turn="영희"))
    page.play(f"< :민수!m@h KICK #방 {page.view.nick} :왜")
    assert page.room("#방").game is None


def test_a_server_without_games_is_not_asked() -> None:
    page = talking()
    [refused] = [event for event in page.play("! /시작") if isinstance(event, TextRefused)]
    assert refused.fault == Fault(FaultKind.NOT_OFFERED, {"what": "game"})
    assert Phrases("ko").fault(refused.fault) == "이 서버에는 낱말 놀이가 없어요"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("/시작 5판 미션", "GAME #방 시작 5판 미션"),
        ("/start", "GAME #방 시작"),
        ("/join-game", "GAME #방 참가"),
        ("/봇 빼기", "GAME #방 봇 빼기"),
        ("/놀이", "GAME #방 상태"),
    ],
)
def test_what_is_asked_goes_out_as_the_verb(typed: str, sent: str) -> None:
    page = talking(f"{MODERN} malmadang/game")
    page.play(f"! {typed}\n> *{sent}")


def test_every_command_of_the_game_is_known_to_the_server() -> None:
    for ko, en in NAMES.items():
        assert find(ko) is find(en) is not None
    assert {"시작", "참가", "관전", "포기", "그만", "봇", "단어장", "순위", "규칙"} <= {
        row.ko[0] for row in SLASH
    }
