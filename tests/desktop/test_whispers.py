"""Words to one person, typed in another room: the talk comes in front, or the refusal does."""

from malmadang.clientcore.view import RoomKind
from tests.desktop.chat import Chat


def test_words_to_one_person_open_that_talk(chat: Chat) -> None:
    chat.say("/귓속말 영희 안녕")
    chat.driver.until(lambda: chat.window.room is chat.room("영희"))
    assert "안녕" in chat.messages()
    assert chat.window.composer.get() == ""


def test_words_to_nobody_are_told_in_front_and_leave_no_talk(chat: Chat) -> None:
    chat.wire.absent.add("없는사람")
    chat.say("/귓속말 없는사람 안녕")
    chat.driver.until(lambda: chat.window.composer.fault == "'없는사람'이라는 사람은 지금 없어요")
    assert chat.window.room is chat.room("#말마당")
    assert [room.name for room in chat.view.rooms if room.kind is RoomKind.PRIVATE] == []


def test_words_to_somebody_known_who_has_gone_are_shown_where_they_stand(chat: Chat) -> None:
    chat.wire.say("영희", "Mina", "먼저 한 말")
    chat.driver.until(lambda: any(room.name == "영희" for room in chat.view.rooms))
    chat.wire.absent.add("영희")
    chat.say("/귓속말 영희 안녕")
    chat.driver.until(lambda: chat.window.room is chat.room("영희"))
    assert "먼저 한 말" in chat.messages()
