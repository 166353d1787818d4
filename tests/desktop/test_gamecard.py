"""The game in the window."""

import msgspec
import pytest

from malmadang.desktop.gamecard import GameCard
from malmadang.wire.gametag import GameNews, SeatState, format_news
from malmadang.wordchain.dictionary import page_of
from tests.desktop import fakewire
from tests.desktop.chat import Chat
from tests.desktop.driver import items, option, texts

SEATS = (SeatState("하늘", 42), SeatState("Mina", 31, missed=1), SeatState("민수", 20, "out"))


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


def word(text: str, meaning: str = "") -> GameNews:
    return GameNews(
        "word", phase="pause", mode="끝말잇기", english="word chain", rounds=3, round=1, who="하늘",
        keys=(text[-1],), chain=1, seats=SEATS, word=text, points=12, meaning=meaning,
    )  # fmt: skip


def refused(text: str, reason: str = "unknown") -> GameNews:
    return msgspec.structs.replace(turn("Mina"), event="refused", word=text, reason=reason)


def spot(game: GameCard, text: str) -> tuple[int, int]:
    """Return a point on a text of the card."""
    item = next(item for item in items(game, "text") if option(game, item, "text") == text)
    left, top, right, bottom = game.bbox(item)
    return (left + right) // 2, (top + bottom) // 2


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
    assert "빠짐" in shown
    assert "✕" in shown
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


def test_the_end_offers_another(chat: Chat) -> None:
    tell(chat, turn("하늘"))
    tell(
        chat, GameNews("result", phase="over", mode="끝말잇기", winners=("하늘",), end="rounds", seats=SEATS)
    )
    chat.driver.until(lambda: "한 판 더" in texts(card(chat)))


def test_a_refused_word_is_struck_for_three_seconds(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(chat, word("기차"))
    tell(chat, turn("Mina"))
    tell(chat, refused("차갑다"))
    chat.driver.until(lambda: {"차갑다", "사전에 없어요"} <= set(texts(card(chat))))
    game, then = card(chat), card(chat).steady_now()
    monkeypatch.setattr(game, "steady_now", lambda: then + 3000)
    chat.driver.until(lambda: {"기", "차", "내 차례예요!"} <= set(texts(game)))


def test_what_was_refused_is_back_in_the_composer_selected(chat: Chat) -> None:
    tell(chat, turn("Mina"))
    chat.say("차갑다")
    tell(chat, refused("차갑다"))
    composer = chat.window.composer
    chat.driver.until(lambda: composer.get() == "차갑다")
    assert composer.text.get("sel.first", "sel.last") == "차갑다"
    chat.driver.press(composer.text, "x")
    assert composer.get() == "x"
    tell(chat, refused("차다"))
    assert composer.get() == "x", "what is being written is not replaced"


def test_what_others_were_refused_is_not_mine_to_mend(chat: Chat) -> None:
    tell(chat, turn("민수"))
    tell(chat, msgspec.structs.replace(refused("차갑다"), who="민수", turn="민수"))
    chat.driver.until(lambda: "차갑다" in texts(card(chat)))
    assert chat.window.composer.get() == ""


def test_a_click_on_a_word_tells_its_meaning_and_where_to_read_more(chat: Chat) -> None:
    opened: list[str] = []
    game = card(chat)
    game.open_page = opened.append
    tell(chat, word("기차", "철길로 다니는 차"))
    tell(chat, turn("하늘"))
    chat.driver.until(lambda: "기" in texts(game))
    chat.driver.click(game, *spot(game, "기"))
    chat.driver.until(lambda: "기차: 철길로 다니는 차" in texts(game))
    chat.driver.click(game, *spot(game, "우리말샘에서 보기"))
    assert opened == [page_of("기차")]
    chat.driver.click(game, *spot(game, "기"))
    chat.driver.until(lambda: "기차: 철길로 다니는 차" not in texts(game))


def test_the_words_of_the_result_tell_their_meanings(chat: Chat) -> None:
    tell(chat, turn("하늘"))
    tell(chat, word("기차", "철길로 다니는 차"))
    tell(chat, word("차표"))
    tell(
        chat,
        GameNews("result", phase="over", round=1, chain=2, winners=("하늘",), end="rounds", seats=SEATS),
    )
    game = card(chat)
    chat.driver.until(lambda: {"기차", "차표", "1. 하늘"} <= set(texts(game)))
    chat.driver.click(game, *spot(game, "기차"))
    chat.driver.until(lambda: "기차: 철길로 다니는 차" in texts(game))
    chat.driver.click(game, *spot(game, "차표"))
    chat.driver.until(lambda: "차표: 뜻이 적혀 있지 않아요" in texts(game))


def test_the_keyboard_goes_through_the_buttons(chat: Chat) -> None:
    lobby = GameNews("lobby", phase="lobby", host="Mina", seats=(SeatState("Mina"),))
    tell(chat, lobby)
    game = card(chat)
    chat.driver.until(lambda: "봇 부르기" in texts(game))
    chat.driver.press(game, "Right")
    chat.driver.press(game, "Return")
    chat.driver.until(lambda: chat.wire.lines("GAME") == ["GAME #말마당 시작"])


def test_who_comes_back_sees_the_word_that_stands(chat: Chat) -> None:
    tell(chat, msgspec.structs.replace(turn("민수"), event="state", who="", word="기차"))
    chat.driver.until(lambda: {"기", "차", "민수 님 차례"} <= set(texts(card(chat))))


def test_giving_up_takes_two_clicks(chat: Chat) -> None:
    tell(chat, turn("Mina"))
    game = card(chat)
    chat.driver.until(lambda: "포기" in texts(game))
    chat.driver.click(game, *spot(game, "포기"))
    chat.driver.until(lambda: "정말 포기할까요?" in texts(game))
    assert chat.wire.lines("GAME") == []
    chat.driver.click(game, *spot(game, "정말 포기할까요?"))
    chat.driver.until(lambda: chat.wire.lines("GAME") == ["GAME #말마당 포기"])


def test_a_click_on_give_up_is_forgotten_after_a_while(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(chat, turn("Mina"))
    game = card(chat)
    chat.driver.until(lambda: "포기" in texts(game))
    chat.driver.click(game, *spot(game, "포기"))
    then = game.steady_now()
    monkeypatch.setattr(game, "steady_now", lambda: then + 3000)
    chat.driver.until(lambda: "포기" in texts(game))
    chat.driver.click(game, *spot(game, "포기"))
    assert chat.wire.lines("GAME") == []
