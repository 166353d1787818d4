"""Keys in the messages."""

from tests.desktop.talkroom import TalkRoom


def test_below_the_last_message_it_goes_to_the_end(room: TalkRoom) -> None:
    room.open(40)
    room.driver.press(room.canvas, "Up")
    room.driver.press(room.canvas, "Down")
    assert room.view.focus_row.row == 0
    assert room.follows()


def test_keys_without_a_message_do_nothing(room: TalkRoom) -> None:
    room.open(2)
    for key in ("Return", "space", "Delete"):
        room.driver.press(room.canvas, key)
    assert room.pressed == []


def test_a_letter_goes_to_the_composer(room: TalkRoom) -> None:
    room.open(2)
    room.driver.press(room.canvas, "a")
    assert room.typed == ["a"]
