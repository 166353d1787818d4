"""What was read: the room in front, counts, the divider."""

from malmadang.clientcore.events import RoomChanged, RoomPart
from malmadang.clientcore.rows import MessageRow
from malmadang.wire.names import Folded
from tests.clientcore.page import MODERN, Page, come_back, in_room, registered, talking

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


MARKED = f"{MODERN} draft/read-marker"


def marked() -> Page:
    page = registered(Page(), MARKED)
    page.play("< :하늘!u@h JOIN #방\n> *\n< :s MARKREAD #방 *")
    page.play("< :s 353 하늘 = #방 :하늘 민수\n< :s 366 하늘 #방 :x\n> *")
    return page


def said(second: int, text: str = "말", nick: str = "민수") -> str:
    return f"< @msgid=m{second};time=2027-01-15T08:00:{second:02}.000Z :{nick}!m@h PRIVMSG #방 :{text}"


def test_what_is_read_is_told_once_it_has_rested() -> None:
    """Source: IRCv3 read-marker, MARKREAD client set command."""
    page = marked()
    page.play(f"{said(1)}\n{said(2)}\n~ 200\n> MARKREAD #방 timestamp=2027-01-15T08:00:02.000Z")
    page.play("< :s MARKREAD #방 timestamp=2027-01-15T08:00:02.000Z\n~ 1000")


def test_what_another_device_has_read_is_read() -> None:
    """RELIABILITY 4g: the read position moves on both."""
    page = marked()
    page.take(page.core.show(None, page.now))
    page.play(f"{said(1)}\n{said(2, '하늘아')}\n{said(3)}")
    room = page.room("#방")
    assert (room.unread, room.mentions) == (3, 1)
    events = page.play("< :s MARKREAD #방 timestamp=2027-01-15T08:00:02.000Z")
    assert (room.unread, room.mentions) == (1, 0)
    assert RoomChanged(ROOM, RoomPart.COUNTS) in events
    # It never goes back.
    assert page.play("< :s MARKREAD #방 timestamp=2027-01-15T08:00:01.000Z") == []
    assert page.play("< :s MARKREAD #방 *\n< :s MARKREAD #없음 timestamp=2027-01-15T08:00:09.000Z") == []
    page.play("< :s MARKREAD #방 timestamp=2027-01-15T08:00:03.000Z")
    assert room.unread == 0


def test_own_words_from_another_device_have_read_what_stood_above() -> None:
    page = marked()
    page.take(page.core.show(None, page.now))
    page.play(f"{said(1)}\n{said(2, nick='하늘')}")
    (mine,) = (row for row in page.room("#방").rows if isinstance(row, MessageRow) and row.own)
    assert mine.text == "말"
    assert page.room("#방").unread == 0


def test_the_servers_marker_counts_more_than_a_guess() -> None:
    """On a new device: what has not been read on the others is unread, though it is older than the JOIN."""
    caps = f"{MARKED} draft/chathistory"
    page = registered(Page(), caps)
    page.play(
        """
        < :s BATCH +t draft/chathistory-targets
        < :s BATCH -t
        < @time=2027-01-15T08:00:30.000Z :하늘!u@h JOIN #방
        > *
        > *
        """
    )
    page.take(page.core.show(None, page.now))
    page.play(
        f"""
        < :s MARKREAD #방 timestamp=2027-01-15T08:00:01.000Z
        < :s BATCH +h chathistory #방
        < @batch=h;{said(1)[3:]}
        < @batch=h;{said(2)[3:]}
        < @batch=h;{said(3)[3:]}
        < :s BATCH -h
        """
    )
    assert page.room("#방").unread == 2


def test_nobody_looks_nothing_is_read() -> None:
    page = marked()
    page.take(page.core.attend(False, page.now))
    page.play(said(1))
    room = page.room("#방")
    assert room.unread == 1
    page.take(page.core.attend(True, page.now))
    assert (room.unread, room.divider) == (0, room.rows[-1].id)
    page.play("~ 200\n> MARKREAD #방 timestamp=2027-01-15T08:00:01.000Z")


def test_private_talks_are_asked_for_their_marker() -> None:
    page = registered(Page("irc://127.0.0.1/"), MARKED)
    page.play("< @msgid=p;time=2027-01-15T08:00:05.000Z :민수!m@h PRIVMSG 하늘 :안녕\n> MARKREAD 민수")
    assert page.room("민수").unread == 1


def test_a_server_that_refuses_markers_is_left_alone() -> None:
    page = marked()
    assert page.play("< :s FAIL MARKREAD INTERNAL_ERROR #방 :no") == []


def test_what_was_read_while_the_line_was_down_is_told_after() -> None:
    page = marked()
    page.take(page.core.show(None, page.now))
    page.play(f"{said(1)}\n{said(2)}")
    page.cut()
    page.take(page.core.show(ROOM, page.now))
    come_back(page, MARKED)
    page.play("< :하늘!u@h JOIN #방\n> *\n< :s MARKREAD #방 timestamp=2027-01-15T08:00:01.000Z")
    page.play("~ 200\n> MARKREAD #방 timestamp=2027-01-15T08:00:02.000Z")
    # Told once: a server that does not take it is not told again and again.
    page.play("< :s MARKREAD #방 timestamp=2027-01-15T08:00:01.000Z\n~ 1000")
