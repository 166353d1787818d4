"""What was read: the room in front, counts, the divider."""

from malmadang.clientcore.events import RoomChanged, RoomPart
from malmadang.clientcore.rows import MessageRow
from malmadang.wire.names import Folded
from tests.clientcore.page import in_room, talking

ROOM = Folded("#방")


def test_the_room_in_front_counts_nothing() -> None:
    page = talking()
    assert page.view.shown == "#방"
    page.play("< :민수!m@h PRIVMSG #방 :안녕")
    assert page.room("#방").unread == 0


def test_showing_a_room_puts_the_divider_before_what_is_new() -> None:
    page = talking()
    page.play("< :민수!m@h PRIVMSG #방 :읽은 것")
    in_room(page, "하늘", "#둘")
    page.take(page.core.show(Folded("#둘"), page.now))
    page.play("< :민수!m@h PRIVMSG #방 :새것\n< :민수!m@h JOIN #방\n< :민수!m@h PRIVMSG #방 :하늘 어디?")
    room = page.room("#방")
    assert (room.unread, room.mentions, room.divider) == (2, 1, 0)
    events = page.take(page.core.show(ROOM, page.now))
    assert events == [RoomChanged(ROOM, RoomPart.COUNTS)]
    first = next(row for row in room.rows if isinstance(row, MessageRow) and row.text == "새것")
    assert (room.unread, room.mentions, room.divider) == (0, 0, first.id)


def test_the_divider_goes_when_the_room_is_left_or_marked_as_read() -> None:
    page = talking()
    for leave in (True, False):
        page.take(page.core.show(None, page.now))
        page.play("< :민수!m@h PRIVMSG #방 :새것")
        page.take(page.core.show(ROOM, page.now))
        assert page.room("#방").divider
        page.take(page.core.show(None, page.now) if leave else page.core.mark_read(ROOM, page.now))
        assert page.room("#방").divider == 0
    assert page.core.mark_read(ROOM, page.now) == []


def test_marking_a_room_that_is_not_in_front() -> None:
    page = talking()
    page.take(page.core.show(None, page.now))
    page.play("< :민수!m@h PRIVMSG #방 :새것")
    page.take(page.core.mark_read(ROOM, page.now))
    assert page.room("#방").unread == 0


def test_showing_a_room_that_is_closed_shows_none() -> None:
    page = talking()
    page.take(page.core.show(Folded("#없음"), page.now))
    assert page.view.shown is None
