"""The game in the window."""

import pytest

from malmadang.desktop.gamecard import GameCard
from malmadang.wire.gametag import GameNews, SeatState, format_news
from tests.desktop import fakewire
from tests.desktop.chat import Chat
from tests.desktop.driver import texts

SEATS = (SeatState("하늘", 42), SeatState("Mina", 31), SeatState("민수", 20, "out"))


@pytest.fixture(autouse=True)
def with_games(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakewire, "CAPS", f"{fakewire.CAPS} malmadang/game")


def tell(chat: Chat, news: GameNews) -> None:
    chat.hear(f"@{format_news(news)} :끝말이!끝말이@s NOTICE #말마당 :놀이")
    chat.driver.update()


def turn(nick: str, left_ms: int = 12_000) -> GameNews:
    return GameNews(
        "turn", phase="turn", mode="끝말잇기", english="word chain", rounds=3, round=1, turn=nick, who=nick,
        keys=("차",), chain=1, turn_ms=15_000, left_ms=left_ms, round_ms=60_000, seats=SEATS,
    )  # fmt: skip


def card(chat: Chat) -> GameCard:
    return chat.window.members.game


def test_without_a_game_a_button_starts_one(chat: Chat) -> None:
    chat.driver.until(lambda: "끝말잇기 시작" in texts(card(chat)))
    chat.driver.click(card(chat), 100, 24)
    chat.driver.until(lambda: chat.wire.lines("GAME") == ["GAME #말마당 시작"])


def test_players_turn_and_clock_are_drawn(chat: Chat) -> None:
    tell(chat, turn("하늘"))
    chat.driver.until(lambda: "하늘 님 차례" in texts(card(chat)))
    shown = texts(card(chat))
    assert "42점" in shown
    assert "민수 ✕" in shown
    assert any(text.endswith("초") for text in shown)


def test_my_turn_marks_the_composer_and_what_enter_does(chat: Chat) -> None:
    tell(chat, turn("Mina"))
    chat.driver.until(lambda: "내 차례예요!" in texts(card(chat)))
    composer = chat.window.composer
    chat.write("차")
    chat.driver.until(lambda: composer.turn_word.text == "답")
    chat.write(" 한 잔")
    chat.driver.until(lambda: composer.turn_word.text == "대화")
    tell(chat, turn("하늘"))
    chat.driver.until(lambda: not composer.turn_word.winfo_manager())


def test_where_the_members_are_hidden_it_is_a_strip(chat: Chat) -> None:
    tell(chat, turn("하늘"))
    chat.window.toggle_members()
    tell(chat, turn("민수"))
    chat.driver.until(chat.window.strip.winfo_ismapped)
    assert chat.window.strip.winfo_height() == 64
    assert any("민수 님 차례" in text for text in texts(chat.window.strip))


def test_the_end_offers_another(chat: Chat) -> None:
    tell(chat, turn("하늘"))
    tell(
        chat, GameNews("result", phase="over", mode="끝말잇기", winners=("하늘",), end="rounds", seats=SEATS)
    )
    chat.driver.until(lambda: "한 판 더" in texts(card(chat)))
