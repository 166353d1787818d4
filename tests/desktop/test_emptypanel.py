"""What stands there while no room is open."""

from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat


def test_it_leads_to_a_room(start_chat: StartChat) -> None:
    chat: Chat = start_chat()
    chat.wire.refuse()
    chat.begin()
    panel = chat.window.empty
    chat.driver.until(panel.winfo_ismapped)
    panel.button.invoke()
    assert chat.desk.card is not None
    assert chat.desk.card.title.text == "어디로 갈까요?"
    chat.desk.card.close()


def test_it_goes_when_there_is_a_room(chat: Chat) -> None:
    assert not chat.window.empty.winfo_ismapped()


def test_it_speaks_the_language_in_force(start_chat: StartChat) -> None:
    chat = start_chat(language="en")
    assert chat.window.empty.button.text == "Enter a room"
    chat.desk.speech.set_language("ko")
    assert chat.window.empty.button.text == "방 들어가기"
