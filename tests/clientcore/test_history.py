"""What was said before: asked for in pages, put where it belongs, what is missing shown."""

import pytest

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import CaughtUp, HistoryLoaded, RowAdded, TextRefused
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.rows import MessageRow, NoticeKind, NoticeRow, RowId
from malmadang.clientcore.view import Older, RoomKind
from malmadang.wire.names import Folded
from tests.clientcore.page import ISUPPORT, MODERN, Page, come_back, in_room, registered

HISTORY = f"{MODERN} draft/chathistory draft/event-playback"
BARE = "batch server-time message-tags draft/chathistory"


def page_of(target: str, *lines: str, hour: int = 7) -> str:
    """A page of history, as a server writes it: `id 초 nick: text` or a whole line behind `id 초`."""
    out = [f"< :s BATCH +h chathistory {target}"]
    for line in lines:
        msgid, second, rest = line.split(" ", 2)
        nick, _, text = rest.partition(": ")
        said = rest if rest.startswith(":") else f":{nick}!u@h PRIVMSG {target} :{text}"
        out.append(f"< @batch=h;msgid={msgid};time=2027-01-15T{hour:02}:00:{int(second):02}.000Z {said}")
    return "\n".join([*out, "< :s BATCH -h"])


def entered(caps: str = HISTORY, page: Page | None = None) -> Page:
    """In #방, with the question for its newest page not answered."""
    page = registered(page or Page(), caps)
    return in_room(page)


def filled(caps: str = HISTORY) -> Page:
    """In #방, three messages known, then cut off and back in it; the question is not answered."""
    page = entered(caps)
    page.play(page_of("#방", "a 1 민수: 하나", "b 2 민수: 둘", "c 3 영희: 셋"))
    page.sent()
    page.cut()
    come_back(page, caps)
    page.sent()
    return page


def shown(page: Page) -> list[str]:
    """The msgids of what was said in #방, and where something is missing."""
    rows = page.room("#방").rows
    return [row.msgid or "gap" for row in rows if isinstance(row, MessageRow) or row.kind is NoticeKind.GAP]


def test_the_newest_page_is_asked_for_on_entering() -> None:
    """Source: IRCv3 chathistory, LATEST."""
    page = registered(Page(), BARE)
    page.play(
        """
        < :하늘!u@h JOIN #방
        > MODE #방
        > CHATHISTORY LATEST #방 * 100
        """
    )
    page.play(page_of("#방", "a 1 민수: 하나", "b 2 하늘: 둘"))
    assert page.texts("#방") == ["민수: 하나", "하늘: 둘"]
    room = page.room("#방")
    assert room.older is Older.MORE
    assert room.unread == 0
    assert page.core.mark(room.key) is not None


def test_a_servers_limit_counts() -> None:
    """Source: IRCv3 chathistory, ISUPPORT CHATHISTORY."""
    page = registered(Page(), BARE, f"{ISUPPORT} CHATHISTORY=20")
    page.play("< :하늘!u@h JOIN #방\n> MODE #방\n> CHATHISTORY LATEST #방 * 20")


def test_without_batch_or_time_nobody_asks() -> None:
    for caps in ("draft/chathistory message-tags", "draft/chathistory batch"):
        page = registered(Page(), caps)
        page.play("< :하늘!u@h JOIN #방\n> MODE #방")
        assert not page.view.features.history
        (refused,) = page.do(c.LoadOlder("#방"))
        assert isinstance(refused, TextRefused)
        assert refused.fault.kind is FaultKind.NOT_OFFERED


def test_after_an_absence_what_is_new_is_asked_for_behind_the_join() -> None:
    """DESIGN 4: subscribe first, then history after the last msgid, merged by msgid."""
    page = entered(BARE)
    page.play(page_of("#방", "a 1 민수: 하나", "b 2 민수: 둘"))
    page.cut()
    come_back(page, BARE)
    page.play(
        """
        < :s BATCH +t draft/chathistory-targets
        < :s BATCH -t
        < :하늘!u@h JOIN #방
        > MODE #방
        > CHATHISTORY LATEST #방 msgid=b 100
        < @msgid=f;time=2027-01-15T08:00:06.000Z :민수!u@h PRIVMSG #방 :여섯
        """
    )
    missed = page_of("#방", "d 4 민수: 넷", "e 5 영희: 다섯", "f 6 민수: 여섯", hour=8)
    page.play(f"{missed}\n> CHATHISTORY BETWEEN #방 msgid=d msgid=b 100")
    events = page.play(page_of("#방"))
    assert page.texts("#방") == [
        "민수: 하나", "민수: 둘", "민수: 넷", "영희: 다섯", "민수: 여섯",
    ]  # fmt: skip
    assert not any(isinstance(row, NoticeRow) and row.kind is NoticeKind.GAP for row in page.room("#방").rows)
    assert CaughtUp(2) in events
    # The room is in front: nothing of it is unread, but a line shows where she left off.
    room = page.room("#방")
    assert room.unread == 0
    assert room.divider == next(row.id for row in room.rows if row.msgid == "d")


def test_nothing_new_is_one_question() -> None:
    page = filled(BARE)
    page.play("< :하늘!u@h JOIN #방\n> MODE #방\n> CHATHISTORY LATEST #방 msgid=c 100")
    page.play(page_of("#방"))
    assert page.sent() == []


def test_a_last_page_may_say_so() -> None:
    """Source: draft/chathistory-end, as Ergo marks it."""
    page = filled(BARE)
    page.play("< :하늘!u@h JOIN #방\n> MODE #방\n> CHATHISTORY LATEST #방 msgid=c 100")
    page.play(
        "< @draft/chathistory-end :s BATCH +h chathistory #방\n"
        "< @batch=h;msgid=d;time=2027-01-15T07:00:04.000Z :민수!m@h PRIVMSG #방 :넷\n< :s BATCH -h"
    )
    assert page.sent() == []


def test_a_long_absence_leaves_the_rest_to_the_person() -> None:
    """RELIABILITY 4g: pages, a "more" marker, no flood."""
    page = entered(BARE, Page(history_page=2, history_pages=2))
    page.play(page_of("#방", "a 1 민수: 하나"))
    page.cut()
    come_back(page, BARE)
    page.play("< :하늘!u@h JOIN #방\n> MODE #방\n> CHATHISTORY LATEST #방 msgid=a 2")
    newest = page_of("#방", "h 8 민수: 여덟", "i 9 민수: 아홉")
    page.play(f"{newest}\n> CHATHISTORY BETWEEN #방 msgid=h msgid=a 2")
    page.play(page_of("#방", "f 6 민수: 여섯", "g 7 민수: 일곱"))
    assert page.sent() == []
    rows = page.room("#방").rows
    assert shown(page) == ["a", "gap", "f", "g", "h", "i"]
    gap = next(row for row in rows if isinstance(row, NoticeRow) and row.kind is NoticeKind.GAP)
    assert (gap.fields["after"], gap.fields["before"]) == ("a", "f")
    page.do(c.LoadGap("#방", gap.id))
    page.play("> CHATHISTORY BETWEEN #방 msgid=f msgid=a 2")
    # Less than a page is most likely all, which one more question shows.
    rest = page_of("#방", "b 2 민수: 둘")
    events = page.play(f"{rest}\n> CHATHISTORY BETWEEN #방 msgid=b msgid=a 2")
    assert HistoryLoaded(Folded("#방")) in events
    page.play(page_of("#방"))
    assert not any(isinstance(row, NoticeRow) and row.kind is NoticeKind.GAP for row in rows)
    assert page.do(c.LoadGap("#방", RowId(999))) == []


def test_a_msgid_the_server_has_forgotten_is_asked_for_by_time() -> None:
    page = filled(BARE)
    page.play(
        """
        < :하늘!u@h JOIN #방
        > MODE #방
        > CHATHISTORY LATEST #방 msgid=c 100
        < :s FAIL CHATHISTORY MESSAGE_ERROR LATEST #방 :no such message
        > CHATHISTORY LATEST #방 timestamp=2027-01-15T07:00:02.999Z 100
        """
    )
    page.play(page_of("#방", "c 3 영희: 셋", "d 4 민수: 넷"))
    assert page.texts("#방")[-2:] == ["영희: 셋", "민수: 넷"]
    assert page.sent() == []


def test_a_server_of_times_only_is_asked_by_time() -> None:
    """Source: IRCv3 chathistory, MSGREFTYPES."""
    page = registered(Page(), BARE, f"{ISUPPORT} MSGREFTYPES=timestamp")
    in_room(page)
    page.play(page_of("#방", "a 1 민수: 하나"))
    page.do(c.LoadOlder("#방"))
    page.play("> CHATHISTORY BEFORE #방 timestamp=2027-01-15T07:00:01.001Z 100")
    page.play(page_of("#방", "a 1 민수: 하나"))
    assert page.room("#방").older is Older.NONE


def test_scrolling_up_goes_on_to_the_beginning() -> None:
    """Source: IRCv3 chathistory, BEFORE."""
    page = entered(BARE)
    page.play(page_of("#방", "c 3 민수: 셋"))
    page.do(c.LoadOlder("#방"))
    assert page.room("#방").older is Older.LOADING
    page.play("> CHATHISTORY BEFORE #방 msgid=c 100")
    assert page.do(c.LoadOlder("#방")) == []
    events = page.play(page_of("#방", "a 1 민수: 하나", "b 2 민수: 둘"))
    added = [(event.row.msgid, event.index) for event in events if isinstance(event, RowAdded)]
    assert added == [("a", 0), ("b", 1)]
    assert page.room("#방").older is Older.MORE
    page.do(c.LoadOlder("#방"))
    page.play("> CHATHISTORY BEFORE #방 msgid=a 100")
    page.play(page_of("#방"))
    assert page.room("#방").older is Older.NONE
    assert page.texts("#방") == ["민수: 하나", "민수: 둘", "민수: 셋"]


def test_a_reply_leads_to_its_message_wherever_that_is() -> None:
    """Source: IRCv3 chathistory, AROUND."""
    page = entered(BARE)
    page.play(page_of("#방", "h 8 민수: 여덟", "i 9 민수: 아홉"))
    page.do(c.LoadAround("#방", "c"))
    page.play("> CHATHISTORY AROUND #방 msgid=c 50")
    events = page.play(page_of("#방", "b 2 민수: 둘", "c 3 민수: 셋", "d 4 민수: 넷"))
    row = page.core.find_row(Folded("#방"), "c")
    assert row is not None
    assert HistoryLoaded(Folded("#방"), row.id, "c") in events
    assert shown(page) == ["b", "c", "d", "gap", "h", "i"]
    # What is loaded already is told at once.
    (told,) = page.do(c.LoadAround("#방", "d"))
    assert isinstance(told, HistoryLoaded)
    assert told.row
    # In the midst of what is missing.
    page.do(c.LoadAround("#방", "f"))
    page.play("> CHATHISTORY AROUND #방 msgid=f 50")
    page.play(page_of("#방", "f 6 민수: 여섯"))
    assert shown(page) == ["b", "c", "d", "gap", "f", "gap", "h", "i"]


def test_a_message_that_is_gone_is_said_to_be() -> None:
    page = entered(BARE)
    page.play(page_of("#방"))
    page.do(c.LoadAround("#방", "zz"))
    page.play("> CHATHISTORY AROUND #방 msgid=zz 50")
    events = page.play("< :s FAIL CHATHISTORY MESSAGE_ERROR AROUND #방 :no such message")
    assert events == [HistoryLoaded(Folded("#방"), RowId(0), "zz")]
    assert page.notices("#방")[-1][0] != "error"


def test_who_has_spoken_to_us_meanwhile_is_looked_for() -> None:
    """Source: IRCv3 chathistory, TARGETS."""
    page = registered(Page("irc://127.0.0.1/"), BARE)
    page.play("< :s BATCH +t draft/chathistory-targets\n< :s BATCH -t")
    page.play("< @msgid=p1;time=2027-01-15T08:00:00.000Z :민수!m@h PRIVMSG 하늘 :있어?")
    page.sent()
    page.cut()
    page.pass_time(60_000)
    page.connect()
    page.sent()
    page.take(page.core.receive(f":s CAP * LS :{BARE}\r\n:s CAP * ACK :{BARE}\r\n".encode(), page.now))
    page.take(
        page.core.receive(
            f":s 001 하늘 :hi\r\n:s 005 하늘 {ISUPPORT} :ok\r\n:s 422 하늘 :x\r\n".encode(), page.now
        )
    )
    asked = next(line for line in page.sent() if "TARGETS" in line)
    assert asked.startswith(
        "CHATHISTORY TARGETS timestamp=2027-01-15T08:01:10.000Z timestamp=2027-01-15T07:59:50.000Z"
    )
    page.play(
        """
        < :s BATCH +t draft/chathistory-targets
        < @batch=t :s CHATHISTORY TARGETS #방 2027-01-15T08:00:30.000Z
        < @batch=t :s CHATHISTORY TARGETS 민수 2027-01-15T08:00:40.000Z
        < @batch=t :s CHATHISTORY TARGETS 영희 2027-01-15T08:00:50.000Z
        < :s BATCH -t
        > CHATHISTORY LATEST 민수 msgid=p1 100
        > CHATHISTORY LATEST 영희 * 100
        < :s BATCH +x chathistory 영희
        < @batch=x;msgid=q1;time=2027-01-15T08:00:20.000Z :하늘!u@h PRIVMSG 영희 :잘 가
        < @batch=x;msgid=q2;time=2027-01-15T08:00:50.000Z :영희!y@h PRIVMSG 하늘 :응
        < :s BATCH -x
        """
    )
    assert page.texts("영희") == ["하늘: 잘 가", "영희: 응"]
    assert page.room("영희").kind is RoomKind.PRIVATE
    assert page.room("영희").unread == 1
    assert [row.own for row in page.room("영희").rows if isinstance(row, MessageRow)] == [True, False]


def test_a_server_that_cannot_name_targets_is_asked_for_each_talk() -> None:
    page = registered(Page("irc://127.0.0.1/"), BARE)
    page.play("< @msgid=p1;time=2027-01-15T08:00:00.000Z :민수!m@h PRIVMSG 하늘 :있어?")
    page.cut()
    come_back(page, BARE)
    page.play("< :s FAIL CHATHISTORY INVALID_PARAMS TARGETS :what\n> CHATHISTORY LATEST 민수 msgid=p1 100")


def test_a_question_left_unanswered_is_given_up() -> None:
    page = entered(BARE)
    page.play(page_of("#방", "c 3 민수: 셋"))
    page.do(c.LoadOlder("#방"))
    page.sent()
    page.play("< PING x\n> PONG x")
    page.pass_time(20_000)
    page.take(page.core.receive(b"PING y\r\n", page.now))
    page.pass_time(11_000)
    assert page.room("#방").older is Older.UNKNOWN
    assert page.told(HistoryLoaded)


def test_only_so_many_rooms_are_asked_for_at_one_time() -> None:
    names = tuple(f"#방{number}" for number in range(10))
    page = registered(Page("irc://127.0.0.1/", rooms=names), BARE)
    page.play("< :s BATCH +t draft/chathistory-targets\n< :s BATCH -t")
    for name in names:
        in_room(page, room=name)
    asked = len(page.core._ctx.catch_up.in_flight)
    assert asked == 6
    page.play(f"{page_of('#방0')}\n> CHATHISTORY LATEST #방6 * 100")
    assert len(page.core._ctx.catch_up.in_flight) == 6


@pytest.mark.parametrize("rename", [True, False])
def test_a_room_that_goes_away_while_it_is_asked_for(*, rename: bool) -> None:
    page = registered(Page("irc://127.0.0.1/"), BARE)
    page.play("< @msgid=p1;time=2027-01-15T08:00:00.000Z :민수!m@h PRIVMSG 하늘 :있어?")
    page.sent()
    page.do(c.LoadOlder("민수"))
    page.play("> CHATHISTORY BEFORE 민수 msgid=p1 100")
    if rename:
        page.play("< :민수!m@h NICK 철수")
        assert page.room("철수").older is Older.LOADING
    else:
        page.do(c.Leave("민수"))
    page.sent()
    page.play(page_of("민수"))
    assert page.view.room(Folded("민수")) is None
