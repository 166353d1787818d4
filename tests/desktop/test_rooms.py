"""The rooms column, drawn from a View."""

from malmadang.clientcore import commands as c
from malmadang.clientcore.view import Phase
from malmadang.desktop.shapes import Presence
from tests.desktop.chat import Chat


def rows(chat: Chat) -> dict[str, str]:
    return {row.title: row.badge for row in chat.window.rooms.list.rows if not row.heading}


def test_rooms_stand_under_their_server_and_the_newest_first(chat: Chat) -> None:
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째"))
    chat.wire.say("하늘", "#말마당", "새 소식", at="2099-01-01T00:00:00.000Z")
    chat.driver.until(lambda: "하늘: 새 소식" in chat.rooms())
    heading, *rest = chat.window.rooms.list.rows
    assert (heading.title, heading.note, heading.note_dot) == ("친구", "연결됨", Presence.HERE)
    assert [row.title for row in rest] == ["말마당", "둘째", "서버 알림"]


def test_unread_and_mentions_are_counted_until_the_room_is_shown(chat: Chat) -> None:
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째"))
    chat.wire.say("하늘", "#말마당", "하나")
    chat.driver.until(lambda: rows(chat)["말마당"] == "1")
    chat.wire.say("하늘", "#말마당", "Mina 어디예요?")
    chat.driver.until(lambda: rows(chat)["말마당"] == "@ 2")
    chat.client.controls.rooms.choose(chat.room("#말마당").key)
    chat.driver.until(lambda: rows(chat)["말마당"] == "")
    assert "여기까지 읽었어요 · 새 메시지 2개" in chat.messages()


def test_a_draft_is_marked_in_the_other_rooms(chat: Chat) -> None:
    chat.write("쓰던 말")
    chat.client.controls.hands.do(c.Join("#둘째"))
    chat.driver.until(lambda: chat.in_room("#둘째"))
    chat.driver.until(lambda: "(쓰는 중)" in chat.rooms())
    assert chat.window.composer.get() == ""


def test_finding_narrows_the_list_and_enter_goes_there(chat: Chat) -> None:
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째"))
    chat.root.focus_force()
    chat.window.rooms.find()
    chat.window.rooms.filter.set("마당")
    chat.driver.update()
    assert list(rows(chat)) == ["말마당"]
    chat.driver.press(chat.window.rooms.filter.entry, "Return")
    chat.driver.until(lambda: chat.in_room("#말마당"))
    assert chat.window.rooms.filter.get() == ""


def test_what_is_not_found_is_said(chat: Chat) -> None:
    chat.window.rooms.filter.set("없는방")
    chat.driver.until(lambda: "‘없는방’을 찾지 못했어요" in chat.rooms())
    chat.window.rooms.filter.set("")
    chat.driver.until(lambda: "말마당" in chat.rooms())


def test_a_click_goes_to_the_room_and_leaves_the_keyboard_with_the_composer(chat: Chat) -> None:
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째"))
    chat.window.composer.text.focus_force()
    canvas = chat.window.rooms.list.canvas
    at = next(n for n, row in enumerate(chat.window.rooms.list.rows) if row.title == "말마당")
    chat.driver.click(canvas, 100, 32 + (at - 1) * 58 + 20)
    chat.driver.until(lambda: chat.in_room("#말마당"))
    assert chat.root.focus_get() is chat.window.composer.text


def test_the_own_card_says_whether_we_are_there(chat: Chat) -> None:
    me = chat.window.rooms.me
    assert (me.nick, me.state, me.presence) == ("Mina", "접속 중", Presence.HERE)
    chat.hear(":fake 306 Mina :away")
    chat.driver.until(lambda: me.presence is Presence.AWAY)
    chat.wire.refuse()
    chat.wire.cut()
    chat.driver.until(lambda: chat.is_phase(Phase.WAITING) and me.presence is Presence.OFFLINE)
    assert me.state == "연결 안 됨"


def test_narrow_shows_marks_alone(chat: Chat) -> None:
    chat.window.toggle_rooms()
    chat.driver.until(lambda: chat.window.rooms.winfo_width() == 64)
    assert "말마당" not in chat.rooms()
    assert "#" in chat.rooms()
    assert not chat.window.rooms.filter.winfo_ismapped()
