"""What the person does in the window, and what comes of it."""

import pytest

from tests.desktop.chat import Chat


@pytest.fixture
def two(chat: Chat) -> Chat:
    """In #말마당 and #둘째, the latter in front, with a private talk besides."""
    chat.wire.say("하늘", "Mina", "안녕")
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째") and len(chat.view.rooms) == 4)
    return chat


def front(chat: Chat) -> str:
    return chat.window.room.name if chat.window.room is not None else ""


def test_f1_explains_the_commands_in_the_room(two: Chat) -> None:
    two.driver.press(two.window.composer.text, "F1")
    two.driver.until(lambda: "/종료" in two.messages())


def test_escape_marks_read_and_goes_down(chat: Chat) -> None:
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째"))
    chat.wire.say("하늘", "#말마당", "새 말")
    chat.driver.until(lambda: chat.room("#말마당").unread == 1)
    chat.client.controls.rooms.choose(chat.room("#말마당").key)
    chat.driver.until(lambda: "여기까지 읽었어요" in chat.messages())
    chat.driver.press(chat.window.composer.text, "Escape")
    chat.driver.until(lambda: "여기까지 읽었어요" not in chat.messages())


def test_ctrl_shift_c_copies_the_room(chat: Chat) -> None:
    chat.wire.say("하늘", "#말마당", "안녕하세요")
    chat.driver.until(lambda: "안녕하세요" in chat.messages())
    chat.driver.press(chat.window.composer.text, "Control-C")
    assert "하늘: 안녕하세요" in chat.root.clipboard_get()
