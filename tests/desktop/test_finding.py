"""Ctrl+K, Ctrl+F and Ctrl+Shift+F."""

from malmadang.desktop.finding import Finding
from tests.desktop.chat import Chat


def finding(chat: Chat) -> Finding:
    assert chat.client.controls.finding is not None
    return chat.client.controls.finding


def press(chat: Chat, key: str) -> None:
    chat.driver.press(chat.window.composer.text, key)


def test_ctrl_k_goes_to_a_person_by_initials(chat: Chat) -> None:
    press(chat, "Control-k")
    finder = finding(chat).finder
    assert finder is not None
    finder.field.set("ㅁㅅ")
    chat.driver.press(finder.field.entry, "Return")
    chat.driver.until(lambda: chat.window.room is not None and chat.window.room.name == "민수")


def test_ctrl_k_enters_a_room_that_is_not_open(chat: Chat) -> None:
    press(chat, "Control-k")
    finder = finding(chat).finder
    assert finder is not None
    finder.field.set("새방")
    chat.driver.press(finder.field.entry, "Return")
    chat.driver.until(lambda: chat.in_room("#새방"))


def test_ctrl_f_marks_what_it_finds_and_escape_closes(chat: Chat) -> None:
    for text in ("기차를 탔어요", "배가 고파요", "기차가 늦어요"):
        chat.wire.say("하늘", "#말마당", text)
    chat.driver.until(lambda: "늦어요" in chat.messages())
    press(chat, "Control-f")
    bar = finding(chat).bar
    chat.driver.shown(bar.field.entry)
    bar.field.set("기차")
    assert bar.count.text == "1 / 2"
    assert chat.window.messages.mouse.text() == "기차"
    chat.driver.press(bar.field.entry, "Return")
    assert bar.count.text == "2 / 2"
    bar.field.set("없는 말")
    assert "찾지 못했어요" in bar.count.text
    chat.driver.press(bar.field.entry, "Escape")
    assert not bar.winfo_manager()
    chat.driver.until(lambda: chat.root.focus_get() is chat.window.composer.text)


def test_ctrl_shift_f_finds_in_every_room_and_goes_there(chat: Chat) -> None:
    chat.wire.say("하늘", "Mina", "기차표 샀어요")
    chat.wire.say("하늘", "#말마당", "기차를 탔어요")
    chat.driver.until(lambda: "탔어요" in chat.messages())
    press(chat, "Control-Shift-F")
    finder = finding(chat).finder
    assert finder is not None
    finder.field.set("기차표")
    assert [row.preview for row in finder.list.rows] == ["하늘"]
    chat.driver.press(finder.field.entry, "Return")
    chat.driver.until(lambda: chat.window.room is not None and chat.window.room.name == "하늘")


def test_the_list_of_rooms_is_asked_for_found_in_and_entered(chat: Chat) -> None:
    finding(chat).directory()
    chat.driver.until(lambda: any("LIST" in line for line in chat.wire.written))
    finder = finding(chat).finder
    assert finder is not None
    lines = [f":fake 322 Mina #방{n} {n} :주제 {n}" for n in range(1200)]
    chat.hear(":fake 321 Mina Channel :Users", *lines, ":fake 323 Mina :End")
    chat.driver.until(lambda: len(finder.list.rows) == 1200)
    assert finder.list.rows[0].title == "방1199"
    finder.field.set("주제 77")
    assert [row.title for row in finder.list.rows][-1] == "방77"
    finder.field.set("방77")
    chat.driver.press(finder.field.entry, "Return")
    chat.driver.until(lambda: chat.in_room("#방77"))
