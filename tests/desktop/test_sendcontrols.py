"""What becomes of a text when Enter is pressed."""

from malmadang.desktop.sendcontrols import PIECES_ASK
from tests.desktop.chat import Chat


def test_a_long_text_asks_before_it_goes_in_pieces(chat: Chat) -> None:
    chat.say("\n".join(f"{n}째 줄" for n in range(PIECES_ASK + 1)))
    card = chat.desk.card
    assert card is not None
    assert card.title.text == "글이 6줄이에요. 한 줄씩 나눠 보낼까요?"
    assert not chat.said()
    assert chat.window.composer.get().startswith("0째 줄")
    assert card.primary is not None
    assert chat.root.focus_get() is card.primary
    chat.driver.press(card.primary, "Return")
    chat.driver.until(lambda: len(chat.said()) == 6)
    assert chat.window.composer.get() == ""


def test_a_text_sent_with_a_card_in_front_stays(chat: Chat) -> None:
    chat.write("말")
    chat.client.controls.show_me()
    chat.window.composer.submit()
    assert not chat.said()
    assert chat.window.composer.get() == "말"
