"""Going from room to room, and what can be done with one."""

import pytest

from malmadang.desktop import roomcontrols
from malmadang.desktop.settings import Notify
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


def test_ctrl_w_closes_a_private_talk_only(two: Chat) -> None:
    text = two.window.composer.text
    two.driver.press(text, "Control-w")
    assert front(two) == "#둘째"
    two.client.controls.rooms.choose(two.room("하늘").key)
    two.driver.until(lambda: front(two) == "하늘")
    two.driver.press(text, "Control-w")
    two.driver.until(lambda: all(room.name != "하늘" for room in two.view.rooms))


def test_adding_a_room_and_a_person(chat: Chat) -> None:
    chat.window.rooms.list.canvas.update_idletasks()
    chat.client.controls.rooms.add()
    assert chat.desk.card is not None
    chat.desk.card.close()
    chat.client.controls.rooms.whisper("민수")
    chat.driver.until(lambda: front(chat) == "민수")


def test_the_menu_of_a_room_leaves_it(two: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, object] = {}
    monkeypatch.setattr(roomcontrols, "pop_up", lambda _root, _skin, entries, _x, _y: offered.update(entries))
    two.client.controls.rooms.menu(1, two.room("#말마당").key, 0, 0)
    assert [word.strip() for word in offered if word] == [
        "읽음으로",
        "고정",
        "모두 알리기",
        "✓ 부를 때만 알리기",
        "알리지 않기",
        "나가기",
    ]
    offered["나가기"]()  # type: ignore[operator]  # it is a command
    two.driver.until(lambda: "#말마당" not in [room.name for room in two.view.rooms if room.joined])
    two.client.controls.rooms.menu(1, two.view.server.key, 0, 0)
    assert front(two) == "#둘째"


def test_a_pinned_room_stands_first_and_a_muted_one_last(two: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, object] = {}
    monkeypatch.setattr(
        roomcontrols,
        "pop_up",
        lambda _root, _skin, entries, _x, _y: offered.update({w.strip(): e for w, e in entries}),
    )
    order = two.window.rooms.order
    first = two.room("#말마당").key
    assert order(two.view)[0] != first
    two.client.controls.rooms.menu(1, first, 0, 0)
    offered["고정"]()  # type: ignore[operator]  # it is a command
    assert order(two.view)[0] == first
    two.client.controls.rooms.menu(1, first, 0, 0)
    offered["고정 풀기"]()  # type: ignore[operator]  # it is a command
    offered["알리지 않기"]()  # type: ignore[operator]  # it is a command
    assert order(two.view)[1] == first
    two.wire.say("하늘", "#말마당", "Mina 님")
    two.driver.until(lambda: two.room("#말마당").unread)
    two.driver.update()
    assert "@ 1" not in two.rooms()
    assert two.desk.choice(two.kept.now.server, first).notify is Notify.OFF
