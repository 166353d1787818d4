"""What the parts of the app share."""

from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.rows import NoticeKind, NoticeRow, RowId
from malmadang.desktop.cards import Card
from malmadang.ports import TimeMs
from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat


def test_before_the_first_server_there_is_no_room(start_chat: StartChat) -> None:
    assert start_chat().desk.room is None


def test_one_question_at_a_time(chat: Chat) -> None:
    desk = chat.desk
    first, second = (Card(desk.root, desk.skin, title) for title in ("하나", "둘"))
    desk.put_card(first)
    assert desk.has_card
    desk.put_card(second)
    assert not first.is_open
    second.close()
    assert not desk.has_card


def test_sentences_in_the_language_in_force(chat: Chat) -> None:
    joined = NoticeRow(RowId(1), TimeMs(0), NoticeKind.JOINED, {"who": "하늘", "account": ""})
    left = NoticeRow(RowId(2), TimeMs(0), NoticeKind.QUIT, {"who": "하늘", "reason": "쉬어요"})
    assert chat.desk.say_notice(joined) == "→ 하늘 님이 들어왔어요"
    assert chat.desk.say_notice(left) == "← 하늘 님이 나갔어요 (쉬어요)"
    chat.desk.speech.set_language("en")
    assert chat.desk.say_notice(joined) == "→ 하늘 came in"
    assert "taken" in chat.desk.say_fault(Fault(FaultKind.NICK_TAKEN, {"nick": "하늘"}))


def test_copying(chat: Chat) -> None:
    chat.desk.copy("주소")
    assert chat.root.clipboard_get() == "주소"
