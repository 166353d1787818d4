"""The game under the header."""

import pytest

from malmadang.wire.gametag import GameNews, SeatState
from tests.desktop import fakewire
from tests.desktop.chat import Chat
from tests.desktop.driver import texts
from tests.desktop.test_gamecard import refused, spot, tell, turn, word


@pytest.fixture(autouse=True)
def with_games(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakewire, "CAPS", f"{fakewire.CAPS} malmadang/game")


def test_where_the_members_are_hidden_it_is_a_strip(chat: Chat) -> None:
    tell(chat, turn("하늘"))
    chat.window.toggle_members()
    tell(chat, turn("민수"))
    chat.driver.until(chat.window.strip.winfo_ismapped)
    assert chat.window.strip.winfo_height() == 64
    assert any("민수 님 차례" in text for text in texts(chat.window.strip))


def test_the_strip_offers_what_a_lobby_asks_for(chat: Chat) -> None:
    lobby = GameNews("lobby", phase="lobby", mode="끝말잇기", host="하늘", seats=(SeatState("하늘"),))
    tell(chat, lobby)
    chat.window.toggle_members()
    tell(chat, lobby)
    strip = chat.window.strip
    chat.driver.until(lambda: "참가" in texts(strip))
    chat.driver.click(strip, *spot(strip, "참가"))
    chat.driver.until(lambda: chat.wire.lines("GAME") == ["GAME #말마당 참가"])


def test_a_refusal_is_told_here_too(chat: Chat) -> None:
    chat.window.toggle_members()
    tell(chat, word("기차"))
    tell(chat, refused("차갑다"))
    strip = chat.window.strip
    chat.driver.until(lambda: "차갑다" in texts(strip))
    assert any("사전에 없어요" in text for text in texts(strip))
