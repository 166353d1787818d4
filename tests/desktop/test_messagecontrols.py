"""What is done with one message."""

import pytest

from malmadang.clientcore.rows import MessageRow
from malmadang.desktop.messagecontrols import MessageControls
from malmadang.desktop.phrases import Word
from tests.desktop.chat import Chat


@pytest.fixture
def row(chat: Chat) -> MessageRow:
    chat.wire.say("하늘", "#말마당", "저녁 먹었어요?")
    chat.driver.until(lambda: "저녁 먹었어요?" in chat.messages())
    found = chat.room("#말마당").rows[-1]
    assert isinstance(found, MessageRow)
    return found


def messages(chat: Chat) -> MessageControls:
    return chat.client.controls.messages


def test_an_answer_goes_out_as_one(chat: Chat, row: MessageRow) -> None:
    messages(chat).press("reply", row.id, 0, 0)
    assert chat.window.composer.strip.title == "하늘에게 답장"
    chat.say("네")
    chat.driver.until(lambda: chat.said() == ["#말마당 :네"])
    assert f"+reply={row.msgid}" in next(line for line in chat.wire.written if "PRIVMSG" in line)
    assert chat.window.composer.reply is None


def test_escape_gives_the_answer_up(chat: Chat, row: MessageRow) -> None:
    messages(chat).reply(row)
    chat.write("네")
    chat.driver.press(chat.window.composer.text, "Escape")
    assert chat.window.composer.reply is None
    assert chat.window.composer.get() == "네"


def test_the_menu_copies_and_calls(chat: Chat, row: MessageRow) -> None:
    entries = dict(messages(chat).entries(row))
    entries[Word.COPY]()
    assert chat.root.clipboard_get() == "저녁 먹었어요?"
    entries[Word.CALL]()
    assert chat.window.composer.get() == "@하늘 "
    entries[Word.ORIGINAL]()
    assert chat.desk.card is not None
    assert Word.REPLY in entries
