"""A member's card and what its buttons do."""

from malmadang.desktop.cards import Card
from malmadang.desktop.kit import Button
from malmadang.desktop.labels import Label
from tests.desktop.chat import Chat


def card_of(chat: Chat, nick: str) -> Card:
    chat.client.controls.people.choose(nick)
    assert chat.desk.card is not None
    return chat.desk.card


def press(card: Card, word: str) -> None:
    buttons = [part for part in card.body.winfo_children() if isinstance(part, Button)]
    next(button for button in buttons if word in button.text).invoke()


def test_whispering_opens_the_talk(chat: Chat) -> None:
    card = card_of(chat, "민수")
    assert card.title.text == "민수"
    assert card.primary is not None
    card.primary.invoke()
    chat.driver.until(lambda: chat.window.room is not None and chat.window.room.name == "민수")


def test_calling_puts_the_name_into_the_composer(chat: Chat) -> None:
    press(card_of(chat, "민수"), "이름 부르기")
    assert chat.window.composer.get() == "@민수 "


def test_ignoring_and_asking_who(chat: Chat) -> None:
    press(card_of(chat, "민수"), "무시")
    chat.wire.say("민수", "#말마당", "들려요?")
    press(card_of(chat, "하늘"), "누구인지")
    chat.driver.until(lambda: any("WHOIS" in line for line in chat.wire.written))
    chat.wire.say("하늘", "#말마당", "마지막 말")
    chat.driver.until(lambda: "마지막 말" in chat.messages())
    assert "들려요?" not in chat.messages()


def test_putting_out_is_for_operators_and_asks_first(chat: Chat) -> None:
    card = card_of(chat, "민수")
    words = [part.text for part in card.body.winfo_children() if isinstance(part, Button)]
    assert "내보내기" not in words
    card.close()
    chat.hear(":하늘!u@h MODE #말마당 +o Mina")
    chat.driver.until(lambda: "운영자 — 2" in chat.members())
    press(card_of(chat, "민수"), "내보내기")
    assert chat.desk.card is not None
    assert chat.desk.card.title.text == "민수 님을 내보낼까요?"
    assert not chat.wire.lines("KICK")
    assert chat.desk.card.primary is not None
    chat.desk.card.primary.invoke()
    chat.driver.until(lambda: bool(chat.wire.lines("KICK")))


def test_rank_and_absence_are_said(chat: Chat) -> None:
    chat.hear(":하늘!u@h AWAY :점심")
    chat.driver.until(lambda: "자리 비움 — 1" in chat.members() or chat.members()[0] == "운영자 — 1")
    card = card_of(chat, "하늘")
    line = next(part.text for part in card.body.winfo_children()[1:] if isinstance(part, Label))
    assert line == "부방장 · 자리 비움: 점심"


def test_one_self_is_the_own_card(chat: Chat) -> None:
    assert card_of(chat, "Mina").title.text == "Mina"
