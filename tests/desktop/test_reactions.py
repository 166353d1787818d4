"""What is drawn anew, asked and remembered when the View changes."""

import pytest

from malmadang.desktop.settings import RoomChoice
from malmadang.desktop.window import Dirty, MainWindow
from tests.desktop.chat import Chat

ROOM = "#말마당"


@pytest.fixture
def drawn(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> list[Dirty]:
    """What was drawn, turn by turn."""
    chat.driver.update()
    seen: list[Dirty] = []
    real = MainWindow.draw

    def draw(window: MainWindow, view: object, dirty: Dirty) -> None:
        seen.append(dirty)
        real(window, view, dirty)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(MainWindow, "draw", draw)
    return seen


def test_a_word_in_another_room_does_not_touch_the_messages(chat: Chat, drawn: list[Dirty]) -> None:
    chat.wire.say("하늘", "Mina", "귓속말")
    chat.driver.until(lambda: "귓속말" in chat.rooms())
    assert all(not dirty & (Dirty.ROWS | Dirty.MEMBERS) for dirty in drawn)


def test_what_did_not_change_is_not_drawn(chat: Chat, drawn: list[Dirty]) -> None:
    chat.driver.update()
    before = len(drawn)
    for _ in range(5):
        chat.client.reactions.draw()
    assert len(drawn) == before


def test_the_title_counts_what_is_meant_for_me(chat: Chat) -> None:
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째"))
    chat.wire.say("하늘", "#말마당", "모두에게")
    chat.wire.say("하늘", "#말마당", "Mina, 안녕")
    chat.wire.say("민수", "Mina", "귓속말")
    chat.driver.until(lambda: chat.root.title() == "(2) 말마당")


def test_the_rooms_are_remembered_and_a_lost_line_forgets_none(chat: Chat) -> None:
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째"))
    assert chat.kept.now.rooms == ("#말마당", "#둘째")
    chat.wire.refuse()
    chat.wire.cut()
    chat.driver.until(lambda: "끊김" in chat.rooms())
    assert chat.kept.now.rooms == ("#말마당", "#둘째")


def test_a_renamed_person_keeps_talk_and_draft(chat: Chat) -> None:
    chat.say("/귓속말 민수")
    chat.driver.until(lambda: chat.window.header.texts[0] == "민수")
    chat.write("쓰던 말")
    chat.hear(":민수!u@h NICK 김민수")
    chat.driver.until(lambda: chat.window.header.texts[0] == "김민수")
    assert chat.window.composer.get() == "쓰던 말"


def test_a_renamed_room_keeps_draft_pin_and_is_entered_again_by_its_new_name(chat: Chat) -> None:
    chat.write("쓰던 말")
    link = chat.kept.now.server
    chat.desk.choose(link, ROOM, RoomChoice(pinned=True))
    chat.hear(f":민수!u@h RENAME {ROOM} #마당 :이사")
    chat.driver.until(lambda: chat.window.header.texts[0] == "# 마당")
    assert chat.window.composer.get() == "쓰던 말"
    assert chat.desk.choice(link, "#마당").pinned
    assert not chat.desk.choice(link, ROOM).pinned
    assert "민수 님이 방 이름을 바꿨어요: #마당" in chat.messages()
