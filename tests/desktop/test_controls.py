"""What the person does in the window, and what comes of it."""

import pytest

from malmadang.clientcore import commands as c
from malmadang.desktop import controls
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


def test_alt_and_arrows_walk_through_the_rooms(two: Chat) -> None:
    text = two.window.composer.text
    order = [two.view.room(key) for key in two.window.rooms.order(two.view)]
    names = [room.name for room in order if room is not None]
    start = names.index("#둘째")
    two.driver.press(text, "Alt-Down")
    two.driver.until(lambda: front(two) == names[(start + 1) % 4])
    two.driver.press(text, "Alt-Up")
    two.driver.until(lambda: front(two) == "#둘째")


def test_alt_shift_goes_to_what_is_unread(two: Chat) -> None:
    two.driver.press(two.window.composer.text, "Alt-Shift-Down")
    two.driver.until(lambda: front(two) == "하늘")
    two.driver.press(two.window.composer.text, "Alt-Shift-Down")
    assert front(two) == "하늘"


def test_numbers_go_to_their_room(two: Chat) -> None:
    names = [two.view.room(key) for key in two.window.rooms.order(two.view)]
    two.driver.press(two.window.composer.text, "Control-Key-2")
    two.driver.until(lambda: two.window.room is names[1])
    two.driver.press(two.window.composer.text, "Control-Key-9")
    assert two.window.room is names[1]


def test_ctrl_k_finds_by_keyboard_alone(two: Chat) -> None:
    two.root.focus_force()
    two.driver.press(two.window.composer.text, "Control-k")
    entry = two.window.rooms.filter.entry
    assert two.root.focus_get() is entry
    two.window.rooms.filter.set("하늘")
    two.driver.press(entry, "Escape")
    assert two.root.focus_get() is two.window.composer.text
    assert two.window.rooms.filter.get() == ""


def test_ctrl_w_closes_a_private_talk_only(two: Chat) -> None:
    text = two.window.composer.text
    two.driver.press(text, "Control-w")
    assert front(two) == "#둘째"
    two.client.controls.choose_room(two.room("하늘").key)
    two.driver.until(lambda: front(two) == "하늘")
    two.driver.press(text, "Control-w")
    two.driver.until(lambda: all(room.name != "하늘" for room in two.view.rooms))


def test_f1_explains_the_commands_in_the_room(two: Chat) -> None:
    two.driver.press(two.window.composer.text, "F1")
    two.driver.until(lambda: "/종료" in two.messages())


def test_a_long_text_asks_before_it_goes_in_pieces(chat: Chat) -> None:
    chat.say("\n".join(f"{n}째 줄" for n in range(controls.PIECES_ASK + 1)))
    card = chat.desk.card
    assert card is not None
    assert card.title.text == "글이 6줄이에요. 한 줄씩 나눠 보낼까요?"
    assert not chat.said()
    assert chat.window.composer.get().startswith("0째 줄")
    assert card.primary is not None
    assert chat.root.focus_get() is card.primary
    chat.driver.press(card.primary, "Return")
    chat.driver.until(lambda: len(chat.said()) == 6)
    assert chat.window.composer.get() == ""


def test_adding_a_room_and_a_person(chat: Chat) -> None:
    chat.window.rooms.list.canvas.update_idletasks()
    chat.client.controls.add_room()
    assert chat.desk.card is not None
    chat.desk.card.close()
    chat.client.controls.whisper("민수")
    chat.driver.until(lambda: front(chat) == "민수")


def test_a_refused_command_is_told_above_the_text(chat: Chat) -> None:
    chat.wire.refuse()
    chat.wire.cut()
    chat.driver.until(lambda: "끊김" in chat.rooms())
    chat.client.controls.whisper("민수")
    chat.client.controls.do(c.Kick("#말마당", "민수"))
    assert chat.window.composer.fault


def test_escape_marks_read_and_goes_down(chat: Chat) -> None:
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째"))
    chat.wire.say("하늘", "#말마당", "새 말")
    chat.driver.until(lambda: chat.room("#말마당").unread == 1)
    chat.client.controls.choose_room(chat.room("#말마당").key)
    chat.driver.until(lambda: "여기까지 읽었어요" in chat.messages())
    chat.driver.press(chat.window.composer.text, "Escape")
    chat.driver.until(lambda: "여기까지 읽었어요" not in chat.messages())


def test_the_menu_of_a_room_leaves_it(two: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, object] = {}
    monkeypatch.setattr(controls, "pop_up", lambda _root, _skin, entries, _x, _y: offered.update(entries))
    two.client.controls.room_menu(two.room("#말마당").key, 0, 0)
    assert list(offered) == ["읽음으로", "나가기"]
    offered["나가기"]()  # type: ignore[operator]  # it is a command
    two.driver.until(lambda: "#말마당" not in [room.name for room in two.view.rooms if room.joined])
    two.client.controls.room_menu(two.view.server.key, 0, 0)
    assert front(two) == "#둘째"


def test_a_text_sent_with_a_card_in_front_stays(chat: Chat) -> None:
    chat.write("말")
    chat.client.controls.show_me()
    chat.window.composer.submit()
    assert not chat.said()
    assert chat.window.composer.get() == "말"


def test_ctrl_shift_c_copies_the_room(chat: Chat) -> None:
    chat.wire.say("하늘", "#말마당", "안녕하세요")
    chat.driver.until(lambda: "안녕하세요" in chat.messages())
    chat.driver.press(chat.window.composer.text, "Control-C")
    assert "하늘: 안녕하세요" in chat.root.clipboard_get()
