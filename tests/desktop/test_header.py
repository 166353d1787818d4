"""The line above the messages."""

from tests.desktop.chat import Chat


def test_name_topic_and_members(chat: Chat) -> None:
    assert chat.window.header.texts == ("# 말마당", "")
    chat.hear(":하늘!u@h TOPIC #말마당 :누구나 환영해요 👋")
    chat.driver.until(lambda: chat.window.header.texts[1] == "누구나 환영해요 👋")
    assert chat.window.header.button.text == "멤버 4"


def test_a_private_talk_has_no_members(chat: Chat) -> None:
    chat.say("/귓속말 하늘")
    chat.driver.until(lambda: chat.window.header.texts[0] == "하늘")
    assert not chat.window.header.button.winfo_ismapped()


def test_a_click_on_the_topic_tells_all_of_it(chat: Chat) -> None:
    chat.hear(":하늘!u@h TOPIC #말마당 :주제")
    name = chat.window.header.winfo_children()[1]
    chat.driver.click(name, 20, 20)
    chat.driver.until(lambda: chat.desk.has_card)
    assert chat.desk.card is not None
    assert chat.desk.card.title.text == "#말마당 설정"


def test_another_language(chat: Chat) -> None:
    chat.client.controls.looks.set_language("en")
    chat.driver.until(lambda: chat.window.header.button.text == "Members 4")
