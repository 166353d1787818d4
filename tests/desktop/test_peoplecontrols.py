"""What the person does with others."""

import pytest

from malmadang.desktop.cards import Card
from malmadang.desktop.kit import Button
from tests.desktop.chat import Chat


@pytest.fixture
def operator(chat: Chat) -> Chat:
    """Mina is an operator of #말마당."""
    chat.hear(":하늘!u@h MODE #말마당 +o Mina")
    chat.driver.until(lambda: chat.room("#말마당").members)
    return chat


def press(card: Card | None, word: str) -> None:
    """Press the card's button with that word."""
    assert card is not None
    waiting = list(card.body.winfo_children())
    while waiting:
        widget = waiting.pop()
        if isinstance(widget, Button) and widget.text == word:
            widget.invoke()
            return
        waiting += widget.winfo_children()
    raise AssertionError(f"no button {word}")


def test_putting_somebody_out_is_asked_first(operator: Chat) -> None:
    operator.client.controls.people.choose("민수")
    press(operator.desk.card, "내보내기")
    assert not operator.wire.lines("KICK")
    press(operator.desk.card, "내보내기")
    assert operator.wire.lines("KICK") == ["KICK #말마당 :민수"]


def test_the_own_name_leads_to_the_own_card(chat: Chat) -> None:
    chat.client.controls.people.choose("Mina")
    assert chat.desk.card is not None
    assert chat.desk.card.title.text != "민수"
