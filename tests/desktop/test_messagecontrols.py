"""What is done with one message."""

import pytest

from malmadang.clientcore.rows import MessageRow
from malmadang.desktop.messagecontrols import MessageControls
from malmadang.desktop.phrases import Word
from tests.desktop import fakewire
from tests.desktop.chat import Chat


@pytest.fixture(autouse=True)
def capable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server takes messages back."""
    more = f"{fakewire.CAPS} draft/message-redaction"
    monkeypatch.setattr(fakewire, "CAPS", more)


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


def test_a_reaction_goes_out_and_its_chip_takes_it_back(chat: Chat, row: MessageRow) -> None:
    keys = [one.key for one in messages(chat).buttons(row)]
    assert keys[:5] == [f"react {one}" for one in ("👍", "❤️", "😂", "🎉", "😮")]
    messages(chat).press("react 🎉", row.id, 0, 0)
    line = next(line for line in chat.wire.written if "TAGMSG" in line)
    assert "+draft/react=🎉" in line
    assert f"+reply={row.msgid}" in line
    assert chat.kept.now.recent_emoji == ("🎉",)
    chat.hear(f"@+draft/react=👍;+reply={row.msgid} :민수!u@h TAGMSG #말마당")
    chat.driver.until(lambda: "1" in chat.messages())


def test_own_messages_are_taken_back_after_a_question(chat: Chat, row: MessageRow) -> None:
    assert Word.DELETE not in dict(messages(chat).entries(row))
    chat.say("실수")
    chat.driver.until(lambda: "전송됨" in chat.messages())
    own = chat.room("#말마당").rows[-1]
    assert isinstance(own, MessageRow)
    messages(chat).press("delete", own.id, 0, 0)
    assert not chat.wire.lines("REDACT")
    assert chat.desk.card is not None
    assert chat.desk.card.primary is not None
    chat.desk.card.primary.invoke()
    assert chat.wire.lines("REDACT")[0].startswith(f"REDACT #말마당 {own.msgid}")
    chat.hear(f":Mina!u@me REDACT #말마당 {own.msgid}")
    chat.driver.until(lambda: "지운 메시지예요" in chat.messages())


def test_what_is_answered_is_gone_to_or_missed(chat: Chat, row: MessageRow) -> None:
    chat.hear(
        f"@msgid=a1;+reply={row.msgid} :민수!u@h PRIVMSG #말마당 :네",
        "@msgid=a2;+reply=older :민수!u@h PRIVMSG #말마당 :응",
    )
    chat.driver.until(lambda: "응" in chat.messages())
    messages(chat).go_to(row.msgid)
    assert chat.window.messages.mouse.text() == "저녁 먹었어요?"
    messages(chat).go_to("older")
    assert chat.window.composer.fault == "원래 글을 찾을 수 없어요"


def test_typing_is_seen_and_told(chat: Chat, row: MessageRow) -> None:
    chat.hear("@+typing=active :하늘!u@h TAGMSG #말마당")
    chat.driver.until(lambda: chat.window.hint.typing == "하늘 님이 입력하고 있어요")
    chat.write("저")
    chat.driver.until(lambda: any("+typing=active" in line for line in chat.wire.written))
